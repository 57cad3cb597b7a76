"""Reading the quotas: how many may have which grade, and whom that keeps back."""

from collections import Counter
from dataclasses import dataclass, replace

from thidua import engine
from thidua.members.models import Membership
from thidua.scoring.bridge import Shelf
from thidua.scoring.models import CollectiveGrade, QuotaException
from thidua.scoring.queries import places_of
from thidua.scoring.terms import Column
from thidua.scoring.yearly import year_of


@dataclass(frozen=True)
class Level:
    """One grade under a quota: how many units may have it or better, and how many earned it or better."""

    grade: str
    most: int
    earned: int


@dataclass(frozen=True)
class Cut:
    """A unit whose grade a quota lowered: what it earned, what it has now."""

    member: Membership
    earned: str
    now: str


@dataclass(frozen=True)
class Quotas:
    """The quotas of a year or period, the units they keep back, the exceptions made; `parents`: the grades of the
    collective above that quotas hang on, `collective` the one it was given."""

    levels: list[Level]
    cut: list[Cut]
    exceptions: list[QuotaException]
    parents: tuple[str, ...]
    collective: CollectiveGrade | None


def quotas_of(found: Shelf, period: str) -> Quotas:
    """How the quotas bear on the agreed points of the year, or of one period."""
    kept = found.book(period)
    of_year = bool(found.edition.periods) and not period
    scores = year_of(found, Column.AGREED).scores if of_year else kept.scores(Column.AGREED)
    earned = _grades(found, period, replace(kept.edition, quotas=()), scores)
    now = _grades(found, period, kept.edition, scores)
    ladder = list(dict.fromkeys(grade.name for grade in kept.edition.grades))
    counts = Counter(grade for grade in earned.values() if grade in ladder)
    limits = engine.limits(kept.edition, counts.total(), kept.above)
    levels = [Level(name, limits[name], sum(counts[better] for better in ladder[: at + 1]))
              for at, name in enumerate(ladder) if name in limits]  # fmt: skip
    cut = [Cut(kept.members[unit], grade, now[unit]) for unit, grade in earned.items() if now[unit] != grade]
    return Quotas(levels, cut, list(kept.exceptions.values()), engine.parents_in(kept.edition), kept.collective)


def _grades(found: Shelf, period: str, edition: engine.Edition, scores: engine.Scores) -> dict[str, str]:
    kept = replace(found.book(period), edition=edition)
    of_year = bool(found.edition.periods) and not period
    places = kept.ranked(scores) if of_year else places_of(kept, scores)
    return {place.unit: place.grade for place in places}
