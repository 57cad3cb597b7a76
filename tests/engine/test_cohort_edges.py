"""Rules that look at the whole cohort, worked out by hand: the leader above and below a target, and shared places."""

from fractions import Fraction

import pytest

from tests.engine.small import answer, leaf, shown, table
from thidua import engine

TARGETS = {"A": 10, "B": 10, "C": 10, "D": 10}


def led(order: str, policy: str, actual: str, targets: dict[str, int], groups: str = "") -> str:
    within = '\nwithin = "nhom"' if groups else ""
    edition = table(
        leaf("1", 10, f'kind = "leader_relative"\nno_target = "{policy}"\norder = "{order}"{within}'), total=10
    )
    answers = {
        unit: {"1": answer(edition, "1", actual=text)} for unit, text in zip("ABCDEFG", actual.split(), strict=False)
    }
    told = {unit: {"nhom": group} for unit, group in zip("ABCDEFG", groups.split(), strict=False)}
    aims = {unit: {"1": Fraction(target)} for unit, target in targets.items()}
    scores = engine.score(edition, answers, aims, None, told)
    for unit in answers:
        why = engine.explain(edition, answers, aims, unit, "1", attributes=told)
        assert why.points == scores.units[unit].points["1"]
    return " ".join(shown(one.points["1"]) or ("○" if one.not_assigned else "–") for one in scores.units.values())


@pytest.mark.parametrize(
    ("policy", "without"),
    [("not_assigned", "○ ○ ○"), ("zero", "0 0 0"), ("half", "5 5 5"), ("full", "10 10 10"), ("unknown", "– – –")],
)
@pytest.mark.parametrize(("order", "actual", "made"), [
    ("high", "15 12 10 4 4 8 0", "10 7 5 2"), ("low", "5 8 10 20 4 8 1", "10 7 5 2,5"),
])  # fmt: skip
def test_half_for_the_target_and_half_by_the_leader(
    order: str, actual: str, made: str, policy: str, without: str
) -> None:
    assert led(order, policy, actual, TARGETS) == f"{made} {without}"


def test_who_has_no_target_may_be_measured_by_the_best_of_those() -> None:
    assert led("high", "leader", "15 12 10 4 4 8 0", TARGETS) == "10 7 5 2 5 10 0"
    assert led("low", "leader", "5 8 10 20 4 8 16", TARGETS) == "10 7 5 2,5 10 5 2,5"
    assert led("low", "leader", "5 8 10 20 0", TARGETS) == "10 7 5 2,5 10"


def test_a_target_of_nothing_is_a_target_only_where_less_is_better() -> None:
    assert led("low", "zero", "0 3 5", {"A": 0, "B": 0, "C": 10}) == "5 0 10"
    assert led("high", "full", "0 3 15", {"A": 0, "B": 0, "C": 10}) == "10 10 10"


def test_each_group_has_a_leader_of_its_own() -> None:
    assert led("high", "zero", "15 12 11 12", TARGETS, "1 2 1 2") == "10 10 6 10"
    assert led("low", "leader", "5 8 4 8", {"A": 10, "B": 10}, "1 2 1 2") == "10 10 10 10"


def placed(rule: str, values: str, groups: str = "") -> str:
    edition = table(leaf("1", None, f'kind = "rank_points"\n{rule}'))
    answers = {
        unit: {"1": answer(edition, "1", value=text)} for unit, text in zip("ABCDE", values.split(), strict=False)
    }
    told = {unit: {"nhom": group} for unit, group in zip("ABCDE", groups.split(), strict=False)}
    scores = engine.score(edition, answers, attributes=told)
    for unit in answers:
        why = engine.explain(edition, answers, None, unit, "1", attributes=told)
        assert why.points == scores.units[unit].points["1"]
    return " ".join(shown(one.points["1"]) or "–" for one in scores.units.values())


