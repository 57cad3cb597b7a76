"""The cohort's points at the edges: conditions on the unit, shares rounded, totals exact, fractions of a target."""

from fractions import Fraction

import pytest

from tests.engine.small import GIVEN, answer, given, group, leaf, shown, table
from thidua import engine


def test_a_condition_nobody_can_decide_is_unknown_but_never_overrules_who_may_say() -> None:
    edition = table(leaf("1", 10, GIVEN, 'applies = "unit.khoi == 9"'), total=10)
    answers = given(edition, A={"1": "7"}, B={"1": "7"})
    answers["B"]["1"] = engine.NOT_ASSIGNED
    units = engine.score(edition, answers).units
    assert (units["A"].unknown, units["A"].points["1"]) == (("1",), None)
    assert (units["B"].unknown, units["B"].not_assigned) == ((), ("1",))
    known = engine.score(edition, answers, attributes={"A": {"khoi": 9}, "B": {"khoi": 9}}).units
    assert (shown(known["A"].points["1"]), known["B"].not_assigned) == ("7", ("1",))


def test_a_formula_may_say_that_the_criterion_is_not_assigned() -> None:
    rule = ('kind = "formula"\nformula = "if(x == 0, not_assigned, 5)"\nwords = "W"\n'
            'asks = [{ key = "x", label = "X", kind = "number" }]')  # fmt: skip
    edition = table(leaf("1", 5, rule), leaf("2", 5, GIVEN), total=10)
    answers = {"A": {"1": answer(edition, "1", x="0"), "2": answer(edition, "2", points="4")}}
    score = engine.score(edition, answers).units["A"]
    assert (score.not_assigned, score.unknown, engine.show(score.assigned_max), score.complete) == (
        ("1",),
        (),
        "5",
        True,
    )


def test_a_share_is_rounded_only_where_the_table_compares_rounded_shares() -> None:
    for more, share in (("", Fraction(2, 3)), ("percent_places = 1", Fraction(667, 1000))):
        edition = table(leaf("1", 3, GIVEN), total=3, more=f'rank_by = "percent"\n{more}')
        assert engine.score(edition, given(edition, A={"1": "2"})).units["A"].percent == share


def test_the_smallest_scale_still_has_a_share_and_none_has_none() -> None:
    edition = table(leaf("1", 0.001, GIVEN), total=0.001, more="rounding = { places = 3 }")
    assert engine.score(edition, given(edition, A={"1": "0,001"})).units["A"].percent == 1
    assert engine.score(edition, {"A": {"1": engine.NOT_ASSIGNED}}).units["A"].percent is None


def test_what_is_ranked_is_the_rounded_total_unless_nothing_is_rounded() -> None:
    third = 'kind = "formula"\nformula = "10 / 3"\nwords = "W"'
    wanted = {"criterion": Fraction(333, 100), "total": Fraction(33, 10), "none": Fraction(10, 3)}
    for at, exact in wanted.items():
        places = 1 if at == "total" else 2
        edition = table(leaf("1", 10, third), total=10, more=f'rounding = {{ places = {places}, at = "{at}" }}')
        assert engine.score(edition, {"A": {}}).units["A"].exact_total == exact


def test_a_sum_exactly_at_its_ceiling_or_floor_is_told_without_one() -> None:
    more = "rounding = { places = 3 }"
    edition = table(group("B", None, "cap = 8\nfloor = 4"), leaf("B.1", 10, GIVEN), more=more)
    for text, sentence in (("8", "8 điểm"), ("4", "4 điểm"), ("8,001", "8,001 = 8,001; tối đa 8 nên lấy 8 điểm"),
                           ("3,999", "3,999 = 3,999; thấp nhất là 4 nên lấy 4 điểm")):  # fmt: skip
        answers = {"A": {"B.1": engine.Answer({"points": engine.points(text)})}}
        assert engine.explain(edition, answers, None, "A", "B").sentence == sentence


def test_a_target_that_is_no_whole_number_is_used_as_it_is() -> None:
    edition = table(leaf("1", 10, 'kind = "leader_relative"\nno_target = "zero"'))
    answers = {"A": {"1": answer(edition, "1", actual="1")}}
    for target, point in ((Fraction(5, 2), "2"), (Fraction(2), "2,5"), (Fraction(7, 3), "2,14")):
        assert shown(engine.score(edition, answers, {"A": {"1": target}}).units["A"].points["1"]) == point


def test_a_formula_may_divide_by_the_target() -> None:
    asked = '{ key = "x", label = "X", kind = "number" }'
    aim = '{ key = "target", label = "T", kind = "number", owner = "target" }'
    rule = 'kind = "formula"\nwords = "W"\n'
    edition = table(leaf("1", None, f'{rule}formula = "x / target"\nasks = [{asked}, {aim}]'),
                    leaf("2", None, f'{rule}formula = "x / 2"\nasks = [{asked}]'))  # fmt: skip
    answers = {"A": {code: answer(edition, code, x="7") for code in "12"}}
    found = engine.score(edition, answers, {"A": {"1": Fraction(2), "2": Fraction(7)}}).units["A"]
    assert [shown(found.points[code]) for code in "12"] == ["3,5", "3,5"]


def test_a_draft_whose_condition_cannot_be_read_is_scored_without_it() -> None:
    edition = table(leaf("1", 10, GIVEN, 'applies = "unit.khoi =="'), total=10)
    found = engine.score(edition, given(edition, A={"1": "7"})).units["A"]
    assert (shown(found.points["1"]), found.not_assigned) == ("7", ())


def test_groups_that_lie_in_one_another_are_told_and_never_followed_for_ever() -> None:
    edition = table(group("1", None, 'parent = "2"'), group("2", None, 'parent = "1"'), leaf("1.1", 10, GIVEN))
    with pytest.raises(ValueError, match="1 → 2 → 1"):
        engine.score(edition, {"A": {}})
    assert engine.inputs(edition.criterion("1")) == ()


def test_the_total_is_rounded_again_only_where_the_table_rounds_the_total() -> None:
    third = 'kind = "formula"\nformula = "10 / 3"\nwords = "W"'
    for at, total in (("none", "3,333"), ("total", "3,3"), ("criterion", "3,3")):
        edition = table(leaf("1", 10, third), more=f'rounding = {{ places = 1, at = "{at}" }}')
        assert shown(engine.score(edition, {"A": {}}).units["A"].total) == total
    capped = table(leaf("1", 20, GIVEN), more='cap = 10.25\nrounding = { places = 1, at = "criterion" }')
    assert shown(engine.score(capped, given(capped, A={"1": "11"})).units["A"].total) == "10,25"


def test_nobody_is_scored_without_a_word() -> None:
    edition = table(leaf("1", 10, 'kind = "leader_relative"\nno_target = "zero"'), group("2"), leaf("2.1", 5, GIVEN))
    assert engine.score(edition, {}).units == {}
