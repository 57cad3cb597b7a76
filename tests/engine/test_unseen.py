"""Tables nobody has shown us yet, of courts, communes, districts and schools, with points worked out by hand."""

from fractions import Fraction
from typing import Any

import pytest

from tests.engine.small import GIVEN, answer, group, leaf, points, shown, table
from thidua import engine

QUARTERS = "".join(
    f'[[period]]\ncode = "{n}"\ntitle = "Quý {n}"\nweight = {2 if n == 4 else 1}\nwindow = "{1 if n < 3 else 2}"\n'
    for n in range(1, 5)
)


def typed(edition: engine.Edition, code: str, key: str, **texts: str) -> dict[str, dict[str, engine.Answer]]:
    """One figure of one criterion for every unit."""
    return {unit: {code: answer(edition, code, **{key: text})} for unit, text in texts.items()}


def scored(
    edition: engine.Edition, code: str, key: str, more: Any = (None, None, None), **texts: str
) -> dict[str, str]:
    scores = engine.score(edition, typed(edition, code, key, **texts), *more)
    return {unit: shown(one.points[code]) for unit, one in scores.units.items()}


def sentence(edition: engine.Edition, code: str, key: str, unit: str, targets: Any = None, **texts: str) -> engine.Why:
    return engine.explain(edition, typed(edition, code, key, **texts), targets, unit, code)


@pytest.mark.parametrize(
    ("ties", "points"),
    [("skip", "20 15 15 5 0 0"), ("dense", "20 15 15 10 5 5"), ("share", "20 12,5 12,5 5 0 0")],
)
def test_courts_that_stand_equal_share_a_place_or_the_points_of_all_their_places(ties: str, points: str) -> None:
    rule = f'kind = "rank_points"\nplaces = [20, 15, 10, 5]\nbeyond = 0\nties = "{ties}"'
    edition = table(leaf("1", 20, rule), total=20)
    assert engine.check(edition) == []
    courts = {"A": "98", "B": "97,5", "C": "97,5", "D": "91", "E": "80", "F": "80"}
    assert list(scored(edition, "1", "value", **courts).values()) == points.split()


def test_equals_share_what_lies_partly_beyond_the_listed_places() -> None:
    rule = 'kind = "rank_points"\nplaces = [10, 6]\nties = "share"\norder = "low"'
    edition = table(leaf("1", 10, rule + "\nbeyond = 1.5"), total=10)
    courts = {"A": "1", "B": "2", "C": "2", "D": "2"}  # places 2, 3, 4: (6 + 1,5 + 1,5) / 3
    assert scored(edition, "1", "value", **courts) == {"A": "10", "B": "3", "C": "3", "D": "3"}
    why = sentence(edition, "1", "value", "C", **courts)
    assert why.sentence == "(0 + 6 + (4 − 2) × 1,5)/3 = 3 điểm (Điều 1)"
    assert why.steps[:2] == ("Cùng chiếm từ hạng: 2", "đến hạng: 2 + 3 − 1 = 4")
    bare = table(leaf("1", 10, rule), total=10)
    assert scored(bare, "1", "value", **courts) == {"A": "10", "B": "", "C": "", "D": ""}


