"""A session that writes faster than hands can is told to wait; others go on, and reading is never counted."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thidua.kit import clock
from thidua.ledger.models import Entry

FEED = "/nhac-viec/lich/"


@pytest.fixture(autouse=True)
def _three_a_minute(settings):
    settings.WRITES_A_MINUTE = 3


def test_too_many_writes_wait_each_session_on_its_own(visit):
    wild, other = visit("can-bo-song-hong"), visit("can-bo-bien-dong")
    assert [wild.post(FEED).status_code for _press in range(3)] == [200] * 3
    before = Entry.objects.count()
    told = wild.post(FEED)
    assert told.status_code == 429
    assert 1 <= int(told["Retry-After"]) <= 60
    assert "Quá nhiều yêu cầu" in told.content.decode()
    assert Entry.objects.count() == before
    assert wild.get("/nhac-viec/").status_code == 200
    assert other.post(FEED).status_code == 200
    with clock.at(clock.now() + dt.timedelta(seconds=61)):
        assert wild.post(FEED).status_code == 200


def test_the_setting_0_counts_nothing(visit, settings):
    settings.WRITES_A_MINUTE = 0
    visitor = visit("can-bo-song-hong")
    assert [visitor.post(FEED).status_code for _press in range(6)] == [200] * 6


def test_counting_asks_nothing_of_the_database(visit, settings):
    visitor, asked = visit("can-bo-song-hong"), {}
    for most in (0, 1000):
        settings.WRITES_A_MINUTE = most
        visitor.post("/tai-khoan/")
        with CaptureQueriesContext(connection) as queries:
            visitor.post("/tai-khoan/")
        asked[most] = len(queries)
    assert asked[0] == asked[1000] > 0
