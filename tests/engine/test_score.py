"""The cohort's points: five kinds of no value, agreed points, groups, references, and who a criterion is for."""

from fractions import Fraction

import pytest

from tests.engine.small import GIVEN, YES_NO, answer, given, group, leaf, shown, table
from thidua import engine

TWO = table(group("I", 30), leaf("I.1", 10, GIVEN), leaf("I.2", 20, GIVEN), total=30, more='rank_by = "percent"')


def score(edition: engine.Edition, answers: dict[str, dict[str, engine.Answer]]) -> engine.UnitScore:
    return engine.score(edition, answers).units["A"]


@pytest.mark.parametrize(
    ("state", "point", "assigned", "complete", "sentence"),
    [
        (engine.MISSING, "", "30", False, "Chưa có số liệu: chưa có điểm, không phải 0 điểm."),
        (engine.NOT_ASSIGNED, "", "10", True, "Không được giao: 20 điểm không tính vào thang điểm của đơn vị."),
        (engine.WAIVED, "20", "30", True, "Được miễn: tính đủ 20 điểm."),
        (engine.UNKNOWN, "", "30", False, "Không xác định được: chưa có điểm, không phải 0 điểm."),
        (engine.Answer({"points": 0}), "0", "30", True, "0 điểm (Điều 1)"),
    ],
)
def test_the_five_answers_are_five_different_things(
    state: engine.Answer, point: str, assigned: str, complete: bool, sentence: str
) -> None:
    answers = {"A": {"I.1": answer(TWO, "I.1", points="9"), "I.2": state}}
    one = score(TWO, answers)
    assert shown(one.points["I.2"]) == point
    assert engine.show(one.assigned_max) == assigned
    assert one.complete is complete
    assert (one.missing == ("I.2",)) == (state is engine.MISSING)
    assert (one.unknown == ("I.2",)) == (state is engine.UNKNOWN)
    assert (one.not_assigned == ("I.2",)) == (state is engine.NOT_ASSIGNED)
    assert engine.explain(TWO, answers, None, "A", "I.2").sentence == sentence


def test_waived_follows_the_policy_the_table_declares() -> None:
    edition = table(leaf("1", 10, GIVEN), leaf("2", 5, GIVEN, 'waived = "full"'), total=15, more='waived = "remove"')
    one = score(edition, {"A": {"1": engine.WAIVED, "2": engine.WAIVED}})
    assert (shown(one.points["1"]), shown(one.points["2"]), engine.show(one.assigned_max)) == ("", "5", "5")


def test_missing_counts_as_zero_only_where_the_table_says_so() -> None:
    edition = table(leaf("1", 10, GIVEN), total=10, more='missing = "zero"')
    one = score(edition, {"A": {}})
    assert (shown(one.points["1"]), one.complete, one.percent) == ("0", True, 0)
    assert "bảng quy định tính 0 điểm" in engine.explain(edition, {"A": {}}, None, "A", "1").sentence


def test_percent_is_of_what_was_assigned() -> None:
    one = score(TWO, {"A": {"I.1": answer(TWO, "I.1", points="9"), "I.2": engine.NOT_ASSIGNED}})
    assert one.percent == Fraction(9, 10)
    whole = engine.explain(
        TWO, {"A": {"I.1": answer(TWO, "I.1", points="9"), "I.2": engine.NOT_ASSIGNED}}, None, "A", ""
    )
    assert whole.steps == ("Tỷ lệ so với thang điểm được giao: 9/10 ≈ 90%",)


def test_agreed_points_stand_in_totals_and_the_computed_ones_are_kept() -> None:
    answers = given(TWO, A={"I.1": "9", "I.2": "12"})
    overrides = {"A": {"I.2": engine.points("15,5")}}
    one = engine.score(TWO, answers, None, overrides).units["A"]
    assert (shown(one.points["I.2"]), shown(one.points["I"]), engine.show(one.total)) == ("15,5", "24,5", "24,5")
    assert (shown(one.computed["I.2"]), shown(one.computed["I"])) == ("12", "21")
    why = engine.explain(TWO, answers, None, "A", "I.2", overrides=overrides)
    assert why.sentence == "Điểm thống nhất: 15,5 điểm. Theo cách tính của bảng: 12 điểm (Điều 1)"
    assert why.points == engine.points("15,5")


def test_agreed_points_make_a_blank_known() -> None:
    one = engine.score(TWO, given(TWO, A={"I.1": "9"}), None, {"A": {"I.2": engine.points("1")}}).units["A"]
    assert (one.complete, one.missing, engine.show(one.total)) == (True, (), "10")


def test_a_group_has_a_ceiling_and_a_floor_of_its_own() -> None:
    plus = 'kind = "per_event"\nevents = [{ what = "thưởng", each = 4 }, { what = "phạt", each = -4 }]'
    edition = table(group("B", None, "cap = 10\nfloor = -6"), leaf("B.1", None, plus), leaf("B.2", None, plus))

    def total(**typed: str) -> str:
        answers = {"A": {code: answer(edition, code, **typed) for code in ("B.1", "B.2")}}
        why = engine.explain(edition, answers, None, "A", "B")
        assert why.points == score(edition, answers).points["B"]
        return why.sentence

    assert total(event1="2", event2="0") == "8 + 8 = 16; tối đa 10 nên lấy 10 điểm"
    assert total(event1="0", event2="2") == "(−8) + (−8) = −16; thấp nhất là −6 nên lấy −6 điểm"
    assert total(event1="1", event2="0") == "4 + 4 = 8 điểm"