def test_ranks_in_ranks_and_in_groups_with_every_way_to_count_equals() -> None:
    """Three ranks of three figures are added with a rank of the mean, and that sum is ranked again in its group."""
    asks = '[{ key = "a", label = "A", kind = "number" }, { key = "b", label = "B", kind = "number" }]'
    edition = table(
        leaf("1", None, 'kind = "formula"\nwords = "Tổng thứ hạng"\n'
             f'formula = "rank_mean(a) + rank_dense_low(b) + equals(a) / 10"\nasks = {asks}', "counts = false"),
        leaf("2", 10, 'kind = "rank_points"\nplaces = [10, 7, 4]\nbeyond = 0\n'
             'of = "1"\norder = "low"\nwithin = "khoi"'),
        total=10,
    )  # fmt: skip
    figures = {"A": ("5", "1"), "B": ("5", "2"), "C": ("4", "2"), "D": ("3", "9")}
    answers = {unit: {"1": answer(edition, "1", a=a, b=b)} for unit, (a, b) in figures.items()}
    groups = {"A": {"khoi": 1}, "B": {"khoi": 1}, "C": {"khoi": 2}, "D": {"khoi": 1}}
    units = engine.score(edition, answers, attributes=groups).units
    # A: 1,5 + 1 + 0,2; B: 1,5 + 2 + 0,2; C: 3 + 2 + 0,1; D: 4 + 3 + 0,1
    assert [shown(units[unit].points["1"]) for unit in "ABCD"] == ["2,7", "3,7", "5,1", "7,1"]
    assert [shown(units[unit].points["2"]) for unit in "ABCD"] == ["10", "7", "10", "4"]


def test_fewer_offences_than_targeted_is_better_and_no_offences_may_be_the_target() -> None:
    rule = 'kind = "leader_relative"\nno_target = "unknown"\norder = "low"\nunit = "vụ"\nwithin = "loai"'
    edition = table(leaf("1", 10, rule), total=10)
    targets = {unit: {"1": Fraction(aim)} for unit, aim in {"A": 0, "B": 0, "C": 10, "D": 10, "E": 8, "F": 4}.items()}
    groups = {unit: {"loai": "xã" if unit in "ABCDG" else "phường"} for unit in "ABCDEFG"}
    cases = {"A": "0", "B": "1", "C": "4", "D": "7", "E": "10", "F": "3", "G": "5"}
    # C leads the communes by 60%, D has half of that; F leads the wards by its 25%; E missed: 5 × 8/10; G has no target
    expected = {"A": "5", "B": "0", "C": "10", "D": "7,5", "E": "4", "F": "10", "G": ""}
    assert scored(edition, "1", "actual", (targets, None, groups), **cases) == expected
    assert engine.check(edition) == []


def test_growth_may_be_below_nothing_and_its_bands_open_at_both_ends() -> None:
    bands = "[{ points = -2, lt = -5 }, { points = 0, ge = -5, le = 0 }, { points = 3, gt = 0, lt = 8.5 }, "
    rule = f'kind = "bands"\nmeasure = "Tăng trưởng"\nbands = {bands}{{ points = 5, gt = 8.5 }}]'
    closed = table(leaf("1", 5, rule), total=5)
    assert {problem.code for problem in engine.check(closed)} == {"negative_band", "band_hole"}
    edition = table(leaf("1", 5, rule + "\nsigned = true"), total=5)
    assert [problem.what for problem in engine.check(edition)] == ["Kết quả đúng 8,5 không thuộc khoảng nào."]
    grown = {"A": "-5,01", "B": "-5", "C": "0", "D": "0,01", "E": "8,5", "F": "8,51"}
    expected = {"A": "−2", "B": "0", "C": "0", "D": "3", "E": "", "F": "5"}
    assert scored(edition, "1", "value", **grown) == expected


def test_a_signed_measure_takes_what_it_gives() -> None:
    edition = table(leaf("1", None, 'kind = "linear"\nmeasure = "Tăng thu"\neach = 0.5\nunit = "%"\nsigned = true\n'
                         "cap = 5\nfloor = -3"))  # fmt: skip
    assert scored(edition, "1", "value", A="-4", B="-9", C="3", D="40") == {"A": "−2", "B": "−3", "C": "1,5", "D": "5"}
    says = edition.leaves[0].rule.says(edition.leaves[0])
    assert says == (
        "Tăng thu: cộng 0,5 điểm cho mỗi 1%; dưới 0 thì trừ theo cùng tỷ lệ; tối đa 5 điểm; thấp nhất −3 điểm."
    )


