"""The running year, before anything is scored: how far each unit is with its targets, since its report before; whose
numbers who reads."""

import datetime as dt
import html
import re
from fractions import Fraction

import pytest

from tests.reports.year import HALF, NINE, opened, save, submit
from tests.scoring.year import here, started
from thidua.insight.progress import progress
from thidua.insight.queries import kept
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.targets.models import Target
from thidua.targets.terms import Scope

PAGE = "/cum/cum-mau/2026/phan-tich/"
CODE = "I.1.a"
SECRETARY = "thu-ky-cum-truong"


@pytest.fixture
def year(cast):
    started(cast)
    Target.objects.filter(membership__year=cast.year).delete()
    for unit, agreed in (("song-hong", "80"), ("bien-dong", "50")):
        Target.objects.create(membership=cast.member(unit), code=CODE, agreed=agreed)
    return cast


def send(cast, period, unit, actual):
    save(cast, period, unit, {CODE: {"actual": actual}})
    submit(cast, period, unit)


def step(cast, unit, who=SECRETARY):
    there = here(cast, who)
    rows = {one.membership.unit.code: one for one in progress(there, kept(there))}
    return next(one for one in rows[unit].steps if one.criterion.code == CODE)


def plain(answer):
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))


def test_what_was_reported_stands_beside_the_target_and_what_was_reported_before(year, visit):
    half, nine = opened(year, HALF), opened(year, NINE)
    send(year, half, "song-hong", "30")
    assert step(year, "song-hong").shown == {"now": "30", "agreed": "80", "share": "37,5%", "change": ""}
    send(year, nine, "song-hong", "60")
    send(year, half, "bien-dong", "50")
    assert step(year, "song-hong").shown == {"now": "60", "agreed": "80", "share": "75%", "change": "+30"}
    page = plain(visit(SECRETARY).get(PAGE))
    for said in ("Chưa có điểm để phân tích", "9 tháng (trước đó: 6 tháng)", "75% 60 / 80 (+30)", "100% 50 / 50",
                 "chưa gửi báo cáo"):  # fmt: skip
        assert said in page, said


def test_periods_that_follow_one_another_are_added_and_a_gap_is_not_guessed(year):
    spring = {"span": "quarter", "name": "Quý I", "from_date": dt.date(2026, 1, 1), "to_date": dt.date(2026, 3, 31)}
    summer = {"span": "quarter", "name": "Quý II", "from_date": dt.date(2026, 4, 1), "to_date": dt.date(2026, 6, 30)}
    first, second = (opened(year, {**one, "due_on": dt.date(2026, 7, 5)}) for one in (spring, summer))
    send(year, first, "song-hong", "10")
    send(year, second, "song-hong", "15")
    send(year, second, "bien-dong", "20")
    found = step(year, "song-hong")
    assert (found.so_far, found.before, found.share) == (Fraction(25), Fraction(10), Fraction(25, 80))
    assert step(year, "bien-dong").so_far is None, "of the first quarter nothing is known"


def test_a_unit_reads_its_own_numbers_and_the_secretariat_all(year, visit):
    half = opened(year, HALF)
    for unit in ("song-hong", "bien-dong"):
        send(year, half, unit, "30")
    told = {who: {one.membership.unit.code for one in progress(here(year, who), kept(here(year, who)))}
            for who in ("lanh-dao-bien-dong", "thuong-truc", "tuyen-truyen", "kiem-phieu-1", "hoi-dong-1")}  # fmt: skip
    every = {member.unit.code for member in here(year, SECRETARY).members}
    assert told["lanh-dao-bien-dong"] == {"bien-dong"}
    assert told["thuong-truc"] == every
    assert told["hoi-dong-1"] == set()
    page = plain(visit("lanh-dao-bien-dong").get(PAGE))
    assert "60% 30 / 50" in page
    assert "30 / 80" not in page


def test_what_was_not_assigned_says_so_and_after_the_appraisal_the_points_speak(year, visit):
    Target.objects.filter(membership=year.member("song-hong")).update(scope=Scope.NOT_ASSIGNED, reason="x")
    send(year, opened(year, HALF), "song-hong", "30")
    assert step(year, "song-hong").share is None
    assert "Tiến độ chỉ tiêu" in plain(visit(SECRETARY).get(PAGE))
    ClusterYear.objects.update(stage=Stage.APPRAISED)
    assert "Tiến độ chỉ tiêu" not in plain(visit(SECRETARY).get(PAGE))
