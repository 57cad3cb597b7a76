"""Các cách tính theo lượng: so much for each, a weighted mean, repeated offences."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from thidua.engine.edition import Criterion, Input
from thidua.engine.expression import Bin, Expr, In, Named, Num, Step, Steps, Whole, add, num, of_points
from thidua.engine.points import ZERO, Points, as_fraction, show, show_number
from thidua.engine.problem import Problem
from thidua.engine.rules.events import sentence


@dataclass(frozen=True, slots=True)
class Linear:
    """Theo tỷ lệ: so many points for every so much of a measure, beyond where it begins."""

    kind: ClassVar[str] = "linear"
    name: ClassVar[str] = "Tính theo tỷ lệ"
    measure: str
    each: Points
    per: Fraction = Fraction(1)
    unit: str = ""
    above: Fraction = Fraction(0)
    start: Points = ZERO
    whole_steps: bool = False
    cap: Points | None = None
    floor: Points | None = None

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        return (Input("value", self.measure, "number", self.unit, Fraction(0)),)

    def unfold(self, criterion: Criterion) -> Expr:
        beyond: Expr = In("value")
        if self.above:
            beyond = Named("Phần vượt", Bin("−", beyond, Num(self.above)), None if self.floor is not None else num(0))
        steps = beyond if self.per == 1 else Bin("÷", beyond, Num(self.per))
        worth: Expr = Bin("×", Whole(steps, "floor") if self.whole_steps else steps, of_points(self.each))
        if self.start:
            worth = Bin("+", of_points(self.start), worth)
        high, low = self._high(criterion), self.floor
        return Named("", worth, None if low is None else of_points(low), None if high is None else of_points(high))

    def says(self, criterion: Criterion) -> str:
        start = [f"bắt đầu từ {show(self.start)} điểm"] if self.start else []
        size = "" if self.per == 1 and self.unit else f" {show_number(self.per)}"
        much = f"mỗi{size} {self.unit}".rstrip()
        beyond = f" vượt quá {show_number(self.above)}" if self.above else ""
        whole = ", chỉ tính phần chẵn" if self.whole_steps else ""
        verb = "cộng" if self.each > 0 else "trừ"
        rate = f"{self.measure}: {verb} {show(Points(abs(self.each)))} điểm {much}{beyond}{whole}"
        high = self._high(criterion)
        ends = [] if high is None else [f"tối đa {show(high)} điểm"]
        ends += [] if self.floor is None else [f"thấp nhất {show(self.floor)} điểm"]
        return sentence([*start, rate, *ends])

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if self.per <= 0:
            yield Problem("bad_per", criterion.code, "“per” phải là số dương.", "Xin sửa “per”.")
        if self.each > 0 and self._high(criterion) is None:
            yield Problem("unbounded", criterion.code, "Điểm cộng không có mức tối đa.", "Xin ghi “cap” nếu có.")

    def _high(self, criterion: Criterion) -> Points | None:
        return self.cap if self.cap is not None else criterion.max


@dataclass(frozen=True, slots=True)
class Weight:
    """Hệ số: a kind of thing counted, and what one of it weighs."""

    what: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class WeightedMean:
    """Bình quân có hệ số: Σ count × weight ÷ Σ count, or ÷ something else that is typed or known of the unit."""

    kind: ClassVar[str] = "weighted_mean"
    name: ClassVar[str] = "Bình quân có hệ số"
    weights: tuple[Weight, ...]
    divisor: str = ""
    divisor_label: str = ""
    factor: Fraction = Fraction(1)

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        counts = [Input(key, one.what, "count", lowest=Fraction(0)) for key, one in self._keyed()]
        if self.divisor and not self.divisor.startswith("unit."):
            counts.append(Input(self.divisor, self.divisor_label or self.divisor, "number", lowest=Fraction(0)))
        return tuple(counts)

    def _keyed(self) -> list[tuple[str, Weight]]:
        return [(f"count{place}", one) for place, one in enumerate(self.weights, start=1)]

    def unfold(self, criterion: Criterion) -> Expr:
        top = add([Bin("×", In(key), Num(one.weight)) for key, one in self._keyed()])
        if self.divisor:
            below: Expr = In(self.divisor.replace("unit.", "@", 1))
        else:
            below = add([In(key) for key, _ in self._keyed()])
        mean = Bin("÷", Named("Tổng có hệ số", top), Named("Chia cho", below))
        return mean if self.factor == 1 else Bin("×", mean, Num(self.factor))

    def says(self, criterion: Criterion) -> str:
        counted = ", ".join(f"{one.what} hệ số {show_number(one.weight)}" for one in self.weights)
        times = "" if self.factor == 1 else f", nhân {show_number(self.factor)}"
        return f"Bình quân có hệ số ({counted}), chia cho {self.divisor_label or 'tổng số'}{times}."

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if not self.weights:
            yield Problem("no_weights", criterion.code, "Chưa có hệ số nào.", "Xin bổ sung “weights”.")


@dataclass(frozen=True, slots=True)
class Escalating:
    """Tái phạm: each person's n-th offence costs more; typed as one count per person, such as 1; 3; 2."""

    kind: ClassVar[str] = "escalating"
    name: ClassVar[str] = "Tăng dần theo số lần tái phạm"
    what: str
    nth: tuple[Points, ...]
    who: str = "người"
    each_time: bool = False
    cap: Points | None = None

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        label = f"Số lần {self.what} của từng {self.who}"
        return (Input("times", label, "counts", "lần", Fraction(0)),)

    def unfold(self, criterion: Criterion) -> Expr:
        steps, total = [Step(Fraction(0), Fraction(0), True, Fraction(0), True)], ZERO
        for place, points in enumerate(self.nth, start=1):
            total = Points(total + points) if self.each_time else points
            last = place == len(self.nth)
            end = None if last and not self.each_time else Fraction(place)
            steps.append(Step(as_fraction(total), Fraction(place), True, end, True))
        bound = None if self.cap is None else of_points(self.cap)
        found = Named(f"Cộng theo từng {self.who}", Steps(In("times"), tuple(steps), each=True))
        return Named("", found, bound) if self.cap is not None and self.cap < 0 else Named("", found, None, bound)

    def says(self, criterion: Criterion) -> str:
        rungs = [f"lần {place}: {show(points)} điểm" for place, points in enumerate(self.nth, start=1)]
        how = "cộng dồn từng lần" if self.each_time else "tính theo lần sau cùng"
        most = [] if self.cap is None else [f"tổng không quá {show(self.cap)} điểm"]
        return sentence([f"{self.what}, tính riêng từng {self.who}", *rungs, how, *most])

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if not self.nth:
            yield Problem("no_events", criterion.code, "Chưa có điểm cho lần nào.", "Xin bổ sung “nth”.")
