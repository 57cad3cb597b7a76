"""Diễn giải: an expression worked out as a person with a pencil would, every step kept.

It walks the same tree as `compiling`, with Fractions and words instead of closures. Made only when asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any, cast

from thidua.engine.compiling import STOPS, NoValue, Slot
from thidua.engine.expression import (
    Bin,
    Choice,
    Cohort,
    DaysAfter,
    Expr,
    Has,
    In,
    Named,
    Nothing,
    Num,
    Pick,
    PointsOf,
    Step,
    Steps,
    Text,
    Value,
    When,
    Whole,
)
from thidua.engine.points import SCALE, as_fraction, round_to, show_number

ATOM, PRODUCT, SUM, LOGIC, AND, OR = 3, 2, 1, 0, -1, -2
_LEVELS = {"×": PRODUCT, "÷": PRODUCT, "+": SUM, "−": SUM}


@dataclass(frozen=True, slots=True)
class Seen:
    """A value and the text that shows where it comes from; `level` says when it needs brackets."""

    value: Any
    text: str
    level: int = ATOM


@dataclass
class Trace:
    """One unit's figures being worked out: the steps written down so far, and the caps and floors that were hit."""

    env: Mapping[str, Value]
    slots: Sequence[Slot]
    steps: list[str] = field(default_factory=list)
    cap: str = ""

    def see(self, node: Expr) -> Seen:
        """Work out one node."""
        return _SEERS[type(node)](self, node)


def _exact(value: Any) -> Seen:
    text = show_number(value)
    level = PRODUCT if "/" in text else ATOM
    return Seen(Fraction(value), text, SUM if value < 0 else level)


def bracketed(seen: Seen, level: int) -> str:
    """The text, in brackets where it would otherwise be read wrongly."""
    return f"({seen.text})" if seen.level < level else seen.text


def _num(_: Trace, node: Num) -> Seen:
    return Seen(node.value, node.text) if node.text else _exact(node.value)


def _text(_: Trace, node: Text) -> Seen:
    return Seen(node.value, f"“{node.value}”")


def _in(trace: Trace, node: In) -> Seen:
    value = trace.env[node.key]
    if value is None:
        raise NoValue(f"Chưa có “{node.key}”.")
    if isinstance(value, str):
        return Seen(value, f"“{value}”")
    if isinstance(value, tuple):
        return Seen(value, "; ".join(map(str, value)))
    plain = Fraction(cast(Any, value))
    return _exact(plain / SCALE if node.in_points else plain)


def _has(trace: Trace, node: Has) -> Seen:
    known = trace.env.get(node.key) is not None
    return Seen(known, "")


def _points_of(trace: Trace, node: PointsOf) -> Seen:
    value = trace.env.get("=" + node.code)
    if value is None:
        raise NoValue(f"Chưa có điểm tiêu chí {node.code}.")
    seen = _exact(Fraction(cast(Any, value)) / SCALE)
    trace.steps.append(f"Điểm tiêu chí {node.code}: {seen.text}")
    return seen


def _bin(trace: Trace, node: Bin) -> Seen:
    left = trace.see(node.left)
    if node.op in ("và", "hoặc"):
        return _either(trace, node, left)
    right = trace.see(node.right)
    if node.op in _LEVELS:
        return _sum_or_product(node.op, left, right)
    value = _TESTS[node.op](left.value, right.value)
    if not left.text or not right.text:
        return Seen(value, "")
    if left.level <= LOGIC and node.op == "=" and not right.value:
        return Seen(value, f"không ({left.text})")
    return Seen(value, f"{bracketed(left, SUM)} {node.op} {bracketed(right, SUM)}", LOGIC)


def _either(trace: Trace, node: Bin, left: Seen) -> Seen:
    """ "And", "or": the right side is looked at, and told, only when the left has not decided."""
    if bool(left.value) is (node.op == "hoặc"):
        return Seen(bool(left.value), left.text, left.level)
    right = trace.see(node.right)
    if not left.text or not right.text:
        one = right if right.text else left
        return Seen(bool(right.value), one.text, one.level)
    level = AND if node.op == "và" else OR
    return Seen(bool(right.value), f"{bracketed(left, level)} {node.op} {bracketed(right, level)}", level)


