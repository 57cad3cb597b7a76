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
    Pick,
    PointsOf,
    Step,
    Steps,
    When,
    add,
    num,
    of_points,
)
from thidua.engine.points import ZERO, Points, as_fraction, show, show_number
from thidua.engine.problem import Problem
from thidua.engine.rules.wording import NO_BAND, small, worth

TARGET = "target"
_ASSIGNED = Bin("và", Has(TARGET), Bin(">", In(TARGET), num(0)))
_NO_TARGET = {
    "not_assigned": "đơn vị không có chỉ tiêu: coi như không được giao, không tính vào thang điểm",
    "unknown": "đơn vị không có chỉ tiêu: chưa xác định được điểm",
    "zero": "đơn vị không có chỉ tiêu: 0 điểm",
    "half": "đơn vị không có chỉ tiêu: một nửa điểm tối đa",
    "full": "đơn vị không có chỉ tiêu: điểm tối đa",
    "leader": "đơn vị không có chỉ tiêu: điểm tối đa × kết quả/kết quả cao nhất của các đơn vị không có chỉ tiêu",
}
_EXCESS = {
    "high": ("Tỷ lệ vượt chỉ tiêu", "Đơn vị dẫn đầu vượt"),
    "low": ("Tỷ lệ thấp hơn chỉ tiêu", "Đơn vị dẫn đầu thấp hơn"),
}
_LOW_LEADER = "đơn vị không có chỉ tiêu: điểm tối đa × kết quả thấp nhất của các đơn vị không có chỉ tiêu/kết quả"


