"""Late is counted in whole days of Việt Nam, from the due day as it stands for the unit."""

import datetime as dt

import pytest

from tests.scoring import year as scored
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.reports import actions as reports
from thidua.samples.cast import VIET_NAM
from thidua.scoring import actions as scoring
from thidua.scoring.models import Sheet
from thidua.scoring.terms import Hand
from thidua.season import actions as season
from thidua.season.terms import Phase

DUE = dt.date(2026, 6, 15)
LAST_SECOND = dt.datetime(2026, 6, 15, 23, 59, 59, tzinfo=VIET_NAM)
FIRST_SECOND = dt.datetime(2026, 6, 16, 0, 0, 1, tzinfo=VIET_NAM)


@pytest.fixture
def period(cast):
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=Stage.RUNNING)
    opened = dt.datetime(2026, 6, 1, 8, tzinfo=VIET_NAM)
    return reports.open_period(
        here=cast.here("thu-ky-cum-truong", opened.date()), span="half", name="6 tháng đầu năm", at=opened,
        from_date=dt.date(2026, 1, 1), to_date=DUE, due_on=DUE,
    )  # fmt: skip


def send(cast, period, unit, at):
    """The days late that a report sent at that second is kept with."""
    member, day = cast.member(unit), at.astimezone(VIET_NAM).date()
    reports.save_report(here=cast.here(f"can-bo-{unit}", day), period=period, membership=member, figures={},
                        narrative="Kết quả (minh hoạ)", at=at)  # fmt: skip
    sent = reports.submit_report(here=cast.here(f"lanh-dao-{unit}", day), period=period, membership=member, at=at)
    return sent.days_late


def extend(cast, unit, to, **what):
    return season.extend(here=cast.here("thuong-truc"), membership=cast.member(unit) if unit else None, given=DUE,
                         due_on=to, reason="Mưa lũ (minh hoạ)", at=LAST_SECOND, **what)  # fmt: skip


def test_the_last_second_of_the_due_day_is_in_time_and_the_first_of_the_next_is_a_day_late(cast, period):
    assert send(cast, period, "bien-dong", LAST_SECOND) == 0
    assert send(cast, period, "dong-bang", FIRST_SECOND) == 1


def test_the_day_is_counted_in_viet_nam_wherever_the_server_keeps_its_clock(cast, period):
    """17:00:01 UTC of the due day is already the next day in Hà Nội."""
    assert send(cast, period, "bien-dong", LAST_SECOND.astimezone(dt.UTC)) == 0
    assert send(cast, period, "dong-bang", FIRST_SECOND.astimezone(dt.UTC)) == 1


def test_a_report_is_late_from_the_extended_day_of_its_unit_only(cast, period):
    extend(cast, "bien-dong", dt.date(2026, 6, 16), phase=Phase.REPORT, of=period.name)
    assert send(cast, period, "bien-dong", FIRST_SECOND) == 0
    assert send(cast, period, "dong-bang", FIRST_SECOND) == 1


def test_an_extension_given_afterwards_leaves_what_came_late_as_late_as_it_was(cast, period):
    assert send(cast, period, "bien-dong", FIRST_SECOND) == 1
    extend(cast, "", dt.date(2026, 6, 20), phase=Phase.REPORT, of=period.name)
    assert period.reports.get().days_late == 1
    assert send(cast, period, "dong-bang", FIRST_SECOND) == 0


def test_a_sheet_is_late_from_the_extended_day(cast):
    scored.started(cast)
    scored.open_round(cast, Hand.SELF)
    season.extend(here=cast.here("thuong-truc", scored.DAY), phase=Phase.SELF_SCORING, at=scored.AT, given=scored.DUE,
                  membership=cast.member("bien-dong"), due_on=dt.date(2026, 10, 22), reason="Mưa lũ")  # fmt: skip
    for unit in ("bien-dong", "dong-bang"):
        scored.fill_self(cast, unit)
        scoring.submit_sheet(here=scored.here(cast, f"lanh-dao-{unit}"), membership=cast.member(unit), hand=Hand.SELF,
                             at=dt.datetime(2026, 10, 23, 0, 0, 1, tzinfo=VIET_NAM))  # fmt: skip
    late = dict(Sheet.objects.filter(hand=Hand.SELF).values_list("membership__unit__code", "days_late"))
    assert late == {"bien-dong": 1, "dong-bang": 3}


def test_the_overview_of_reports_says_the_extended_day(cast, period, visit):
    extend(cast, "bien-dong", dt.date(2026, 6, 20), phase=Phase.REPORT, of=period.name)
    page = visit("thu-ky-cum-truong").get("/cum/cum-mau/2026/bao-cao/").content.decode()
    assert page.count("gia hạn đến 20/06/2026") == 1
    shown = visit("can-bo-bien-dong").get(f"/cum/cum-mau/2026/bao-cao/{period.pk}/bien-dong/").content.decode()
    assert "20/06/2026" in shown
    assert "đã gia hạn, hạn đầu 15/06/2026" in shown
