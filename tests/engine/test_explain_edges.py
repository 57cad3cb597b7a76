"""Explanations where more than one thing happens at once: nothing that moved the point is left untold."""

import pytest

from tests.engine.small import GIVEN, answer, group, leaf, points, shown, table, why
from thidua import engine

X = 'asks = [{ key = "x", label = "X", kind = "number" }, { key = "y", label = "Y", kind = "number", optional = true }]'


def formula(text: str, more: str = "") -> engine.Edition:
    quoted = text.replace('"', '\\"')
    return table(leaf("1", None, f'kind = "formula"\nformula = "{quoted}"\nwords = "Theo công thức"\n{X}\n{more}'))


def test_a_cap_and_a_floor_of_one_sum_are_both_told() -> None:
    edition = formula("clamp(x, 5, 3)")
    assert points(edition, "1", x="9") == "5"
    found = why(edition, "1", x="9")
    assert found.points == engine.points("5")
    assert found.steps == ("9; tối đa 3 nên lấy 3; thấp nhất là 5 nên lấy 5",)
    assert found.cap == "tối đa 3 nên lấy 3; thấp nhất là 5 nên lấy 5"


def test_caps_of_two_parts_are_both_told_and_each_once() -> None:
    rule = 'kind = "standard"\nminus = [{ what = "sai", each = 1 }]\nplus = [{ what = "khen", each = 2 }]\n'
    edition = table(leaf("1", 10, rule + "penalty_cap = 3\nbonus_cap = 4\nfloor = 12"))
    found = why(edition, "1", minus1="5", plus1="3")
    assert found.sentence == "12 điểm (Điều 1)"
    assert found.cap == ("Điểm trừ: tối đa 3 nên lấy 3; Điểm cộng: tối đa 4 nên lấy 4; thấp nhất là 12 nên lấy 12")
    needs = table(leaf("1", 10, rule + "penalty_cap = 3\nplus_needs_no_minus = true"))
    assert why(needs, "1", minus1="5", plus1="3").cap == "Điểm trừ: tối đa 3 nên lấy 3"


def test_a_cap_and_rounding_of_a_leaf_are_both_told() -> None:
    found = why(formula("x / 3", "cap = 2.125"), "1", x="9")
    assert found.steps == ("9/3 = 3; tối đa 2,125 nên lấy 2,125",)
    assert found.sentence == "2,125, làm tròn 2 chữ số thập phân thành 2,13 điểm (Điều 1)"
    assert (found.cap, found.rounding) == ("tối đa 2,125 nên lấy 2,125", "làm tròn 2 chữ số thập phân")


def test_a_cap_and_rounding_of_the_total_are_both_told() -> None:
    more = 'cap = 10.25\nrounding = { places = 1, at = "total" }'
    edition = table(leaf("1", 8, GIVEN), leaf("2", 8, GIVEN), more=more)
    answers = {"A": {code: answer(edition, code, points="7") for code in "12"}}
    found = engine.explain(edition, answers, None, "A", "")
    assert found.sentence == ("7 + 7 = 14; tối đa 10,25 nên lấy 10,25, làm tròn 1 chữ số thập phân thành 10,3 điểm")
    assert found.points == engine.score(edition, answers).units["A"].total == engine.points("10,3")
    assert (found.cap, found.rounding) == ("tối đa 10,25 nên lấy 10,25", "làm tròn 1 chữ số thập phân")


def test_a_group_whose_ceiling_lies_below_its_floor_is_told_as_it_was_summed() -> None:
    edition = table(group("B", None, "cap = 2\nfloor = 6"), leaf("B.1", 10, GIVEN))
    answers = {"A": {"B.1": answer(edition, "B.1", points="4")}}
    found = engine.explain(edition, answers, None, "A", "B")
    assert found.points == engine.score(edition, answers).units["A"].points["B"] == engine.points("2")


def test_a_veto_says_what_happened_and_what_follows() -> None:
    edition = table(leaf("V", None, 'kind = "veto"\nwhat = "không gửi bản chấm điểm"\neffect = "no_rank"'))
    assert why(edition, "V", happened="có").steps == ("Đã xảy ra “không gửi bản chấm điểm”: không xếp hạng",)
    assert why(edition, "V", happened="không").steps == ("Không xảy ra “không gửi bản chấm điểm”",)


def test_an_event_that_takes_everything_is_told_without_a_double_negation() -> None:
    edition = table(
        leaf("1", 5, 'kind = "standard"\nminus = [{ what = "không tổ chức", each = 5, once = true, zeroes = true }]')
    )
    assert why(edition, "1", minus1="có").steps == ("Không tổ chức: có, mất toàn bộ điểm",)
    assert why(edition, "1", minus1="không").steps == ("Không tổ chức: không",)


@pytest.mark.parametrize(
    ("text", "told", "point"),
    [
        ("if((x > 1 or y > 9) and x < 9, 1, 2)", "4 > 1 và 4 < 9: đúng", "1"),
        ("if((x > 5 or x < 1) and x > 0, 1, 2)", "4 > 5 hoặc 4 < 1: không đúng", "2"),
        ("if((x > 5 or x < 9) and x > 0, 1, 2)", "(4 > 5 hoặc 4 < 9) và 4 > 0: đúng", "1"),
        ("if(x > 5 or x > 1 and x > 2, 1, 2)", "4 > 5 hoặc 4 > 1 và 4 > 2: đúng", "1"),
        ("if(not (x > 5), 1, 2)", "không (4 > 5): đúng", "1"),
        ("if(not known(y), 1, 2)", "đúng", "1"),
        ("if(known(y) or x > 3, 1, 2)", "4 > 3: đúng", "1"),
        ("if(known(x) and x > 3, 1, 2)", "4 > 3: đúng", "1"),
        ("if(x > 3 and known(y), 1, 2)", "4 > 3: không đúng", "2"),
        ("if(known(x) == known(y), 1, 2)", "không đúng", "2"),
        ("(x and 7) + 1", "", "2"),
        ("(x or 7) + 1", "", "2"),
        ("(0 or x) * 3", "", "3"),
    ],
)
def test_conditions_are_told_as_they_were_meant(text: str, told: str, point: str) -> None:
    edition = formula(text)
    assert engine.check(edition)[0].code == "unbounded" if engine.check(edition) else True
    assert points(edition, "1", x="4") == point
    found = why(edition, "1", x="4")
    assert shown(found.points) == point
    assert (found.steps or ("",))[0] == told
