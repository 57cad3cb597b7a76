"""Each named rule gives the point a person would, and says why."""

from fractions import Fraction

import pytest

from tests.engine.small import GIVEN, YES_NO, answer, leaf, points, shown, table, why
from thidua import engine


def one(rule: str, most: float | None = 10, more: str = "") -> engine.Edition:
    return table(leaf("1", most, rule, more))


def says(edition: engine.Edition) -> str:
    criterion = edition.leaves[0]
    return criterion.rule.says(criterion)


def test_given() -> None:
    edition = one(GIVEN)
    assert points(edition, "1", points="8,25") == "8,25"
    assert why(edition, "1", points="8,25").sentence == "8,25 điểm (Điều 1)"
    assert says(edition) == "Chấm trực tiếp từ 0 đến 10 điểm."


def test_yes_no() -> None:
    edition = one(YES_NO + "\nno = -1")
    assert points(edition, "1", met="có") == "10"
    assert points(edition, "1", met="không") == "−1"
    assert why(edition, "1", met="không").steps == ("Không đạt",)
    assert says(edition) == "Đạt: 10 điểm; không đạt: trừ 1 điểm."


def test_per_event_within_each_cap_and_the_whole() -> None:
    events = '[{ what = "được đăng", each = 0.2, unit = "bài", cap = 1 }, { what = "bị nhắc", each = -0.5 }]'
    edition = one(f'kind = "per_event"\nevents = {events}\nfloor = -2', None)
    assert points(edition, "1", event1="3", event2="0") == "0,6"
    assert points(edition, "1", event1="9", event2="0") == "1"
    assert points(edition, "1", event1="0", event2="9") == "−2"
    found = why(edition, "1", event1="9", event2="1")
    assert found.sentence == "1 + 1 × (−0,5) = 0,5 điểm (Điều 1)"
    assert found.cap == "Được đăng: tối đa 1 nên lấy 1"
    assert says(edition) == (
        "Cộng 0,2 điểm mỗi bài được đăng, tối đa 1 điểm; trừ 0,5 điểm mỗi lần bị nhắc; thấp nhất −2 điểm."
    )


def test_standard_caps_penalty_and_bonus_apart() -> None:
    rule = 'kind = "standard"\nminus = [{ what = "báo cáo trễ", each = 0.5 }]\nplus = [{ what = "làm tốt", each = 2 }]'
    edition = one(rule + "\npenalty_cap = 1.5\nbonus_cap = 3")
    assert points(edition, "1", minus1="1", plus1="1") == "11,5"
    assert points(edition, "1", minus1="9", plus1="9") == "11,5"
    found = why(edition, "1", minus1="9", plus1="1")
    assert found.sentence == "10 − 1,5 + 2 = 10,5 điểm (Điều 1)"
    assert found.steps == ("Điểm trừ: 9 × 0,5 = 4,5; tối đa 1,5 nên lấy 1,5", "Điểm cộng: 1 × 2 = 2")


def test_standard_bonus_only_when_nothing_was_lost_and_the_better_of_two() -> None:
    asks = 'asks = [{ key = "ty_le", label = "Tỷ lệ", kind = "number", unit = "%" }]'
    rule = (
        'kind = "standard"\nminus = [{ what = "sai", each = 1 }]\nbest_plus = true\nplus_needs_no_minus = true\n'
        'plus = [{ what = "từ 99%", each = 1, when = "ty_le >= 99" }, '
        '{ what = "đủ 100%", each = 2, when = "ty_le == 100" }]\n'
    )
    edition = one(rule + asks)
    assert points(edition, "1", minus1="0", ty_le="100") == "12"
    assert points(edition, "1", minus1="0", ty_le="99,5%") == "11"
    assert points(edition, "1", minus1="0", ty_le="98,9") == "10"
    assert points(edition, "1", minus1="1", ty_le="100") == "9"


