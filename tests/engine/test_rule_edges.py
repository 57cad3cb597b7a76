"""Rules at the edge of what they are told: what is left unsaid, what is at a limit, what the cohort moves."""

from fractions import Fraction
from typing import Any

import pytest

from tests.engine.small import GIVEN, answer, given, leaf, points, shown, table, why
from thidua import engine


def one(rule: str, most: float | None = None) -> engine.Edition:
    return table(leaf("1", most, rule))


def cohort(edition: engine.Edition, targets: dict[str, Any] | None = None, **typed: dict[str, str]) -> list[str]:
    answers = {unit: {"1": answer(edition, "1", **row)} for unit, row in typed.items()}
    wanted = {unit: {"1": Fraction(value)} for unit, value in (targets or {}).items()}
    scores = engine.score(edition, answers, wanted)
    for unit in typed:
        assert engine.explain(edition, answers, wanted, unit, "1").points == scores.units[unit].points["1"]
    return [shown(scores.units[unit].points["1"]) for unit in typed]


@pytest.mark.parametrize("target", ["0", "0,4", "1", "1,5"])
def test_a_target_of_nothing_is_no_target_and_a_small_one_is(target: str) -> None:
    edition = one('kind = "leader_relative"\nno_target = "full"', 10)
    wanted = {"A": target.replace(",", ".")}
    assert cohort(edition, wanted, A={"actual": "0,2"}) == [{"0": "10", "0,4": "2,5", "1": "1", "1,5": "0,67"}[target]]


def test_the_leader_without_targets_is_sought_only_among_those_without() -> None:
    edition = one('kind = "leader_relative"\nno_target = "leader"', 10)
    found = cohort(
        edition, {"C": "100"}, A={"actual": "0,5"}, B={"actual": "2"}, C={"actual": "300"}, D={"actual": "0"}
    )
    assert found == ["2,5", "10", "10", "0"]


def test_without_a_target_a_unit_leaves_the_scale_or_is_unknown_as_the_table_says() -> None:
    for policy, assigned, gaps in (("not_assigned", "0", ((), ("1",))), ("unknown", "10", (("1",), ()))):
        edition = table(leaf("1", 10, f'kind = "leader_relative"\nno_target = "{policy}"'), total=10)
        score = engine.score(edition, {"A": {"1": answer(edition, "1", actual="5")}}).units["A"]
        assert (engine.show(score.assigned_max), (score.unknown, score.not_assigned)) == (assigned, gaps)


def test_meeting_the_target_exactly_needs_no_leader() -> None:
    edition = one('kind = "leader_relative"\nno_target = "zero"', 10)
    assert cohort(edition, {"A": "100"}, A={"actual": "100"}) == ["5"]
    answers = {"A": {"1": answer(edition, "1", actual="100")}}
    found = engine.explain(edition, answers, {"A": {"1": Fraction(100)}}, "A", "1")
    assert found.steps == ("100 ≤ 100: đạt đúng chỉ tiêu",)
    assert found.inputs == (("Kết quả thực hiện", "100"), ("Chỉ tiêu được giao", "100"))


def test_a_rank_may_be_of_other_points_and_within_groups() -> None:
    rule = 'kind = "rank_points"\nof = "1"\nplaces = [10, 6]\nbeyond = 1\nwithin = "khoi"'
    edition = table(leaf("1", 100, GIVEN), leaf("2", 10, rule))
    answers = given(edition, A={"1": "90"}, B={"1": "80"}, C={"1": "70"}, D={"1": "10"})
    khoi = {unit: {"khoi": place} for unit, place in zip("ABCD", (9, 9, 8, 9), strict=True)}
    units = engine.score(edition, answers, attributes=khoi).units
    assert [shown(units[unit].points["2"]) for unit in "ABCD"] == ["10", "6", "10", "1"]


def test_a_given_rank_begins_at_one() -> None:
    edition = one('kind = "rank_points"\ngiven_rank = true\nplaces = [10]\nbeyond = 2', 10)
    assert [points(edition, "1", rank=text) for text in ("1", "2")] == ["10", "2"]
    assert isinstance(engine.read_answer(edition.leaves[0], {"rank": "0"}), list)


