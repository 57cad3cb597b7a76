"""Các cách tính theo số đo: bands of a result, and a deadline."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import ClassVar

from thidua.engine.edition import Criterion, Input
from thidua.engine.expression import Bin, DaysAfter, Expr, Has, In, Named, Num, Step, Steps, When, num, of_points
from thidua.engine.points import ZERO, Points, as_fraction, show
from thidua.engine.problem import Problem
from thidua.engine.rules.wording import NO_BAND, after, change, sentence, worth
from thidua.engine.tracing import span


@dataclass(frozen=True, slots=True)
class Band:
    """Khoảng: points for a result from here to there; `ge`/`gt` below, `lt`/`le` above, or exactly `eq`."""

    points: Points
    ge: Fraction | None = None
    gt: Fraction | None = None
    lt: Fraction | None = None
    le: Fraction | None = None
    eq: Fraction | None = None

    def step(self) -> Step:
        """The same band for the arithmetic."""
        worth = as_fraction(self.points)
        if self.eq is not None:
            return Step(worth, self.eq, True, self.eq, True)
        low = self.ge if self.ge is not None else self.gt
        high = self.le if self.le is not None else self.lt
        return Step(worth, low, self.ge is not None, high, self.le is not None)


@dataclass(frozen=True, slots=True)
class Bands:
    """Theo khoảng: the points of the band the result lies in, added to `base`; outside every band, `otherwise`."""

    kind: ClassVar[str] = "bands"
    name: ClassVar[str] = "Theo khoảng kết quả"
    measure: str
    bands: tuple[Band, ...]
    unit: str = "%"
    base: Points = ZERO
    otherwise: Points | None = None
    signed: bool = False

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        return (Input("value", self.measure, "number", self.unit, None if self.signed else Fraction(0)),)

    def unfold(self, criterion: Criterion) -> Expr:
        steps = self._steps()
        if self.otherwise is not None:
            steps += (Step(as_fraction(self.otherwise)),)
        found = Steps(In("value"), steps)
        return Bin("+", of_points(self.base), found) if self.base else found

    def _steps(self) -> tuple[Step, ...]:
        return tuple(band.step() for band in self.bands)

    def says(self, criterion: Criterion) -> str:
        says, unit, steps = (change if self.base else worth), after(self.unit), self._steps()
        base = [f"điểm gốc {show(self.base)}"] if self.base else []
        rows = [f"{span(step, unit)}: {says(band.points)}" for band, step in zip(self.bands, steps, strict=True)]
        if any(True for _ in holes("", steps, signed=self.signed)):
            rows.append(f"còn lại: {NO_BAND if self.otherwise is None else says(self.otherwise)}")
        return f"{self.measure}: " + "; ".join(base + rows) + "."

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        steps = self._steps()
        for step in steps:
            if step.low is not None and step.high is not None and step.low > step.high:
                yield Problem("empty_band", criterion.code, f"Khoảng “{span(step)}” rỗng.", "Xin sửa hai đầu khoảng.")
        yield from overlaps(criterion.code, steps)
        if self.otherwise is None:
            yield from holes(criterion.code, steps, signed=self.signed)
        if not self.signed and any((end or 0) < 0 for step in steps for end in (step.low, step.high)):
            what = "Có khoảng dưới 0 nhưng số đo không nhận số âm."
            yield Problem("negative_band", criterion.code, what, "Xin ghi “signed = true” nếu số đo có thể âm.")
        best = max((band.points for band in self.bands), default=ZERO)
        if criterion.max is not None and not self.base and best > criterion.max:
            yield Problem("over_max", criterion.code, f"Có khoảng được {show(best)} điểm, quá tối đa.", "Xin sửa lại.")


def condition(value: Expr, step: Step) -> Expr:
    """Whether a value lies in a band, as an expression."""
    tests: list[Expr] = []
    if step.low is not None:
        tests.append(Bin("≥" if step.low_in else ">", value, Num(step.low)))
    if step.high is not None:
        tests.append(Bin("≤" if step.high_in else "<", value, Num(step.high)))
    if not tests:
        return num(1)
    return tests[0] if len(tests) == 1 else Bin("và", tests[0], tests[1])


def overlaps(where: str, steps: tuple[Step, ...]) -> Iterator[Problem]:
    """Two bands that hold the same result."""
    for place, one in enumerate(steps):
        for two in steps[place + 1 :]:
            if _meet(one, two):
                what = f"Hai khoảng “{span(one)}” và “{span(two)}” trùng nhau."
                yield Problem("band_overlap", where, what, "Xin sửa để mỗi kết quả chỉ thuộc một khoảng.")


def _meet(one: Step, two: Step) -> bool:
    return not (_before(one, two) or _before(two, one))


def _before(one: Step, two: Step) -> bool:
    """Whether the first band ends before the second begins."""
    if one.high is None or two.low is None:
        return False
    return one.high < two.low or (one.high == two.low and not (one.high_in and two.low_in))


def holes(where: str, steps: tuple[Step, ...], *, signed: bool = False) -> Iterator[Problem]:
    """Results that lie in no band: below the lowest, between two, above the highest. Only a signed one is below 0."""
    ordered = sorted(steps, key=lambda step: (step.low is not None, step.low or 0, not step.low_in))
    if not ordered:
        return
    first, top = ordered[0], ordered[0]
    if first.low is not None and (signed or first.low > 0):
        yield _hole(where, Step(Fraction(0), None, True, first.low, not first.low_in))
    for step in ordered[1:]:
        gap = Step(Fraction(0), top.high, not top.high_in, step.low, not step.low_in)
        if top.high is not None and step.low is not None and _open(gap):
            yield _hole(where, gap)
        if top.high is not None and (step.high is None or (step.high, step.high_in) > (top.high, top.high_in)):
            top = step
    if top.high is not None:
        yield _hole(where, Step(Fraction(0), top.high, not top.high_in))


def _open(gap: Step) -> bool:
    if gap.low is None or gap.high is None:
        return True
    return gap.low < gap.high or (gap.low == gap.high and gap.low_in and gap.high_in)


def _hole(where: str, gap: Step) -> Problem:
    return Problem(
        "band_hole", where, f"Kết quả {span(gap)} không thuộc khoảng nào.", "Xin bổ sung khoảng, hoặc ghi “otherwise”."
    )


@dataclass(frozen=True, slots=True)
class Deadline:
    """Theo thời hạn: the whole standard on time, less for every day late, more when early."""

    kind: ClassVar[str] = "deadline"
    name: ClassVar[str] = "Theo thời hạn"
    due: date | None = None
    late_once: Points = ZERO
    late_each: Points = ZERO
    floor: Points | None = ZERO
    not_sent: Points = ZERO
    early_days: int = 0
    early_points: Points = ZERO
    quality: Points | None = None

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        if self.due is None:
            time = Input("days", "Số ngày chậm", "count", "ngày", Fraction(0))
        else:
            time = Input("sent", f"Ngày nộp (hạn {self.due:%d/%m/%Y})", "date")
        if self.quality is None:
            return (time,)
        return (time, Input("quality", "Điểm chất lượng", "points", "điểm", Fraction(0), as_fraction(self.quality)))

    def unfold(self, criterion: Criterion) -> Expr:
        days: Expr = In("days") if self.due is None else DaysAfter("sent", self.due)
        full = of_points(criterion.max or ZERO)
        late: Expr = Bin("−", full, of_points(self.late_once)) if self.late_once else full
        if self.late_each:
            late = Bin("−", late, Bin("×", days, of_points(self.late_each)))
        late = Named("", late, None if self.floor is None else of_points(self.floor), full)
        on_time: Expr = full
        if self.early_days:
            early = Bin("≥", Bin("−", num(0), days), num(self.early_days))
            on_time = When(
                early, Bin("+", full, of_points(self.early_points)), full, "nộp sớm", "không sớm đủ để cộng", quiet=True
            )
        whole: Expr = When(Bin(">", days, num(0)), late, on_time, "chậm hạn", "đúng hạn", quiet=self.due is not None)
        if self.quality is not None:
            judged: Expr = Named("", In("quality", in_points=True), num(0), of_points(self.quality))
            whole = Bin("+", Named("Điểm thời hạn", whole), judged)
        return whole if self.due is None else When(Has("sent"), whole, of_points(self.not_sent), "", "Không nộp")

    def says(self, criterion: Criterion) -> str:
        phrases = [f"đúng hạn{'' if self.due is None else f' {self.due:%d/%m/%Y}'}: {show(criterion.max or ZERO)} điểm"]
        daily = f"{show(self.late_each)} điểm mỗi ngày chậm"
        if self.late_once:
            more = f", và trừ thêm {daily}" if self.late_each else ", bất kể chậm bao nhiêu ngày"
            phrases.append(f"chậm thì trừ {show(self.late_once)} điểm{more}")
        elif self.late_each:
            phrases.append(f"trừ {daily}")
        if self.floor is not None:
            phrases.append(f"chậm thì thấp nhất còn {show(self.floor)} điểm")
        if self.early_days:
            phrases.append(f"sớm từ {self.early_days} ngày trở lên: cộng {show(self.early_points)} điểm")
        if self.quality is not None:
            phrases.append(f"cộng thêm điểm chất lượng từ 0 đến {show(self.quality)} điểm")
        if self.due is not None:
            phrases.append(f"không nộp: {worth(self.not_sent)}")
        return sentence(phrases)

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if criterion.max is None:
            yield Problem("no_points", criterion.code, "Chưa có điểm khi đúng hạn.", "Xin ghi “max”.")
        if not self.late_once and not self.late_each:
            yield Problem("no_penalty", criterion.code, "Chưa nói chậm thì trừ bao nhiêu.", "Xin ghi “late_each”.")
        if self.early_days and self.due is None:
            yield Problem("no_due", criterion.code, "Cộng điểm nộp sớm mà không có thời hạn.", "Xin ghi “due”.")
