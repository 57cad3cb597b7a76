"""Places, ties and what decides them; grades, gates, vetoes and quotas."""

from tests.engine.small import GIVEN, answer, given, leaf, table
from thidua import engine

TIES = (
    '[[tie_break]]\nname = "mục 1 cao hơn"\nof = "1"\n[[tie_break]]\nname = "mục 2 thấp hơn"\nof = "2"\norder = "low"\n'
)
LADDER = '[[grade]]\nname = "A"\nat_least = 90\n[[grade]]\nname = "B"\nat_least = 50\n[[grade]]\nname = "C"\n'


def places(
    edition: engine.Edition, answers: dict[str, dict[str, engine.Answer]], **terms: object
) -> dict[str, engine.Place]:
    return {place.unit: place for place in engine.rank(edition, engine.score(edition, answers), **terms)}


def hundred(more: str = "", **totals: str) -> tuple[engine.Edition, dict[str, dict[str, engine.Answer]]]:
    edition = table(leaf("1", 100, GIVEN), total=100, more=more)
    return edition, given(edition, **{unit: {"1": text} for unit, text in totals.items()})


def test_equals_share_a_place_and_the_next_is_skipped() -> None:
    edition, answers = hundred(A="90", B="80", C="80", D="70")
    found = places(edition, answers)
    assert [(found[unit].rank, found[unit].shared) for unit in "ABCD"] == [(1, False), (2, True), (2, True), (4, False)]


def test_declared_tie_breakers_decide_in_order_and_are_named() -> None:
    edition = table(leaf("1", 10, GIVEN), leaf("2", 10, GIVEN), leaf("3", 10, GIVEN), total=30, more=TIES)
    rows = {"A": "5 5 5", "B": "6 4 5", "C": "5 4 6", "D": "5 5 5", "E": "1 1 1"}
    answers = given(edition, **{unit: dict(zip("123", row.split(), strict=True)) for unit, row in rows.items()})
    found = places(edition, answers)
    assert [found[unit].rank for unit in "BCADE"] == [1, 2, 3, 3, 5]
    assert (found["A"].shared, found["D"].shared) == (True, True)
    assert found["B"].decided_by == "mục 1 cao hơn"
    assert found["C"].decided_by == "mục 2 thấp hơn"
    assert found["E"].decided_by == ""


def test_by_percent_the_smaller_total_may_stand_first() -> None:
    edition = table(leaf("1", 90, GIVEN), leaf("2", 10, GIVEN), total=100, more='rank_by = "percent"')
    answers = given(edition, A={"1": "80", "2": "8"}, B={"1": "80"})
    answers["B"]["2"] = engine.NOT_ASSIGNED
    assert [(unit, place.rank) for unit, place in places(edition, answers).items()] == [("B", 1), ("A", 2)]


def test_a_blank_makes_the_whole_ranking_a_preview() -> None:
    edition, answers = hundred(A="90", B="80")
    assert all(place.official for place in places(edition, answers).values())
    answers["C"] = {}
    assert not any(place.official for place in places(edition, answers).values())


def test_the_excluded_have_no_place_and_take_none() -> None:
    edition, answers = hundred(A="90", B="80")
    found = places(edition, answers, exclude={"A"})
    assert (found["B"].rank, found["A"].rank) == (1, None)


def test_groups_are_ranked_apart() -> None:
    edition, answers = hundred('rank_within = "nhom"', A="90", B="80", C="70")
    scores = engine.score(edition, answers, attributes={"A": {"nhom": "x"}, "B": {"nhom": "y"}, "C": {"nhom": "y"}})
    assert [(p.unit, p.group, p.rank) for p in engine.rank(edition, scores)] == [
        ("A", "x", 1),
        ("B", "y", 1),
        ("C", "y", 2),
    ]


