"""Các cách tính theo lượng: so much for each, a weighted mean, repeated offences."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from thidua.engine.edition import Criterion, Input
from thidua.engine.expression import Bin, Expr, In, Named, Num, Step, Steps, Whole, add, num, of_points
from thidua.engine.points import ZERO, Points, as_fraction, show, show_number
from thidua.engine.problem import Problem
from thidua.engine.rules.wording import NO_BAND, amount, highest, lowest, sentence, small, worth


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
    signed: bool = False

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        return (Input("value", self.measure, "number", self.unit, None if self.signed else Fraction(0)),)

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
        bare = self.per == 1 and self.unit not in ("", "%")
        much = f"mỗi {self.unit if bare else amount(self.per, self.unit)}"
        beyond = f" vượt quá {amount(self.above, self.unit)}" if self.above else ""
        whole = ", chỉ tính phần chẵn" if self.whole_steps else ""
        verb, other = ("cộng", "trừ") if self.each > 0 else ("trừ", "cộng")
        measure = small(self.measure) if start else self.measure
        rate = f"{measure}: {verb} {show(Points(abs(self.each)))} điểm cho {much}{beyond}{whole}"
        both = self.floor is not None if self.above else self.signed
        limit = amount(self.above, self.unit) if self.above else "0"
        below = [f"dưới {limit} thì {other} theo cùng tỷ lệ"] if both else []
        rises, falls = self.each > 0 or both, self.each < 0 or both
        ends = highest(self._high(criterion), self.start, rises=rises)
        ends += lowest(self.floor, self.start, falls=falls, rises=rises)
        return sentence([*start, rate, *below, *ends])

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if self.per <= 0:
            yield Problem("bad_per", criterion.code, "“per” phải là số dương.", "Xin sửa “per”.")
        if self.signed and self.whole_steps:
            what = "Số đo có thể âm thì phần chẵn không rõ là phần nào."
            yield Problem("bounds", criterion.code, what, "Xin bỏ “whole_steps” hoặc “signed”.")
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
        below = self.divisor_label or self.divisor.removeprefix("unit.") or "tổng số"
        return f"Bình quân có hệ số ({counted}), chia cho {below}{times}; số chia bằng 0: {NO_BAND}."

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
        last, on = len(self.nth), "" if self.each_time else " trở đi"
        rungs = [f"{'từ ' if place == last and on else ''}lần {place}{on if place == last else ''}: {worth(points)}"
                 for place, points in enumerate(self.nth, start=1)]  # fmt: skip
        how = [f"cộng dồn các lần; quá {last} lần: {NO_BAND}"] if self.each_time else ["tính theo lần sau cùng"]
        if self.cap is not None:
            verb = "trừ" if self.cap < 0 else "cộng"
            how.append(f"{verb} tối đa {show(Points(abs(self.cap)))} điểm")
        return sentence([f"{self.what}, tính riêng từng {self.who}", *rungs, *how])

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if not self.nth:
            yield Problem("no_events", criterion.code, "Chưa có điểm cho lần nào.", "Xin bổ sung “nth”.")