def test_divisors_of_the_unit_are_asked_of_the_unit_only() -> None:
    rule = 'kind = "weighted_mean"\ndivisor = "unit.si_so"\nweights = [{ what = "tốt", weight = 2 }]'
    edition = one(rule)
    assert [item.key for item in engine.inputs(edition.leaves[0])] == ["count1"]
    answers = {"A": {"1": answer(edition, "1", count1="6")}}
    scores = engine.score(edition, answers, attributes={"A": {"si_so": 8}})
    assert shown(scores.units["A"].points["1"]) == "1,5"
    other = one('kind = "weighted_mean"\ndivisor = "n"\nweights = [{ what = "tốt", weight = 2 }]')
    assert [item.label for item in engine.inputs(other.leaves[0])] == ["tốt", "n"]


def test_a_linear_rule_says_nothing_more_than_it_was_told() -> None:
    edition = one('kind = "linear"\nmeasure = "Lượng"\neach = 2')
    assert [points(edition, "1", value=text) for text in ("0", "0,5", "1", "3")] == ["0", "1", "2", "6"]
    assert why(edition, "1", value="3").sentence == "3 × 2 = 6 điểm (Điều 1)"


def test_escalating_counts_only_the_last_offence_unless_told() -> None:
    edition = one('kind = "escalating"\nwhat = "trốn"\nnth = [-1, -2]\ncap = 0')
    assert points(edition, "1", times="2") == "−2"


def test_a_table_row_may_be_open_at_either_end() -> None:
    rows = "rows = [{ gt = 1, lt = 3, points = [1] }, { ge = 3, le = 5, points = [2] }, { gt = 5, points = [3] }]"
    edition = one(
        f'kind = "lookup"\nrow_measure = "H"\ncolumn_measure = "C"\ncolumns = [{{ points = 0, ge = 0 }}]\n{rows}'
    )
    typed = ("1", "1,01", "2,99", "3", "5", "5,01", "0")
    assert [points(edition, "1", row=text, column="0") for text in typed] == ["", "1", "1", "2", "2", "3", ""]
    assert why(edition, "1", row="2", column="0").steps == ("0 thuộc mức từ 0 trở lên: 1 điểm",)


def test_a_table_row_without_ends_holds_everything() -> None:
    edition = one('kind = "lookup"\nrow_measure = "H"\ncolumn_measure = "C"\ncolumns = [{ points = 0, ge = 0 }]\n'
                  "rows = [{ points = [4] }]")  # fmt: skip
    assert points(edition, "1", row="0", column="0") == "4"


def test_events_judged_or_capped_keep_their_own_sign_to_the_thousandth() -> None:
    edition = one('kind = "per_event"\nevents = [{ what = "a", each = 0.001, cap = 0.002 }, '
                  '{ what = "b", each = -0.001, cap = 0.002 }, { what = "c", each = 0, to = 0.001 }]')  # fmt: skip
    assert points(edition, "1", event1="9", event2="0", event3="0") == "0"
    exact = table(*(leaf("1", None, 'kind = "per_event"\nevents = [{ what = "a", each = 0.001, cap = 0.002 }, '
                         '{ what = "b", each = -0.001, cap = 0.003 }, { what = "c", each = 0, to = 0.001 }]'),),
                  more="rounding = { places = 3 }")  # fmt: skip
    assert points(exact, "1", event1="9", event2="0", event3="0") == "0,002"
    assert points(exact, "1", event1="0", event2="9", event3="0") == "−0,003"
    assert points(exact, "1", event1="0", event2="0", event3="0,001") == "0,001"


def test_a_cap_of_the_rule_stands_in_the_place_of_the_maximum() -> None:
    edition = one('kind = "per_event"\nevents = [{ what = "a", each = 1 }]\ncap = 3', 10)
    assert points(edition, "1", event1="9") == "3"
    shared = one('kind = "shared"\nwhat = "bài"\neach = 5', 7)
    assert [points(shared, "1", count=count, authors="1") for count in "12"] == ["5", "7"]
    assert isinstance(engine.read_answer(shared.leaves[0], {"count": "1", "authors": "0"}), list)
    assert points(shared, "1", count="0", authors="1") == "0"


