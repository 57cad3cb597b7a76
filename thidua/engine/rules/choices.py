"""Các cách tính theo lựa chọn: a level reached, parts each judged or met, posts held, a table of two ways in."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from thidua.engine.edition import Criterion, Input
from thidua.engine.expression import Bin, Choice, Expr, In, Named, Nothing, Pick, Steps, When, add, num, of_points
from thidua.engine.points import ZERO, Points, as_fraction, show
from thidua.engine.problem import Problem
from thidua.engine.rules.events import Event, asked, keyed, zeroed
from thidua.engine.rules.measured import Band, condition, holes, overlaps
from thidua.engine.rules.wording import NO_BAND, after, capital, change, highest, lowest, sentence, small, worth
from thidua.engine.tracing import span


@dataclass(frozen=True, slots=True)
class Level:
    """Mức: a word and its points."""

    name: str
    points: Points


def taken_off(whole: Expr, criterion: Criterion, minus: tuple[Event, ...], floor: Points | None) -> Expr:
    """What is left after the events that cost points, or all of them."""
    found = keyed("minus", minus)
    costs = [event.worth(key, criterion, ()) for key, event in found if not event.zeroes]
    if costs:
        whole = Bin("−", whole, Named("Điểm trừ", add(costs)))
    whole = whole if floor is None else Named("", whole, of_points(floor))
    return zeroed(whole, criterion, found, ())


def minus_words(minus: tuple[Event, ...], floor: Points | None) -> list[str]:
    """The same in words."""
    return [event.says("trừ") for event in minus] + lowest(floor, rises=True)


@dataclass(frozen=True, slots=True)
class Levels:
    """Theo mức: the points of the level reached, less what went wrong."""

    kind: ClassVar[str] = "levels"
    name: ClassVar[str] = "Theo mức đạt được"
    levels: tuple[Level, ...]
    minus: tuple[Event, ...] = ()
    floor: Points | None = None

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        level = Input("level", "Mức đạt được", "level", options=tuple(one.name for one in self.levels))
        return (level, *asked("minus", self.minus))

    def unfold(self, criterion: Criterion) -> Expr:
        found = Choice("level", tuple((one.name, as_fraction(one.points)) for one in self.levels))
        return taken_off(found, criterion, self.minus, self.floor)

    def says(self, criterion: Criterion) -> str:
        rungs = [f"{one.name}: {worth(one.points)}" for one in self.levels]
        return sentence(rungs + minus_words(self.minus, self.floor))

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        names = [one.name.lower() for one in self.levels]
        if len(set(names)) != len(names) or not names:
            yield Problem("levels", criterion.code, "Các mức trống hoặc trùng tên.", "Xin sửa “levels”.")
        best = max((one.points for one in self.levels), default=ZERO)
        if criterion.max is not None and best > criterion.max:
            yield Problem("over_max", criterion.code, f"Có mức được {show(best)} điểm, quá tối đa.", "Xin sửa lại.")


@dataclass(frozen=True, slots=True)
class Part:
    """Phần: met or not, or judged from nothing to its points, or at one of the levels the rule names."""

    what: str
    points: Points
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """Gồm nhiều phần: the sum of the parts, less what went wrong."""

    kind: ClassVar[str] = "parts"
    name: ClassVar[str] = "Gồm nhiều phần"
    parts: tuple[Part, ...]
    levels: tuple[Level, ...] = ()
    minus: tuple[Event, ...] = ()
    floor: Points | None = None

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        return (*map(self._asks, self._keyed()), *asked("minus", self.minus))

    def _keyed(self) -> list[tuple[str, Part]]:
        return [(f"part{place}", part) for place, part in enumerate(self.parts, start=1)]

    def _asks(self, keyed_part: tuple[str, Part]) -> Input:
        key, part = keyed_part
        if self.levels:
            return Input(key, part.what, "level", options=tuple(one.name for one in self.levels))
        if part.judged:
            return Input(key, part.what, "points", "điểm", Fraction(0), as_fraction(part.points))
        return Input(key, part.what, "yes_no")

    def unfold(self, criterion: Criterion) -> Expr:
        whole = add([self._worth(key, part) for key, part in self._keyed()])
        return taken_off(whole, criterion, self.minus, self.floor)

    def _worth(self, key: str, part: Part) -> Expr:
        if self.levels:
            return Choice(key, tuple((one.name, as_fraction(one.points)) for one in self.levels))
        if part.judged:
            return Named("", In(key, in_points=True), num(0), of_points(part.points))
        return When(
            In(key), of_points(part.points), num(0), f"{capital(part.what)}: có", f"{capital(part.what)}: không"
        )

    def says(self, criterion: Criterion) -> str:
        rungs = ", ".join(f"{one.name} {worth(one.points)}" for one in self.levels)
        words = []
        for part in self.parts:
            most = rungs if self.levels else f"0 đến {show(part.points)} điểm" if part.judged else worth(part.points)
            words.append(f"{small(part.what)}: {most}")
        return sentence(words + minus_words(self.minus, self.floor))

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        whole = Points(sum(part.points for part in self.parts))
        if criterion.max is not None and whole != criterion.max:
            what = f"Các phần cộng lại là {show(whole)}, khác điểm tối đa {show(criterion.max)}."
            yield Problem("parts_sum", criterion.code, what, "Xin sửa điểm các phần.")


@dataclass(frozen=True, slots=True)
class Allowance:
    """Kiêm nhiệm: fixed points for holding a post; every post held counts, or only the best."""

    kind: ClassVar[str] = "allowance"
    name: ClassVar[str] = "Điểm kiêm nhiệm"
    posts: tuple[Level, ...]
    best: bool = False

    def _keyed(self) -> list[tuple[str, Level]]:
        return [(f"post{place}", post) for place, post in enumerate(self.posts, start=1)]

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        return tuple(Input(key, capital(post.name), "yes_no") for key, post in self._keyed())

    def unfold(self, criterion: Criterion) -> Expr:
        worth = tuple(
            When(In(key), of_points(post.points), num(0), f"{capital(post.name)}: có", f"{capital(post.name)}: không")
            for key, post in self._keyed()
        )
        whole = Pick("max", worth) if self.best and worth else add(worth)
        return Named("", whole, None, None if criterion.max is None else of_points(criterion.max))

    def says(self, criterion: Criterion) -> str:
        held = [f"{small(post.name)}: {worth(post.points)}" for post in self.posts]
        if len(held) > 1:
            held.append("chỉ lấy mức cao nhất" if self.best else "được cộng các mức")
        return sentence(held + highest(criterion.max))

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if not self.posts:
            yield Problem("levels", criterion.code, "Chưa có chức danh nào.", "Xin bổ sung “posts”.")


@dataclass(frozen=True, slots=True)
class Row:
    """Hàng: units of this size, and their points in each column."""

    points: tuple[Points, ...]
    ge: Fraction | None = None
    gt: Fraction | None = None
    lt: Fraction | None = None
    le: Fraction | None = None
    eq: Fraction | None = None

    def band(self) -> Band:
        """Which sizes belong to this row."""
        return Band(ZERO, self.ge, self.gt, self.lt, self.le, self.eq)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Tra bảng hai chiều: one measure chooses the row, another the column."""

    kind: ClassVar[str] = "lookup"
    name: ClassVar[str] = "Tra bảng hai chiều"
    row_measure: str
    column_measure: str
    columns: tuple[Band, ...]
    rows: tuple[Row, ...]
    row_unit: str = ""
    column_unit: str = "%"
    base: Points = ZERO
    otherwise: Points | None = None

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        return (
            Input("row", self.row_measure, "number", self.row_unit, Fraction(0)),
            Input("column", self.column_measure, "number", self.column_unit, Fraction(0)),
        )

    def unfold(self, criterion: Criterion) -> Expr:
        found: Expr = Nothing("Không có hàng nào của bảng ứng với đơn vị.")
        for row in reversed(self.rows):
            steps = tuple(
                Band(points, band.ge, band.gt, band.lt, band.le, band.eq).step()
                for points, band in zip(row.points, self.columns, strict=False)
            )
            found = When(condition(In("row"), row.band().step()), Steps(In("column"), steps), found, quiet=True)
        if self.otherwise is not None:
            found = Pick("first", (found, of_points(self.otherwise)))
        return Bin("+", of_points(self.base), found) if self.base else found

    def says(self, criterion: Criterion) -> str:
        says, unit = (change if self.base else worth), after(self.column_unit)
        lines = []
        for row in self.rows:
            pairs = zip(self.columns, row.points, strict=False)
            cells = ", ".join(f"{span(band.step(), unit)}: {says(points)}" for band, points in pairs)
            lines.append(f"{small(self.row_measure)} {span(row.band().step(), after(self.row_unit))}: {cells}")
        if self.otherwise is not None:
            lines.append(f"ngoài các mức trên: {says(self.otherwise)}")
        elif any(True for _ in self._holes("")):
            lines.append(f"ngoài các mức trên: {NO_BAND}")
        base = [f"điểm gốc {show(self.base)}"] if self.base else []
        return sentence([*base, f"tra theo {small(self.column_measure)}", *lines])

    def _holes(self, where: str) -> Iterator[Problem]:
        for bands in (self.columns, tuple(row.band() for row in self.rows)):
            yield from holes(where, tuple(band.step() for band in bands))

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if any(len(row.points) != len(self.columns) for row in self.rows):
            yield Problem("lookup", criterion.code, "Có hàng thiếu hoặc thừa cột.", "Xin ghi đủ điểm cho mỗi cột.")
        for bands in (self.columns, tuple(row.band() for row in self.rows)):
            steps = tuple(band.step() for band in bands)
            yield from overlaps(criterion.code, steps)
        if self.otherwise is None:
            yield from self._holes(criterion.code)
