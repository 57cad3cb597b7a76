"""Các cách tính so với cả cụm: the same criterion in every other unit moves this unit's points."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from thidua.engine.edition import Criterion, Input
from thidua.engine.expression import (
    HALF,
    Bin,
    Cohort,
    Expr,
    Has,
    In,
    Named,
    Nothing,
    PointsOf,
    Step,
    Steps,
    When,
    num,
    of_points,
)
from thidua.engine.points import ZERO, Points, as_fraction, show
from thidua.engine.problem import Problem

TARGET = "target"
_ASSIGNED = Bin("và", Has(TARGET), Bin(">", In(TARGET), num(0)))
_NO_TARGET = {
    "not_assigned": "đơn vị không có chỉ tiêu: coi như không được giao, không tính vào thang điểm",
    "unknown": "đơn vị không có chỉ tiêu: chưa xác định được điểm",
    "zero": "đơn vị không có chỉ tiêu: 0 điểm",
    "half": "đơn vị không có chỉ tiêu: một nửa điểm tối đa",
    "full": "đơn vị không có chỉ tiêu: điểm tối đa",
    "leader": "đơn vị không có chỉ tiêu: so với kết quả cao nhất trong các đơn vị không có chỉ tiêu",
}


@dataclass(frozen=True, slots=True)
class LeaderRelative:
    """So với đơn vị dẫn đầu: half for meeting the target; the other half by the excess, the leader taking all."""

    kind: ClassVar[str] = "leader_relative"
    name: ClassVar[str] = "So với chỉ tiêu và đơn vị dẫn đầu"
    no_target: str
    measure: str = "Kết quả thực hiện"
    unit: str = ""

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        return (
            Input("actual", self.measure, "number", self.unit, Fraction(0)),
            Input(TARGET, "Chỉ tiêu được giao", "number", self.unit, Fraction(0), owner="target"),
        )

    def unfold(self, criterion: Criterion) -> Expr:
        full = of_points(criterion.max or ZERO)
        half = Bin("×", HALF, full)
        actual, target = In("actual"), In(TARGET)
        excess = Bin("÷", Bin("−", actual, target), target)
        lead = Cohort("max", excess, _ASSIGNED)
        share = Bin("÷", Named("Tỷ lệ vượt chỉ tiêu", excess, percent=True), _as_percent("Đơn vị dẫn đầu vượt", lead))
        over = Bin("+", half, Bin("×", half, share))
        below = Bin("×", half, Bin("÷", actual, target))
        by_target = When(
            Bin("<", actual, target),
            below,
            When(Bin(">", actual, target), over, half, "vượt chỉ tiêu", "đạt đúng chỉ tiêu"),
            "chưa đạt chỉ tiêu",
        )
        within = Named("", by_target, num(0), full)
        return When(_ASSIGNED, within, self._without_target(full), "", "Đơn vị không có chỉ tiêu được giao")

    def _without_target(self, full: Expr) -> Expr:
        match self.no_target:
            case "not_assigned":
                return Nothing("Đơn vị không có chỉ tiêu được giao.", not_assigned=True)
            case "zero":
                return num(0)
            case "half":
                return Bin("×", HALF, full)
            case "full":
                return full
            case "leader":
                best = Cohort("max", In("actual"), Bin("=", _ASSIGNED, num(0)))
                share = Bin("×", full, Bin("÷", In("actual"), best))
                within = Named("", share, num(0), full)
                return When(Bin(">", In("actual"), num(0)), within, num(0), "", "Không có kết quả")
            case _:
                return Nothing("Đơn vị không có chỉ tiêu được giao.")

    def says(self, criterion: Criterion) -> str:
        full = show(criterion.max or ZERO)
        return (
            f"Chưa đạt chỉ tiêu: ½ × {full} × kết quả/chỉ tiêu; đạt chỉ tiêu: ½ × {full}; "
            f"vượt chỉ tiêu: ½ × {full} + ½ × {full} × tỷ lệ vượt/tỷ lệ vượt của đơn vị dẫn đầu; "
            f"{_NO_TARGET.get(self.no_target, self.no_target)}."
        )

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if criterion.max is None:
            yield Problem("no_points", criterion.code, "Chưa có điểm tối đa.", "Xin ghi “max”.")
        if self.no_target not in _NO_TARGET:
            known = ", ".join(_NO_TARGET)
            what = f"Không hiểu cách xử lý khi không có chỉ tiêu “{self.no_target}”."
            yield Problem("no_target", criterion.code, what, f"Xin chọn một trong: {known}.")


@dataclass(frozen=True, slots=True)
class RankPoints:
    """Điểm theo thứ hạng: the points of a place in the cohort, by a figure, another criterion, or a place given."""

    kind: ClassVar[str] = "rank_points"
    name: ClassVar[str] = "Điểm theo thứ hạng"
    places: tuple[Points, ...]
    measure: str = "Kết quả để xếp hạng"
    of: str = ""
    order: str = "high"
    within: str = ""
    given_rank: bool = False
    beyond: Points | None = None

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        if self.of:
            return ()
        if self.given_rank:
            return (Input("rank", self.measure, "count", "", Fraction(1), owner="other"),)
        return (Input("value", self.measure, "number"),)

    def unfold(self, criterion: Criterion) -> Expr:
        if self.given_rank:
            place: Expr = In("rank")
        else:
            value = PointsOf(self.of) if self.of else In("value")
            place = Cohort("rank" if self.order == "high" else "rank_low", value, None, self.within)
        return Steps(Named("Thứ hạng", place), self._steps())

    def _steps(self) -> tuple[Step, ...]:
        exact = enumerate(self.places, start=1)
        steps = [Step(as_fraction(points), Fraction(place), True, Fraction(place), True) for place, points in exact]
        if self.beyond is not None:
            steps.append(Step(as_fraction(self.beyond), Fraction(len(steps)), False))
        return tuple(steps)

    def says(self, criterion: Criterion) -> str:
        rungs = [f"hạng {place}: {show(points)} điểm" for place, points in enumerate(self.places, start=1)]
        rest = [] if self.beyond is None else [f"các hạng sau: {show(self.beyond)} điểm"]
        by = f"điểm tiêu chí {self.of}" if self.of else self.measure[:1].lower() + self.measure[1:]
        return f"Xếp hạng theo {by}: " + "; ".join(rungs + rest) + "."

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if not self.places or self.order not in ("high", "low"):
            yield Problem("rank_points", criterion.code, "Chưa có điểm cho hạng nào.", "Xin sửa “places”, “order”.")
        best = max(self.places, default=ZERO)
        if criterion.max is not None and best > criterion.max:
            yield Problem("over_max", criterion.code, f"Có hạng được {show(best)} điểm, quá tối đa.", "Xin sửa lại.")
        if self.beyond is None and not self.given_rank:
            what = f"Hạng sau hạng {len(self.places)} chưa có điểm."
            yield Problem("rank_hole", criterion.code, what, "Xin ghi “beyond” nếu văn bản có.")


def _as_percent(label: str, ratio: Expr) -> Expr:
    return Named(label, ratio, percent=True)
