"""Bảng chéo: facts by rows and columns. What stands under “Tất cả” is worked out from the facts, not from the cells."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from thidua import engine
from thidua.insight.asking.facts import Fact
from thidua.insight.asking.question import Question
from thidua.insight.asking.terms import How, Measure
from thidua.kit.viet import alphabetical

ALL = ""
"""The key of the row and the column of everything."""
NAME = "ten"
"""What one sorts by to sort by the name of the row; a column otherwise."""


@dataclass(slots=True)
class Sum:
    """What is known of the facts behind a cell: how many, of how many the number, their sum, the least, the most."""

    rows: int = 0
    known: int = 0
    total: int | Fraction = 0
    low: int | Fraction | None = None
    high: int | Fraction | None = None
    scales: set[str] = field(default_factory=set)

    def join(self, other: "Sum") -> None:
        self.rows, self.known, self.total = self.rows + other.rows, self.known + other.known, self.total + other.total
        if other.low is not None and other.high is not None:
            self.low = other.low if self.low is None or other.low < self.low else self.low
            self.high = other.high if self.high is None or other.high > self.high else self.high
        self.scales |= other.scales

    @property
    def missing(self) -> int:
        return self.rows - self.known


def summed(facts: Sequence[Fact]) -> Sum:
    """What is known of some facts."""
    known = [fact for fact in facts if fact.value is not None]
    values = [fact.value for fact in known if fact.value is not None]
    return Sum(
        sum(fact.weight for fact in facts), sum(fact.weight for fact in known), sum(values), min(values, default=None),
        max(values, default=None), {fact.scale for fact in known},
    )  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A number exactly, in the measure's own unit; None with the reason why there is none."""

    value: Fraction | None
    shown: str
    missing: int
    rows: int
    mixed: bool = False


@dataclass(frozen=True)
class Line:
    """One row of the table: its key and name, its cells by column, its total."""

    key: str
    name: str
    cells: list[tuple[str, Cell]]
    total: Cell


@dataclass(frozen=True)
class Pivot:
    """The table: its columns (key, name), its rows, the row of everything."""

    columns: list[tuple[str, str]]
    lines: list[Line]
    totals: Line
    rows: int

    @property
    def missing(self) -> int:
        return self.totals.total.missing

    @property
    def mixed(self) -> bool:
        """Whether some number could not be made, for its rows do not count the same."""
        every = [*self.lines, self.totals]
        return any(cell.mixed for line in every for cell in [line.total, *(cell for _key, cell in line.cells)])


def pivot(asked: Question, facts: Iterable[Fact], names: Mapping[str, Mapping[str, str]]) -> Pivot:
    """The table of a question."""
    sums = _summed(asked, facts)
    grand = sums.get((ALL, ALL), Sum())

    def cell(row: str, column: str) -> Cell:
        return made(asked.measure, asked.how, sums.get((row, column)), grand)

    columns = _ordered({column for _row, column in sums if column}, names.get(asked.columns, {}))
    lines = [
        Line(key, name, [(column, cell(key, column)) for column, _name in columns], cell(key, ALL))
        for key, name in _ordered({row for row, _column in sums if row}, names.get(asked.rows, {}))
    ]
    totals = Line(ALL, "", [(column, cell(ALL, column)) for column, _name in columns], cell(ALL, ALL))
    return Pivot(columns, _sorted(asked, lines), totals, grand.rows)


def _summed(asked: Question, facts: Iterable[Fact]) -> dict[tuple[str, str], Sum]:
    """The sums of every cell, and joined from these the sums of rows, columns and everything."""
    row_at = asked.subject.at(asked.rows)
    column_at = asked.subject.at(asked.columns) if asked.columns else None
    cells: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        cells[fact.keys[row_at], ALL if column_at is None else fact.keys[column_at]].append(fact)
    sums: dict[tuple[str, str], Sum] = defaultdict(Sum)
    for (row, column), behind in cells.items():
        own = summed(behind)
        for place in {(row, column), (row, ALL), (ALL, column), (ALL, ALL)}:
            sums[place].join(own)
    return sums


def made(measure: Measure, how: How, own: Sum | None, grand: Sum) -> Cell:
    """The number of a cell: of the facts that have one; none of what does not count the same."""
    if own is None:
        return Cell(Fraction(0), "0", 0, 0) if how == How.COUNT or measure.counts else Cell(None, "", 0, 0)
    mixed = len(own.scales) > 1 and how != How.COUNT and not measure.ratio and not measure.low
    value = None if mixed else _value(measure, how, own, grand)
    return Cell(value, shown(measure, how, value), own.missing, own.rows, mixed)


def _value(measure: Measure, how: How, own: Sum, grand: Sum) -> Fraction | None:
    if how == How.COUNT:
        return Fraction(own.known)
    if not own.known:
        return None
    if how == How.SHARE:
        return Fraction(own.total) / grand.total if grand.total and len(grand.scales) == 1 else None
    if how in (How.BEST, How.WORST):
        found = own.low if measure.low == (how == How.BEST) else own.high
        return None if found is None else Fraction(found) / measure.per
    return Fraction(own.total) / measure.per / (own.known if how == How.MEAN else 1)


def shown(measure: Measure, how: How, value: Fraction | None) -> str:
    """As people read it: percent where it is a part of a whole; an average to two decimals, half up."""
    if value is None:
        return "–"
    if how == How.SHARE or (measure.ratio and how != How.COUNT):
        return engine.show_percent(value)
    return engine.show(engine.round_to(value, 2)) if how == How.MEAN else engine.show_number(value)


def shown_alone(measure: Measure, fact: Fact) -> str:
    """One fact's own number."""
    if fact.value is None:
        return "–"
    value = Fraction(fact.value) / measure.per
    return engine.show_percent(value) if measure.ratio else engine.show_number(value)


def _ordered(keys: set[str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """In the order of the names; units have none of their own and go by name."""
    known = [(key, name) for key, name in names.items() if key in keys]
    return known + sorted(((key, key) for key in keys - set(names)), key=lambda pair: alphabetical(pair[1]))


def _sorted(asked: Question, lines: list[Line]) -> list[Line]:
    """By name, by a column or by the total; rows without the number come last, whichever way round."""
    if not asked.sort:
        return lines
    if asked.sort == NAME:
        return sorted(lines, key=lambda line: alphabetical(line.name), reverse=asked.down)

    def number(line: Line) -> Fraction | None:
        return dict(line.cells)[asked.sort].value if asked.sort in dict(line.cells) else line.total.value

    known = [line for line in lines if number(line) is not None]
    rest = [line for line in lines if number(line) is None]
    return sorted(known, key=lambda line: number(line) or 0, reverse=asked.down) + rest