def year_of_quarters(absent: str = "wait", combine: str = "weighted") -> engine.Edition:
    """Work judged each quarter, a plan only in the last, gains of a group held to 3 in every half year."""
    events = 'kind = "per_event"\nevents = [{ what = "sáng kiến", each = 1, unit = "sáng kiến" }]'
    return table(
        leaf("A", 60, GIVEN),
        group("B", 40, 'periods = ["4"]'),
        leaf("B.1", 40, GIVEN),
        group("C", None, "window_cap = 3\nwindow_floor = -1"),
        leaf("C.1", None, events, "window_cap = 2"),
        leaf("C.2", None, events.replace("each = 1", "each = -0.5")),
        leaf("C.3", None, events),
        total=100,
        more=f'combine = "{combine}"\nabsent = "{absent}"\n{QUARTERS}',
    )


def quarter(edition: engine.Edition, code: str, **rows: tuple[str, ...]) -> engine.Scores:
    """One quarter: the points judged, then how many of each event; what is not scored then is typed by nobody."""
    answers = {}
    for unit, (work, plan, *events) in rows.items():
        own = {"A": answer(edition, "A", points=work)}
        own |= {"B.1": answer(edition, "B.1", points=plan)} if plan else {}
        own |= {f"C.{n}": answer(edition, f"C.{n}", event1=text) for n, text in enumerate(events, start=1)}
        answers[unit] = own | dict.fromkeys(edition.outside(code), engine.NOT_ASSIGNED)
    return engine.score(edition, answers)


def test_a_commune_of_quarters_with_a_plan_only_in_the_last_and_caps_over_half_years() -> None:
    edition = year_of_quarters()
    assert edition.outside("1") == edition.outside("3") == {"B.1"}
    assert edition.outside("4") == edition.outside("") == frozenset()
    results = {
        "1": quarter(edition, "1", A=("50", "", "3", "0", "1"), B=("40", "", "0", "9", "0")),
        "2": quarter(edition, "2", A=("55", "", "1", "1", "1"), B=("45", "", "0", "0", "0")),
        "3": quarter(edition, "3", A=("60", "", "0", "0", "0"), B=("60", "", "1", "0", "0")),
        "4": quarter(edition, "4", A=("60", "36", "1", "0", "0"), B=("30", "40", "0", "0", "1")),
    }
    assert results["1"].units["A"].complete
    assert shown(results["1"].units["A"].assigned_max) == "60"
    year = engine.over_periods(edition, results)
    # A, first half: C.1 gained 4, two too many; then C holds 2 − 0,5 + 2 = 3,5, half a point too many
    assert year["A"].windows == {("C.1", "1"): 2000, ("C", "1"): 500}
    # B, first half: C holds −4,5, three and a half below what may be lost
    assert year["B"].windows == {("C", "1"): -3500}
    # A: (54 + 56,5 + 60 + 2 × 97 − 2 − 0,5) / 5; B: (35,5 + 45 + 61 + 2 × 71 + 3,5) / 5
    scores = engine.year_scores(edition, results)
    assert [(shown(scores.units[unit].total), scores.units[unit].complete) for unit in "AB"] == [
        ("72,4", True), ("57,4", True)]  # fmt: skip
    # of 60 + 60 + 60 + 2 × 100 over 5, that is 76, A has 72,4
    assert engine.show_percent(scores.units["A"].percent) == "95,26%"
    assert [shown(scores.units["A"].points[code]) for code in ("A", "B", "C", "C.1")] == ["57", "14,4", "1", "0,8"]


