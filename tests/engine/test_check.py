"""The checker: everything wrong or doubtful in a table, with the criterion named and the mend said."""

import pytest

from tests.engine.small import GIVEN, HEAD, YES_NO, group, leaf, table
from thidua import engine
from thidua.engine.problem import EditionError
from thidua.engine.rules.choices import Allowance

FORMULA = 'kind = "formula"\nwords = "W"\nformula = '


def codes(edition: engine.Edition) -> list[tuple[str, str]]:
    found = engine.check(edition)
    assert all(problem.what.endswith(".") and problem.mend.endswith(".") for problem in found)
    return [(problem.code, problem.where) for problem in found]


def bands(text: str) -> str:
    return f'kind = "bands"\nmeasure = "M"\nbands = [{text}]'


CASES = {
    "children_sum": (table(group("I", 10), leaf("I.1", 4, GIVEN), leaf("I.2", 5, GIVEN), total=10), "I"),
    "total": (table(leaf("1", 4, GIVEN), total=10), "total"),
    "duplicate_code": (table(leaf("1", 5, GIVEN), leaf("1", 5, GIVEN), total=10), "1"),
    "no_parent": (table(leaf("1", 5, GIVEN, 'parent = "X"')), "1"),
    "no_rule": (table(group("1", 5), total=5), "1"),
    "rule_on_group": (table(leaf("1", 5, GIVEN), leaf("1.a", 5, GIVEN), total=5), "1"),
    "unknown_source": (table(leaf("1", 5, GIVEN).replace("qd Điều 1", "xx Điều 1"), total=5), "1"),
    "no_cite": (table(leaf("1", 5, GIVEN).replace('cites = ["qd Điều 1"]', ""), total=5), "1"),
    "band_overlap": (table(leaf("1", 5, bands("{ ge = 5, points = 1 }, { le = 5, points = 2 }")), total=5), "1"),
    "band_hole": (table(leaf("1", 5, bands("{ gt = 5, points = 1 }, { lt = 5, points = 2 }")), total=5), "1"),
    "empty_band": (table(leaf("1", 5, bands("{ ge = 7, lt = 5, points = 1 }") + "\notherwise = 0"), total=5), "1"),
    "over_max": (table(leaf("1", 5, bands("{ points = 6 }")), total=6), "1"),
    "penalty_over_max": (table(leaf("1", 1, 'kind = "standard"\nminus = [{ what = "w", each = 2 }]'), total=1), "1"),
    "unbounded": (table(leaf("1", None, 'kind = "per_event"\nevents = [{ what = "w", each = 2 }]')), "1"),
    "bonus_without_rule": (table(leaf("1", 5, YES_NO, "bonus = 0.5"), total=5), "1"),
    "over_total": (table(leaf("1", 5, YES_NO), leaf("2", None, YES_NO + "\nyes = 1"), total=5), "total"),
    "no_target": (table(leaf("1", 5, 'kind = "leader_relative"\nno_target = "gì đó"'), total=5), "1"),
    "rank_hole": (table(leaf("1", 5, 'kind = "rank_points"\nplaces = [5, 3]'), total=5), "1"),
    "unreachable_grade": (table(leaf("1", 5, GIVEN), total=5, more='[[grade]]\nname = "A"\nat_least = 6\n'), "A"),
    "formula": (table(leaf("1", 5, FORMULA + '"x"'), total=5), "1"),
    "unknown_reference": (table(leaf("1", None, FORMULA + '"points(\\"9\\")"')), "1"),
    "cycle": (
        table(leaf("1", None, FORMULA + '"points(\\"2\\")"'), leaf("2", None, FORMULA + '"points(\\"1\\")"')),
        "1",
    ),
    "tie_break": (table(leaf("1", 5, GIVEN), total=5, more='[[tie_break]]\nname = "t"\nof = "9"\n'), "9"),
    "quota": (table(leaf("1", 5, GIVEN), total=5, more='[[quota]]\ngrade = "A"\nshare = 0.5\n'), "A"),
    "choice": (table(leaf("1", 5, GIVEN), total=5, more='rank_by = "điểm"'), "rank_by"),
    "rounding": (table(leaf("1", 5, GIVEN), total=5, more='rounding = { places = 4, at = "criterion" }'), "rounding"),
    "cohort_in_period": (
        table(
            leaf("1", 5, 'kind = "rank_points"\nplaces = [5]\nbeyond = 0'),
            total=5,
            more='[[period]]\ncode = "1"\ntitle = "Quý I"\n',
        ),
        "1",
    ),
    "parts_sum": (table(leaf("1", 5, 'kind = "parts"\nparts = [{ what = "w", points = 4 }]'), total=5), "1"),
    "input": (table(leaf("1", None, FORMULA + '"x"\nasks = [{ key = "x", label = "X", kind = "chữ" }]')), "1"),
}


@pytest.mark.parametrize("code", CASES)
def test_what_is_wrong_is_named_with_its_place(code: str) -> None:
    edition, where = CASES[code]
    assert (code, where) in codes(edition)


def test_a_sound_table_has_no_problem() -> None:
    assert codes(table(group("I", 10), leaf("I.1", 4, GIVEN), leaf("I.2", 6, YES_NO), total=10)) == []


