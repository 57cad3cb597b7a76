"""Registered against achieved: titles with their decisions, targets with their figures, and who may see them."""

import datetime as dt
import io
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from thidua.members.terms import Stage
from thidua.results.fulfilment import fulfilments
from thidua.results.models import Decision, Nomination
from thidua.results.terms import Outcome
from thidua.samples.cast import moment
from thidua.scoring.models import Claim, Sheet
from thidua.targets.models import Registration, Target
from thidua.targets.terms import State

from .appraised import appraise, at_stage

PAGE = "/cum/cum-mau/2026/ket-qua/dang-ky/"


@pytest.fixture
def appraised(cast):
    return appraise(cast)


def of(cast, unit="bien-dong"):
    return fulfilments(cast.here("thuong-truc"), [cast.member(unit)])[0]


def line(cast, code, unit="bien-dong"):
    return next(one for one in of(cast, unit).lines if one.criterion.code == code)


def test_the_share_is_exact(appraised):
    one = line(appraised, "I.1.a")
    assert None not in {one.agreed, one.achieved}
    assert one.share == one.achieved / one.agreed
    assert isinstance(one.share, Fraction)
    Target.objects.filter(membership=appraised.member("bien-dong"), code="I.1.a").update(agreed="1.234,5")
    assert line(appraised, "I.1.a").share == one.achieved / Fraction("1234.5")


def test_what_is_missing_is_missing_and_not_zero(appraised):
    mine = Target.objects.filter(membership=appraised.member("bien-dong"))
    mine.filter(code="I.1.a").update(agreed="")
    assert (line(appraised, "I.1.a").agreed, line(appraised, "I.1.a").share) == (None, None)
    mine.filter(code="I.1.b").update(agreed="0")
    assert line(appraised, "I.1.b").share is None, "nothing is divided by zero"
    known = of(appraised).counted
    Claim.objects.filter(sheet__membership=appraised.member("bien-dong")).delete()
    now = of(appraised)
    assert {one.achieved for one in now.lines} == {None}
    assert (now.counted["met"], now.counted["missed"]) == (0, 0)
    assert now.counted["unknown"] > known["unknown"]


def test_a_figure_that_was_not_sent_does_not_count(appraised):
    Sheet.objects.filter(membership=appraised.member("bien-dong")).update(submitted_at=None)
    assert line(appraised, "I.1.a").achieved is None


def test_the_last_hand_that_wrote_is_believed(appraised):
    sheet = Sheet.objects.get(membership=appraised.member("bien-dong"), hand="appraised")
    fields = {"written": {"actual": "77"}, "reason": "đếm lại", "by_name": "Mẫu", "at": moment(2026, 11, 1)}
    Claim.objects.update_or_create(sheet=sheet, code="I.1.a", defaults=fields)
    assert line(appraised, "I.1.a").achieved == 77


def test_titles_stand_beside_what_was_decided(appraised):
    member = appraised.member("bien-dong")
    Registration.objects.create(membership=member, titles=["co-bo-tinh", "tap-the-lao-dong-xuat-sac"],
                                state=State.APPROVED)  # fmt: skip
    asked = Nomination.objects.create(year=appraised.year, membership=member, award="co-bo-tinh")
    outcomes = {one.title: one.outcome for one in of(appraised).titles}
    assert set(outcomes.values()) == {Outcome.NOT_PROPOSED}, "a proposal that was not sent is nobody's business yet"
    Nomination.objects.filter(pk=asked.pk).update(submitted_at=moment(2026, 11, 22))
    assert of(appraised).titles[0].outcome == Outcome.AWAITED
    Decision.objects.create(nomination=asked, granted=True, number="12/QĐ", on=dt.date(2026, 12, 20), signer="Bộ")
    other = Nomination.objects.create(year=appraised.year, membership=member, award="bang-khen-bo-tinh",
                                      submitted_at=moment(2026, 11, 22))  # fmt: skip
    found = of(appraised).titles
    assert [(one.registered, one.outcome) for one in found] == [
        (True, Outcome.GRANTED), (True, Outcome.NOT_PROPOSED), (False, Outcome.AWAITED),
    ]  # fmt: skip
    assert found[2].nomination.row == other


def test_before_the_appraisal_closes_a_unit_reads_its_own_only(appraised, visit):
    at_stage(appraised, Stage.SELF_SCORED)
    page = visit("can-bo-bien-dong").get(PAGE).content.decode()
    assert "Đơn vị Biển Đông" in page
    assert "Đơn vị Cao Nguyên" not in page
    assert "Đơn vị Cao Nguyên" in visit("thuong-truc").get(PAGE).content.decode()
    at_stage(appraised, Stage.APPRAISED)
    assert "Đơn vị Cao Nguyên" in visit("can-bo-bien-dong").get(PAGE).content.decode()


def test_the_workbook_has_numbers_where_they_are_known_and_blanks_where_not(appraised, visit):
    Target.objects.filter(membership=appraised.member("bien-dong"), code="I.1.a").update(agreed="")
    answer = visit("can-bo-bien-dong").get(PAGE + "tai-ve/")
    assert "dang-ky-va-ket-qua-2026.xlsx" in answer["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(answer.content))["Chỉ tiêu"]
    rows = {(row[0], row[1]): row for row in sheet.iter_rows(min_row=4, values_only=True)}
    name = appraised.member("bien-dong").unit.name
    assert rows[name, "I.1.a"][5] is None
    assert rows[name, "I.1.a"][7] is None
    other = line(appraised, "I.1.b")
    assert Fraction(str(rows[name, "I.1.b"][6])) == other.achieved


def test_a_year_without_a_table_has_an_empty_page(cast, visit):
    page = visit("thuong-truc").get(PAGE)
    assert page.status_code == 200
    assert "không có tiêu chí nào giao chỉ tiêu" in page.content.decode()


def test_the_page_costs_the_same_for_one_unit_and_all(appraised):
    here = appraised.here("thuong-truc")

    def cost(members):
        with CaptureQueriesContext(connection) as queries:
            fulfilments(here, members)
        return len(queries)

    assert cost(here.members[:1]) == cost(here.members)
