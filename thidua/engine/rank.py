"""Xếp hạng: order, exact ties, the declared tie-breakers, shared places 1-2-2-4, or 1-2-2-3 where declared."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from thidua.engine.edition import Edition, TieBreak
from thidua.engine.expression import Value
from thidua.engine.grades import Graded, Terms, grade_of, within_quotas
from thidua.engine.points import SCALE
from thidua.engine.rules.free import Veto
from thidua.engine.score import Scores, UnitScore

Key = tuple[bool, Fraction]


@dataclass(frozen=True, slots=True)
class Place:
    """One unit's place. `rank` is None when the unit has nothing to be ranked by, or was excluded.

    `remark` says why the grade is not the one the points earned: a veto, a quota, an exception.
    """

    unit: str
    rank: int | None
    shared: bool
    value: Fraction | None
    grade: str
    official: bool
    decided_by: str = ""
    group: str = ""
    remark: str = ""


def rank(
    edition: Edition,
    scores: Scores,
    exclude: Collection[str] = (),
    exceptions: Mapping[str, str] | None = None,
    parent: str = "",
) -> tuple[Place, ...]:
    """Everybody's place, best first; the excluded and the unrankable last, without a place.

    Where the table ranks within groups, each group is a ranking of its own. `exceptions` gives the recorded reason
    of every unit let past a quota, `parent` the grade of the collective above.
    """
    groups: dict[Value, list[str]] = {}
    for unit in scores.units:
        if _ranked(edition, scores, unit, exclude):
            known = scores.attributes.get(unit, {})
            groups.setdefault(known.get(edition.rank_within) if edition.rank_within else None, []).append(unit)
    terms = Terms(exceptions or {}, parent)
    places = [place for name, units in groups.items() for place in _group(edition, scores, name, units, terms)]
    ranked = {place.unit for place in places}
    official = all(one.complete for one in scores.units.values())
    rest = [unit for unit in scores.units if unit not in ranked]
    return tuple(places) + tuple(Place(unit, None, False, None, "", official) for unit in rest)


def value_of(edition: Edition, score: UnitScore) -> Fraction | None:
    """What a unit is ranked by: its total, or its share of what it was assigned."""
    return score.percent if edition.rank_by == "percent" else score.exact_total


def _ranked(edition: Edition, scores: Scores, unit: str, exclude: Collection[str]) -> bool:
    score = scores.units[unit]
    rules = (edition.criterion(code).rule for code in score.vetoes)
    barred = any(isinstance(rule, Veto) and rule.effect == "no_rank" for rule in rules)
    return unit not in exclude and not barred and value_of(edition, score) is not None


def _group(edition: Edition, scores: Scores, name: Value, units: list[str], terms: Terms) -> list[Place]:
    """One ranking from first to last."""
    official = all(scores.units[unit].complete for unit in units)
    tiers, decided = _settle(edition, scores, units)
    taken = (1 if edition.ties == "dense" else len(tier) for tier in tiers[:-1])
    numbers = list(accumulate(taken, initial=1))
    graded: dict[str, Graded] = {}
    for number, tier in zip(numbers, tiers, strict=True):
        graded |= {unit: grade_of(edition, scores, unit, number) for unit in tier}
    if edition.quotas:
        graded = within_quotas(edition, tiers, graded, terms)
    return [
        Place(
            unit,
            number,
            len(tier) > 1,
            value_of(edition, scores.units[unit]),
            graded[unit].grade,
            official,
            decided.get(unit, ""),
            "" if name is None else str(name),
            graded[unit].reason,
        )
        for number, tier in zip(numbers, tiers, strict=True)
        for unit in tier
    ]


def _settle(edition: Edition, scores: Scores, units: Sequence[str]) -> tuple[list[list[str]], dict[str, str]]:
    """Units in tiers of exact equals, and which tie-breaker parted a unit from its equals."""
    decided: dict[str, str] = {}
    values = {unit: value_of(edition, scores.units[unit]) or Fraction(0) for unit in units}
    tiers = _part(list(units), {unit: (True, value) for unit, value in values.items()})
    for breaker in edition.tie_breaks:
        finer = []
        for tier in tiers:
            parted = _part(tier, {unit: _key(edition, breaker, scores.units[unit]) for unit in tier})
            if len(parted) > 1:
                decided.update((unit, breaker.name) for unit in tier)
            finer += parted
        tiers = finer
    return tiers, decided


def _part(units: list[str], keys: dict[str, Key]) -> list[list[str]]:
    """Best first; units with the very same key stay together, in the order they came."""
    tiers: dict[Key, list[str]] = {}
    for unit in units:
        tiers.setdefault(keys[unit], []).append(unit)
    return [tiers[key] for key in sorted(tiers, reverse=True)]


def _key(edition: Edition, breaker: TieBreak, score: UnitScore) -> Key:
    """What a tie-breaker compares; a unit without that figure stands after those who have it."""
    value = _figure(edition, breaker.of, score)
    if value is None:
        return (False, Fraction(0))
    return (True, value if breaker.order == "high" else -value)


def _figure(edition: Edition, of: str, score: UnitScore) -> Fraction | None:
    if of == "total":
        return score.exact_total
    if of == "percent":
        return score.percent
    if of == "not_assigned":
        return Fraction(edition.total - score.assigned_max, SCALE)
    points = score.points.get(of)
    return None if points is None else Fraction(points, SCALE)
