"""Biên dịch: an expression made once into a Python function, then run over the cohort."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias, cast

from thidua.engine.expression import Cohort, Expr, Nothing, Value, When
from thidua.engine.points import SCALE, Points
from thidua.engine.writing import Pair, Writer, times

Exact: TypeAlias = int | Fraction
Env: TypeAlias = Mapping[str, Value]
Run: TypeAlias = Callable[[Any], Any]


class NoValue(Exception):
    """The rule gives no value here, and why."""

    def __init__(self, reason: str, *, not_assigned: bool = False) -> None:
        self.reason = reason
        self.not_assigned = not_assigned
        super().__init__(reason)


# What working out a rule may stop with: no value, nothing typed, or something typed that is of another kind.
STOPS = (NoValue, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class Slot:
    """A number the whole cohort makes together, worked out before any unit's own points."""

    node: Cohort
    run: Run


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled rule: `run` gives thousandths of a point, rounded if so told. `plain`: it reads only the answer."""

    run: Run
    slots: tuple[Slot, ...]
    refers: tuple[str, ...]
    plain: bool


def compiled(node: Expr, *, plain: bool, refers: tuple[str, ...], places: int | None) -> Program:
    """Compile an expression whose value is in points, rounded to so many places or not at all."""
    slots: list[Slot] = []
    known: dict[str, Any] = dict(_TOOLS)

    def end(pair: Pair) -> list[str]:
        above, below = pair
        if not below.isdigit() or SCALE % int(below):
            tail = f"thousandths({above}, {below})" if places is None else f"half_up(({above}) * 1000, {below}, {step})"
            return [f"return {tail}"]
        size = times(above if above.isidentifier() else f"({above})", str(SCALE // int(below)))
        if places is None:
            return [f"return {size}"]
        return [f"whole = {size}", f"if whole.__class__ is int and not whole % {step}: return whole",
                f"return half_up(whole, 1, {step})"]  # fmt: skip

    step = 10 ** (3 - places) if places is not None else 1
    run = _function(node, known, slots, end)
    return Program(known[run], tuple(slots), refers, plain and not slots)


def predicate(node: Expr) -> Run:
    """Compile a condition that looks at nothing of the cohort."""
    known: dict[str, Any] = dict(_TOOLS)
    return cast(Run, known[_function(node, known, [], lambda pair: [f"return {pair[0]}"])])


def _function(node: Expr, known: dict[str, Any], slots: list[Slot], end: Callable[[Pair], list[str]]) -> str:
    """Write a function and make it; its name among the known."""

    def part(inner: Expr) -> str:
        return _function(inner, known, slots, lambda pair: [f"return ratio({pair[0]}, {pair[1]})"])

    def slot(inner: Cohort) -> int:
        entered = inner.of if inner.where is None else When(inner.where, inner.of, Nothing("Ngoài nhóm so sánh."))
        made = Slot(inner, known[part(entered)])
        if made.node not in [other.node for other in slots]:
            slots.append(made)
        return [other.node for other in slots].index(made.node)

    writer = Writer(known, slot, part)
    for line in end(writer.write(node)):
        writer.line(line)
    name = f"f{len(known)}"
    text = "\n".join([f"def {name}(env):", *writer.lines])
    # The text is written by Writer from numbers, repr() and names of our own making; nothing a table says is code.
    exec(compile(text, "<bảng tiêu chí>", "exec"), known)  # noqa: S102
    return name


def ratio(above: Exact, below: Exact) -> Exact:
    """A division as an exact number."""
    if below == 1:
        return above
    return Fraction(above, below) if type(above) is int and type(below) is int else Fraction(above) / Fraction(below)


def thousandths(above: Exact, below: Exact) -> Exact:
    """A quantity of points in thousandths, whole where it is."""
    made = ratio(above * SCALE, below)
    return made.numerator if made.denominator == 1 else made


def half_up(above: Exact, below: Exact, step: int) -> Points:
    """above ÷ below to the nearest multiple of step; a half goes away from zero."""
    if type(above) is not int or type(below) is not int:
        exact = Fraction(above) / Fraction(below)
        above, below = exact.numerator, exact.denominator
    size = (2 * abs(above) + below * step) // (2 * below * step) * step
    return Points(size if above >= 0 else -size)


def first_of(runs: Sequence[Run], env: Env) -> Exact:
    """The first that has a value."""
    for run in runs:
        try:
            return cast(Exact, run(env))
        except STOPS:
            continue
    raise NoValue("Không có giá trị nào để chọn.")


def top_of(values: Sequence[Exact], many: int) -> Exact:
    """The sum of so many of the largest."""
    return sum(sorted(values, reverse=True)[:many])


_TOOLS: dict[str, Any] = {
    "__builtins__": {"bool": bool, "int": int, "max": max, "min": min},
    "NoValue": NoValue,
    "first_of": first_of,
    "half_up": half_up,
    "ratio": ratio,
    "thousandths": thousandths,
    "top_of": top_of,
}


def fill_slots(program: Program, envs: Sequence[dict[str, Value]]) -> list[list[Exact | None]]:
    """Work out the cohort's numbers in order and lay them in every unit's figures; return what was compared."""
    columns = []
    for index, slot in enumerate(program.slots):
        column = [_value(slot, env) for env in envs]
        for members in _groups(slot.node.by, envs):
            found = _together(slot.node.how, [column[place] for place in members])
            for place, value in zip(members, found, strict=True):
                envs[place][f"#{index}"] = value
        columns.append(column)
    return columns


def _groups(by: str, envs: Sequence[Env]) -> list[list[int]]:
    """The places of those compared with one another: all, or each group of the same attribute."""
    if not by:
        return [list(range(len(envs)))]
    groups: dict[Value, list[int]] = {}
    for place, env in enumerate(envs):
        groups.setdefault(env.get("@" + by), []).append(place)
    return list(groups.values())


def _value(slot: Slot, env: Env) -> Exact | None:
    try:
        return cast(Exact, slot.run(env))
    except STOPS:
        return None


def _places(how: str, known: list[Exact]) -> dict[Exact, Exact]:
    """The place of every value, or how many share it. Sorted once: a cohort may be a whole country."""
    equals = Counter(known)
    if how == "ties":
        return dict(equals)
    found: dict[Exact, Exact] = {}
    before = 0
    for number, value in enumerate(sorted(equals, reverse=not how.endswith("_low")), start=1):
        many = equals[value]
        mean = Fraction(2 * before + 1 + many, 2) if how.startswith("rank_mean") else None
        found[value] = mean or (number if how.startswith("rank_dense") else before + 1)
        before += many
    return found


def _together(how: str, column: list[Exact | None]) -> list[Value]:
    """What the cohort's values make: one number for all, or each one's own place."""
    known = [value for value in column if value is not None]
    if how.startswith(("rank", "ties")):
        places = _places(how, known)
        return [None if own is None else places[own] for own in column]
    if how == "count":
        return [len(known)] * len(column)
    if how == "sum":
        return [sum(known, 0)] * len(column)
    if not known:
        return [None] * len(column)
    made = Fraction(sum(known, 0)) / len(known) if how == "mean" else max(known) if how == "max" else min(known)
    return [made] * len(column)
