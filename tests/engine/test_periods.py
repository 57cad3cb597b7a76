"""Periods into a year: sums, means, weights, caps over a window, and a preview until all is there."""

from fractions import Fraction

import pytest

from tests.engine.small import GIVEN, answer, given, leaf, table
from thidua import engine

PERIODS = (
    '[[period]]\ncode = "1"\ntitle = "Kỳ 1"\nwindow = "HK1"\n'
    '[[period]]\ncode = "2"\ntitle = "Kỳ 2"\nweight = 2\nwindow = "HK1"\n'
)


@pytest.mark.parametrize(("combine", "total"), [("sum", "150"), ("mean", "75"), ("weighted", "76,67")])
def test_periods_combine_as_the_table_says(combine: str, total: str) -> None:
    edition = table(leaf("1", 100, GIVEN), total=100, more=f'combine = "{combine}"\n{PERIODS}')
    first = engine.score(edition, given(edition, A={"1": "70"}))
    second = engine.score(edition, given(edition, A={"1": "80"}))
    year = engine.over_periods(edition, {"1": first, "2": second})["A"]
    assert (engine.show(year.total), year.complete, year.missing) == (total, True, ())
    assert combine != "weighted" or year.exact == Fraction(230, 3)


def test_a_period_not_there_or_not_complete_makes_a_preview() -> None:
    edition = table(leaf("1", 100, GIVEN), total=100, more=PERIODS)
    first = engine.score(edition, given(edition, A={"1": "70"}))
    year = engine.over_periods(edition, {"1": first})["A"]
    assert (engine.show(year.total), year.complete, year.missing) == ("70", False, ("2",))
    blank = engine.score(edition, {"A": {}})
    assert engine.over_periods(edition, {"1": first, "2": blank})["A"].missing == ("2",)


def test_a_cap_runs_over_its_own_window() -> None:
    plus = 'kind = "per_event"\nevents = [{ what = "dạy thay", each = 1, unit = "tiết" }]'
    edition = table(leaf("1", None, plus, "window_cap = 8"), more=PERIODS)
    months = {code: engine.score(edition, {"A": {"1": answer(edition, "1", event1="6")}}) for code in ("1", "2")}
    year = engine.over_periods(edition, months)["A"]
    assert engine.show(year.total) == "8"
    assert year.windows == {("1", "HK1"): engine.points("4")}


@pytest.mark.parametrize(
    ("combine", "a", "b", "total"), [("sum", "110", "40", "150"), ("mean", "55", "20", "75"),
                                     ("weighted", "56,667", "20", "76,67")],
)  # fmt: skip
def test_the_year_is_a_result_to_rank_whose_parts_add_up(combine: str, a: str, b: str, total: str) -> None:
    more = f'combine = "{combine}"\nrank_by = "percent"\n{PERIODS}'
    edition = table(leaf("1", 70, GIVEN), leaf("2", 30, GIVEN), total=100, more=more)
    first = engine.score(edition, given(edition, A={"1": "50", "2": "20"}, B={"1": "50", "2": "20"}))
    second = engine.score(edition, given(edition, A={"1": "60", "2": "20"}, B={"1": "60", "2": "19"}))
    scores = engine.year_scores(edition, {"1": first, "2": second})
    year = scores.units["A"]
    assert (engine.show(year.points["1"]), engine.show(year.points["2"]), engine.show(year.total)) == (a, b, total)
    assert engine.show(year.assigned_max) == ("200" if combine == "sum" else "100")
    places = engine.rank(edition, scores)
    assert [(one.unit, one.rank, one.official) for one in places] == [("A", 1, True), ("B", 2, True)]
    assert places[0].value == year.exact_total * 1000 / year.assigned_max


def test_the_year_of_a_unit_without_one_of_the_periods_is_open_and_of_one_without_any_is_not_there() -> None:
    edition = table(leaf("1", 100, GIVEN), total=100, more=f'combine = "mean"\n{PERIODS}')
    first = engine.score(edition, given(edition, A={"1": "70"}, B={"1": "60"}))
    second = engine.score(edition, given(edition, A={"1": "80"}))
    scores = engine.year_scores(edition, {"1": first, "2": second})
    assert set(scores.units) == {"A", "B"}
    assert (engine.show(scores.units["B"].total), scores.units["B"].complete) == ("60", False)
    assert {one.official for one in engine.rank(edition, scores)} == {False}
    assert engine.year_scores(edition, {}).units == {}


def test_what_a_cap_over_a_window_takes_is_taken_from_the_groups_above_too() -> None:
    plus = 'kind = "per_event"\nevents = [{ what = "dạy thay", each = 1, unit = "tiết" }]'
    head = '[[criterion]]\ncode = "A"\ntitle = "Cộng"\n'
    edition = table(head, leaf("A.1", None, plus, 'parent = "A"\nwindow_cap = 8'), more=PERIODS)
    months = {code: engine.score(edition, {"A": {"A.1": answer(edition, "A.1", event1="6")}}) for code in ("1", "2")}
    year = engine.year_scores(edition, months).units["A"]
    assert {code: engine.show(value) for code, value in year.points.items()} == {"A": "8", "A.1": "8"}
    assert engine.show(year.total) == "8"
