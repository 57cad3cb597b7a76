"""Where the own account is signed in: seen by its owner alone, ended at once."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session as Kept
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from thidua.accounts.actions import sweep_sessions
from thidua.accounts.devices import device
from thidua.accounts.middleware import NOTED
from thidua.kit import clock, keeping
from thidua.ledger.models import Entry
from thidua.members.actions import set_password
from thidua.samples.cast import PROGRAM, moment

WORD, PAGE, HOME = "Sông nước mùa thu 26", "/tai-khoan/phien/", "/viec-cua-toi/"
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/17.5 Safari/604"
)


@pytest.fixture
def sign_in(cast):
    cache.clear()
    set_password(person=cast.person("can-bo-song-hong"), password=WORD, by=PROGRAM, at=moment(2026, 2, 1))
    set_password(person=cast.person("quan-tri"), password=WORD, by=PROGRAM, at=moment(2026, 2, 1))

    def enter(agent: str = OFFICE, username: str = "can-bo-song-hong") -> Client:
        visitor = Client(headers={"User-Agent": agent})
        assert visitor.post("/dang-nhap/", {"login": username, "password": WORD}).status_code == 302
        return visitor

    yield enter
    cache.clear()


def text(visitor: Client) -> str:
    return visitor.get(PAGE).content.decode()


def numbers(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('name="which" value="')[1:] if not part.startswith("all")]


def test_one_sees_the_own_sessions_and_ends_one(sign_in):
    here, phone, stranger = sign_in(), sign_in(PHONE), sign_in(PHONE, "quan-tri")
    page = text(here)
    assert "Chrome trên Windows <span" in page, "this one is marked"
    assert "Safari trên iPhone" in page
    assert "127.0.0.1" in page
    assert len(numbers(page)) == 1, "nobody else's, and not this one"
    assert here.post(PAGE, {"which": numbers(page)[0]}).status_code == 302
    assert phone.get(HOME)["Location"].startswith("/dang-nhap/")
    assert here.get(HOME).status_code == 200
    assert stranger.get(HOME).status_code == 200
    entry = Entry.objects.get(act="account.end_sessions")
    assert entry.facts["sessions"] == ["Safari trên iPhone"]
    assert "Safari trên iPhone" not in text(here)


def test_all_others_end_with_one_click_and_a_second_click_says_so(sign_in):
    here, others = sign_in(), [sign_in(PHONE) for _ in range(3)]
    assert here.post(PAGE, {"which": "all"}).status_code == 302
    assert "Đã đăng xuất 3 phiên." in text(here)
    assert all(one.get(HOME).status_code == 302 for one in others)
    again = here.post(PAGE, {"which": "all"})
    assert again.status_code == 422
    assert "Phiên này đã kết thúc" in again.content.decode()
    assert Entry.objects.filter(act="account.end_sessions").count() == 1


def test_nobody_ends_the_session_of_another_nor_the_one_in_use_here(sign_in):
    here, other = sign_in(), sign_in(PHONE, "quan-tri")
    sign_in(PHONE)
    own = numbers(text(other))
    theirs = [str(n) for n in range(1, 50)] + own
    for number in theirs:
        if number not in numbers(text(here)):
            assert here.post(PAGE, {"which": number}).status_code == 422
    assert other.get(HOME).status_code == 200
    assert here.get(HOME).status_code == 200


def test_a_session_of_an_older_password_is_not_listed_as_open(sign_in, cast):
    here = sign_in(PHONE)
    assert "Safari trên iPhone" in text(here)
    set_password(person=cast.person("can-bo-song-hong"), password=WORD + "!", by=PROGRAM, at=moment(2026, 3, 1))
    fresh = Client(headers={"User-Agent": OFFICE})
    fresh.post("/dang-nhap/", {"login": "can-bo-song-hong", "password": WORD + "!"})
    assert "Safari trên iPhone" not in text(fresh)


def test_one_sees_when_each_was_last_used_and_a_page_kept_stays_kept(sign_in, cast):
    """Noted once in five minutes at most, whatever is opened; nothing is written into the ledger for it."""
    here, phone = sign_in(), sign_in(PHONE)
    phone.get(HOME)
    written = Entry.objects.count()
    for minutes, noted in ((10, True), (12, False), (16, True)):
        keeping.forget()
        NOTED.clear()  # as another process, which has noted nothing yet
        with clock.at(moment(2026, 3, 1, 9) + dt.timedelta(minutes=minutes)):
            with CaptureQueriesContext(connection) as statements:
                phone.get(HOME)
            assert any(" SET " in one["sql"] for one in statements), "asked, and only one of the processes writes"
            last = UserSession.objects.get(user_agent=PHONE).last_seen_at
            assert (last == clock.now()) is noted
            with CaptureQueriesContext(connection) as statements:
                phone.get(HOME)
            assert not any(" SET " in one["sql"] for one in statements), "not with every request"
    assert "09:16 01/03/2026" in text(here)
    assert Entry.objects.count() == written


def test_an_office_of_the_whole_site_signs_in_again_after_half_an_hour_unused(sign_in, settings):
    settings.IDLE_MINUTES = 30
    administrator, officer = sign_in(OFFICE, "quan-tri"), sign_in()
    for minutes, still in ((0, True), (25, True), (50, True), (81, False)):
        keeping.forget()
        with clock.at(moment(2026, 3, 1, 9) + dt.timedelta(minutes=minutes)):
            assert officer.get(HOME).status_code == 200
            answer = administrator.get(HOME)
            assert (answer.status_code == 200) is still, minutes
    assert answer["Location"] == f"/dang-nhap/?next={HOME}"
    assert "Lâu không dùng nên phiên đã kết thúc" in administrator.get(answer["Location"]).content.decode()


def test_how_long_it_lay_unused_is_not_asked_with_every_request(sign_in, settings):
    asked = {}
    for minutes in (0, 30):
        settings.IDLE_MINUTES = minutes
        administrator = sign_in(OFFICE, "quan-tri")
        administrator.get("/tai-khoan/")
        with clock.at(moment(2026, 3, 1, 9) + dt.timedelta(minutes=6)):
            with CaptureQueriesContext(connection) as statements:
                administrator.get("/tai-khoan/")
            asked[minutes] = len(statements)
    assert asked[0] == asked[30] > 0


def test_what_is_noted_of_sessions_goes_with_them(sign_in):
    here, phone = sign_in(), sign_in(PHONE)
    phone.post("/dang-xuat/")
    Kept.objects.filter(session_key=here.session.session_key).delete()  # as `clearsessions` does with what is over
    still = sign_in(OFFICE, "quan-tri")
    sweep_sessions()
    assert [one.session_key for one in UserSession.objects.all()] == [still.session.session_key]


def test_a_browser_is_named_or_unknown_never_guessed():
    assert device(OFFICE + " Edg/126.0") == "Edge trên Windows"
    assert device("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0") == "Firefox trên Linux"
    assert device("curl/8") == "Không rõ máy nào"
