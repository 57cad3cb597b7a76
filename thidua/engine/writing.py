"""Viết mã: an expression written out as one plain Python function of whole-number arithmetic.

A value is always a pair of texts (above, below), standing for above ÷ below; `below` is digits wherever the table
alone decides it, so that nothing becomes a Fraction until something really divides. Only our own tree is ever
written: numbers as digits, texts through repr(), everything else by a name made here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any, TypeAlias

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
    When,
    Whole,
)

Pair: TypeAlias = tuple[str, str]
_TESTS = {"<": "<", "≤": "<=", ">": ">", "≥": ">=", "=": "==", "≠": "!="}


@dataclass
class Writer:
    """One function being written. `known` is what its text may name; `slot` keeps what needs the whole cohort."""

    known: dict[str, Any]
    slot: Callable[[Cohort], int]
    function: Callable[[Expr], str]
    lines: list[str] = field(default_factory=list)
    depth: int = 1
    count: int = 0

    def line(self, text: str) -> None:
        """Write one line at the present depth."""
        self.lines.append(" " * self.depth + text)

    def name(self, text: str) -> str:
        """Give a value a name of its own."""
        self.count += 1
        self.line(f"v{self.count} = {text}")
        return f"v{self.count}"

    def keep(self, thing: object) -> str:
        """Give a constant of the table a name."""
        name = f"k{len(self.known)}"
        self.known[name] = thing
        return name

    def stop(self, reason: str, *, not_assigned: bool = False) -> None:
        """Write that there is no value here."""
        self.line(f"raise NoValue({reason!r}, not_assigned={not_assigned})")

    def write(self, node: Expr) -> Pair:
        """Write what works out a node."""
        return _WRITERS[type(node)](self, node)

    def inside(self, node: Expr) -> tuple[list[str], Pair]:
        """Write a node one level deeper, apart from the rest."""
        outer, self.lines = self.lines, []
        self.depth += 1
        made = self.write(node)
        self.depth -= 1
        inner, self.lines = self.lines, outer
        return inner, made


def times(one: str, two: str) -> str:
    """A product in text, worked out where both are digits."""
    if one.isdigit() and two.isdigit():
        return str(int(one) * int(two))
    return two if one == "1" else one if two == "1" else f"{one} * {two}"


def aligned(pairs: list[Pair]) -> tuple[list[str], str] | None:
    """The same values over one divisor, where the table alone decides all divisors."""
    if not all(below.isdigit() for _, below in pairs):
        return None
    common = lcm(*(int(below) for _, below in pairs))
    return [_scaled(above, common // int(below)) for above, below in pairs], str(common)


def _scaled(above: str, factor: int) -> str:
    return str(int(above) * factor) if above.lstrip("-").isdigit() else times(above, str(factor))


def _num(_: Writer, node: Num) -> Pair:
    return str(node.value.numerator), str(node.value.denominator)


def _text(_: Writer, node: Text) -> Pair:
    return repr(node.value), "1"


def _in(writer: Writer, node: In) -> Pair:
    return writer.name(f"env[{node.key!r}]"), "1000" if node.in_points else "1"


def _has(writer: Writer, node: Has) -> Pair:
    return writer.name(f"env.get({node.key!r}) is not None"), "1"


def _points_of(writer: Writer, node: PointsOf) -> Pair:
    value = writer.name(f"env[{'=' + node.code!r}]")
    _unless(writer, f"{value} is None", f"Chưa có điểm tiêu chí {node.code}.")
    return value, "1000"


def _unless(writer: Writer, test: str, reason: str) -> None:
    writer.line(f"if {test}:")
    writer.depth += 1
    writer.stop(reason)
    writer.depth -= 1


def _bin(writer: Writer, node: Bin) -> Pair:
    if node.op in ("và", "hoặc"):
        return _either(writer, node)
    left, right = writer.write(node.left), writer.write(node.right)
    if node.op == "×":
        return writer.name(times(left[0], right[0])), _product(writer, left[1], right[1])
    if node.op == "÷":
        return _quotient(writer, left, right)
    same = aligned([left, right])
    if same is None:
        (one, two), below = [f"({left[0]}) * {right[1]}", f"({right[0]}) * {left[1]}"], ""
    else:
        (one, two), below = same
    if node.op in _TESTS:
        return writer.name(f"{one} {_TESTS[node.op]} {two}"), "1"
    made = writer.name(f"{one} {'+' if node.op == '+' else '-'} {two}")
    return made, below or _product(writer, left[1], right[1])


def _product(writer: Writer, one: str, two: str) -> str:
    both = times(one, two)
    return both if both.isidentifier() or both.isdigit() else writer.name(both)


def _quotient(writer: Writer, left: Pair, right: Pair) -> Pair:
    """Above and below changed places on the right; the divisor is kept above zero, so that comparing stays simple."""
    above, below = writer.name(times(left[0], right[1])), writer.name(times(right[0], left[1]))
    _unless(writer, f"not {below}", "Mẫu số bằng 0.")
    writer.line(f"if {below} < 0: {above}, {below} = -{above}, -{below}")
    return above, below


def _either(writer: Writer, node: Bin) -> Pair:
    """The right side is looked at only when the left has not decided."""
    made = writer.name(f"bool({writer.write(node.left)[0]})")
    inner, right = writer.inside(node.right)
    writer.line(f"if {made}:" if node.op == "và" else f"if not {made}:")
    writer.lines += [*inner, " " * (writer.depth + 1) + f"{made} = bool({right[0]})"]
    return made, "1"


def _named(writer: Writer, node: Named) -> Pair:
    made = writer.write(node.of)
    bounds = [(writer.write(bound), sign) for bound, sign in ((node.high, ">"), (node.low, "<")) if bound is not None]
    if not bounds:
        return made
    same = aligned([made, *(bound for bound, _ in bounds)])
    if same is not None:
        (above, *limits), below = same
        kept = above if above.isidentifier() else writer.name(above)  # a name is this node's own, so it may change
        for limit, (_, sign) in zip(limits, bounds, strict=True):
            writer.line(f"if {kept} {sign} {limit}: {kept} = {limit}")
        return kept, below
    kept, under = writer.name(made[0]), writer.name(made[1])
    for (above, below), sign in bounds:
        writer.line(f"if {kept} * {below} {sign} ({above}) * {under}: {kept}, {under} = {above}, {below}")
    return kept, under


def _when(writer: Writer, node: When) -> Pair:
    test = writer.write(node.test)[0]
    then_lines, then = writer.inside(node.then)
    other_lines, other = writer.inside(node.other)
    same = aligned([then, other])
    writer.count += 1
    kept, pad = f"v{writer.count}", " " * (writer.depth + 1)
    if same is not None:
        ends, below = [f"{kept} = {above}" for above in same[0]], same[1]
    else:
        below = f"{kept}d"
        ends = [f"{kept}, {below} = {above}, {under}" for above, under in (then, other)]
    writer.line(f"if {test}:")
    writer.lines += [*then_lines, pad + ends[0]]
    writer.line("else:")
    writer.lines += [*other_lines, pad + ends[1]]
    return kept, below


def _steps(writer: Writer, node: Steps) -> Pair:
    of = writer.write(node.of)
    scale = lcm(*(step.points.denominator for step in node.steps)) if node.steps else 1
    kept = writer.name("0")
    if node.each:
        writer.line(f"for each in {of[0]}:")
        writer.depth += 1
        _ladder(writer, ("each", "1"), node.steps, scale, f"{kept} +=")
        writer.depth -= 1
    else:
        _ladder(writer, of, node.steps, scale, f"{kept} =")
    return kept, str(scale)


def _ladder(writer: Writer, of: Pair, steps: tuple[Step, ...], scale: int, gets: str) -> None:
    word = "if"
    for step in steps:
        tests = [_end(of, step.low, ">=" if step.low_in else ">"), _end(of, step.high, "<=" if step.high_in else "<")]
        writer.line(
            f"{word} {' and '.join(test for test in tests if test) or 'True'}: {gets} {int(step.points * scale)}"
        )
        word = "elif"
    writer.line("else:" if steps else "if True:")
    writer.depth += 1
    writer.stop("Kết quả không thuộc khoảng nào của bảng.")
    writer.depth -= 1


def _end(of: Pair, bound: Fraction | None, sign: str) -> str:
    if bound is None:
        return ""
    above = of[0] if bound.denominator == 1 else f"{of[0]} * {bound.denominator}"
    return f"{above} {sign} {times(str(bound.numerator), of[1]) if bound >= 0 else f'{bound.numerator} * {of[1]}'}"


def _choice(writer: Writer, node: Choice) -> Pair:
    scale = lcm(*(points.denominator for _, points in node.points)) if node.points else 1
    table = writer.keep({word: int(points * scale) for word, points in node.points})
    return writer.name(f"{table}[env[{node.key!r}]]"), str(scale)


def _pick(writer: Writer, node: Pick) -> Pair:
    if node.how == "first":
        tries = ", ".join(writer.function(item) for item in node.items)
        return writer.name(f"first_of(({tries},), env)"), "1"
    pairs = [writer.write(item) for item in node.items]
    same = aligned(pairs)
    if node.how == "top":
        exact = ([f"ratio({above}, {below})" for above, below in pairs], "1") if same is None else same
        return writer.name(f"top_of(({', '.join(exact[0])},), {node.many})"), exact[1]
    if same is not None:
        return writer.name(f"{node.how}(({', '.join(same[0])},))"), same[1]
    ratios = ", ".join(f"ratio({above}, {below})" for above, below in pairs)
    return writer.name(f"{node.how}(({ratios},))"), "1"


def _whole(writer: Writer, node: Whole) -> Pair:
    above, below = writer.write(node.of)
    if node.how == "half_up":
        return writer.name(f"half_up(({above}) * 1000, {below}, {10 ** (3 - node.places)})"), "1000"
    if node.how == "floor":
        return writer.name(f"({above}) // {below}"), "1"
    return writer.name(f"-(-({above}) // {below})"), "1"


def _days_after(writer: Writer, node: DaysAfter) -> Pair:
    return writer.name(f"(env[{node.key!r}] - {writer.keep(node.due)}).days"), "1"


def _cohort(writer: Writer, node: Cohort) -> Pair:
    value = writer.name(f"env['#{writer.slot(node)}']")
    _unless(writer, f"{value} is None", "Không có đơn vị nào để so sánh.")
    return writer.name(f"{value}.numerator"), writer.name(f"{value}.denominator")


def _nothing(writer: Writer, node: Nothing) -> Pair:
    writer.stop(node.reason, not_assigned=node.not_assigned)
    return "0", "1"


_WRITERS: dict[type, Callable[[Writer, Any], Pair]] = {
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