def test_holes_and_overlaps_say_exactly_where() -> None:
    edition = table(
        leaf(
            "1", 5, bands("{ ge = 80, le = 85, points = 2 }, { ge = 86, le = 89, points = 3 }, { gt = 90, points = 5 }")
        ),
        total=5,
    )
    assert [problem.what for problem in engine.check(edition)] == [
        "Kết quả dưới 80 không thuộc khoảng nào.",
        "Kết quả trên 85 đến dưới 86 không thuộc khoảng nào.",
        "Kết quả trên 89 đến 90 không thuộc khoảng nào.",
    ]


QUARTERS = '[[period]]\ncode = "1"\ntitle = "Quý I"\n[[period]]\ncode = "2"\ntitle = "Quý II"\n'
TWICE = leaf("2", None, FORMULA + '"points(\\"1\\") * 2"')


@pytest.mark.parametrize(
    ("more", "rows", "at_least", "says"),
    [
        ("", [TWICE], "15.01", "cần 15,01 điểm, nhiều nhất có 15."),
        ("", [TWICE], "15", ""),
        ('rank_by = "percent"\n', [], "100.5", "cần 100,5 %, nhiều nhất có 100."),
        ('rank_by = "percent"\n', [TWICE], "100.5", ""),
        ('combine = "mean"\n' + QUARTERS, [], "6", "cần 6 điểm, nhiều nhất có 5."),
        (QUARTERS, [], "10", ""),
        (QUARTERS, [], "10.5", "cần 10,5 điểm, nhiều nhất có 10."),
    ],
)
def test_a_grade_is_out_of_reach_beyond_all_that_can_be_had_and_not_before(
    more: str, rows: list[str], at_least: str, says: str
) -> None:
    """Points of another criterion are followed to what it can give; quarters that are added give so many times more."""
    ladder = f'[[grade]]\nname = "A"\nat_least = {at_least}\n'
    head, _, periods = more.partition("[[period]]")
    tail = "[[period]]" + periods if periods else ""
    found = engine.check(table(leaf("1", 5, GIVEN), *rows, total=5, more=head + tail + ladder))
    told = [problem.what for problem in found if problem.code == "unreachable_grade"]
    assert told == ([f"Mức “A” {says}"] if says else [])


def test_a_doubt_does_not_block_adoption_and_a_mistake_does() -> None:
    blocking = {code: engine.Problem(code, "", "", "").blocking for code in CASES}
    doubts = {code for code, blocks in blocking.items() if not blocks}
    assert doubts == {
        "band_hole", "band_overlap", "bonus_without_rule", "cohort_in_period", "over_total", "penalty_over_max",
        "rank_hole", "unbounded",
    }  # fmt: skip


def test_tables_must_not_take_from_each_other_in_a_circle() -> None:
    def takes(name: str, other: str) -> engine.Edition:
        edition = table(leaf("1", None, f'kind = "transfer"\ntable = "{other}"'))
        return engine.load(engine.dump(edition).replace('name = "thử"', f'name = "{name}"'))

    assert engine.check_transfers([takes("a", "b"), takes("b", "c")]) == []
    circle = [takes("a", "b"), takes("b", "a"), takes("x", "a")]
    assert {problem.where for problem in engine.check_transfers(circle)} == {"a", "b", "x"}
    (own,) = [one for one in engine.check(takes("a", "a")) if one.code == "transfer_cycle"]
    assert (own.where, "“a-2024”" in own.mend) == ("1", True)


BAD = {
    "not_toml": "name = ",
    "missing_key": 'title = "T"',
    "unknown_key": HEAD + "total = 0\ncolour = 1",
    "unknown_rule": HEAD + 'total = 0\n[[criterion]]\ncode = "1"\ntitle = "t"\nrule = { kind = "phép thuật" }',
    "bad_value": HEAD + "total = 1.2345",
}


@pytest.mark.parametrize("code", BAD)
def test_a_text_that_cannot_be_understood_lists_what_is_wrong(code: str) -> None:
    with pytest.raises(EditionError) as stopped:
        engine.load(BAD[code])
    assert code in {problem.code for problem in stopped.value.problems}


@pytest.mark.parametrize(
    "value", ["nan", "inf", "1e999999999", "1e-999999999", "true", '"mười"', "9" * 30, "9" * 5000, '"1/0"', "[1]", "{}"]
)
def test_a_number_that_is_none_is_refused_at_once(value: str) -> None:
    with pytest.raises(EditionError):
        engine.load(f"{HEAD}total = {value}")


@pytest.mark.parametrize("text", ["[" * 5000, "a = " + "[" * 5000, "a." * 3000 + "b = 1", "x = 1\n" * 400_000])
def test_a_monstrous_text_is_refused(text: str) -> None:
    with pytest.raises(EditionError):
        engine.load(text)


def test_a_misspelt_key_in_a_rule_names_the_criterion() -> None:
    with pytest.raises(EditionError, match=r"I.1: Không hiểu mục “tối_đa”"):
        table(leaf("I.1", 5, GIVEN + '\n"tối_đa" = 5'))


def test_a_rule_with_nothing_to_pick_from_is_a_problem_not_a_crash():
    criterion = engine.Criterion("1", "Một", engine.points("5"), rule=Allowance((), best=True))
    edition = engine.Edition("mau", "Mẫu", 2026, engine.points("5"), criteria=(criterion,))
    assert "1" in [where for _code, where in codes(edition)]
