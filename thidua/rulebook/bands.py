"""Hình các khoảng: the bands of a criterion drawn in a row, with the holes and overlaps the checker reports.

The drawing keeps order, not scale, so that “from 99 to 100” is as plain to see as “below 90”.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from thidua.engine import Criterion, Edition, Problem, show_number
from thidua.engine.expression import Step
from thidua.engine.rules.choices import Lookup
from thidua.engine.rules.measured import Bands

DRAWN = frozenset({"band_hole", "band_overlap"})
_WIDE, _POINT = 120, 24


@dataclass(frozen=True)
class Piece:
    """Results that lie in the same bands: all between two ends, or one end alone."""

    x: int
    width: int
    kind: str
    text: str

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True)
class Mark:
    """An end of a band, under the line."""

    x: int
    text: str


@dataclass(frozen=True)
class Drawing:
    """One row of bands. `kind` of a piece is band, hole or overlap."""

    code: str
    measure: str
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]
    says: str

    @property
    def holes(self) -> bool:
        return any(piece.kind == "hole" for piece in self.pieces)

    @property
    def overlaps(self) -> bool:
        return any(piece.kind == "overlap" for piece in self.pieces)

    @property
    def width(self) -> int:
        return _end(list(self.pieces))


def drawings(edition: Edition, problems: list[Problem]) -> list[Drawing]:
    """A drawing for every criterion whose bands have holes or overlaps; it says in words what the checker said."""
    said: dict[str, list[str]] = {}
    for problem in problems:
        if problem.code in DRAWN and problem.where in edition.codes:
            said.setdefault(problem.where, []).append(problem.what)
    found = [replace(one, says=" ".join(whats)) for code, whats in said.items() for one in _of(edition.criterion(code))]
    return [one for one in found if one.holes or one.overlaps]


def _of(criterion: Criterion) -> Iterator[Drawing]:
    rule = criterion.rule
    if isinstance(rule, Bands):
        yield from _drawn(criterion.code, rule.measure, rule.unit, [band.step() for band in rule.bands],
                          signed=rule.signed)  # fmt: skip
    elif isinstance(rule, Lookup):
        rows = [row.band().step() for row in rule.rows]
        yield from _drawn(criterion.code, rule.row_measure, rule.row_unit, rows, worth=False)
        columns = [band.step() for band in rule.columns]
        yield from _drawn(criterion.code, rule.column_measure, rule.column_unit, columns, worth=False)


def _drawn(
    code: str, measure: str, unit: str, steps: list[Step], *, worth: bool = True, signed: bool = False
) -> Iterator[Drawing]:  # fmt: skip
    """Everything between the ends of the bands, and the ends themselves where they are not in one band."""
    ends = sorted({end for step in steps for end in (step.low, step.high) if end is not None})
    if not ends:
        return
    pieces: list[Piece] = []
    marks: list[Mark] = []

    def add(width: int, result: Fraction) -> None:
        held = [step for step in steps if _holds(step, result)]
        text = " / ".join(show_number(step.points) for step in held) if worth and width == _WIDE else ""
        pieces.append(Piece(_end(pieces), width, _kind(steps, result), text))

    if signed or ends[0] > 0 or any(step.low is None for step in steps):
        add(_WIDE, ends[0] / 2 if ends[0] > 0 else ends[0] - 1)
    for place, end in enumerate(ends):
        told = _kind(steps, end) != "band"
        marks.append(Mark(_end(pieces) + (_POINT // 2 if told else 0), show_number(end) + unit))
        if told:
            add(_POINT, end)
        add(_WIDE, (end + ends[place + 1]) / 2 if place + 1 < len(ends) else end + 1)
    yield Drawing(code, measure, tuple(pieces), tuple(marks), "")


def _end(pieces: list[Piece]) -> int:
    return pieces[-1].x + pieces[-1].width if pieces else 0


def _kind(steps: list[Step], result: Fraction) -> str:
    held = sum(_holds(step, result) for step in steps)
    return ("hole", "band")[held] if held < 2 else "overlap"


def _holds(step: Step, result: Fraction) -> bool:
    above = step.low is None or result > step.low or (step.low_in and result == step.low)
    below = step.high is None or result < step.high or (step.high_in and result == step.high)
    return above and below
