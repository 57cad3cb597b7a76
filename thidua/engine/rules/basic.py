"""Các cách tính đơn giản: given, yes or no."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from thidua.engine.edition import Criterion, Input
from thidua.engine.expression import Expr, In, Named, When, of_points
from thidua.engine.points import ZERO, Points, as_fraction, show
from thidua.engine.problem import Problem
from thidua.engine.rules.wording import worth


@dataclass(frozen=True, slots=True)
class Given:
    """Chấm trực tiếp: points are given by hand, between nothing and the maximum."""

    kind: ClassVar[str] = "given"
    name: ClassVar[str] = "Chấm trực tiếp"
    lowest: Points = ZERO

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        high = None if criterion.max is None else as_fraction(criterion.max)
        return (Input("points", "Điểm", "points", "điểm", as_fraction(self.lowest), high),)

    def unfold(self, criterion: Criterion) -> Expr:
        high = None if criterion.max is None else of_points(criterion.max)
        return Named("", In("points", in_points=True), of_points(self.lowest), high)

    def says(self, criterion: Criterion) -> str:
        if criterion.max is None:
            return f"Chấm trực tiếp từ {show(self.lowest)} điểm trở lên."
        return f"Chấm trực tiếp từ {show(self.lowest)} đến {show(criterion.max)} điểm."

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if criterion.max is not None and self.lowest > criterion.max:
            yield Problem(
                "bounds", criterion.code, "Điểm thấp nhất lớn hơn điểm tối đa.", "Xin sửa “lowest” hoặc “max”."
            )


@dataclass(frozen=True, slots=True)
class YesNo:
    """Đạt hoặc không đạt: the whole maximum, or what is left for failing."""

    kind: ClassVar[str] = "yes_no"
    name: ClassVar[str] = "Đạt hoặc không đạt"
    yes: Points | None = None
    no: Points = ZERO

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        return (Input("met", "Đạt", "yes_no"),)

    def unfold(self, criterion: Criterion) -> Expr:
        return When(In("met"), of_points(self._yes(criterion)), of_points(self.no), "Đạt", "Không đạt")

    def says(self, criterion: Criterion) -> str:
        return f"Đạt: {worth(self._yes(criterion))}; không đạt: {worth(self.no)}."

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if self.yes is None and criterion.max is None:
            yield Problem("no_points", criterion.code, "Chưa có điểm khi đạt.", "Xin ghi “max” hoặc “yes”.")

    def _yes(self, criterion: Criterion) -> Points:
        return self.yes if self.yes is not None else criterion.max or ZERO
