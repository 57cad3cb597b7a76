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
