"""Bảng tiêu chí: an edition and what it is made of. Frozen; two equal editions have one digest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812  the field below is called date
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Protocol

from thidua.engine.expression import Expr
from thidua.engine.points import Points
from thidua.engine.problem import Problem


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to be typed for a criterion, and by whom: the unit itself, or who assigned its target."""

    key: str
    label: str
    kind: str
    unit: str = ""
    lowest: Fraction | None = None
    highest: Fraction | None = None
    owner: str = "unit"
    options: tuple[str, ...] = ()
    optional: bool = False


class Rule(Protocol):
    """Cách tính: a named rule. `unfold` is its whole meaning; the rest describes the same to people."""

    kind: ClassVar[str]
    name: ClassVar[str]

    def inputs(self, criterion: "Criterion") -> tuple[Input, ...]:
        """What has to be typed."""

    def unfold(self, criterion: "Criterion") -> Expr:
        """The points, as an expression."""

    def says(self, criterion: "Criterion") -> str:
        """The rule as a sentence an officer reads."""

    def faults(self, criterion: "Criterion") -> Iterator[Problem]:
        """What is wrong with this rule in this criterion."""


@dataclass(frozen=True, slots=True)
class Source:
    """Văn bản căn cứ: a document the table rests on."""

    key: str
    text: str
    date: Day | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Rounding:
    """Làm tròn: half up, once, at each criterion, at the total, or not at all."""

    places: int = 2
    at: str = "criterion"


@dataclass(frozen=True, slots=True)
class TieBreak:
    """Tiêu chí phụ: what decides between equal units. `of` is a criterion's code, "total" or "percent"."""

    name: str
    of: str
    order: str = "high"


@dataclass(frozen=True, slots=True)
class Grade:
    """Xếp loại: a rung of the ladder, best first; `when` is a gate beside the threshold, in a formula and in words."""

    name: str
    at_least: Fraction | None = None
    when: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """Tỷ lệ khống chế: at most this share in this grade or better, of everybody or of another grade's quota.

    `parent` names the grade of the collective above, where its grade decides how many the members may have. `rounds`
    says what becomes of a part of a unit; `most` is a number no share goes beyond.
    """

    grade: str
    share: Fraction
    of: str = ""
    parent: str = ""
    rounds: str = "down"
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Kỳ: a part of the year that is scored on its own, and what it weighs."""

    code: str
    title: str
    weight: Fraction = Fraction(1)
    window: str = ""


@dataclass(frozen=True)
class Criterion:
    """Tiêu chí: a leaf with a rule, or a group without one. `code` is the whole path and unique."""

    code: str
    title: str
    max: Points | None = None
    parent: str = ""
    label: str = ""
    cap: Points | None = None
    floor: Points | None = None
    bonus: Points | None = None
    window_cap: Points | None = None
    window_floor: Points | None = None
    applies: str = ""
    periods: tuple[str, ...] = ()
    waived: str = ""
    counts: bool = True
    scorer: str = ""
    self_scored: bool = True
    evidence: str = "optional"
    cites: tuple[str, ...] = ()
    note: str = ""
    rule: Rule | None = None

    @property
    def is_leaf(self) -> bool:
        """Whether points are given here, rather than summed from below."""
        return self.rule is not None

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """What has to be typed; a group asks for nothing. Worked out once, for every cell of every sheet asks it."""
        return self.rule.inputs(self) if self.rule else ()

    @cached_property
    def typed(self) -> Mapping[str, Input]:
        """The same without the assigned target, by key."""
        return {item.key: item for item in self.inputs if item.owner != "target"}


@dataclass(frozen=True)
class Edition:
    """Bảng tiêu chí của một năm: the whole table, in order."""

    name: str
    title: str
    year: int
    total: Points
    rank_by: str = "total"
    rank_within: str = ""
    ties: str = "skip"
    percent_places: int | None = None
    missing: str = "wait"
    waived: str = "full"
    combine: str = "sum"
    absent: str = "wait"
    cap: Points | None = None
    floor: Points | None = None
    rounding: Rounding = Rounding()
    sources: tuple[Source, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    tie_breaks: tuple[TieBreak, ...] = ()
    grades: tuple[Grade, ...] = ()
    ungraded: str = "Không xếp loại"
    quotas: tuple[Quota, ...] = ()
    periods: tuple[Period, ...] = ()

    def __hash__(self) -> int:
        """Cheap, because plans are kept by edition; equality still compares everything."""
        return hash((self.name, self.year, len(self.criteria)))

    @cached_property
    def _by_code(self) -> dict[str, Criterion]:
        return {criterion.code: criterion for criterion in self.criteria}

    @cached_property
    def _below(self) -> dict[str, tuple[Criterion, ...]]:
        below: dict[str, list[Criterion]] = {}
        for criterion in self.criteria:
            below.setdefault(criterion.parent, []).append(criterion)
        return {code: tuple(children) for code, children in below.items()}

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code of the table."""
        return frozenset(self._by_code)

    @cached_property
    def leaves(self) -> tuple[Criterion, ...]:
        """The criteria that are scored, in the table's order."""
        return tuple(criterion for criterion in self.criteria if criterion.is_leaf)

    def criterion(self, code: str) -> Criterion:
        """The criterion of this code; KeyError if the table has none."""
        return self._by_code[code]

    def children(self, code: str) -> tuple[Criterion, ...]:
        """The criteria directly under a group; under "" stand the table's sections."""
        return self._below.get(code, ())

    def outside(self, period: str) -> frozenset[str]:
        """The criteria that are not scored in this period: nobody is assigned them there."""
        return self._outside.get(period, frozenset())

    @cached_property
    def _outside(self) -> dict[str, frozenset[str]]:
        every = [period.code for period in self.periods]
        held: dict[str, set[str]] = {}
        for code in self._top_down():
            one = self._by_code[code]
            held[code] = held.get(one.parent, set(every)) & set(one.periods or every)
        return {code: frozenset(leaf.code for leaf in self.leaves if code not in held.get(leaf.code, every))
                for code in every}  # fmt: skip

    def _top_down(self) -> Iterator[str]:
        """Every code after the one it lies under."""
        found = [one.code for one in self.criteria if one.parent not in self.codes]
        for code in found:
            yield code
            found += [child.code for child in self.children(code)]

    def locus(self, cite: str) -> tuple[Source | None, str]:
        """A citation taken apart: the document and the place in it. "qd12 Điều 6" cites source "qd12"."""
        key, _, place = cite.partition(" ")
        found = next((source for source in self.sources if source.key == key), None)
        return found, place
