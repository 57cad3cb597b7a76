"""Xếp loại: the ladder, its gates, what bars or lowers, and quotas nested in one another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

from thidua.engine.compiling import STOPS, Run, predicate
from thidua.engine.edition import Edition, Grade
from thidua.engine.expression import Value
from thidua.engine.language import FormulaError, Names, parse
from thidua.engine.rules.free import Veto
from thidua.engine.score import Scores, UnitScore

GATE_NAMES = ("total", "percent", "rank", "zeros", "short", "vetoes")


@dataclass(frozen=True, slots=True)
class Graded:
    """A unit's grade and, where it is not the one its points earned, why."""

    grade: str
    earned: str
    reason: str = ""


def gate(text: str) -> Run:
    """A gate's condition, compiled; FormulaError when it cannot be understood."""
    return _gate(text)


@lru_cache(maxsize=256)
def _gate(text: str) -> Run:
    return predicate(parse(text, Names(values=GATE_NAMES)))


def ladder(edition: Edition) -> tuple[str, ...]:
    """The grades' names, best first, each once: a name may have several thresholds."""
    return tuple(dict.fromkeys(grade.name for grade in edition.grades))


def parents_in(edition: Edition) -> tuple[str, ...]:
    """The grades of the collective above that quotas of the table hang on, each once."""
    return tuple(dict.fromkeys(quota.parent for quota in edition.quotas if quota.parent))


def grade_of(edition: Edition, scores: Scores, unit: str, place: int | None) -> Graded:
    """The grade a unit's points, gates and vetoes give it, before any quota."""
    names = ladder(edition)
    if not names:
        return Graded("", "")
    score = scores.units[unit]
    facts = _facts(edition, score, scores.attributes.get(unit, {}), place)
    earned = next((grade.name for grade in edition.grades if _reaches(edition, grade, score, facts)), edition.ungraded)
    return _after_vetoes(edition, names, earned, score)


def _facts(edition: Edition, score: UnitScore, known: Mapping[str, Value], place: int | None) -> dict[str, Value]:
    """What a gate may ask about one unit."""
    scored = [(leaf.max or 0, score.points[leaf.code]) for leaf in edition.leaves if leaf.counts]
    facts: dict[str, Value] = {
        "total": score.exact_total,
        "percent": None if score.percent is None else score.percent * 100,
        "rank": place,
        "zeros": sum(most > 0 and points is not None and points <= 0 for most, points in scored),
        "short": sum(points is not None and points < most for most, points in scored),
        "vetoes": len(score.vetoes),
    }
    facts |= {"=" + code: points for code, points in score.points.items()}
    return facts | {"@" + name: value for name, value in known.items()}


def _reaches(edition: Edition, grade: Grade, score: UnitScore, facts: Mapping[str, Value]) -> bool:
    if grade.at_least is not None:
        share = score.percent
        reached = score.exact_total if edition.rank_by == "total" else None if share is None else share * 100
        if reached is None or reached < grade.at_least:
            return False
    try:
        return not grade.when or bool(gate(grade.when)(facts))
    except (*STOPS, FormulaError):
        return False


def _after_vetoes(edition: Edition, names: Sequence[str], earned: str, score: UnitScore) -> Graded:
    rules = [(edition.criterion(code), edition.criterion(code).rule) for code in score.vetoes]
    vetoes = [(criterion, rule) for criterion, rule in rules if isinstance(rule, Veto)]
    for criterion, rule in vetoes:
        if rule.effect == "no_grade":
            return Graded(edition.ungraded, earned, rule.says(criterion))
    down = sum(rule.steps for _, rule in vetoes if rule.effect == "demote")
    if not down or earned not in names:
        return Graded(earned, earned)
    lower = min(list(names).index(earned) + down, len(names) - 1)
    words = " ".join(rule.says(criterion) for criterion, rule in vetoes if rule.effect == "demote")
    return Graded(names[lower], earned, words)


def limits(edition: Edition, eligible: int, parent: str = "") -> dict[str, int]:
    """How many may have each grade or better. A share is cut down unless its table says otherwise: never exceeded."""
    found: dict[str, int] = {}
    wanted = [quota for quota in edition.quotas if quota.parent in ("", parent)]
    while wanted:
        ready = [quota for quota in wanted if not quota.of or quota.of in found]
        if not ready:
            break
        for quota in ready:
            base = found[quota.of] if quota.of else eligible
            room = _whole(base * quota.share, quota.rounds)
            room = room if quota.most is None else min(room, quota.most)
            found[quota.grade] = min(found.get(quota.grade, eligible), room)
        wanted = [quota for quota in wanted if quota not in ready]
    return found


def _whole(share: Fraction, rounds: str) -> int:
    """So many whole units."""
    return ceil(share) if rounds == "up" else floor(share + Fraction(1, 2)) if rounds == "half_up" else floor(share)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a ranking is told besides points: recorded exceptions to quotas, the grade of the collective above."""

    exceptions: Mapping[str, str]
    parent: str = ""


def within_quotas(
    edition: Edition, tiers: Sequence[Sequence[str]], graded: Mapping[str, Graded], terms: Terms
) -> dict[str, Graded]:
    """Grades after quotas, best place first. Equals stand or fall together; an exception needs its reason."""
    names = list(ladder(edition))
    eligible = sum(one.grade in names for one in graded.values())
    room = Room(names, limits(edition, eligible, terms.parent), dict.fromkeys(names, 0))
    given = dict(graded)
    for tier in tiers:
        for name in names:
            group = [unit for unit in tier if graded[unit].grade == name]
            for unit in group:
                if unit in terms.exceptions:
                    room.take(name, 1)
                    given[unit] = Graded(name, graded[unit].earned, f"Ngoại lệ: {terms.exceptions[unit]}")
            rest = [unit for unit in group if unit not in terms.exceptions]
            level = room.best(name, len(rest))
            room.take(level, len(rest))
            if level != name:
                reason = f"Hết tỷ lệ khống chế của mức {name}."
                given |= {unit: Graded(level, graded[unit].earned, reason) for unit in rest}
    return given


@dataclass(slots=True)
class Room:
    """How many more each grade can take. A unit in a grade also fills every quota of a lower one."""

    names: list[str]
    most: Mapping[str, int]
    used: dict[str, int]

    def best(self, name: str, count: int) -> str:
        """The best grade, from this one down, that still takes all of them; the lowest takes anybody."""
        place = self.names.index(name)
        while place < len(self.names) - 1 and not self._fits(self.names[place:], count):
            place += 1
        return self.names[place]

    def _fits(self, names: list[str], count: int) -> bool:
        return all(name not in self.most or self.used[name] + count <= self.most[name] for name in names)

    def take(self, name: str, count: int) -> None:
        """Fill the room of this grade and every lower one."""
        for lower in self.names[self.names.index(name) :]:
            self.used[lower] += count
