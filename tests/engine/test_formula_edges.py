"""Formulas at their edges: what a cohort makes together, what has no value, and divisions by every kind of number."""

from fractions import Fraction

import pytest

from tests.engine.small import GIVEN, answer, leaf, points, shown, table
from thidua import engine
from thidua.engine.expression import Cohort, In, Whole, add, num
from thidua.engine.language import FormulaError, Names, parse

ASKS = (
    'asks = [{ key = "x", label = "X", kind = "number" }, { key = "y", label = "Y", kind = "number", optional = true }]'
)


def of(text: str, more: str = "") -> engine.Edition:
    return table(leaf("1", None, f'kind = "formula"\nformula = "{text}"\nwords = "W"\n{ASKS}'), more=more)


def together(text: str, *rows: dict[str, str]) -> str:
    """The points of every unit of the cohort, as shown."""
    edition = of(text)
    answers = {str(place): {"1": answer(edition, "1", **row)} for place, row in enumerate(rows)}
    scores = engine.score(edition, answers)
    for unit in answers:
        assert engine.explain(edition, answers, None, unit, "1").points == scores.units[unit].points["1"]
    return " ".join(shown(one.points["1"]) or "–" for one in scores.units.values())


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("mean(x)", "3 3 3"),
        ("total(x)", "9 9 9"),
        ("units(x) + 0.5", "3,5 3,5 3,5"),
        ("best(x) - least(x)", "5 5 5"),
        ("mean(y)", "4 4 4"),
        ("total(y) + units(y)", "10 10 10"),
        ("x / mean(x)", "0,33 0,67 2"),
        ("rank(y)", "2 – 1"),
        ("rank_low(y)", "1 – 2"),
        ("rank_mean(x - x)", "2 2 2"),
        ("equals(y)", "1 – 1"),
        ("mean(y + none)", "– – –"),
        ("best(y + none)", "– – –"),
        ("total(y + none) + units(y + none)", "0 0 0"),
    ],
)
def test_a_cohort_makes_one_number_or_a_place_for_who_has_the_figure(text: str, made: str) -> None:
    assert together(text, {"x": "1", "y": "3"}, {"x": "2"}, {"x": "6", "y": "5"}) == made


@pytest.mark.parametrize(
    ("text", "x", "value"),
    [
        ("first(y, x / 2)", "5", "2,5"),
        ("first(y, x / 2)", "2,5", "1,25"),
        ("max(x / 3, x / 7)", "2,1", "0,7"),
        ("min(x / 2, x / -4)", "6", "−1,5"),
        ("if(x == first(y, y), 1, 2)", "5", ""),
        ("first(y, y)", "5", ""),
        ("x / 8", "0,01", "0"),
        ("0 - x / 8", "0,04", "−0,01"),
        ("x * x / 7", "1,4", "0,28"),
        ("clamp(x / 3, 0.5, x / 2)", "6", "2"),
        ("clamp(x / 3, 0.5, x / 2)", "1", "0,5"),
        ("clamp(x / 2, 0, x / 3)", "6", "2"),
        ("clamp((x - 12) / 3, (x - 9) / 2, 9)", "6", "−1,5"),
        ("if(x > 1, x / 3, x * 0.5)", "6", "2"),
        ("if(x > 1, x / 3, x * 0.5)", "1", "0,5"),
        ("if(x / 3 < x / 2, 1, 2)", "6", "1"),
        ("if(x / 3 < x / 2, 1, 2)", "0", "2"),
        ("if((x - 12) / 3 < (x - 12) / 2, 1, 2)", "6", "2"),
        ("if(x / (2 - x) < 1, 1, 2)", "6", "1"),
        ("if(x / 3 == 2 and x / 2 >= 3 and x / 4 <= 1.5 and x / 5 != 1, 1, 2)", "6", "1"),
        ("if(x / 3 == 1 or x / 2 > 3, 1, 2)", "6", "2"),
        ("if(not (x / 3 > 2), 1, 2)", "6", "1"),
        ("x / (0 - 4)", "6", "−1,5"),
        ("x / 3 + x / 4 - x / 2", "6", "0,5"),
        ("x / 4 / (x / 2)", "6", "0,5"),
        ("floor(x / 4) + ceil(x / 4) * 10", "6", "21"),
        ("floor(0 - x / 4) + ceil(0 - x / 4) * 10", "6", "−12"),
        ("floor(x) + ceil(x) * 10 + floor(2.5)", "6", "68"),
        ("round(x / 7, 1)", "6", "0,9"),
        ("round(0 - x / 8, 1) + round(x / 8, 0)", "6", "0,2"),
        ("max(x / 4, 1 / 3) - min(x / 4, 1 / 3) * 3", "6", "0,5"),
        ("floor((x / 3) * (x / 2))", "6", "6"),
        ("ceil(x / 5 * (x / 4))", "6", "2"),
        ("x + if(1, 2, 3)", "6", "8"),
        ("tally(x / 3 > 1, x / 3 > 2, x > 5)", "6", "2"),
        ("top(2, x / 2, x / 3, x / 4)", "12", "10"),
        ("top(2, x, 0.5, 3) + top(1, 1 / 3, x)", "12", "27"),
    ],
)
def test_a_division_is_exact_whatever_is_divided(text: str, x: str, value: str) -> None:
    assert points(of(text), "1", x=x) == value


