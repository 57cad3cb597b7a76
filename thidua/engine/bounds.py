"""Khoảng điểm có thể: how low and how high a rule can reach, from its tree alone; None where there is no end."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from thidua.engine.edition import Criterion, Edition
from thidua.engine.expression import (
    Bin,
    Choice,
    Cohort,
    Expr,
    Has,
    In,
    Named,
    Nothing,
    Num,
    Pick,
    PointsOf,
    Steps,
    When,
    Whole,
)
from thidua.engine.plan import Group, plan
from thidua.engine.points import Points, as_fraction

Range = tuple[Fraction | None, Fraction | None]
Inputs = Mapping[str, Range]
ENDLESS: Range = (None, None)
_TRUTH: Range = (Fraction(0), Fraction(1))


def reach(criterion: Criterion, others: Inputs | None = None) -> Range:
    """The lowest and the highest points this criterion's rule can give; `others` tells the same of other criteria."""
    if criterion.rule is None:
        return ENDLESS
    asked = {"=" + code: known for code, known in (others or {}).items()}
    for item in criterion.rule.inputs(criterion):
        asked[item.key] = _TRUTH if item.kind == "yes_no" else (item.lowest, item.highest)
    return bounds(criterion.rule.unfold(criterion), asked)


def most_reachable(edition: Edition) -> Fraction | None:
    """The most the whole table can give; None where there is no end."""
    steps = plan(edition)
    known: dict[str, Range] = {}
    for node in steps.nodes:
        one = node.criterion
        known[one.code] = (
            _sum_up([known[code] for code in node.children], one.floor, one.cap)
            if isinstance(node, Group)
            else reach(one, known)
        )
    return _sum_up([known[code] for code in steps.sections], edition.floor, edition.cap)[1]


def _sum_up(parts: list[Range], floor: Points | None, cap: Points | None) -> Range:
    """What a group can come to. A part may be missing, and then adds nothing."""
    lows, highs = [one[0] for one in parts], [one[1] for one in parts]
    low = None if None in lows else sum((one for one in lows if one is not None and one < 0), Fraction(0))
    high = None if None in highs else sum((one for one in highs if one is not None), Fraction(0))
    limits = [None if limit is None else Num(as_fraction(limit)) for limit in (floor, cap)]
    return _named(Named("", In("sum"), limits[0], limits[1]), {"sum": (low, high)})


def bounds(node: Expr, inputs: Inputs) -> Range:
    """The range of an expression. Where it cannot be told it is endless, never too narrow."""
    return _BOUNDS.get(type(node), _endless)(node, inputs)


def _endless(_: Any, __: Inputs) -> Range:
    return ENDLESS


def _num(node: Num, _: Inputs) -> Range:
    return node.value, node.value


def _in(node: In, inputs: Inputs) -> Range:
    return inputs.get(node.key, ENDLESS)


def _points_of(node: PointsOf, inputs: Inputs) -> Range:
    return inputs.get("=" + node.code, ENDLESS)


def _bin(node: Bin, inputs: Inputs) -> Range:
    one, two = bounds(node.left, inputs), bounds(node.right, inputs)
    if node.op == "+":
        return _sum(one[0], two[0]), _sum(one[1], two[1])
    if node.op == "−":
        return _sum(one[0], _minus(two[1])), _sum(one[1], _minus(two[0]))
    if node.op == "×":
        return _times(one, two)
    if node.op == "÷":
        return _times(one, (1 / two[0], 1 / two[0])) if two[0] and two[0] == two[1] else ENDLESS
    return _TRUTH


def _sum(one: Fraction | None, two: Fraction | None) -> Fraction | None:
    return None if one is None or two is None else one + two


def _minus(one: Fraction | None) -> Fraction | None:
    return None if one is None else -one


def _times(one: Range, two: Range) -> Range:
    """A product; with one end open, only its sign can be told."""
    if None not in one and None not in two:
        corners = [a * b for a in one for b in two if a is not None and b is not None]
        return min(corners), max(corners)
    low = (_at_least(one, 0) and _at_least(two, 0)) or (_at_most(one, 0) and _at_most(two, 0))
    high = (_at_least(one, 0) and _at_most(two, 0)) or (_at_most(one, 0) and _at_least(two, 0))
    return (Fraction(0) if low else None), (Fraction(0) if high else None)


def _at_least(one: Range, bound: int) -> bool:
    return one[0] is not None and one[0] >= bound


def _at_most(one: Range, bound: int) -> bool:
    return one[1] is not None and one[1] <= bound


def _named(node: Named, inputs: Inputs) -> Range:
    low, high = bounds(node.of, inputs)
    if node.high is not None:
        ceiling = bounds(node.high, inputs)[1]
        high = ceiling if high is None else high if ceiling is None else min(high, ceiling)
        low = low if low is None or high is None else min(low, high)
    if node.low is not None:
        bottom = bounds(node.low, inputs)[0]
        low = bottom if low is None else low if bottom is None else max(low, bottom)
        high = high if low is None or high is None else max(low, high)
    return low, high


def _either(ranges: list[Range]) -> Range:
    lows, highs = [one[0] for one in ranges], [one[1] for one in ranges]
    low = None if None in lows else min(one for one in lows if one is not None)
    high = None if None in highs else max(one for one in highs if one is not None)
    return low, high


def _when(node: When, inputs: Inputs) -> Range:
    branches = [branch for branch in (node.then, node.other) if not isinstance(branch, Nothing)]
    return _either([bounds(branch, inputs) for branch in branches]) if branches else ENDLESS


def _pick(node: Pick, inputs: Inputs) -> Range:
    low, high = _either([bounds(item, inputs) for item in node.items])
    return None if low is None else low * node.many, None if high is None else high * node.many


def _steps(node: Steps, _: Inputs) -> Range:
    points = [step.points for step in node.steps]
    if not points:
        return ENDLESS
    low, high = min(points), max(points)
    if node.each:
        return (None if low < 0 else Fraction(0)), (None if high > 0 else Fraction(0))
    return low, high


def _choice(node: Choice, _: Inputs) -> Range:
    points = [points for _, points in node.points]
    return (min(points), max(points)) if points else ENDLESS


def _whole(node: Whole, inputs: Inputs) -> Range:
    low, high = bounds(node.of, inputs)
    return (None if low is None else low - 1), (None if high is None else high + (1 if node.how == "ceil" else 0))


def _cohort(node: Cohort, inputs: Inputs) -> Range:
    if node.how.startswith(("rank", "ties", "count")):
        return Fraction(0), None
    return bounds(node.of, inputs) if node.how != "sum" else ENDLESS


def _truth(_: Any, __: Inputs) -> Range:
    return _TRUTH


_BOUNDS: dict[type, Callable[[Any, Inputs], Range]] = {
    Num: _num,
    In: _in,
    Has: _truth,
    PointsOf: _points_of,
    Bin: _bin,
    Named: _named,
    When: _when,
    Pick: _pick,
    Steps: _steps,
    Choice: _choice,
    Whole: _whole,
    Cohort: _cohort,
}
