"""Formulas a table writes itself: what they can say, and that nonsense is a problem and never runs."""

import pytest

from tests.engine.small import answer, leaf, points, table
from thidua import engine

ASKS = (
    'asks = [{ key = "x", label = "X", kind = "number" }, '
    '{ key = "y", label = "Y", kind = "number", optional = true }, '
    '{ key = "ngay", label = "Ngày", kind = "date", optional = true }, '
    '{ key = "muc", label = "Mức", kind = "level", options = ["tốt", "khá"] }]'
)


def of(text: str) -> engine.Edition:
    quoted = text.replace('"', '\\"')
    return table(leaf("1", 10, f'kind = "formula"\nformula = "{quoted}"\nwords = "Theo công thức"\n{ASKS}'))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * x", "9"),
        ("(1 + 2) * x", "12"),
        ("10 - 2 - x", "4"),
        ("12 / 2 / x", "1,5"),
        ("-x + 1", "−3"),
        ("min(x, 3, full)", "3"),
        ("max(x, 3) + min(1)", "5"),
        ("clamp(x * 10, 0, 7.5)", "7,5"),
        ("clamp(0 - x, -1, 7)", "−1"),
        ("floor(x / 3) + ceil(x / 3)", "3"),
        ("floor((0 - x) / 3)", "−2"),
        ("round(x / 3, 1)", "1,3"),
        ("if(x > 4, 1, if(x >= 4, 2, 3))", "2"),
        ("if(x != 4 or not (x < 5), 1, 2)", "2"),
        ("if(x == 4 and muc == \"tốt\", 1, 2)", "1"),
        ("if(known(y), y, 7)", "7"),
        ("first(y, x)", "4"),
        ("tally(x > 3, x > 4, y > 0, muc != \"khá\")", "2"),
        ('max(0, days_late(ngay, "2025-06-15")) + 1', "3"),
        ('if(known(ngay), days_late(ngay, "2025-06-20"), 9)', "−3"),
        ("x + none", ""),
        ("1 / (x - 4)", ""),
        ("y + 1", ""),
        ("if(1 / (4 - x) > 0, 1, 2)", ""),
    ],
)  # fmt: skip
def test_a_formula_has_its_value(text: str, value: str) -> None:
    edition = of(text)
    assert engine.check(edition) == []
    assert points(edition, "1", x="4", muc="tốt", ngay="17/06/2025") == value
    answers = {"A": {"1": answer(edition, "1", x="4", muc="tốt", ngay="17/06/2025")}}
    why = engine.explain(edition, answers, None, "A", "1")
    assert ("" if why.points is None else engine.show(why.points)) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x +",
        "x y",
        "(x",
        "x)",
        "khong_co",
        "__import__(x)",
        "x.real",
        "open(x)",
        "min()",
        "if(x, 1)",
        '"tốt" + 1',
        "x ** 2",
        "lambda: x",
        "points(x)",
        "round(x, 9)",
        "rank(x, x)",
        'days_late(ngay, "2025-02-30")',
        "days_late(1, 2)",
        "(" * 60 + "x" + ")" * 60,
        "x" + "+x" * 300,
        "x" * 3000,
        "x ; 1",
    ],
)
def test_nonsense_is_a_problem_and_gives_no_point(text: str) -> None:
    edition = of(text)
    assert [problem.code for problem in engine.check(edition)] == ["formula"]
    assert points(edition, "1", x="4", muc="tốt", ngay="17/06/2025") == ""


@pytest.mark.parametrize("key", ["x'] or 1 #", "__class__", 'a"b', "é\\n"])
def test_a_strange_name_is_only_a_name(key: str) -> None:
    toml = key.replace("\\", "\\\\").replace('"', '\\"')
    rule = f'kind = "formula"\nformula = "1"\nwords = "W"\nasks = [{{ key = "{toml}", label = "L", kind = "number" }}]'
    edition = table(leaf("1", 10, rule))
    assert points(edition, "1", **{key: "5"}) == "1"


def test_a_deep_pile_of_events_is_refused_with_a_problem() -> None:
    many = ", ".join(f'{{ what = "việc {n}", each = 1, once = true, zeroes = true }}' for n in range(89))
    edition = table(leaf("1", 10, f'kind = "standard"\nminus = [{many}]'))
    read = engine.read_answer(edition.leaves[0], {f"minus{n}": "không" for n in range(1, 90)})
    assert engine.score(edition, {"A": {"1": read}}).units["A"].points["1"] == engine.points("10")
    with pytest.raises(engine.EditionError, match="quá 90"):
        table(leaf("1", 10, f'kind = "standard"\nminus = [{many}, {many}]'))