def test_a_grade_needs_its_threshold_and_its_gate() -> None:
    gated = LADDER.replace("at_least = 90", 'at_least = 90\nwhen = "zeros == 0"')
    bonus = leaf("3", None, 'kind = "allowance"\nposts = [{ name = "cờ", points = 2 }]')
    edition = table(leaf("1", 95, GIVEN), leaf("2", 5, GIVEN), bonus, total=100, more=gated)
    answers = given(edition, A={"1": "95", "2": "0"}, B={"1": "86", "2": "4"}, C={"1": "10", "2": "1"})
    for row in answers.values():
        row["3"] = answer(edition, "3", post1="không")
    found = places(edition, answers)
    assert [found[unit].grade for unit in "ABC"] == ["B", "A", "C"]


def test_a_veto_bars_or_lowers_and_says_so() -> None:
    veto = 'kind = "veto"\nwhat = "có người bị kỷ luật"\neffect = '
    edition = table(leaf("1", 100, GIVEN), leaf("d", None, veto + '"demote"'), leaf("n", None, veto + '"no_grade"'),
                    total=100, more=LADDER)  # fmt: skip
    answers = given(edition, A={"1": "95"}, B={"1": "95"}, C={"1": "95"})
    for unit, lowered, barred in (("A", "không", "không"), ("B", "có", "không"), ("C", "không", "có")):
        answers[unit] |= {"d": answer(edition, "d", happened=lowered), "n": answer(edition, "n", happened=barred)}
    found = places(edition, answers)
    assert [found[unit].grade for unit in "ABC"] == ["A", "B", "Không xếp loại"]
    assert found["B"].remark == "Nếu có người bị kỷ luật: hạ 1 bậc xếp loại."
    assert engine.score(edition, answers).units["C"].vetoes == ("n",)


def test_a_veto_may_take_the_place_itself() -> None:
    edition = table(
        leaf("1", 100, GIVEN), leaf("v", None, 'kind = "veto"\nwhat = "gian dối"\neffect = "no_rank"'), total=100
    )
    answers = given(edition, A={"1": "95"}, B={"1": "60"})
    answers["A"]["v"], answers["B"]["v"] = answer(edition, "v", happened="có"), answer(edition, "v", happened="không")
    found = places(edition, answers)
    assert (found["A"].rank, found["B"].rank) == (None, 1)


QUOTAS = LADDER + '[[quota]]\ngrade = "B"\nshare = 0.7\n[[quota]]\ngrade = "A"\nshare = 0.5\nof = "B"\n'
TOTALS = {"A": "99", "B": "98", "C": "97", "D": "60", "E": "55", "F": "10"}


def test_quotas_are_nested_and_never_exceeded() -> None:
    edition, answers = hundred(QUOTAS, **TOTALS)
    assert engine.limits(edition, 6) == {"B": 4, "A": 2}
    found = places(edition, answers)
    assert "".join(found[unit].grade for unit in "ABCDEF") == "AABBCC"
    assert found["C"].remark == "Hết tỷ lệ khống chế của mức A."
    assert found["A"].remark == ""


def test_equals_at_the_edge_of_a_quota_fall_together() -> None:
    edition, answers = hundred(QUOTAS, **(TOTALS | {"C": "98"}))
    found = places(edition, answers)
    assert "".join(found[unit].grade for unit in "ABCDEF") == "ABBBCC"


def test_an_exception_passes_a_quota_with_its_reason_and_still_fills_it() -> None:
    edition, answers = hundred(QUOTAS, **TOTALS)
    found = places(edition, answers, exceptions={"C": "có giải cấp tỉnh"})
    assert "".join(found[unit].grade for unit in "ABCDEF") == "AAABCC"
    assert found["C"].remark == "Ngoại lệ: có giải cấp tỉnh"


def test_a_rounded_percent_is_ranked_as_rounded_where_the_table_says_so() -> None:
    more = 'rank_by = "percent"\npercent_places = 1\n'
    edition, answers = hundred(more, A="90,04", B="90", C="89,9")
    found = places(edition, answers)
    assert [found[unit].rank for unit in "ABC"] == [1, 1, 3]
