"""Các cách tính theo sự việc: points per event, and the full standard with events off and on."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from thidua.engine.edition import Criterion, Input
from thidua.engine.expression import Bin, Expr, In, Named, Pick, When, add, num, of_points
from thidua.engine.points import ZERO, Points, as_fraction, show
from thidua.engine.problem import Problem
from thidua.engine.rules.formulas import doubtful_asks, misspelt, written
from thidua.engine.rules.wording import capital, each_time, highest, lowest, sentence


@dataclass(frozen=True, slots=True)
class Event:
    """Sự việc: what happened, what each time is worth, the ceiling of this event alone.

    It is counted, or with `once` only asked for; with `when` it follows from the rule's figures and is not asked
    for at all; with `to` its points are judged, from `each` (or from 0) to there; with `zeroes` nothing is left.
    """

    what: str
    each: Points
    unit: str = "lần"
    cap: Points | None = None
    once: bool = False
    zeroes: bool = False
    when: str = ""
    to: Points | None = None

    @property
    def gains(self) -> bool:
        """Whether it adds, where its sign decides: one that is only judged has its sign in `to`."""
        return self.each > 0 or (self.each == 0 and self.to is not None and self.to > 0)

    def asks(self, key: str) -> tuple[Input, ...]:
        """What to type for it: how many times, only whether, the points judged, or nothing."""
        label = capital(self.what)
        if self.when:
            return ()
        if self.to is not None:
            return (Input(key, label, "points", "điểm", Fraction(0), abs(as_fraction(self.to))),)
        return (Input(key, label, "yes_no" if self.once else "count", self.unit, Fraction(0)),)

    def happened(self, key: str, criterion: Criterion, asks: tuple[Input, ...]) -> Expr:
        """Whether it happened at all."""
        return written(self.when, criterion, asks) if self.when else In(key)

    def worth(self, key: str, criterion: Criterion, asks: tuple[Input, ...]) -> Expr:
        """Its points, within its own ceiling."""
        if self.when:
            test = self.happened(key, criterion, asks)
            return When(test, of_points(self.each), num(0), f"tính “{self.what}”", f"không tính “{self.what}”")
        if self.to is not None:
            return In(key, in_points=True) if self.gains else Bin("×", In(key, in_points=True), num(-1))
        times = Bin("×", In(key), of_points(self.each))
        if self.cap is None:
            return times
        bound = of_points(abs(self.cap) if self.each > 0 else -abs(self.cap))
        label = capital(self.what)
        return Named(label, times, None, bound) if self.each > 0 else Named(label, times, bound)

    def says(self, verb: str) -> str:
        """In words: “trừ 0,5 điểm mỗi lần báo cáo trễ, tối đa 2 điểm”."""
        size = show(Points(abs(self.each)))
        if self.zeroes:
            return f"mất toàn bộ điểm nếu {self.what}"
        if self.to is not None:
            return f"{verb} từ {size} đến {show(Points(abs(self.to)))} điểm nếu {self.what}"
        often = f"nếu {self.what}" if self.once or self.when else each_time(self.unit, self.what)
        most = "" if self.cap is None else f", tối đa {show(Points(abs(self.cap)))} điểm"
        return f"{verb} {size} điểm {often}{most}"


def keyed(word: str, events: tuple[Event, ...]) -> list[tuple[str, Event]]:
    """Every event with the key under which its count is typed: minus1, minus2…"""
    return [(f"{word}{place}", event) for place, event in enumerate(events, start=1)]


def asked(word: str, events: tuple[Event, ...]) -> tuple[Input, ...]:
    """Everything to be typed for these events."""
    return tuple(item for key, event in keyed(word, events) for item in event.asks(key))


def faulty(criterion: Criterion, events: tuple[Event, ...], asks: tuple[Input, ...]) -> Iterator[Problem]:
    """Formulas and figures of the events that cannot be understood."""
    yield from doubtful_asks(criterion, asks)
    for event in events:
        if event.when:
            yield from misspelt(event.when, criterion, asks)


def zeroed(whole: Expr, criterion: Criterion, found: list[tuple[str, Event]], asks: tuple[Input, ...]) -> Expr:
    """Nothing at all is left where one of these events takes everything."""
    for key, event in found:
        if event.zeroes:
            test = event.happened(key, criterion, asks)
            what = capital(event.what)
            whole = When(test, num(0), whole, f"{what}: có, mất toàn bộ điểm", f"{what}: không")
    return whole


@dataclass(frozen=True, slots=True)
class PerEvent:
    """Theo số lần: each event adds or takes its points, within a ceiling and a floor of the whole."""

    kind: ClassVar[str] = "per_event"
    name: ClassVar[str] = "Theo số lần"
    events: tuple[Event, ...]
    start: Points = ZERO
    cap: Points | None = None
    floor: Points | None = None
    asks: tuple[Input, ...] = ()

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        return self.asks + asked("event", self.events)

    def unfold(self, criterion: Criterion) -> Expr:
        found = keyed("event", self.events)
        worth = [event.worth(key, criterion, self.asks) for key, event in found if not event.zeroes]
        total = add([of_points(self.start), *worth] if self.start else worth)
        high = self.cap if self.cap is not None else criterion.max
        low = None if self.floor is None else of_points(self.floor)
        return zeroed(Named("", total, low, None if high is None else of_points(high)), criterion, found, self.asks)

    def says(self, criterion: Criterion) -> str:
        start = [f"bắt đầu từ {show(self.start)} điểm"] if self.start else []
        phrases = [event.says("cộng" if event.gains else "trừ") for event in self.events]
        high = self.cap if self.cap is not None else criterion.max
        rises = any(event.gains for event in self.events)
        falls = any(not event.gains and not event.zeroes for event in self.events)
        ends = highest(high, self.start, rises=rises) + lowest(self.floor, self.start, falls=falls, rises=rises)
        return sentence(start + phrases + ends)

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if not self.events:
            yield Problem("no_events", criterion.code, "Chưa có sự việc nào để tính.", "Xin bổ sung “events”.")
        yield from faulty(criterion, self.events, self.asks)
        if any(event.to is not None and event.to * event.each < 0 for event in self.events):
            yield Problem("sign", criterion.code, "“each” và “to” trái dấu nhau.", "Xin sửa cho cùng dấu.")
        open_up = any(event.each > 0 and event.cap is None and not event.once for event in self.events)
        if open_up and self.cap is None and criterion.max is None:
            yield Problem("unbounded", criterion.code, "Điểm cộng không có mức tối đa.", "Xin ghi “cap” nếu có.")


@dataclass(frozen=True, slots=True)
class Standard:
    """Điểm chuẩn: the full standard, less what went wrong, plus what went beyond; each side has its own cap."""

    kind: ClassVar[str] = "standard"
    name: ClassVar[str] = "Điểm chuẩn trừ, cộng"
    minus: tuple[Event, ...] = ()
    plus: tuple[Event, ...] = ()
    penalty_cap: Points | None = None
    bonus_cap: Points | None = None
    floor: Points | None = None
    best_plus: bool = False
    plus_needs_no_minus: bool = False
    asks: tuple[Input, ...] = ()

    def inputs(self, criterion: Criterion) -> tuple[Input, ...]:
        return self.asks + asked("minus", self.minus) + asked("plus", self.plus)

    def unfold(self, criterion: Criterion) -> Expr:
        whole: Expr = of_points(criterion.max or ZERO)
        lost = self._lost(criterion)
        if lost is not None:
            whole = Bin("−", whole, lost)
        gained = self._gained(criterion)
        if gained is not None:
            if lost is not None and self.plus_needs_no_minus:
                gained = When(Bin("=", lost, num(0)), gained, num(0), "không bị trừ điểm", "đã bị trừ nên không cộng")
            whole = Bin("+", whole, gained)
        if self.floor is not None:
            whole = Named("", whole, of_points(self.floor))
        return zeroed(whole, criterion, keyed("minus", self.minus), self.asks)

    def _lost(self, criterion: Criterion) -> Expr | None:
        worth = [
            event.worth(key, criterion, self.asks) for key, event in keyed("minus", self.minus) if not event.zeroes
        ]
        if not worth:
            return None
        return Named("Điểm trừ", add(worth), None, None if self.penalty_cap is None else of_points(self.penalty_cap))

    def _gained(self, criterion: Criterion) -> Expr | None:
        if not self.plus:
            return None
        worth = [event.worth(key, criterion, self.asks) for key, event in keyed("plus", self.plus)]
        total = Pick("max", tuple(worth)) if self.best_plus and len(worth) > 1 else add(worth)
        return Named("Điểm cộng", total, None, None if self.bonus_cap is None else of_points(self.bonus_cap))

    def says(self, criterion: Criterion) -> str:
        phrases = [f"điểm chuẩn {show(criterion.max or ZERO)}"]
        phrases += [event.says("trừ") for event in self.minus]
        if self.penalty_cap is not None:
            phrases.append(f"tổng điểm trừ tối đa {show(self.penalty_cap)} điểm")
        phrases += [event.says("cộng") for event in self.plus]
        if self.best_plus:
            phrases.append("chỉ lấy mức cộng cao nhất")
        if self.plus_needs_no_minus:
            phrases.append("chỉ cộng khi không bị trừ")
        if self.bonus_cap is not None:
            phrases.append(f"tổng điểm cộng tối đa {show(self.bonus_cap)} điểm")
        if self.floor is not None:
            phrases.append(f"thấp nhất {show(self.floor)} điểm")
        return sentence(phrases)

    def faults(self, criterion: Criterion) -> Iterator[Problem]:
        if criterion.max is None:
            yield Problem("no_points", criterion.code, "Chưa có điểm chuẩn.", "Xin ghi “max”.")
        if not self.minus and not self.plus:
            yield Problem("no_events", criterion.code, "Chưa có mục trừ, mục cộng nào.", "Xin bổ sung “minus”, “plus”.")
        if any(event.each < 0 or (event.to or 0) < 0 for event in self.minus + self.plus):
            what = "Điểm mỗi lần phải là số dương."
            yield Problem("sign", criterion.code, what, "Xin bỏ dấu trừ ở “each”, “to”.")
        yield from faulty(criterion, self.minus + self.plus, self.asks)
        yield from self._about_caps(criterion)

    def _about_caps(self, criterion: Criterion) -> Iterator[Problem]:
        """A penalty past the standard with no floor stated, and a bonus with no ceiling, occur in print: say so."""
        worst = max((event.each for event in self.minus), default=ZERO)
        most = self.penalty_cap if self.penalty_cap is not None else worst
        if most > (criterion.max or 0) and self.floor is None and not any(event.zeroes for event in self.minus):
            what = f"Điểm trừ {show(most)} lớn hơn điểm chuẩn mà không nói mức thấp nhất."
            yield Problem("penalty_over_max", criterion.code, what, "Xin ghi “floor” nếu văn bản có.")
        endless = any(event.cap is None and not event.once for event in self.plus)
        if endless and self.bonus_cap is None:
            yield Problem("unbounded", criterion.code, "Điểm cộng không có mức tối đa.", "Xin ghi “bonus_cap” nếu có.")