@pytest.mark.parametrize(
    ("absent", "combine", "total", "missing"),
    [("leave_out", "weighted", "70", ()), ("leave_out", "mean", "65", ()), ("leave_out", "sum", "130", ()),
     ("wait", "weighted", "70", ("1", "2"))],
)  # fmt: skip
def test_a_unit_founded_in_the_summer_is_judged_by_the_quarters_it_was_there(
    absent: str, combine: str, total: str, missing: tuple[str, ...]
) -> None:
    edition = year_of_quarters(absent, combine)
    old = ("60", "", "0", "0", "0")
    results = {
        "1": quarter(edition, "1", A=old),
        "2": quarter(edition, "2", A=old),
        "3": quarter(edition, "3", A=old, B=("50", "", "0", "0", "0")),
        "4": quarter(edition, "4", A=("60", "40", "0", "0", "0"), B=("50", "30", "0", "0", "0")),
    }
    if combine == "weighted":  # (50 + 2 × 80) / 3
        assert engine.year_scores(edition, results).units["B"].exact_total == Fraction(70)
    year = engine.over_periods(edition, results)["B"]
    assert (shown(year.total), year.missing, year.complete) == (total, missing, not missing)
    nobody = {code: one for code, one in results.items() if code != "2"}
    assert engine.over_periods(edition, nobody)["B"].missing == (("2",) if absent == "leave_out" else ("1", "2"))


def test_what_older_engines_made_of_a_cap_on_a_group_can_still_be_worked_out() -> None:
    edition = year_of_quarters()
    results = {"1": quarter(edition, "1", A=("50", "", "3", "0", "4"))}
    assert engine.over_periods(edition, results)["A"].windows == {("C.1", "1"): 1000, ("C", "1"): 3000}
    assert engine.over_periods(edition, results, leaves_only=True)["A"].windows == {("C.1", "1"): 1000}


def test_what_a_criterion_lost_in_one_half_year_is_no_room_for_its_group_in_the_other() -> None:
    edition = year_of_quarters()
    results = {
        "1": quarter(edition, "1", A=("50", "", "5", "0", "0")),
        "3": quarter(edition, "3", A=("50", "", "0", "0", "5")),
    }
    assert engine.over_periods(edition, results)["A"].windows == {("C.1", "1"): 3000, ("C", "2"): 2000}


def test_what_does_not_count_loses_nothing_to_the_year() -> None:
    edition = table(
        leaf("1", 10, GIVEN), leaf("2", None, GIVEN, "counts = false\nwindow_cap = 4"), total=10, more=QUARTERS
    )
    own = {"1": answer(edition, "1", points="8"), "2": answer(edition, "2", points="9")}
    results = {"1": engine.score(edition, {"A": own})}
    assert shown(engine.over_periods(edition, results)["A"].total) == "8"
    assert shown(engine.year_scores(edition, results).units["A"].points["2"]) == "4"


@pytest.mark.parametrize(
    ("more", "room"), [("", 1), ('rounds = "half_up"', 2), ('rounds = "up"', 2), ('rounds = "up"\nmost = 1', 1)]
)
def test_a_quota_cuts_the_part_of_a_unit_down_or_up_as_its_paper_says_and_never_beyond_a_number(
    more: str, room: int
) -> None:
    ladder = '[[grade]]\nname = "Xuất sắc"\nat_least = 9\n[[grade]]\nname = "Tốt"\nat_least = 5\n'
    edition = table(leaf("1", 10, GIVEN), total=10,
                    more=f'{ladder}[[quota]]\ngrade = "Xuất sắc"\nshare = 0.25\n{more}\n')  # fmt: skip
    assert engine.check(edition) == []
    scores = engine.score(
        edition, typed(edition, "1", "points", A="10", B="9,8", C="9,5", D="9,1", E="9", F="6", G="6")
    )
    grades = [place.grade for place in engine.rank(edition, scores)]
    assert grades == ["Xuất sắc"] * room + ["Tốt"] * (7 - room)  # a quarter of seven is 1,75


@pytest.mark.parametrize(("share", "rounds", "room"), [
    ("0.2", "half_up", 1), ("0.5", "half_up", 4), ("0.5", "down", 3), ("0.2", "up", 2), ("1", "up", 7), ("0", "up", 0),
])  # fmt: skip
def test_a_half_of_a_unit_is_rounded_up_and_less_than_a_half_is_not(share: str, rounds: str, room: int) -> None:
    edition = table(leaf("1", 10, GIVEN), more='[[grade]]\nname = "A"\n[[quota]]\ngrade = "A"\n'
                    f'share = {share}\nrounds = "{rounds}"\n')  # fmt: skip
    assert engine.limits(edition, 7) == {"A": room}


