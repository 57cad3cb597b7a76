"""The day a thing was handed in is offered to the criterion that counts it, with its source; saved by a person."""

import datetime as dt

import pytest

from tests.scoring.test_sheets import OWN, form_of
from tests.scoring.year import open_round, started
from thidua.reports import actions as reports
from thidua.samples.cast import moment
from thidua.scoring.models import Claim
from thidua.scoring.terms import Hand
from thidua.season import actions as season
from thidua.season.terms import Phase

UNIT, HALF = "song-hong", "IV.1.a"
DUE = dt.date(2026, 6, 15)
"""What the sample table asks of “Báo cáo sơ kết 6 tháng”, and the period is opened with."""


@pytest.fixture
def running(cast):
    return started(cast)


def period(cast, name="6 tháng đầu năm", span="half", due_on=DUE, from_date=dt.date(2026, 1, 1)):
    at = moment(2026, 6, 1)
    return reports.open_period(here=cast.here("thu-ky-cum-truong", at.date()), span=span, name=name, at=at,
                               from_date=from_date, to_date=DUE, due_on=due_on)  # fmt: skip


def send(cast, of, day):
    at, member = moment(2026, 6, day), cast.member(UNIT)
    reports.save_report(here=cast.here(f"can-bo-{UNIT}", at.date()), period=of, membership=member, figures={},
                        narrative=f"Kết quả đến ngày {day} (minh hoạ)", at=at)  # fmt: skip
    reports.submit_report(here=cast.here(f"lanh-dao-{UNIT}", at.date()), period=of, membership=member, at=at)


def sheet(cast, visit):
    open_round(cast, Hand.SELF)
    page = visit(f"can-bo-{UNIT}").get(OWN).content.decode()
    row = page.split(f'id="{HALF}"')[1].split("</tr>")[0]
    return page, row


def test_the_day_the_report_was_sent_is_offered_with_its_source_and_kept_only_when_saved(running, visit):
    send(running, period(running), 19)
    page, row = sheet(running, visit)
    assert 'value="19/06/2026"' in row
    assert "từ báo cáo" in row
    assert "6 tháng đầu năm: gửi ngày 19/06/2026, chậm 4 ngày" in row
    assert not Claim.objects.exists(), "nothing is saved by showing it"
    visit(f"can-bo-{UNIT}").post(OWN, form_of(page))
    assert Claim.objects.get(code=HALF).written == {"sent": "19/06/2026"}
    assert (
        "gửi ngày" not in visit(f"can-bo-{UNIT}").get(OWN).content.decode().split(f'id="{HALF}"')[1].split("</tr>")[0]
    )


def test_another_day_may_be_written_over_it(running, visit):
    send(running, period(running), 19)
    page, _row = sheet(running, visit)
    visit(f"can-bo-{UNIT}").post(OWN, form_of(page) | {f"{HALF}:sent": "14/06/2026"})
    assert Claim.objects.get(code=HALF).written == {"sent": "14/06/2026"}


def test_given_back_and_sent_again_counts_from_the_first_sending(running, visit):
    half = period(running)
    send(running, half, 12)
    reports.return_report(here=running.here("thu-ky-cum-pho", dt.date(2026, 6, 20)), period=half,
                          membership=running.member(UNIT), reason="Thiếu biểu (minh hoạ)",
                          at=moment(2026, 6, 20))  # fmt: skip
    send(running, half, 22)
    _page, row = sheet(running, visit)
    assert "gửi ngày 12/06/2026, đúng hạn<" in row


def test_an_extension_is_told(running, visit):
    half = period(running)
    season.extend(here=running.here("thuong-truc"), phase=Phase.REPORT, of=half.name, given=DUE,
                  membership=running.member(UNIT), due_on=dt.date(2026, 6, 20), reason="Mưa lũ (minh hoạ)",
                  at=moment(2026, 6, 10))  # fmt: skip
    send(running, half, 19)
    assert "gửi ngày 19/06/2026, đúng hạn đã gia hạn" in sheet(running, visit)[1]


def test_nothing_is_offered_where_nothing_was_sent_or_two_things_may_be_meant(running, visit):
    other = period(running, name="Chuyên đề tháng 6", span="month", from_date=dt.date(2026, 6, 1))
    send(running, period(running), 12)
    send(running, other, 14)
    _page, row = sheet(running, visit)
    assert "gửi ngày" not in row


def test_a_criterion_of_another_thing_due_the_same_day_is_left_alone(running, visit):
    """II.3.a, a plan due on 31 January, is not the report that happened to be due then."""
    send(running, period(running, due_on=dt.date(2026, 1, 31)), 12)
    page, _row = sheet(running, visit)
    assert "gửi ngày" not in page