@pytest.mark.parametrize(
    ("more", "values", "made"),
    [
        ("beyond = 1", "9 9 7 5", "10 10 1 1"),
        ("", "9 8 7", "10 6 –"),
        ('beyond = 1\nties = "dense"', "9 9 7 5", "10 10 6 1"),
        ('beyond = 1\nties = "dense"\norder = "low"', "9 9 7 5", "1 1 6 10"),
        ('beyond = 1\norder = "low"', "9 9 7 5", "1 1 6 10"),
        ('beyond = 1\nties = "share"', "9 9 7 7", "8 8 1 1"),
        ('beyond = 1\nties = "share"', "9 7 7 7", "10 2,67 2,67 2,67"),
        ('beyond = 2\nties = "share"', "9 9 9 5 5", "6 6 6 2 2"),
        ('beyond = 2\nties = "share"', "9 8 7 5 5", "10 6 2 2 2"),
        ('beyond = 1\nties = "share"\norder = "low"', "9 7 5", "1 6 10"),
        ('ties = "share"', "9 7 7 5", "10 – – –"),
        ('ties = "share"', "9 9 5", "8 8 –"),
    ],
)
def test_the_points_of_a_place_and_of_places_that_are_shared(more: str, values: str, made: str) -> None:
    assert placed(f"places = [10, 6]\n{more}", values) == made


def test_places_in_a_group_are_counted_there() -> None:
    for ties in ("skip", "dense", "share"):
        assert placed(f'places = [10, 6]\nwithin = "nhom"\nties = "{ties}"', "9 8 7 6", "1 2 2 1") == "10 10 6 6"


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("high", [["20 > 10: vượt chỉ tiêu", "Tỷ lệ vượt chỉ tiêu: (20 − 10)/10 = 100%", "Đơn vị dẫn đầu vượt: 100%"],
                  ["8 < 10: chưa đạt chỉ tiêu"], ["Đơn vị không có chỉ tiêu được giao", "0 ≤ 0: Không có kết quả"]]),
        ("low", [["20 > 10: cao hơn chỉ tiêu"],
                 ["8 < 10: thấp hơn chỉ tiêu", "Tỷ lệ thấp hơn chỉ tiêu: (10 − 8)/10 = 20%", "Đơn vị dẫn đầu thấp hơn: 20%"],  # noqa: E501
                 ["Đơn vị không có chỉ tiêu được giao", "0 ≤ 0: Bằng 0"]]),
    ],
)  # fmt: skip
def test_the_steps_are_told_in_the_words_of_the_order(order: str, words: list[list[str]]) -> None:
    edition = table(leaf("1", 10, f'kind = "leader_relative"\nno_target = "leader"\norder = "{order}"'), total=10)
    answers = {unit: {"1": answer(edition, "1", actual=text)} for unit, text in (("A", "20"), ("B", "8"), ("C", "0"))}
    aims = {unit: {"1": Fraction(10)} for unit in "AB"}
    assert [list(engine.explain(edition, answers, aims, unit, "1").steps) for unit in "ABC"] == words


def test_a_place_alone_is_told_by_itself_and_shared_ones_by_their_mean() -> None:
    edition = table(leaf("1", None, 'kind = "rank_points"\nplaces = [10, 6]\nbeyond = 1\nties = "share"'))
    answers = {unit: {"1": answer(edition, "1", value=text)} for unit, text in (("A", "9"), ("B", "8"), ("C", "8"))}
    alone, shared = (engine.explain(edition, answers, None, unit, "1") for unit in "AB")
    assert alone.steps == ("Thứ hạng: 1", "1 thuộc mức đúng 1: 10 điểm")
    assert shared.steps == ("Cùng chiếm từ hạng: 2", "đến hạng: 2 + 2 − 1 = 3", "Lấy số lớn nhất trong: 2; 2 − 1",
                            "Số đơn vị đồng hạng: 2")  # fmt: skip
    assert shared.sentence == "(0 + 6 + (3 − 2) × 1)/2 = 3,5 điểm (Điều 1)"
