"""The edges of grades, gates, vetoes, quotas, places and periods: at the limit, just below it, nothing there."""

from fractions import Fraction

import pytest

from tests.engine.small import GIVEN, answer, given, leaf, table
from thidua import engine

LADDER = '[[grade]]\nname = "A"\nat_least = 90\n[[grade]]\nname = "B"\nat_least = 50\n[[grade]]\nname = "C"\n'
EXACT = "rounding = { places = 3 }\n"
SHARE = EXACT + 'rank_by = "percent"\n'
VETO = 'kind = "veto"\nwhat = "vi phạm"\n'
WINDOW = (
    '[[period]]\ncode = "1"\ntitle = "Kỳ 1"\nwindow = "HK1"\n[[period]]\ncode = "2"\ntitle = "Kỳ 2"\nwindow = "HK1"\n'
)


def gate(condition: str, at_least: str = "") -> str:
    return EXACT + f'[[grade]]\nname = "A"\nwhen = \'{condition}\'\n{at_least}\n[[grade]]\nname = "B"\n'


def graded(edition: engine.Edition, answers: dict[str, dict[str, engine.Answer]], **terms: object) -> dict[str, str]:
    return {place.unit: place.grade for place in engine.rank(edition, engine.score(edition, answers), **terms)}


def test_a_percent_ladder_is_exact_at_its_threshold() -> None:
    edition = table(leaf("1", 200, GIVEN), total=200, more=SHARE + LADDER)
    answers = given(edition, W={"1": "180"}, X={"1": "179,999"}, Y={"1": "100"}, Z={"1": "99,999"})
    assert graded(edition, answers) == {"W": "A", "X": "B", "Y": "B", "Z": "C"}


def test_a_total_ladder_looks_at_points_not_at_the_share() -> None:
    edition = table(leaf("1", 200, GIVEN), total=200, more=LADDER)
    assert graded(edition, given(edition, X={"1": "90"}, Y={"1": "89,99"})) == {"X": "A", "Y": "B"}


def test_a_table_without_a_scale_grades_by_total_and_leaves_percent_gates_shut() -> None:
    edition = table(leaf("1", None, GIVEN), more=LADDER)
    assert graded(edition, given(edition, X={"1": "90"})) == {"X": "A"}
    shut = table(leaf("1", None, GIVEN), more=gate("percent >= 0"))
    assert graded(shut, given(shut, X={"1": "90"})) == {"X": "B"}


@pytest.mark.parametrize(
    ("condition", "x", "y"),
    [
        ("total >= 150", "A", "B"),
        ("percent >= 75", "A", "B"),
        ("percent <= 74.9995", "B", "A"),
        ("rank <= 1", "A", "B"),
        ("rank == 2", "B", "A"),
        ('points("1") >= 150', "A", "B"),
        ("vetoes == 0", "A", "A"),
        ("unit.vi_pham == 0", "B", "B"),
    ],
)
def test_a_gate_asks_what_it_names(condition: str, x: str, y: str) -> None:
    edition = table(leaf("1", 200, GIVEN), total=200, more=gate(condition))
    assert graded(edition, given(edition, X={"1": "150"}, Y={"1": "149,999"})) == {"X": x, "Y": y}


def test_zeros_and_short_count_to_the_thousandth() -> None:
    edition = table(leaf("1", 10, GIVEN), leaf("2", 0.001, GIVEN), total=10.001, more=gate("zeros == 0"))
    rows = {"X": {"1": "10", "2": "0"}, "Y": {"1": "0,001", "2": "0,001"}, "Z": {"1": "0", "2": "0,001"}}
    assert graded(edition, given(edition, **rows)) == {"X": "B", "Y": "A", "Z": "B"}
    short = table(leaf("1", 10, GIVEN), leaf("2", 5, GIVEN), total=15, more=gate("short == 0"))
    rows = {"X": {"1": "10", "2": "5"}, "Y": {"1": "9,999", "2": "5"}, "Z": {"1": "10", "2": "4"}}
    assert graded(short, given(short, **rows)) == {"X": "A", "Y": "B", "Z": "B"}
    one = table(leaf("1", 10, GIVEN), leaf("2", 5, GIVEN), total=15, more=gate("short == 1"))
    assert graded(one, given(one, **rows)) == {"X": "B", "Y": "A", "Z": "A"}


