"""The calendar of deadlines: read back by another program, opened by the address alone, never more than one may see."""

import datetime as dt
import re

import icalendar
import pytest
from django.core.cache import cache

from thidua.kit import clock
from thidua.kit.ical import Entry, calendar
from thidua.ledger.models import Entry as Act
from thidua.members.actions import admit
from thidua.members.models import ClusterYear, Person
from thidua.members.terms import Stage
from thidua.notices.models import Feed
from thidua.samples import demo
from thidua.samples.cast import PROGRAM, YEAR, moment
from thidua.season import actions as season
from thidua.season.terms import Phase

OFFICER = "can-bo-bien-dong"
NEAR = moment(YEAR, 3, 12, 9)
DUE = dt.date(YEAR, 3, 15)
ONCE = "/viec-cua-toi/thoi-han.ics"
TITLE = "Lập bản đăng ký thi đua (Biển Đông)"


@pytest.fixture(autouse=True)
def _nobody_counted_yet():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def asked(cast):
    """Registrations are asked for by 15 March."""
    demo.launch(cast)
    demo.adopt(cast)
    with clock.at(NEAR):
        yield cast


def made(visitor):
    """The address as the page shows it."""
    answer = visitor.post("/nhac-viec/lich/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return re.search(r"<textarea[^>]*>http://[^/]+(/lich/[^<]+)<", answer.content.decode())[1]


def events(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    read = icalendar.Calendar.from_ical(answer.content)
    assert not read.errors
    return {str(event["SUMMARY"]): event for event in read.walk("VEVENT")}


def test_what_is_asked_stands_on_its_due_day_with_the_way_to_it_and_two_alarms(asked, visit, settings):
    settings.SITE_URL = "https://thidua.example.vn"
    found = events(visit().get(made(visit(OFFICER))))[TITLE]
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (DUE, DUE + dt.timedelta(days=1)), "a whole day"
    assert str(found["URL"]).startswith("https://thidua.example.vn/cum/cum-mau/2026/dang-ky/")
    assert found["DTSTAMP"].dt == NEAR
    alarms = [alarm["TRIGGER"].dt for alarm in found.walk("VALARM")]
    assert alarms == [dt.timedelta(hours=-16), dt.timedelta(hours=8)], "at eight the day before, and of the day"


def test_an_extension_moves_the_entry_and_does_not_make_another(asked, visit):
    place = made(visit(OFFICER))
    title = TITLE
    before = events(visit().get(place))[title]
    season.extend(here=asked.here("thuong-truc", NEAR.date()), phase=Phase.REGISTRATION, given=DUE,
                  membership=asked.member("bien-dong"), due_on=dt.date(YEAR, 3, 20), reason="Mưa lũ (minh hoạ)",
                  at=NEAR)  # fmt: skip
    after = events(visit().get(place))[title]
    assert after["DTSTART"].dt == dt.date(YEAR, 3, 20)
    assert after["UID"] == before["UID"]


def test_the_last_days_of_the_calendar_are_told_once_and_never_after_they_passed(asked, visit):
    titles = events(visit(OFFICER).get(ONCE))
    assert "Hạn cuối: Tự chấm điểm" in titles
    assert "Hạn cuối: Đăng ký, ký giao ước" not in titles, "what is asked stands on that day"
    with clock.at(moment(YEAR, 12, 31)):
        assert not [title for title in events(visit(OFFICER).get(ONCE)) if title.startswith("Hạn cuối")]


def test_nobody_reads_more_than_their_own_pages(asked, visit):
    """The officer of another unit is asked for another registration; who sits nowhere for nothing."""
    other = events(visit().get(made(visit("can-bo-song-hong"))))
    assert not [title for title in other if "Biển Đông" in title]
    stranger = admit(username="khong-vi-tri", name="Người chưa được giao việc", by=PROGRAM, at=NEAR)
    visitor = visit()
    visitor.force_login(stranger)
    assert events(visit().get(made(visitor))) == {}, "and it is still a calendar that can be read"
    ClusterYear.objects.update(stage=Stage.HANDED_OVER)
    assert events(visit(OFFICER).get(ONCE)) == {}


def test_the_address_alone_opens_it_and_nothing_else_of_the_site(asked, visit):
    place, reader = made(visit(OFFICER)), visit()
    assert reader.get(place).status_code == 200
    assert reader.get("/viec-cua-toi/").status_code == 302
    assert reader.post(place).status_code == 405
    assert reader.get(ONCE).status_code == 302, "the download asks to sign in"


def test_a_wrong_address_a_renewed_one_a_revoked_one_and_a_closed_account_find_nothing(asked, visit):
    visitor, reader = visit(OFFICER), visit()
    first = made(visitor)
    secret = first.split("/")[3]
    assert reader.get(first.replace(secret, secret[:-1])).status_code == 404
    assert reader.get(first.replace(secret, "x")).status_code == 404
    second = made(visitor)
    assert (reader.get(first).status_code, reader.get(second).status_code) == (404, 200)
    Person.objects.filter(username=OFFICER).update(is_active=False)
    assert reader.get(second).status_code == 404
    Person.objects.filter(username=OFFICER).update(is_active=True)
    closed = visitor.post("/nhac-viec/lich/huy/", follow=True).content.decode()
    assert "Đã huỷ địa chỉ lịch" in closed
    assert reader.get(second).status_code == 404
    assert "Không còn địa chỉ lịch" in visitor.post("/nhac-viec/lich/huy/", follow=True).content.decode()
    acts = Act.objects.filter(act__startswith="calendar.").order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["calendar.open", "calendar.renew", "calendar.close"]


def test_the_secret_is_kept_nowhere_and_shown_once(asked, visit):
    visitor = visit(OFFICER)
    secret = made(visitor).split("/")[3]
    assert len(secret) >= 43, "256 bits"
    assert Feed.objects.get().digest != secret
    assert not Act.objects.filter(facts__icontains=secret).exists()
    page = visitor.get("/nhac-viec/").content.decode()
    assert secret not in page
    assert "Lập địa chỉ mới" in page


def test_who_asks_without_pause_is_told_to_wait(asked, visit):
    reader = visit()
    answers = [reader.get("/lich/1/x/thoi-han.ics").status_code for _try in range(121)]
    assert set(answers[:120]) == {404}
    assert answers[120] == 429


@pytest.mark.parametrize("text", [
    "Đơn vị; báo cáo, kết quả \\ quý I\nđúng hạn",
    "ớ" * 200,
    "a" * 61 + "ềềề 👩‍🌾👩‍🌾 " + "Nghị định số 152/2025/NĐ-CP " * 5,
])  # fmt: skip
def test_any_text_comes_back_as_it_was_from_lines_of_75_octets(text):
    written = calendar("Lịch", [Entry("1@x", DUE, text, text, "https://thidua.example.vn/")], NEAR)
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is cut in two
    read = icalendar.Calendar.from_ical(written)
    event = read.walk("VEVENT")[0]
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (text, text)
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_letters_that_end_lines_elsewhere_cannot_add_a_line_of_their_own():
    written = calendar("Lịch", [Entry("1", DUE, "a\r\nATTENDEE:x\x0b\x00b", "", "https://x/")], NEAR)
    assert not [line for line in written.split(b"\r\n") if line.startswith(b"ATTENDEE")]
    assert str(icalendar.Calendar.from_ical(written).walk("VEVENT")[0]["SUMMARY"]) == "a\nATTENDEE:xb"