def test_places_follow_at_once_where_the_table_says_so_and_gates_see_them() -> None:
    ladder = '[[grade]]\nname = "Cờ"\nwhen = "rank <= 2"\n[[grade]]\nname = "Giấy khen"\n'
    units = {"A": "9", "B": "9", "C": "8", "D": "7"}
    for ties, ranks, flags in (("skip", [1, 1, 3, 4], 2), ("dense", [1, 1, 2, 3], 3)):
        edition = table(leaf("1", 10, GIVEN), total=10, more=f'ties = "{ties}"\n{ladder}')
        places = engine.rank(edition, engine.score(edition, typed(edition, "1", "points", **units)))
        assert [place.rank for place in places] == ranks
        assert sum(place.grade == "Cờ" for place in places) == flags


def test_a_group_of_units_has_its_own_criterion_within_the_same_total() -> None:
    """Mountain communes are asked for forest, the others for industry: 20 points each way, and the total is 100."""
    edition = table(
        leaf("I", 80, GIVEN),
        leaf("rung", 20, GIVEN, "counts = false\napplies = 'unit.vung == \"núi\"'"),
        leaf("cn", 20, GIVEN, "counts = false\napplies = 'unit.vung == \"xuôi\"'"),
        leaf("II", 20, 'kind = "formula"\nwords = "Rừng hoặc công nghiệp"\n'
             'formula = "first(points(\\"rung\\"), points(\\"cn\\"))"'),
        total=100,
    )  # fmt: skip
    assert [problem for problem in engine.check(edition) if problem.blocking] == []
    own = {code: answer(edition, code, points=text) for code, text in {"I": "70", "rung": "15", "cn": "19"}.items()}
    facts = {"A": {"vung": "núi"}, "B": {"vung": "xuôi"}, "C": {}}
    units = engine.score(edition, dict.fromkeys("ABC", own), attributes=facts).units
    assert [shown(units[unit].total) for unit in "AB"] == ["85", "89"]
    assert [shown(units[unit].assigned_max) for unit in "AB"] == ["100", "100"]
    assert [units[unit].complete for unit in "ABC"] == [True, True, False]  # nobody told where C lies


def test_a_cap_on_all_bonuses_wherever_they_stand_and_on_all_penalties() -> None:
    """Three sections each with a bonus; of all bonuses 10 points count, of all penalties 6, whatever else is gained."""
    plus = 'kind = "per_event"\nevents = [{ what = "khen", each = 4 }]\ncap = 12'
    less = 'kind = "per_event"\nevents = [{ what = "lỗi", each = -2 }]'
    even = ('kind = "formula"\nwords = "Phần thưởng quá 10 điểm và phần phạt quá 6 điểm không tính"\nformula = '
            '"min(0, 10 - (points(\\"1.t\\") + points(\\"2.t\\"))) + '
            'max(0, -6 - (points(\\"1.p\\") + points(\\"2.p\\")))"')  # fmt: skip
    edition = table(group("1"), leaf("1.t", None, plus), leaf("1.p", None, less), group("2"), leaf("2.t", None, plus),
                    leaf("2.p", None, less), leaf("3", None, even))  # fmt: skip
    counts = {"A": "1 0 1 1", "B": "3 0 2 9", "C": "9 2 0 2"}
    answers = {
        unit: {code: answer(edition, code, event1=text)
               for code, text in zip(("1.t", "1.p", "2.t", "2.p"), row.split(), strict=True)}
        for unit, row in counts.items()
    }  # fmt: skip
    units = engine.score(edition, answers).units
    # A 8 − 2; B 12 + 8 − 18, held to 10 − 6; C 12 − 8, held to 10 − 6
    assert [shown(units[unit].total) for unit in "ABC"] == ["6", "4", "4"]