@pytest.mark.parametrize(
    ("points", "steps", "grade"),
    [("95", 1, "B"), ("95", 2, "C"), ("95", 3, "C"), ("50", 1, "C"), ("10", 1, "C")],
)
def test_a_demotion_goes_down_and_stops_at_the_last_grade(points: str, steps: int, grade: str) -> None:
    rule = f'{VETO}effect = "demote"\nsteps = {steps}'
    edition = table(leaf("1", 100, GIVEN), leaf("V", None, rule), total=100, more=LADDER)
    answers = given(edition, X={"1": points})
    answers["X"]["V"] = answer(edition, "V", happened="có")
    assert graded(edition, answers) == {"X": grade}


def test_who_reached_no_grade_cannot_be_demoted_and_a_veto_may_bar_place_or_grade() -> None:
    ladder = '[[grade]]\nname = "A"\nat_least = 90\n[[grade]]\nname = "B"\nat_least = 50\n'
    found = {}
    for effect in ("demote", "no_grade", "no_rank"):
        edition = table(leaf("1", 100, GIVEN), leaf("V", None, f'{VETO}effect = "{effect}"'), total=100, more=ladder)
        answers = given(edition, X={"1": "20"}, Y={"1": "95"})
        for unit in "XY":
            answers[unit]["V"] = answer(edition, "V", happened="có")
        places = {place.unit: place for place in engine.rank(edition, engine.score(edition, answers))}
        found[effect] = [(places[unit].rank, places[unit].grade) for unit in "XY"]
    assert found == {
        "demote": [(2, "Không xếp loại"), (1, "B")],
        "no_grade": [(2, "Không xếp loại"), (1, "Không xếp loại")],
        "no_rank": [(None, ""), (None, "")],
    }


def test_a_quota_sends_all_the_way_down_and_the_last_grade_takes_anybody() -> None:
    quotas = '[[quota]]\ngrade = "A"\nshare = 0\n[[quota]]\ngrade = "B"\nshare = 0\n[[quota]]\ngrade = "C"\nshare = 0\n'
    edition = table(leaf("1", 100, GIVEN), total=100, more=LADDER + quotas)
    assert graded(edition, given(edition, X={"1": "95"}, Y={"1": "60"})) == {"X": "C", "Y": "C"}


def test_a_quota_of_a_quota_nobody_states_limits_nothing() -> None:
    edition = table(leaf("1", 100, GIVEN), total=100, more=LADDER + '[[quota]]\ngrade = "A"\nshare = 0\nof = "X"\n')
    assert engine.limits(edition, 5) == {}
    nested = table(
        leaf("1", 100, GIVEN), total=100,
        more=LADDER + '[[quota]]\ngrade = "A"\nshare = 0.5\nof = "B"\n[[quota]]\ngrade = "B"\nshare = 0.7\n',
    )  # fmt: skip
    assert engine.limits(nested, 9) == {"B": 6, "A": 3}