def _sum_or_product(op: str, left: Seen, right: Seen) -> Seen:
    level = _LEVELS[op]
    if op == "÷":
        if not right.value:
            raise NoValue("Mẫu số bằng 0.")
        return Seen(left.value / right.value, f"{bracketed(left, PRODUCT)}/{bracketed(right, ATOM)}", PRODUCT)
    value = {"+": left.value + right.value, "−": left.value - right.value, "×": left.value * right.value}[op]
    inner = level + 1 if op == "−" or right.value < 0 else level
    return Seen(value, f"{bracketed(left, level)} {op} {bracketed(right, inner)}", level)


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda one, two: one < two,
    "≤": lambda one, two: one <= two,
    ">": lambda one, two: one > two,
    "≥": lambda one, two: one >= two,
    "=": lambda one, two: one == two,
    "≠": lambda one, two: one != two,
}


def shown(value: Fraction, *, percent: bool) -> str:
    """A value as it stands in a line of arithmetic."""
    if not percent:
        return show_number(value)
    text = show_number(value * 100)
    return f"({text})%" if "/" in text else f"{text}%"


def _named(trace: Trace, node: Named) -> Seen:
    of = trace.see(node.of)
    label = f"{node.label}: " if node.label else ""
    made = shown(of.value, percent=node.percent)
    line = made if isinstance(node.of, Num | In | Cohort) else f"{of.text} = {made}"
    line = of.text if of.text == made else line
    value, limit = _limited(trace, node, of.value)
    if not label and not limit:
        return of
    trace.steps.append(f"{label}{line}{limit}")
    if limit:
        hit = (label + limit.removeprefix("; ")).strip()
        trace.cap = trace.cap if hit in trace.cap.split("; ") else "; ".join(filter(None, (trace.cap, hit)))
    if node.percent:
        return Seen(value, shown(value, percent=True), SUM if value < 0 else ATOM)
    return _exact(value)


def _limited(trace: Trace, node: Named, value: Fraction) -> tuple[Fraction, str]:
    """The value within its ceiling, then its floor, and the words for each that was hit."""
    words = ""
    high = trace.see(node.high).value if node.high is not None else None
    if high is not None and value > high:
        value, words = high, f"; tối đa {show_number(high)} nên lấy {show_number(high)}"
    low = trace.see(node.low).value if node.low is not None else None
    if low is not None and value < low:
        value, words = low, f"{words}; thấp nhất là {show_number(low)} nên lấy {show_number(low)}"
    return value, words


def _when(trace: Trace, node: When) -> Seen:
    test = trace.see(node.test)
    phrase = node.yes if test.value else node.no
    fact = _fact(node.test, test) if isinstance(node.test, Bin) and test.text else ""
    if not node.quiet and (phrase or not (node.yes or node.no)):
        verdict = phrase or ("đúng" if test.value else "không đúng")
        trace.steps.append(f"{fact}: {verdict}" if fact else verdict)
    return trace.see(node.then if test.value else node.other)


_TURNED = {"<": "≥", "≤": ">", ">": "≤", "≥": "<", "=": "≠", "≠": "="}


def _fact(node: Expr, test: Seen) -> str:
    """A comparison written as it turned out: 8 < 10 even where the rule asked whether 8 ≥ 10."""
    if isinstance(node, Bin) and node.op in _TURNED and not test.value:
        return test.text.replace(f" {node.op} ", f" {_TURNED[node.op]} ")
    return test.text


def _steps(trace: Trace, node: Steps) -> Seen:
    of = trace.see(node.of)
    values = of.value if node.each else (of.value,)
    total = Fraction(0)
    for value in values:
        step = next((one for one in node.steps if one.holds(value)), None)
        if step is None:
            raise NoValue(f"{show_number(value)} không thuộc khoảng nào của bảng.")
        amount = "" if of.text == show_number(value) or node.each else f"{of.text} = "
        trace.steps.append(f"{amount}{show_number(value)} thuộc mức {span(step)}: {show_number(step.points)} điểm")
        total += step.points
    return _exact(total)