def test_standard_event_that_takes_everything_and_a_judged_penalty() -> None:
    edition = one('kind = "standard"\nminus = [{ what = "không làm", each = 10, once = true, zeroes = true }, '
                  '{ what = "tụt giảm", each = 2, to = 5 }]')  # fmt: skip
    assert points(edition, "1", minus1="có", minus2="0") == "0"
    assert points(edition, "1", minus1="không", minus2="3,5") == "6,5"


def test_bands_have_open_and_closed_ends_and_no_band_is_no_score() -> None:
    edition = one(
        'kind = "bands"\nmeasure = "Tỷ lệ"\nbands = [{ gt = 98, points = 10 }, { ge = 90, lt = 98, points = 4 }]'
    )
    assert points(edition, "1", value="98,01") == "10"
    assert points(edition, "1", value="90") == "4"
    assert points(edition, "1", value="98") == ""
    assert "không thuộc khoảng nào" in why(edition, "1", value="98").sentence
    holes = {problem.what for problem in engine.check(edition)}
    assert holes == {"Kết quả đúng 98 không thuộc khoảng nào.", "Kết quả dưới 90 không thuộc khoảng nào."}


def test_deadline_counts_days_and_never_sent() -> None:
    edition = one('kind = "deadline"\ndue = 2025-06-15\nlate_each = 1.5\nearly_days = 3\nearly_points = 0.5')
    assert points(edition, "1", sent="15/6/2025") == "10"
    assert points(edition, "1", sent="12/6/2025") == "10,5"
    assert points(edition, "1", sent="17/6/2025") == "7"
    assert points(edition, "1", sent="1/8/2025") == "0"
    assert points(edition, "1", sent="không nộp") == "0"
    late = why(edition, "1", sent="17/6/2025")
    assert late.sentence == "10 − 2 × 1,5 = 7 điểm (Điều 1)"
    assert late.steps == ("Nộp ngày 17/06/2025, hạn 15/06/2025: chậm 2 ngày",)


def test_linear() -> None:
    edition = one('kind = "linear"\nmeasure = "Doanh thu"\neach = 0.1\nper = 500\nabove = 1000\ncap = 0.5', None)
    assert points(edition, "1", value="1500") == "0,1"
    assert points(edition, "1", value="900") == "0"
    assert points(edition, "1", value="99999") == "0,5"
    floor = one('kind = "linear"\nmeasure = "Lượng"\neach = 1\nper = 3\nwhole_steps = true', None)
    assert points(floor, "1", value="8") == "2"


def test_levels_parts_allowance() -> None:
    levels = one('kind = "levels"\nlevels = [{ name = "Tốt", points = 10 }, { name = "Khá", points = 7 }]\n'
                 'minus = [{ what = "thiếu", each = 2 }]\nfloor = 0')  # fmt: skip
    assert points(levels, "1", level="Khá", minus1="1") == "5"
    assert points(levels, "1", level="Khá", minus1="9") == "0"
    parts = one(
        'kind = "parts"\nparts = [{ what = "lập", points = 4 }, { what = "chất lượng", points = 6, judged = true }]'
    )
    assert points(parts, "1", part1="có", part2="4,5") == "8,5"
    posts = one(
        'kind = "allowance"\nposts = [{ name = "tổ trưởng", points = 6 }, { name = "bí thư", points = 8 }]\nbest = true'
    )
    assert points(posts, "1", post1="có", post2="có") == "8"
    assert points(posts, "1", post1="có", post2="không") == "6"


def test_lookup_chooses_row_and_column() -> None:
    edition = one(
        'kind = "lookup"\nrow_measure = "Hồ sơ"\ncolumn_measure = "Trước hạn"\notherwise = 0\n'
        "columns = [{ points = 0, ge = 1, lt = 5 }, { points = 0, ge = 5 }]\n"
        "rows = [{ lt = 1000, points = [0.5, 1] }, { ge = 1000, points = [1.2, 1.7] }]"
    )
    assert points(edition, "1", row="999", column="5") == "1"
    assert points(edition, "1", row="1000", column="4,9") == "1,2"
    assert points(edition, "1", row="1000", column="0") == "0"


