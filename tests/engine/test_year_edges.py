"""The year of several periods at its edges: gaps, vetoes, caps over a window, shares, and a table never rounded."""

from fractions import Fraction

import pytest

from tests.engine.small import GIVEN, answer, given, leaf, shown, table
from thidua import engine

PERIODS = (
    '[[period]]\ncode = "1"\ntitle = "Kỳ 1"\nwindow = "HK1"\n'
    '[[period]]\ncode = "2"\ntitle = "Kỳ 2"\nweight = 2\nwindow = "HK1"\n'
)
THIRD = '[[period]]\ncode = "3"\ntitle = "Kỳ 3"\nwindow = "HK2"\n'


def year(edition: engine.Edition, *periods: dict[str, engine.Answer]) -> engine.UnitScore:
    """The year of unit A, its periods "1", "2" and so on."""
    results = {str(number): engine.score(edition, {"A": row}) for number, row in enumerate(periods, 1)}
    return engine.year_scores(edition, results).units["A"]


def row(edition: engine.Edition, **typed: str) -> dict[str, engine.Answer]:
    return given(edition, A={code[1:]: text for code, text in typed.items()})["A"]


@pytest.mark.parametrize(
    ("at", "exact"), [("criterion", Fraction(667, 100)), ("total", Fraction(667, 100)), ("none", Fraction(20, 3))]
)
def test_the_year_is_ranked_as_shown_unless_the_table_never_rounds(at: str, exact: Fraction) -> None:
    more = f'combine = "mean"\nrounding = {{ places = 2, at = "{at}" }}\n{PERIODS}{THIRD}'
    edition = table(leaf("1", 10, GIVEN), total=10, more=more)
    found = year(edition, *(row(edition, _1=text) for text in ("6", "7", "7")))
    assert (found.exact_total, found.percent) == (exact, exact / 10)


def test_a_year_of_nothing_but_zeros_is_zero() -> None:
    edition = table(leaf("1", 10, GIVEN), total=10, more='rounding = { at = "none" }\n' + PERIODS)
    found = year(edition, row(edition, _1="0"), row(edition, _1="0"))
    assert (found.total, found.exact_total, found.percent, found.points["1"]) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("combine", "total", "point"), [("sum", "8", "8"), ("mean", "4", "4"), ("weighted", "4,67", "4,667")]
)
def test_what_a_window_takes_is_shared_as_the_periods_are(combine: str, total: str, point: str) -> None:
    edition = table(leaf("1", None, GIVEN, "window_cap = 8"), more=f'combine = "{combine}"\n{PERIODS}')
    found = year(edition, row(edition, _1="6"), row(edition, _1="6"))
    # weighted: (6 + 2 × 6 − 4 beyond the cap) : 3
    assert (shown(found.total), shown(found.points["1"]), shown(found.computed["1"])) == (total, point, point)


def test_each_window_has_its_own_cap() -> None:
    edition = table(leaf("1", None, GIVEN, "window_cap = 8"), leaf("2", None, GIVEN), more=PERIODS + THIRD)
    found = year(edition, *(row(edition, _1=one, _2=two) for one, two in (("6", "9"), ("6", "9"), ("7", "9"))))
    assert (shown(found.points["1"]), shown(found.points["2"]), shown(found.total)) == ("15", "27", "42")


def test_a_gap_of_any_period_is_a_gap_of_the_year_and_never_a_zero() -> None:
    edition = table(*(leaf(code, 10, GIVEN) for code in "1234"), total=40, more=PERIODS)
    first, second = row(edition, _1="7", _2="5"), row(edition, _1="8", _3="6")
    first |= {"3": engine.UNKNOWN, "4": engine.NOT_ASSIGNED}
    second |= {"2": engine.NOT_ASSIGNED, "4": engine.NOT_ASSIGNED}
    found = year(edition, first, second)
    assert (found.missing, found.unknown, found.not_assigned, found.complete) == ((), ("3",), ("4",), False)
    assert [shown(found.points[code]) for code in "1234"] == ["15", "5", "6", ""]
    gone = year(edition, row(edition, _1="7", _2="5", _3="1", _4="1"), row(edition, _1="7"))
    assert (gone.missing, gone.unknown, gone.not_assigned) == (("2", "3", "4"), (), ())


def test_what_no_period_assigned_is_no_part_of_the_years_scale() -> None:
    edition = table(leaf("1", 10, GIVEN), leaf("2", 10, GIVEN), total=20, more=f'combine = "mean"\n{PERIODS}{THIRD}')
    only = row(edition, _1="6") | {"2": engine.NOT_ASSIGNED}
    found = year(edition, only, only, row(edition, _1="6", _2="3"))
    assert (shown(found.assigned_max), shown(found.total), found.not_assigned) == ("13,333", "7", ())
    assert found.percent == Fraction(7_000, 1) / Fraction(40_000, 3)


def test_a_veto_of_one_period_is_the_years_once() -> None:
    veto = leaf("V", None, 'kind = "veto"\nwhat = "vi phạm"\neffect = "no_rank"')
    edition = table(leaf("1", 10, GIVEN), veto, total=10, more=PERIODS)
    yes, no = (row(edition, _1="7") | {"V": answer(edition, "V", happened=word)} for word in ("có", "không"))
    assert [year(edition, *both).vetoes for both in ((yes, yes), (no, yes), (no, no))] == [("V",), ("V",), ()]


def test_the_years_share_is_rounded_only_where_the_table_says_so() -> None:
    for more, share in (("", Fraction(7, 15)), ("percent_places = 1\n", Fraction(467, 1000))):
        edition = table(leaf("1", 15, GIVEN), total=15, more=f'rank_by = "percent"\n{more}{PERIODS}')
        assert year(edition, row(edition, _1="8"), row(edition, _1="6")).percent == share


def test_the_smallest_scale_of_a_year_has_a_share_and_none_has_none() -> None:
    more = f'combine = "mean"\nrounding = {{ places = 3 }}\n{PERIODS}'
    edition = table(leaf("1", 0.001, GIVEN), total=0.001, more=more)
    assert year(edition, row(edition, _1="0,001"), row(edition, _1="0,001")).percent == 1
    assert year(edition, *[{"1": engine.NOT_ASSIGNED}] * 2).percent is None


def test_who_has_nothing_stands_below_who_has_a_little() -> None:
    edition = table(leaf("1", 10, GIVEN), total=10)
    scores = engine.score(edition, given(edition, A={"1": "0"}, B={"1": "0,5"}, C={"1": "1"}))
    assert [(place.unit, place.rank, place.shared) for place in engine.rank(edition, scores)] == [
        ("C", 1, False), ("B", 2, False), ("A", 3, False),
    ]  # fmt: skip
