"""Thứ hạng có vững không: the ranking worked out again and again with weights and disputed points drawn anew.

The draws come from a fixed seed: the same year gives the same answer. Whole numbers throughout: a weight is so many
thousandths, a total thousandths of a thousandth of a point; equal totals share a place. Tie-breakers are not asked.
"""

import hashlib
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from operator import mul

from thidua.engine import Edition, Scores
from thidua.insight.terms import Varied

SEED = 2026
FULL, SWING = 1000, 200
"""A weight of one, and how far it swings either way: 20 %."""
CHUNK = 250


@dataclass(frozen=True)
class Held:
    """One unit: in how many of the cases it held each place (the first is place 1), and its place today."""

    unit: str
    place_now: int
    places: tuple[int, ...]

    def share(self, place: int, cases: int) -> int:
        """The cases in which it held a place, in tenths of a percent, rounded down."""
        return self.places[place - 1] * 1000 // cases if cases else 0


@dataclass(frozen=True)
class Stability:
    """How often each unit held each place, over so many cases; the units as they stand today, best first."""

    cases: int
    varied: Varied
    held: tuple[Held, ...]

    @property
    def firm(self) -> int:
        """The cases in which the first of today stayed first, in tenths of a percent."""
        return self.held[0].share(1, self.cases) if self.held else 0


@dataclass(frozen=True)
class Field:
    """What is drawn from: each unit's points by criterion twice, as agreed and as the unit itself claims."""

    units: tuple[str, ...]
    sections: tuple[int, ...]
    agreed: tuple[tuple[int, ...], ...]
    claimed: tuple[tuple[int, ...], ...]
    disputed: tuple[tuple[int, ...], ...]


def inputs_of(field: Field) -> str:
    """The identity of the figures a simulation was of, SHA-256."""
    return hashlib.sha256(json.dumps(astuple(field), ensure_ascii=False).encode()).hexdigest()


def field_of(edition: Edition, agreed: Scores, claimed: Scores) -> Field:
    """The points of every unit whose total is known, criterion by criterion; without points counts as nothing there."""
    leaves = [leaf for leaf in edition.leaves if _counts(edition, leaf.code)]
    tops = [top.code for top in edition.children("")]
    units = tuple(unit for unit, one in agreed.units.items() if one.complete)
    now = tuple(tuple(agreed.units[unit].points.get(leaf.code) or 0 for leaf in leaves) for unit in units)
    own = tuple(
        tuple(_or(claimed.units[unit].points.get(leaf.code) if unit in claimed.units else None, value)
              for leaf, value in zip(leaves, values, strict=True))
        for unit, values in zip(units, now, strict=True)
    )  # fmt: skip
    apart = tuple(
        tuple(at for at, (a, b) in enumerate(zip(x, y, strict=True)) if a != b) for x, y in zip(now, own, strict=True)
    )
    return Field(units, tuple(tops.index(_top(edition, leaf.code)) for leaf in leaves), now, own, apart)


def _or(value: int | None, other: int) -> int:
    return other if value is None else value


def _top(edition: Edition, code: str) -> str:
    while (parent := edition.criterion(code).parent) in edition.codes:
        code = parent
    return code


def _counts(edition: Edition, code: str) -> bool:
    """Whether a criterion's points reach the total."""
    while code in edition.codes:
        one = edition.criterion(code)
        if not one.counts:
            return False
        code = one.parent
    return True


def simulate(field: Field, cases: int, varied: Varied, told: Callable[[int], bool] = lambda done: True) -> Stability:
    """`cases` rankings, and how often each unit held each place.

    `told(done)` hears how far it has come, every few hundred cases; when it answers False the work ends there, and the
    answer is of the cases worked out.
    """
    chance = random.Random(SEED)  # noqa: S311  a simulation, not a secret
    counts = [[0] * len(field.units) for _unit in field.units]
    done = 0
    while done < cases:
        many = min(CHUNK, cases - done)
        for places in _cases(field, many, varied, chance):
            for unit, place in enumerate(places):
                counts[unit][place - 1] += 1
        done += many
        if not told(done):
            break
    today = _places([sum(points) for points in field.agreed])
    held = [Held(unit, today[at], tuple(counts[at])) for at, unit in enumerate(field.units)]
    return Stability(done, varied, tuple(sorted(held, key=lambda one: (one.place_now, one.unit))))


def _cases(field: Field, many: int, varied: Varied, chance: random.Random) -> Iterator[list[int]]:
    sections = max(field.sections, default=-1) + 1
    for _case in range(many):
        weights = [FULL] * sections
        if varied != Varied.DISPUTED:
            weights = [FULL - SWING + chance.randrange(2 * SWING + 1) for _section in range(sections)]
        by_criterion = [weights[section] for section in field.sections]
        totals = []
        for unit, points in enumerate(field.agreed):
            total = sum(map(mul, points, by_criterion))
            if varied != Varied.WEIGHTS:
                for at in field.disputed[unit]:
                    if chance.getrandbits(1):
                        total += (field.claimed[unit][at] - points[at]) * by_criterion[at]
            totals.append(total)
        yield _places(totals)


def _places(totals: list[int]) -> list[int]:
    """1-2-2-4."""
    order = sorted(totals, reverse=True)
    first: dict[int, int] = {}
    for place, total in enumerate(order, 1):
        first.setdefault(total, place)
    return [first[total] for total in totals]