def test_jurors_without_the_highest_and_the_lowest_of_them() -> None:
    names = "abcde"
    asks = ", ".join(
        f'{{ key = "{n}", label = "Giám khảo {n}", kind = "points", lowest = 0, highest = 10 }}' for n in names
    )
    formula = f"({' + '.join(names)} - max({', '.join(names)}) - min({', '.join(names)})) / 3"
    edition = table(leaf("1", 10, f'kind = "formula"\nwords = "Bình quân"\nformula = "{formula}"\nasks = [{asks}]'))
    read = answer(edition, "1", a="9,5", b="8", c="7,25", d="8,5", e="2")
    assert shown(engine.score(edition, {"A": {"1": read}}).units["A"].points["1"]) == "7,92"  # 23,75 / 3


def test_the_best_three_of_five_initiatives_count() -> None:
    asks = ", ".join(f'{{ key = "{n}", label = "Sáng kiến {n}", kind = "points" }}' for n in "abcde")
    rule = f'kind = "formula"\nwords = "Ba sáng kiến điểm cao nhất"\nasks = [{asks}]\nformula = '
    edition = table(leaf("1", 10, rule + '"min(full, top(3, a, b, c / 3, d, e))"'))
    typed_in = {"a": "1", "b": "2,5", "c": "7", "d": "0", "e": "2,5"}
    why = engine.explain(edition, {"A": {"1": answer(edition, "1", **typed_in)}}, None, "A", "1")
    assert shown(why.points) == points(edition, "1", **typed_in) == "7,33"  # 2,5 + 2,5 + 7/3
    assert "Lấy 3 số lớn nhất trong: 1; 2,5; 7/3; 0; 2,5" in why.steps
    assert points(edition, "1", **typed_in | {"a": "9"}) == "10"
    whole = table(leaf("1", 10, rule + '"top(2, a, b, c)"'))
    assert points(whole, "1", **typed_in) == "9,5"
    for wrong in ("top(0, a)", "top(3, a, b)", "top(a, b)", "top(2)"):
        assert "formula" in {problem.code for problem in engine.check(table(leaf("1", 10, f'{rule}"{wrong}"')))}


def test_what_is_wrong_with_the_new_words_is_told() -> None:
    edition = table(
        leaf("1", 10, 'kind = "rank_points"\nplaces = [10]\nbeyond = 0\nties = "mean"', 'periods = ["9"]'),
        leaf("2", 10, 'kind = "leader_relative"\nno_target = "zero"\norder = "up"', "window_cap = 3"),
        leaf("3", None, 'kind = "linear"\nmeasure = "M"\neach = 1\ncap = 1\nsigned = true\nwhole_steps = true'),
        total=20, more='ties = "mean"\nabsent = "zero"\n[[grade]]\nname = "A"\n[[quota]]\ngrade = "A"\nshare = 1\n'
                       'rounds = "nearest"\n',
    )  # fmt: skip
    found = {(problem.code, problem.where) for problem in engine.check(edition) if problem.blocking}
    assert found == {("choice", "ties"), ("choice", "absent"), ("choice", "1"), ("unknown_period", "1"),
                     ("choice", "2"), ("window", "2"), ("bounds", "3"), ("quota", "A")}  # fmt: skip


def test_a_rank_of_a_whole_country_is_worked_out_in_one_sorting() -> None:
    """Ten thousand communes: comparing each with each would take minutes."""
    edition = table(leaf("1", 10, 'kind = "rank_points"\nplaces = [10, 5]\nbeyond = 0'), total=10)
    answers = {f"X{n}": {"1": engine.Answer({"value": n % 5_000})} for n in range(10_000)}
    points = [one.points["1"] for one in engine.score(edition, answers).units.values()]
    assert (points.count(10_000), points.count(5_000), points.count(0)) == (2, 0, 9_998)