def test_a_criterion_may_rest_on_others_and_need_not_count() -> None:
    edition = table(
        leaf(
            "sum",
            None,
            'kind = "formula"\nformula = "points(\\"1\\") + points(\\"2\\")"\nwords = "Cộng"',
            "counts = false",
        ),
        leaf("1", 10, GIVEN),
        leaf("2", 10, GIVEN),
        total=20,
    )
    answers = given(edition, A={"1": "3", "2": "4,5"})
    one = score(edition, answers)
    assert (shown(one.points["sum"]), engine.show(one.total), one.complete) == ("7,5", "7,5", True)
    assert engine.explain(edition, answers, None, "A", "sum").steps == ("Điểm tiêu chí 1: 3", "Điểm tiêu chí 2: 4,5")
    del answers["A"]["2"]
    assert score(edition, answers).unknown == ("sum",)


def test_a_rank_of_ranks() -> None:
    rank = 'kind = "formula"\nwords = "Hạng"\nformula = '
    edition = table(
        leaf("1", 10, GIVEN),
        leaf("2", 10, GIVEN),
        leaf("sum", None, rank + '"rank(points(\\"1\\")) + rank(points(\\"2\\"))"', "counts = false"),
        leaf("place", None, rank + '"rank_low(points(\\"sum\\"))"', "counts = false"),
    )
    answers = given(edition, A={"1": "9", "2": "5"}, B={"1": "8", "2": "6"}, C={"1": "1", "2": "1"})
    units = engine.score(edition, answers).units
    assert [shown(units[unit].points["sum"]) for unit in "ABC"] == ["3", "3", "6"]
    assert [shown(units[unit].points["place"]) for unit in "ABC"] == ["1", "1", "3"]


def test_a_criterion_for_some_units_only_leaves_the_others_maximum() -> None:
    edition = table(
        group("IV", 20, 'applies = "unit.chu_nhiem == 1"'), leaf("IV.1", 20, GIVEN), leaf("V", 80, GIVEN), total=100
    )
    answers = given(edition, A={"IV.1": "15", "V": "70"}, B={"IV.1": "15", "V": "70"})
    scores = engine.score(edition, answers, attributes={"A": {"chu_nhiem": 1}, "B": {"chu_nhiem": 0}})
    assert [engine.show(scores.units[unit].total) for unit in "AB"] == ["85", "70"]
    assert [engine.show(scores.units[unit].assigned_max) for unit in "AB"] == ["100", "80"]
    why = engine.explain(edition, answers, None, "B", "IV.1", attributes={"B": {"chu_nhiem": 0}})
    assert why.sentence.startswith("Không được giao")


def test_rounding_at_the_total_keeps_the_parts_exact() -> None:
    third = 'kind = "formula"\nformula = "1 / 3"\nwords = "Một phần ba"'
    edition = table(leaf("1", None, third), leaf("2", None, third), leaf("3", None, third),
                    more='rounding = { places = 1, at = "total" }')  # fmt: skip
    one = score(edition, {"A": {}})
    assert (shown(one.points["1"]), engine.show(one.total)) == ("0,333", "1")
    at_each = table(leaf("1", None, third), leaf("2", None, third), leaf("3", None, third))
    assert engine.show(score(at_each, {"A": {}}).total) == "0,99"


def test_without_rounding_an_exact_tie_is_a_tie_and_a_hair_is_not() -> None:
    asks = 'asks = [{ key = "x", label = "X", kind = "number" }, { key = "y", label = "Y", kind = "number" }]'
    rule = f'kind = "formula"\nformula = "x / y"\nwords = "Tỷ số"\n{asks}'
    edition = table(leaf("1", None, rule), more='rounding = { places = 3, at = "none" }')
    rows = {"A": ("120", "100"), "B": ("60", "50"), "C": ("120000", "100001")}
    answers = {unit: {"1": answer(edition, "1", x=x, y=y)} for unit, (x, y) in rows.items()}
    places = {place.unit: place for place in engine.rank(edition, engine.score(edition, answers))}
    assert [(places[unit].rank, places[unit].shared) for unit in "ABC"] == [(1, True), (1, True), (3, False)]


def test_difference_between_two_units_is_told_largest_first() -> None:
    edition = table(leaf("1", 10, GIVEN), leaf("2", 10, GIVEN), leaf("3", 10, YES_NO), total=30)
    answers = given(edition, A={"1": "9", "2": "4"}, B={"1": "8", "2": "9"})
    for unit in "AB":
        answers[unit]["3"] = answer(edition, "3", met="có")
    found = engine.compare(edition, engine.score(edition, answers), "A", "B")
    assert [(one.code, engine.show(one.gap)) for one in found] == [("2", "−5"), ("1", "1")]
    assert sum(one.gap for one in found) == engine.points("13") - engine.points("17")
