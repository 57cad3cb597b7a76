"""Nhìn lại: what the pages say of the sample year is true, to the last point; who sees what."""

from fractions import Fraction

import pytest
from django.test import Client

from tests.seeded import seeded
from thidua.engine import load
from thidua.insight import fairness, queries, stability
from thidua.insight.terms import Varied
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.rulebook.models import EditionText
from thidua.samples.cast import YEAR, moment
from thidua.scoring.bridge import book
from thidua.scoring.terms import Column

ROOT = f"/cum/cum-mau/{YEAR}/phan-tich/"
SECRETARY, OFFICER = "thu-ky-cum-truong", "can-bo-song-hong"


@pytest.fixture
def appraised(db):
    return seeded(Stage.APPRAISED)


@pytest.fixture
def written(appraised):
    return book(appraised.year, moment(YEAR, 11, 20).date())


def at(cast, username, path="", **posted):
    visitor = Client()
    visitor.force_login(cast.person(username))
    return visitor.post(ROOT + path, posted) if posted else visitor.get(ROOT + path)


def test_the_leaders_page_says_who_leads_and_where_each_is_strong(appraised):
    text = at(appraised, OFFICER).content.decode()
    for said in ("956", "739,64", "95,6%", "Mạnh nhất", "Chỉ tiêu đã đăng ký"):
        assert said in text, said


def test_inflation_is_what_was_claimed_less_what_was_agreed(written):
    hands = fairness.Hands(written)
    own, agreed = hands.own, hands.agreed
    gaps = {gap.name: gap.above for gap in fairness.inflation_by_unit(hands)}
    assert gaps == {unit: own.units[unit].total - agreed.units[unit].total for unit in gaps}
    assert gaps["bien-dong"] == 5000
    assert gaps["dong-bang"] == -10000
    assert sum(gap.above for gap in fairness.inflation_by_criterion(hands)) == sum(gaps.values())


def test_what_tells_nobody_apart_and_what_one_unit_decides(written):
    scores = written.scores(Column.AGREED)
    for one in fairness.flat(written.edition, scores):
        assert {unit.points[one.criterion.code] for unit in scores.units.values()} == {one.points}
    for one in fairness.lone(written.edition, scores):
        others = {unit.points[one.criterion.code] for name, unit in scores.units.items() if name != one.unit}
        assert len(others) == 1
        assert scores.units[one.unit].points[one.criterion.code] - others.pop() == one.gap
    ranked = [("a", scores.units["truong-son"].total), ("b", scores.units["song-hong"].total)]
    assert [one.gap for one in fairness.close(written.edition, ranked)] == [0], "the tie of the sample year"


@pytest.mark.parametrize("varied", Varied)
def test_every_unit_holds_one_place_in_every_case_and_the_draws_repeat(written, varied):
    field = stability.field_of(written.edition, written.scores(Column.AGREED), written.scores(Column.SELF))
    found, again = (stability.simulate(field, 600, varied) for _twice in range(2))
    assert found == again
    assert [sum(one.places) for one in found.held] == [600] * 5
    assert sum(one.places[0] for one in found.held) >= 600, "somebody is first in every case"


def test_nothing_varied_keeps_todays_places(written):
    """Disputed points of a year in which nobody disputes: the ranking cannot move."""
    agreed = written.scores(Column.AGREED)
    found = stability.simulate(stability.field_of(written.edition, agreed, agreed), 50, Varied.DISPUTED)
    assert all(one.places[one.place_now - 1] == 50 for one in found.held)


def test_a_simulation_that_is_stopped_answers_for_what_it_did(written):
    field = stability.field_of(written.edition, written.scores(Column.AGREED), written.scores(Column.SELF))
    found = stability.simulate(field, 10_000, Varied.WEIGHTS, told=lambda done: done < 500)
    assert found.cases == 500


def test_another_maximum_moves_the_points_and_the_table_holds(appraised, written):
    """Half the maximum of the criterion: everybody's points of it halve, the groups and the total follow."""
    text = at(appraised, SECRETARY, "neu-nhu/?tieu-chi=I.1.a", **{"so-max": "25"}).content.decode()
    assert "Nếu như vậy thì" in text
    total = written.scores(Column.AGREED).units["truong-son"].total
    before = written.scores(Column.AGREED).units["truong-son"].points["I.1.a"]
    after = Fraction(total - before, 1000) + Fraction(before, 2000)
    assert f"{int(after)}" in text


def test_a_number_that_is_none_is_named_and_stays(appraised):
    answer = at(appraised, SECRETARY, "neu-nhu/?tieu-chi=I.1.a", **{"so-max": "năm mươi"})
    assert answer.status_code == 422
    assert "không phải là một số" in answer.content.decode()
    assert "năm mươi" in answer.content.decode()


def test_a_table_that_pleases_is_kept_as_a_draft_and_nothing_else_changes(appraised):
    before = ClusterYear.objects.get(pk=appraised.year.pk).stage
    answer = at(appraised, SECRETARY, "neu-nhu/?tieu-chi=I.1.a", **{"so-max": "40", "giu": "1"})
    assert answer.status_code == 302
    kept = load(EditionText.objects.get(status="draft").text)
    assert kept.criterion("I.1.a").max == 40_000
    assert ClusterYear.objects.get(pk=appraised.year.pk).stage == before
    assert at(appraised, "thu-ky-cum-pho", "neu-nhu/?tieu-chi=I.1.a", **{"so-max": "41", "giu": "1"}).status_code == 422


def test_how_the_hands_differ_is_not_for_the_units_compared(appraised):
    for path in ("cong-bang/", "do-vung/", "neu-nhu/"):
        assert "dành cho Cơ quan thường trực" in at(appraised, OFFICER, path).content.decode(), path
    assert at(appraised, OFFICER, "bieu-do/tu-cham.svg").status_code == 409
    assert at(appraised, OFFICER, "bieu-do/khong-co.svg").status_code == 404


def test_a_chart_says_its_finding_and_leaves_as_svg_and_png(appraised):
    drawn = at(appraised, OFFICER, "bieu-do/bang-diem.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "bằng điểm ở đầu bảng" in drawn.content.decode()
    assert at(appraised, OFFICER, "bieu-do/bang-diem.png").content.startswith(b"\x89PNG")


def test_a_year_without_points_says_so(visit):
    text = visit(SECRETARY).get(ROOT).content.decode()
    assert "Chưa có" in text or "chưa" in text
    for path in ("cong-bang/", "do-vung/", "qua-cac-nam/", "neu-nhu/"):
        assert visit(SECRETARY).get(ROOT + path).status_code == 200, path


def test_the_years_follow_a_unit_through_its_mergers(db):
    cast = seeded(Stage.HANDED_OVER)
    results, found = queries.pasts(cast.here(SECRETARY, moment(YEAR, 12, 30).date()))
    assert [result.year.year for result in results] == [YEAR]
    assert {past.unit.code: past.points[0][1] for past in found}["truong-son"] == 1