def test_a_deadline_without_a_floor_may_cost_more_than_it_gives() -> None:
    edition = one('kind = "deadline"\nlate_each = 4', 10)
    assert points(edition, "1", days="9") == "0"
    assert why(edition, "1", days="1").steps == ("1 > 0: chậm hạn",)
    assert why(edition, "1", days="0").steps == ("0 ≤ 0: đúng hạn",)


def test_a_transfer_is_taken_as_it_is_unless_told_otherwise() -> None:
    edition = one('kind = "transfer"\ntable = "khac"')
    assert points(edition, "1", carried="7,25") == "7,25"
    assert why(edition, "1", carried="7,25").sentence == "7,25 điểm (Điều 1)"
    assert engine.inputs(edition.leaves[0])[0].label == "Tổng điểm ở bảng khac"
    assert points(one('kind = "transfer"\ntable = "khac"\nfactor = 2'), "1", carried="3") == "6"


@pytest.mark.parametrize(
    ("rule", "key", "typed", "point"),
    [
        (GIVEN, "points", "11", "10"),
        (GIVEN, "points", "−1", "0"),
        ('kind = "parts"\nparts = [{ what = "a", points = 10, judged = true }]', "part1", "11", "10"),
        ('kind = "parts"\nparts = [{ what = "a", points = 10, judged = true }]', "part1", "0,5", "0,5"),
        ('kind = "parts"\nparts = [{ what = "a", points = 10, judged = true }]', "part1", "−1", "0"),
    ],
)
def test_points_given_from_elsewhere_stay_within_what_the_form_allows(
    rule: str, key: str, typed: str, point: str
) -> None:
    """A file kept by another program may hold what no form would let through."""
    edition = one(rule, 10)
    score = engine.score(edition, {"A": {"1": engine.Answer({key: engine.points(typed)})}})
    assert shown(score.units["A"].points["1"]) == point


def test_the_leader_without_targets_may_have_nothing_and_the_last_next_to_nothing() -> None:
    edition = one('kind = "leader_relative"\nno_target = "leader"', 10)
    assert cohort(edition, A={"actual": "0"}, B={"actual": "0"}) == ["0", "0"]
    assert cohort(edition, A={"actual": "0,5"}, B={"actual": "100"}) == ["0,05", "10"]


def test_an_event_judged_within_the_smallest_gain_still_gains() -> None:
    exact = "rounding = { places = 3 }"
    rule = 'kind = "per_event"\nevents = [{ what = "a", each = 0.001, to = 0.002 }]'
    assert points(table(leaf("1", None, rule), more=exact), "1", event1="0,002") == "0,002"


def test_a_part_not_met_is_worth_nothing_and_several_gains_add_up() -> None:
    parts = one('kind = "parts"\nparts = [{ what = "a", points = 6 }, { what = "b", points = 4 }]', 10)
    met = [("có", "có"), ("có", "không"), ("không", "có"), ("không", "không")]
    assert [points(parts, "1", part1=a, part2=b) for a, b in met] == ["10", "6", "4", "0"]
    plus = 'plus = [{ what = "a", each = 1, cap = 9 }, { what = "b", each = 2, cap = 9 }]'
    for more, found in (("", "14"), ("\nbest_plus = true", "12")):
        gains = one(f'kind = "standard"\n{plus}{more}', 10)
        assert points(gains, "1", plus1="2", plus2="1") == found


@pytest.mark.parametrize(
    "rule",
    ['kind = "linear"\nmeasure = "M"\neach = 2', 'kind = "bands"\nmeasure = "M"\nbands = [{ lt = 9, points = -6 }]'],
)
def test_a_figure_below_zero_is_read_only_where_the_table_expects_one(rule: str) -> None:
    assert points(one(rule + "\nsigned = true"), "1", value="-3") == "−6"
    assert isinstance(engine.read_answer(one(rule).criterion("1"), {"value": "-3"}), list)