@pytest.mark.parametrize(("x", "exact"), [("1", Fraction(1, 16)), ("32", Fraction(2)), ("0,5", Fraction(1, 32))])
def test_where_nothing_is_rounded_nothing_is_lost(x: str, exact: Fraction) -> None:
    for text in ("x / 16", "x * 0.0625", "x / (4 + 12)"):
        edition = of(text, 'rounding = { at = "none" }')
        answers = {"A": {"1": answer(edition, "1", x=x)}}
        assert engine.score(edition, answers).units["A"].exact_total == exact


def test_a_sum_of_nothing_is_zero() -> None:
    assert add(()) == num(0)


def test_points_that_are_not_there_are_equal_to_nothing_and_different_from_nothing() -> None:
    for sign in ("==", "!=", "<"):
        rule = f'kind = "formula"\nformula = \'if(points("2") {sign} 5, 1, 2)\'\nwords = "W"'
        edition = table(leaf("1", None, rule), leaf("2", 10, GIVEN))
        assert engine.score(edition, {"A": {}}).units["A"].points["1"] is None


def test_levels_may_be_worth_parts_of_a_point_and_a_draft_may_have_no_bands_yet() -> None:
    levels = table(
        leaf("1", 5, 'kind = "levels"\nlevels = [{ name = "Tốt", points = 5 }, { name = "Khá", points = 2.5 }]')
    )
    assert [points(levels, "1", level=word) for word in ("Tốt", "Khá")] == ["5", "2,5"]
    assert points(table(leaf("1", 5, 'kind = "bands"\nmeasure = "M"\nbands = []')), "1", value="3") == ""


NAMES = Names(inputs=("x",), values=("ngay",))


@pytest.mark.parametrize(
    "text",
    ["1" + " " * 1999, "-1" + "+1" * 199, "(" * 39 + "1" + ")" * 39, "1 > 2 or 2 > 1", "round(x, 0) + round(x, 3)"],
)
def test_a_formula_may_be_as_long_and_as_deep_as_this(text: str) -> None:
    parse(text, NAMES)


@pytest.mark.parametrize(
    "text",
    ["1" + " " * 2000, "-1" + "+1" * 200, "(" * 40 + "1" + ")" * 40, "1" + "+1" * 50 + "+" + "(" * 40 + "1" + ")" * 40,
     "1 + /", "rank()", "rank(x, unit.a, unit.b)", "rank(x, 1)", "known(1)", "round(x, 4)", "days_late(ngay, 1)",
     'days_late(1, "2025-06-15")'],
)  # fmt: skip
def test_and_no_longer_no_deeper_and_with_nothing_out_of_place(text: str) -> None:
    with pytest.raises(FormulaError):
        parse(text, NAMES)


def test_what_a_formula_names_is_what_is_asked() -> None:
    assert parse("rank(x, unit.nhom)", NAMES) == Cohort("rank", In("x"), None, "nhom")
    for text, places in (("round(x)", 0), ("round(x, 1)", 1), ("round(x, 2)", 2), ("round(x, 3)", 3)):
        assert parse(text, NAMES) == Whole(In("x"), "half_up", places)
