"""Chấm có đều tay không: how far the hands lie apart, which criteria tell the units apart, how close the places are.

All numbers are exact: whole thousandths of a point, fractions. Who has no points somewhere is left out there, not zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from thidua.engine import Criterion, Edition, Points, Scores
from thidua.engine.points import SCALE
from thidua.kit.viet import alphabetical
from thidua.scoring.bridge import Book
from thidua.scoring.terms import Column, Hand

NEAR = Fraction(1, 1000)
"""Two totals closer than this part of the table's total are a near tie."""


@dataclass(frozen=True)
class Gap:
    """How far one hand's points lie above another's: for a unit, a criterion or a checker. Thousandths of a point."""

    name: str
    above: int
    of: int
    counted: int

    @property
    def share(self) -> Fraction | None:
        """The gap as a part of what the later hand gave."""
        return Fraction(self.above, self.of) if self.of else None


@dataclass(frozen=True)
class Flat:
    """A criterion that tells nobody apart: everybody has `points`; `full` when that is the most there is."""

    criterion: Criterion
    points: int
    full: bool


@dataclass(frozen=True)
class Lone:
    """A criterion in which one unit alone differs from all the others, by `gap`."""

    criterion: Criterion
    unit: str
    gap: int


@dataclass(frozen=True)
class Close:
    """Two neighbours in the ranking and what lies between them; 0 is a tie."""

    upper: str
    lower: str
    gap: int


@dataclass(frozen=True)
class Hands:
    """A book's columns side by side, each scored once and only when it is asked for."""

    book: Book

    @cached_property
    def own(self) -> Scores:
        return self.book.scores(Column.SELF)

    @cached_property
    def cross(self) -> Scores:
        return self.book.scores(Column.CROSS)

    @cached_property
    def agreed(self) -> Scores:
        return self.book.scores(Column.AGREED)

    @cached_property
    def scored_themselves(self) -> list[str]:
        return [unit for unit in self.agreed.units if self.book.submitted(unit, Hand.SELF)]


def inflation_by_unit(hands: Hands) -> list[Gap]:
    """How far each unit's own points lie above the agreed ones, the farthest first; of those that scored themselves."""
    leaves = hands.book.edition.leaves
    found = [Gap(unit, *_between(leaves, hands.own, hands.agreed, unit)) for unit in hands.scored_themselves]
    return sorted(found, key=lambda gap: (-gap.above, alphabetical(gap.name)))


def inflation_by_criterion(hands: Hands) -> list[Gap]:
    """The same for each criterion over all units; only where a hand changed something."""
    found = []
    for leaf in hands.book.edition.leaves:
        parts = [_between((leaf,), hands.own, hands.agreed, unit) for unit in hands.scored_themselves]
        above, of = sum(part[0] for part in parts), sum(part[1] for part in parts)
        changed = sum(bool(part[0]) for part in parts)
        if changed:
            found.append(Gap(leaf.code, above, of, changed))
    return sorted(found, key=lambda gap: (-abs(gap.above), gap.name))


def checkers(hands: Hands, checked_by: Mapping[str, str]) -> list[Gap]:
    """How far each checker's points lie above the agreed ones of the unit it checked. `checked_by`: unit → who."""
    if not checked_by:
        return []
    book, cross, agreed = hands.book, hands.cross, hands.agreed
    found: dict[str, list[int]] = {}
    for unit, checker in checked_by.items():
        if unit in agreed.units and unit in cross.units and book.submitted(unit, Hand.CROSS):
            sums = found.setdefault(checker, [0, 0, 0])
            for place, part in enumerate(_between(book.edition.leaves, cross, agreed, unit)):
                sums[place] += part
    return sorted(
        (Gap(who, *sums) for who, sums in found.items()), key=lambda gap: (-gap.above, alphabetical(gap.name))
    )


def _between(leaves: Iterable[Criterion], one: Scores, other: Scores, unit: str) -> tuple[int, int, int]:
    """The gap, what the second hand gave, and in how many criteria both have points and differ."""
    above = of = counted = 0
    for leaf in leaves:
        a, b = one.units[unit].points.get(leaf.code), other.units[unit].points.get(leaf.code)
        if a is None or b is None:
            continue
        above, of, counted = above + a - b, of + b, counted + (a != b)
    return above, of, counted


def flat(edition: Edition, scores: Scores) -> list[Flat]:
    """The criteria in which everybody has the same points."""
    found = []
    for leaf in edition.leaves:
        points = [one.points.get(leaf.code) for one in scores.units.values()]
        known = {value for value in points if value is not None}
        if len(known) == 1 and None not in points and len(points) > 1:
            [value] = known
            found.append(Flat(leaf, value, bool(leaf.max) and value == leaf.max))
    return found


def lone(edition: Edition, scores: Scores) -> list[Lone]:
    """The criteria one unit alone decides: all the others are equal. The widest first."""
    found = []
    for leaf in edition.leaves:
        points = {unit: one.points.get(leaf.code) for unit, one in scores.units.items()}
        known = {unit: value for unit, value in points.items() if value is not None}
        values = sorted(known.values())
        if len(known) < 3 or len(set(values)) != 2:
            continue
        for unit, value in known.items():
            if values.count(value) == 1:
                [rest] = set(values) - {value}
                found.append(Lone(leaf, unit, value - rest))
    return sorted(found, key=lambda one: (-abs(one.gap), one.criterion.code))


def close(edition: Edition, ranked: Iterable[tuple[str, Points]]) -> list[Close]:
    """Neighbours in the ranking with a tie or nearly one between them. `ranked`: unit and total, best first."""
    order = list(ranked)
    limit = int(NEAR * (edition.total or 100 * SCALE))
    return [
        Close(upper, lower, a - b)
        for (upper, a), (lower, b) in pairwise(order) if a - b <= limit
    ]  # fmt: skip