def test_one_blank_makes_all_a_preview_also_for_who_has_no_place() -> None:
    edition = table(leaf("1", 100, GIVEN), total=100)
    answers = given(edition, X={"1": "95"}, Y={"1": "60"}) | {"Z": {}}
    places = engine.rank(edition, engine.score(edition, answers), exclude=("Y",))
    assert {place.unit: (place.rank, place.shared, place.official, place.group) for place in places} == {
        "X": (1, False, False, ""), "Z": (2, False, False, ""), "Y": (None, False, False, ""),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("of", "order", "first"), [("percent", "high", "Y"), ("not_assigned", "high", "Y"), ("not_assigned", "low", "X"),
                               ("2", "high", "X"), ("2", "low", "X")],
)  # fmt: skip
def test_a_tie_breaker_compares_what_it_names_and_a_figure_beats_none(of: str, order: str, first: str) -> None:
    more = f'[[tie_break]]\nname = "phụ"\nof = "{of}"\norder = "{order}"\n'
    edition = table(leaf("1", 50, GIVEN), leaf("2", 50, GIVEN), total=100, more=more)
    answers = given(edition, X={"1": "40", "2": "0"}, Y={"1": "40"})
    answers["Y"]["2"] = engine.NOT_ASSIGNED
    places = {place.unit: place for place in engine.rank(edition, engine.score(edition, answers))}
    assert [unit for unit, place in places.items() if place.rank == 1] == [first]


def test_a_table_ranked_by_share_may_break_ties_by_total() -> None:
    more = SHARE + '[[tie_break]]\nname = "tổng cao hơn"\nof = "total"\n'
    edition = table(leaf("1", 50, GIVEN), leaf("2", 50, GIVEN), total=100, more=more)
    answers = given(edition, X={"1": "40"}, Y={"1": "40", "2": "40"})
    answers["X"]["2"] = engine.NOT_ASSIGNED
    places = {place.unit: place for place in engine.rank(edition, engine.score(edition, answers))}
    assert (places["Y"].rank, places["X"].rank, places["Y"].decided_by) == (1, 2, "tổng cao hơn")


def test_a_difference_to_nothing_counts_from_zero() -> None:
    edition = table(leaf("1", 10, GIVEN), total=10, more=EXACT)
    scores = engine.score(edition, given(edition, A={"1": "0,001"}) | {"B": {}})
    assert [one.gap for one in engine.compare(edition, scores, "A", "B")] == [1]
    assert [one.gap for one in engine.compare(edition, scores, "B", "A")] == [-1]


@pytest.mark.parametrize(
    ("limit", "total", "windows"),
    [
        ("window_cap = 11", "11", {("1", "HK1"): 1_000}),
        ("window_cap = 12", "12", {}),
        ("window_floor = 12", "12", {}),
        ("window_floor = 13", "13", {("1", "HK1"): -1_000}),
        ("window_floor = 3\nwindow_cap = 10", "10", {("1", "HK1"): 2_000}),
    ],
)
def test_a_window_holds_exactly_at_its_limits(limit: str, total: str, windows: dict[tuple[str, str], int]) -> None:
    edition = table(leaf("1", None, GIVEN, limit), leaf("2", None, GIVEN), more=WINDOW)
    months = {code: engine.score(edition, given(edition, A={"1": "6", "2": "0"})) for code in ("1", "2")}
    year = engine.over_periods(edition, months)["A"]
    assert (engine.show(year.total), dict(year.windows)) == (total, windows)


def test_a_year_of_unknown_periods_is_nothing_and_an_unrounded_year_keeps_thousandths() -> None:
    edition = table(leaf("1", 10, GIVEN), total=10, more=WINDOW)
    stray = engine.over_periods(edition, {"9": engine.score(edition, given(edition, A={"1": "6"}))})["A"]
    assert (stray.total, stray.exact, stray.complete, stray.missing) == (None, None, False, ("1", "2"))
    for at, total in (("none", "6,667"), ("total", "6,67")):
        thirds = table(
            leaf("1", 10, GIVEN), total=10,
            more=f'combine = "mean"\nrounding = {{ places = 2, at = "{at}" }}\n{WINDOW}'
            '[[period]]\ncode = "3"\ntitle = "Kỳ 3"\n',
        )  # fmt: skip
        three = {code: engine.score(thirds, given(thirds, A={"1": text})) for code, text in
                 (("1", "6"), ("2", "7"), ("3", "7"))}  # fmt: skip
        year = engine.over_periods(thirds, three)["A"]
        assert (engine.show(year.total), year.exact) == (total, Fraction(20, 3))