def test_escalating_counts_each_person_apart() -> None:
    edition = one('kind = "escalating"\nwhat = "trốn"\nnth = [0, -1, -3]\ncap = -4', None)
    assert points(edition, "1", times="1; 2; 1") == "−1"
    assert points(edition, "1", times="3; 3") == "−4"
    assert points(edition, "1", times="9") == "−3"
    summed = one('kind = "escalating"\nwhat = "trốn"\nnth = [0, -1, -3]\neach_time = true', None)
    assert points(summed, "1", times="3") == "−4"


def test_weighted_mean_has_no_value_without_a_divisor() -> None:
    edition = one(
        'kind = "weighted_mean"\nweights = [{ what = "tốt", weight = 2 }, { what = "kém", weight = -2 }]', None
    )
    assert points(edition, "1", count1="3", count2="1") == "1"
    assert points(edition, "1", count1="0", count2="0") == ""
    assert points(edition, "1", count1="0", count2="2") == "−2"
    divided = one('kind = "weighted_mean"\ndivisor = "si_so"\nweights = [{ what = "tốt", weight = 2 }]', None)
    assert points(divided, "1", count1="5", si_so="40") == "0,25"
    assert points(divided, "1", count1="5", si_so="0") == ""
    assert "Mẫu số bằng 0" in why(edition, "1", count1="0", count2="0").sentence


def test_shared_transfer_and_formula() -> None:
    shared = one('kind = "shared"\nwhat = "tài liệu"\neach = 10', None)
    assert points(shared, "1", count="1", authors="3") == "3,33"
    transfer = one('kind = "transfer"\ntable = "bang-khac"\nfactor = "1/2"\ncap = 10', None)
    assert points(transfer, "1", carried="15") == "7,5"
    assert says(transfer) == "Lấy tổng điểm ở bảng bang-khac, nhân 0,5, tối đa 10 điểm."
    assert says(one('kind = "transfer"\ntable = "x"', None)) == "Lấy tổng điểm ở bảng x."
    asks = 'asks = [{ key = "x", label = "X", kind = "number" }]'
    formula = one(f'kind = "formula"\nformula = "if(x > full, full, x / 3)"\nwords = "Theo X"\n{asks}')
    assert points(formula, "1", x="12") == "10"
    assert points(formula, "1", x="4") == "1,33"
    assert why(formula, "1", x="4").sentence == "4/3, làm tròn 2 chữ số thập phân thành 1,33 điểm (Điều 1)"


def test_rank_points_share_a_place_and_skip_after_it() -> None:
    edition = one('kind = "rank_points"\nplaces = [10, 8, 6]\nbeyond = 1')
    values = {"A": "90", "B": "90", "C": "80", "D": "10"}
    answers = {unit: {"1": answer(edition, "1", value=value)} for unit, value in values.items()}
    units = engine.score(edition, answers).units
    assert [shown(units[unit].points["1"]) for unit in values] == ["10", "10", "6", "1"]


def test_a_late_unit_moves_the_others() -> None:
    edition = table(leaf("1", 10, 'kind = "leader_relative"\nno_target = "unknown"'))
    answers = {"DV1": {"1": answer(edition, "1", actual="12")}, "DV3": {"1": answer(edition, "1", actual="11")}}
    targets = {"DV1": {"1": Fraction(10)}, "DV3": {"1": Fraction(10)}, "DV7": {"1": Fraction(1)}}
    before = engine.score(edition, answers, targets).units["DV1"].points["1"]
    answers["DV7"] = {"1": answer(edition, "1", actual="10")}
    after = engine.score(edition, answers, targets).units
    assert (shown(before), shown(after["DV1"].points["1"]), shown(after["DV7"].points["1"])) == ("10", "5,11", "10")


@pytest.mark.parametrize("code", sorted(engine.RULES))
def test_every_rule_has_a_vietnamese_name(code: str) -> None:
    assert engine.RULES[code].kind == code
    assert engine.RULES[code].name[0].isupper()