def span(step: Step, unit: str = "") -> str:
    """A band in words."""
    low = None if step.low is None else show_number(step.low) + unit
    high = None if step.high is None else show_number(step.high) + unit
    if low is not None and low == high:
        return f"đúng {low}"
    above = "" if low is None else f"từ {low} trở lên" if step.low_in else f"trên {low}"
    below = "" if high is None else f"đến {high}" if step.high_in else f"dưới {high}"
    if low is not None and high is not None:
        above = f"từ {low}" if step.low_in else f"trên {low}"
        return f"{above} {'đến' if step.high_in else 'đến dưới'} {high}"
    return above or below or "bất kỳ"


def _choice(trace: Trace, node: Choice) -> Seen:
    word = trace.env[node.key]
    found = next((points for name, points in node.points if name == word), None)
    if found is None:
        raise NoValue(f"Không có mức “{word}”.")
    trace.steps.append(f"Mức “{word}”: {show_number(found)} điểm")
    return _exact(found)


def _pick(trace: Trace, node: Pick) -> Seen:
    seen = []
    for item in node.items:
        try:
            seen.append(trace.see(item))
        except STOPS:
            if node.how != "first":
                raise
        if seen and node.how == "first":
            return seen[0]
    if not seen:
        raise NoValue("Không có giá trị nào để chọn.")
    if node.how == "top":
        best_first = sorted(seen, key=lambda one: one.value, reverse=True)
        trace.steps.append(f"Lấy {node.many} số lớn nhất trong: {'; '.join(one.text for one in seen)}")
        whole = best_first[0]
        for one in best_first[1 : node.many]:
            whole = _sum_or_product("+", whole, one)
        return whole
    best = (max if node.how == "max" else min)(seen, key=lambda one: one.value)
    word = "lớn nhất" if node.how == "max" else "nhỏ nhất"
    trace.steps.append(f"Lấy số {word} trong: {'; '.join(one.text for one in seen)}")
    return best


def _whole(trace: Trace, node: Whole) -> Seen:
    of = trace.see(node.of)
    if node.how == "half_up":
        value, how = as_fraction(round_to(of.value, node.places)), f"làm tròn {node.places} chữ số thập phân"
    else:
        value = Fraction((floor if node.how == "floor" else ceil)(of.value))
        how = "làm tròn xuống" if node.how == "floor" else "làm tròn lên"
    if value != of.value:
        trace.steps.append(f"{of.text} = {show_number(of.value)}; {how} thành {show_number(value)}")
        return _exact(value)
    return of


def _days_after(trace: Trace, node: DaysAfter) -> Seen:
    sent = cast(date, trace.env[node.key])
    days = (sent - node.due).days
    how = f"chậm {days} ngày" if days > 0 else f"sớm {-days} ngày" if days < 0 else "đúng hạn"
    trace.steps.append(f"Nộp ngày {sent:%d/%m/%Y}, hạn {node.due:%d/%m/%Y}: {how}")
    return _exact(days)


def _cohort(trace: Trace, node: Cohort) -> Seen:
    index = next(place for place, slot in enumerate(trace.slots) if slot.node == node)
    value = trace.env.get(f"#{index}")
    if value is None:
        raise NoValue("Không có đơn vị nào để so sánh.")
    return _exact(Fraction(cast(Any, value)))


def _nothing(_: Trace, node: Nothing) -> Seen:
    raise NoValue(node.reason, not_assigned=node.not_assigned)


_SEERS: dict[type, Callable[[Trace, Any], Seen]] = {
    Num: _num,
    Text: _text,
    In: _in,
    Has: _has,
    PointsOf: _points_of,
    Bin: _bin,
    Named: _named,
    When: _when,
    Steps: _steps,
    Choice: _choice,
    Pick: _pick,
    Whole: _whole,
    DaysAfter: _days_after,
    Cohort: _cohort,
    Nothing: _nothing,
}
