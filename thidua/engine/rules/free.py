"""Công thức riêng: a rule written in the table itself, and figures that come from elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from thidua.engine.edition import Criterion, Input
from thidua.engine.expression import Bin, Expr, In, Named, Num, When, num, of_points
from thidua.engine.points import ZERO, Points, show, show_number
from thidua.engine.problem import Problem
from thidua.engine.rules.formulas import doubtful_asks, misspelt, written


@dataclass(frozen=True, slots=True)
class Formula:
    """Theo công thức: what the table itself writes down, with the figures it asks for and its own words."""

    kind: ClassVar[str] = "formula"
    name: ClassVar[str] = "Theo công thức của bảng"
    formula: str
    words: str
    asks: tuple[Input, ...] = ()
    cap: Points | None = None
    floor: Points | None = None

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        return self.asks

    def unfold(self, criterion: Criterion) -> Expr:
        whole = written(self.formula, criterion, self.asks)
        low = None if self.floor is None else of_points(self.floor)
        return Named("", whole, low, None if self.cap is None else of_points(self.cap))

    def says(self, criterion: Criterion) -> str:
        limits = [] if self.cap is None else [f"tối đa {show(self.cap)} điểm"]
        limits += [] if self.floor is None else [f"thấp nhất {show(self.floor)} điểm"]
        return "; ".join([self.words.rstrip("."), *limits]) + "."

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        yield from misspelt(self.formula, criterion, self.asks)
        yield from doubtful_asks(criterion, self.asks)


@dataclass(frozen=True, slots=True)
class Transfer:
    """Lấy từ bảng khác: a result of another table or period, times a factor, within limits."""

    kind: ClassVar[str] = "transfer"
    name: ClassVar[str] = "Chuyển điểm từ bảng khác"
    table: str
    what: str = "total"
    factor: Fraction = Fraction(1)
    cap: Points | None = None

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        return (Input("carried", f"{_CARRIED.get(self.what, self.what)} ở bảng {self.table}", "number", owner="other"),)

    def unfold(self, criterion: Criterion) -> Expr:
        carried: Expr = In("carried")
        if self.factor != 1:
            carried = Bin("×", carried, Num(self.factor))
        return Named("", carried, None, None if self.cap is None else of_points(self.cap))

    def says(self, criterion: Criterion) -> str:
        times = "" if self.factor == 1 else f", nhân {show_number(self.factor)}"
        most = "" if self.cap is None else f", tối đa {show(self.cap)} điểm"
        return f"Lấy {_CARRIED.get(self.what, self.what).lower()} ở bảng {self.table}{times}{most}."

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if self.what not in _CARRIED:
            what = f"Không hiểu “{self.what}”."
            yield Problem("transfer", criterion.code, what, f"Xin chọn một trong: {', '.join(_CARRIED)}.")


_CARRIED = {"total": "Tổng điểm", "percent": "Tỷ lệ điểm", "rank": "Thứ hạng"}


@dataclass(frozen=True, slots=True)
class Veto:
    """Điểm liệt: no points of its own, but what happened bars the unit from a grade, or lowers it."""

    kind: ClassVar[str] = "veto"
    name: ClassVar[str] = "Điểm liệt"
    what: str
    effect: str = "no_grade"
    steps: int = 1

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        return (Input("happened", self.what, "yes_no"),)

    def unfold(self, criterion: Criterion) -> Expr:
        result = _EFFECTS.get(self.effect, self.effect).format(steps=self.steps)
        return When(In("happened"), num(0), num(0), f"Đã xảy ra “{self.what}”: {result}", f"Không xảy ra “{self.what}”")

    def says(self, criterion: Criterion) -> str:
        return f"Nếu {self.what}: {_EFFECTS.get(self.effect, self.effect).format(steps=self.steps)}."

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if self.effect not in _EFFECTS or self.steps < 1:
            what = f"Không hiểu hậu quả “{self.effect}”."
            yield Problem("veto", criterion.code, what, f"Xin chọn một trong: {', '.join(_EFFECTS)}.")
        if criterion.max:
            yield Problem("veto", criterion.code, "Điểm liệt không có điểm tối đa.", "Xin bỏ “max”.")


_EFFECTS = {"no_grade": "không xếp loại", "demote": "hạ {steps} bậc xếp loại", "no_rank": "không xếp hạng"}


@dataclass(frozen=True, slots=True)
class Shared:
    """Chia điểm cho người cùng làm: the points of each product, divided by how many made it."""

    kind: ClassVar[str] = "shared"
    name: ClassVar[str] = "Chia đều cho người cùng làm"
    what: str
    each: Points
    cap: Points | None = None

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        return (
            Input("count", f"Số {self.what}", "count", self.what, Fraction(0)),
            Input("authors", "Số người cùng làm", "count", "người", Fraction(1)),
        )

    def unfold(self, criterion: Criterion) -> Expr:
        share = Bin("÷", Bin("×", In("count"), of_points(self.each)), In("authors"))
        high = self.cap if self.cap is not None else criterion.max
        return Named("", share, None, None if high is None else of_points(high))

    def says(self, criterion: Criterion) -> str:
        high = self.cap if self.cap is not None else criterion.max
        most = "" if high is None else f", tối đa {show(high)} điểm"
        return f"Mỗi {self.what}: {show(self.each)} điểm, chia đều cho số người cùng làm{most}."

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if self.each <= ZERO:
            yield Problem("sign", criterion.code, "Điểm để chia phải là số dương.", "Xin sửa “each”.")
