"""Biểu thức: the ten primitives, as a tree. Every named rule unfolds into one of these.

The tree is only data. `compiling` turns it into fast closures, `tracing` into a sentence with numbers;
both read the same tree, so a point and its explanation cannot disagree about the rule.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

Value: TypeAlias = int | Fraction | date | str | tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Num:
    """A number written in the table; `text` where it is not shown as a decimal."""

    value: Fraction
    text: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A word to compare a level or a unit's attribute with."""

    value: str


@dataclass(frozen=True, slots=True)
class In:
    """What was typed. Points are kept in thousandths, everything else as it is."""

    key: str
    in_points: bool = False


@dataclass(frozen=True, slots=True)
class Has:
    """Whether something was typed, assigned or known at all."""

    key: str


@dataclass(frozen=True, slots=True)
class PointsOf:
    """Points of another criterion of the table."""

    code: str


@dataclass(frozen=True, slots=True)
class Bin:
    """Two things joined: + − × ÷, a comparison, "and" or "or". Dividing by nothing gives no value."""

    op: str
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Named:
    """A part with a name of its own, a ceiling and a floor: the home of every cap."""

    label: str
    of: "Expr"
    low: "Expr | None" = None
    high: "Expr | None" = None
    percent: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """One of two, by a condition; `yes` and `no` say in words what the condition means."""

    test: "Expr"
    then: "Expr"
    other: "Expr"
    yes: str = ""
    no: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One band: from `low` to `high`, each end open or closed, either end absent."""

    points: Fraction
    low: Fraction | None = None
    low_in: bool = True
    high: Fraction | None = None
    high_in: bool = False

    def holds(self, value: int | Fraction) -> bool:
        """Whether the value lies in this band."""
        if self.low is not None and (value < self.low or (value == self.low and not self.low_in)):
            return False
        return self.high is None or value < self.high or (value == self.high and self.high_in)


@dataclass(frozen=True, slots=True)
class Steps:
    """The points of the first band that holds the value; no band, no value."""

    of: "Expr"
    steps: tuple[Step, ...]
    each: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The points that belong to a word, such as a level."""

    key: str
    points: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """The largest, the smallest, the first that has a value, or ("top") the sum of so many of the largest."""

    how: str
    items: tuple["Expr", ...]
    many: int = 1


@dataclass(frozen=True, slots=True)
class Whole:
    """Rounded as the table says: "half_up" to some places, or "floor" and "ceil" to a whole number."""

    of: "Expr"
    how: str
    places: int = 0


@dataclass(frozen=True, slots=True)
class DaysAfter:
    """How many days after the due date; negative when early."""

    key: str
    due: date


@dataclass(frozen=True, slots=True)
class Cohort:
    """One number from the whole cohort: max, min, mean, sum, count; or the unit's own place or how many share it.

    A place is counted from the largest, `…_low` from the smallest. Equals share the best place, and the next one is
    left out as often (rank: 1-2-2-4), or comes at once (rank_dense: 1-2-2-3), or they take the mean of their places
    (rank_mean: 1-2,5-2,5-4). `ties` is how many stand on the unit's place, itself among them.
    """

    how: str
    of: "Expr"
    where: "Expr | None" = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No value, with the reason; `not_assigned` when the criterion then leaves the unit's maximum."""

    reason: str
    not_assigned: bool = False


Expr: TypeAlias = (
    Num | Text | In | Has | PointsOf | Bin | Named | When | Steps | Choice | Pick | Whole | DaysAfter | Cohort | Nothing
)


def num(value: Fraction | int) -> Num:
    """A number of the table, from an exact quantity."""
    return Num(Fraction(value))


def of_points(thousandths: int) -> Num:
    """A number of the table, from points."""
    return Num(Fraction(thousandths, 1000))


def add(items: tuple[Expr, ...] | list[Expr]) -> Expr:
    """The sum of several parts; of none, zero. Halved and halved again, so that no sum is a deep tree."""
    if not items:
        return num(0)
    if len(items) == 1:
        return items[0]
    middle = (len(items) + 1) // 2
    return Bin("+", add(items[:middle]), add(items[middle:]))


HALF = Num(Fraction(1, 2), "½")


def parts(node: Expr) -> tuple[Expr, ...]:
    """The nodes directly inside a node."""
    match node:
        case Pick(_, items):
            return items
        case Named(_, of, low, high):
            found: tuple[Expr | None, ...] = (of, low, high)
        case When(test, then, other):
            found = (test, then, other)
        case Cohort(_, of, where):
            found = (of, where, None)
        case Bin(_, left, right):
            found = (left, right, None)
        case Steps(of) | Whole(of):
            found = (of, None, None)
        case _:
            return ()
    return tuple(part for part in found if part is not None)


def walk(node: Expr) -> list[Expr]:
    """Every node of a tree, the root first."""
    found = [node]
    for part in parts(node):
        found.extend(walk(part))
    return found