@dataclass(frozen=True, slots=True)
class LeaderRelative:
    """So với đơn vị dẫn đầu: half for meeting the target; the other half by the excess, the leader taking all."""

    kind: ClassVar[str] = "leader_relative"
    name: ClassVar[str] = "So với chỉ tiêu và đơn vị dẫn đầu"
    no_target: str
    measure: str = "Kết quả thực hiện"
    unit: str = ""
    order: str = "high"
    within: str = ""

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        return (
            Input("actual", self.measure, "number", self.unit, Fraction(0)),
            Input(TARGET, "Chỉ tiêu được giao", "number", self.unit, Fraction(0), owner="target"),
        )

    def unfold(self, criterion: Criterion) -> Expr:
        full = of_points(criterion.max or ZERO)
        half = Bin("×", HALF, full)
        actual, target = In("actual"), In(TARGET)
        worse, better, assigned = ("<", ">", _ASSIGNED) if self.order == "high" else (">", "<", Has(TARGET))
        beyond = Bin("−", actual, target) if self.order == "high" else Bin("−", target, actual)
        excess = Bin("÷", beyond, target)
        lead = Cohort("max", excess, assigned, self.within)
        words = _EXCESS.get(self.order, _EXCESS["high"])
        share = Bin("÷", _as_percent(words[0], excess), _as_percent(words[1], lead))
        over = Bin("+", half, Bin("×", half, share))
        below = Bin("×", half, Bin("÷", actual, target) if self.order == "high" else Bin("÷", target, actual))
        met = "vượt chỉ tiêu" if self.order == "high" else "thấp hơn chỉ tiêu"
        missed = "chưa đạt chỉ tiêu" if self.order == "high" else "cao hơn chỉ tiêu"
        at_least = When(Bin(better, actual, target), over, half, met, "đạt đúng chỉ tiêu")
        within = Named("", When(Bin(worse, actual, target), below, at_least, missed), num(0), full)
        without = self._without_target(full, assigned)
        return When(assigned, within, without, "", "Đơn vị không có chỉ tiêu được giao")

    def _without_target(self, full: Expr, assigned: Expr) -> Expr:
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
                others = Bin("=", assigned, num(0))
                high = self.order == "high"
                best = Cohort("max" if high else "min", In("actual"), others, self.within)
                share = Bin("÷", In("actual"), best) if high else Bin("÷", best, In("actual"))
                within = Named("", Bin("×", full, share), num(0), full)
                none = num(0) if high else full
                return When(Bin(">", In("actual"), num(0)), within, none, "", "Không có kết quả" if high else "Bằng 0")
            case _:
                return Nothing("Đơn vị không có chỉ tiêu được giao.")

    def says(self, criterion: Criterion) -> str:
        full = show(criterion.max or ZERO)
        half = show_number(as_fraction(criterion.max or ZERO) / 2)
        group = " trong nhóm" if self.within else ""
        none = _NO_TARGET.get(self.no_target, self.no_target)
        if self.order == "low":
            none = _LOW_LEADER if self.no_target == "leader" else none
            return (
                f"{self.measure} so với chỉ tiêu, thấp hơn là tốt hơn, tối đa {full} điểm; "
                f"cao hơn chỉ tiêu: ½ × {full} điểm × chỉ tiêu/kết quả; đúng chỉ tiêu: ½ × {full} = {half} điểm; "
                f"thấp hơn: {half} điểm + ½ × {full} điểm × tỷ lệ giảm/tỷ lệ giảm của đơn vị dẫn đầu{group}; {none}."
            )
        return (
            f"{self.measure} so với chỉ tiêu, tối đa {full} điểm; chưa đạt: ½ × {full} điểm × kết quả/chỉ tiêu; "
            f"đạt đúng chỉ tiêu: ½ × {full} = {half} điểm; "
            f"vượt: {half} điểm + ½ × {full} điểm × tỷ lệ vượt/tỷ lệ vượt của đơn vị dẫn đầu{group}; {none}."
        )

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if criterion.max is None:
            yield Problem("no_points", criterion.code, "Chưa có điểm tối đa.", "Xin ghi “max”.")
        if self.no_target not in _NO_TARGET:
            known = ", ".join(_NO_TARGET)
            what = f"Không hiểu cách xử lý khi không có chỉ tiêu “{self.no_target}”."
            yield Problem("no_target", criterion.code, what, f"Xin chọn một trong: {known}.")
        if self.order not in ("high", "low"):
            yield Problem("choice", criterion.code, f"Không hiểu “{self.order}”.", "Xin chọn high hoặc low.")


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
    ties: str = "skip"

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
            how = "rank_dense" if self.ties == "dense" else "rank"
            place = Cohort(how if self.order == "high" else f"{how}_low", value, None, self.within)
            if self.ties == "share":
                return self._shared(place, Cohort("ties", value, None, self.within))
        return Steps(Named("Thứ hạng", place), self._steps())

    def _shared(self, place: Expr, equals: Expr) -> Expr:
        """The mean of the points of the places that equals take together."""
        first = Named("Cùng chiếm từ hạng", place)
        last = Named("đến hạng", Bin("−", Bin("+", place, equals), num(1)))
        inside = [
            When(
                Bin("và", Bin("≤", first, num(at)), Bin("≥", last, num(at))),
                of_points(points),
                num(0),
                quiet=True,
            )
            for at, points in enumerate(self.places, start=1)
        ]
        listed = num(len(self.places))
        rest: Expr = (
            Nothing("Có hạng không được ghi điểm.")
            if self.beyond is None
            else Bin("×", Bin("−", last, Pick("max", (listed, Bin("−", first, num(1))))), of_points(self.beyond))
        )
        whole = add([*inside, When(Bin(">", last, listed), rest, num(0), quiet=True)])
        together = Bin("÷", whole, Named("Số đơn vị đồng hạng", equals))
        alone = Steps(Named("Thứ hạng", place), self._steps())
        return When(Bin("=", equals, num(1)), alone, together, quiet=True)

    def _steps(self) -> tuple[Step, ...]:
        exact = enumerate(self.places, start=1)
        steps = [Step(as_fraction(points), Fraction(place), True, Fraction(place), True) for place, points in exact]
        if self.beyond is not None:
            steps.append(Step(as_fraction(self.beyond), Fraction(len(steps)), False))
        return tuple(steps)

    def says(self, criterion: Criterion) -> str:
        rungs = [f"hạng {place}: {worth(points)}" for place, points in enumerate(self.places, start=1)]
        rungs.append(f"các hạng sau: {NO_BAND if self.beyond is None else worth(self.beyond)}")
        if self.given_rank and not self.of:
            return f"{self.measure}: " + "; ".join(rungs) + "."
        by = f"điểm tiêu chí {self.of}" if self.of else small(self.measure)
        first = "" if self.order == "high" else ", số nhỏ nhất đứng đầu"
        group = ", riêng trong từng nhóm đơn vị" if self.within else ""
        equals = [_TIES[self.ties]] if self.ties in _TIES else []
        return f"Xếp hạng theo {by}{first}{group}: " + "; ".join(rungs + equals) + "."

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if not self.places or self.order not in ("high", "low"):
            yield Problem("rank_points", criterion.code, "Chưa có điểm cho hạng nào.", "Xin sửa “places”, “order”.")
        if self.ties not in ("skip", *_TIES) or (self.ties != "skip" and self.given_rank):
            what = f"Không hiểu cách xử lý đồng hạng “{self.ties}” ở đây."
            yield Problem("choice", criterion.code, what, "Xin chọn skip, dense hoặc share; thứ hạng nhập thẳng: skip.")
        best = max(self.places, default=ZERO)
        if criterion.max is not None and best > criterion.max:
            yield Problem("over_max", criterion.code, f"Có hạng được {show(best)} điểm, quá tối đa.", "Xin sửa lại.")
        if self.beyond is None and not self.given_rank:
            what = f"Hạng sau hạng {len(self.places)} chưa có điểm."
            yield Problem("rank_hole", criterion.code, what, "Xin ghi “beyond” nếu văn bản có.")


_TIES = {
    "dense": "đồng hạng thì hạng sau liền kề",
    "share": "đồng hạng thì chia đều điểm của các hạng cùng chiếm",
}


def _as_percent(label: str, ratio: Expr) -> Expr:
    return Named(label, ratio, percent=True)
