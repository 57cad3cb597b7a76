"""Tokens: made on a page after the password is asked again, shown once, revoked by a click; they die with the seat."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.exchange.callers import MADE, ROOT, YEAR, Caller, caller, problem
from thidua.archive.queries import rows_of
from thidua.exchange.api.actions import make_token
from thidua.exchange.api.models import AccessToken
from thidua.exchange.api.terms import AT_ONCE, LONGEST, Reach
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.actions import end_password, set_password, unseat
from thidua.members.models import Person, Seat
from thidua.samples.cast import PROGRAM, moment

PAGE, NEW = "/tai-khoan/ma-truy-cap/", "/tai-khoan/ma-truy-cap/moi/"
WORD = "Sông nước mùa thu 26"


@pytest.fixture
def officer(cast) -> Client:
    """Signed in, and the password typed once more."""
    cache.clear()
    set_password(person=cast.person("can-bo-song-hong"), password=WORD, by=PROGRAM, at=moment(2026, 2, 1))
    visitor = Client()
    visitor.force_login(cast.person("can-bo-song-hong"))
    assert visitor.post(f"/bao-mat/xac-nhan/?next={NEW}", {"password": WORD})["Location"] == NEW
    yield visitor
    cache.clear()


def seat_of(cast, username: str) -> Seat:
    return Seat.objects.get(person__username=username)


def typed(cast, **other: object) -> dict[str, object]:
    return {"name": "Phần mềm báo cáo", "seat": seat_of(cast, "can-bo-song-hong").pk, "reaches": ["year"],
            "until": "2026-04-01", **other}  # fmt: skip


def test_the_password_is_asked_again_before_a_token_is_made(cast, visit):
    set_password(person=cast.person("can-bo-song-hong"), password=WORD, by=PROGRAM, at=moment(2026, 2, 1))
    visitor = visit("can-bo-song-hong")
    for answer in (visitor.get(NEW), visitor.post(NEW, typed(cast))):
        assert answer["Location"].startswith("/bao-mat/xac-nhan/")
    assert not AccessToken.objects.exists()


def test_the_code_is_shown_once_kept_as_a_hash_and_works(cast, officer):
    made = officer.post(NEW, typed(cast)).content.decode()
    code = re.search(r"thidua_[\w-]{43}", made)[0]
    kept = AccessToken.objects.get()
    assert code not in str(AccessToken.objects.values().get())
    assert code not in officer.get(PAGE).content.decode()
    assert kept.expires_at == moment(2026, 4, 2, 0)
    entry = Entry.objects.get(act="token.make")
    assert code not in str(entry.facts)
    assert entry.facts["reaches"] == ["year"]
    assert Caller(code).get(YEAR).status_code == 200
    kept.refresh_from_db()
    assert kept.used_at == clock.now()
    assert "09:00 01/03/2026" in officer.get(PAGE).content.decode()


def test_one_click_revokes_and_a_second_one_says_so(cast, officer):
    program = caller(cast, "can-bo-song-hong")
    assert officer.post(f"{PAGE}{program.token.pk}/huy/").status_code == 302
    assert "bị huỷ" in problem(program.get(YEAR), 401)["detail"]
    assert "đã huỷ trước đó" in officer.post(f"{PAGE}{program.token.pk}/huy/", follow=True).content.decode()
    assert Entry.objects.filter(act="token.revoke").count() == 1


def test_nobody_revokes_anothers_but_the_administrator(cast, visit):
    program = caller(cast, "can-bo-song-hong")
    assert visit("thu-ky-cum-truong").post(f"{PAGE}{program.token.pk}/huy/").status_code == 404
    assert visit("thuong-truc").get(f"{PAGE}tat-ca/").status_code == 404
    assert "Phần mềm thử" in visit("quan-tri").get(f"{PAGE}tat-ca/").content.decode()
    visit("quan-tri").post(f"{PAGE}{program.token.pk}/huy/")
    problem(program.get(YEAR), 401)
    assert Entry.objects.get(act="token.revoke").actor_office == "administrator"


def test_a_token_dies_with_its_seat(cast):
    program, seat = caller(cast, "can-bo-song-hong"), seat_of(cast, "can-bo-song-hong")
    unseat(held=seat, until=dt.date(2026, 3, 1), reason="Chuyển công tác", by=PROGRAM, at=clock.now())
    assert program.get(f"{ROOT}/me").status_code == 200  # the last day is still a day
    with clock.at(moment(2026, 3, 2)):
        assert "không còn ai giữ" in problem(program.get(f"{ROOT}/me"), 401)["detail"]


def test_a_token_dies_with_the_password_the_account_and_its_day(cast):
    person, at = cast.person("can-bo-song-hong"), clock.now()
    one, two = caller(cast, "can-bo-song-hong"), caller(cast, "can-bo-bien-dong")
    set_password(person=person, password=WORD, by=PROGRAM, at=at)
    assert "Mật khẩu đã đổi" in problem(one.get(f"{ROOT}/me"), 401)["detail"]
    again = caller(cast, "can-bo-song-hong")
    end_password(person=person, by=PROGRAM, at=at)
    problem(again.get(f"{ROOT}/me"), 401)
    with clock.at(at + dt.timedelta(days=30)):
        assert "hết hạn" in problem(two.get(f"{ROOT}/me"), 401)["detail"]
    Person.objects.filter(username="can-bo-bien-dong").update(is_active=False)
    problem(two.get(f"{ROOT}/me"), 401)


def test_neither_tokens_nor_addresses_leave_with_the_year(cast):
    caller(cast, "can-bo-song-hong")
    assert {model._meta.app_label for model in rows_of(cast.year)} & {"exchange", "accounts"} == set()


def test_an_office_that_must_have_a_second_factor_calls_with_one_only(cast, settings):
    program = caller(cast, "thu-ky-cum-truong")
    assert program.get(f"{ROOT}/me").status_code == 200
    settings.SHOW_SAMPLE_SIGN_INS = False
    assert "lớp bảo vệ thứ hai" in problem(program.get(f"{ROOT}/me"), 401)["detail"]


def test_a_token_is_made_for_ones_own_seat_for_a_year_and_not_without_end(cast, officer):
    other = seat_of(cast, "thu-ky-cum-truong")
    assert officer.post(NEW, typed(cast, seat=other.pk)).status_code == 422
    assert officer.post(NEW, typed(cast, until="2027-04-01")).status_code == 422
    assert officer.post(NEW, typed(cast, reaches=[])).status_code == 422
    person, own = cast.person("can-bo-song-hong"), seat_of(cast, "can-bo-song-hong")
    given = {"by": person, "name": "x", "reaches": [Reach.YEAR], "at": MADE, "expires_at": MADE + LONGEST}
    with pytest.raises(Refused, match="không giữ chức trách"):
        make_token(seat=other, **given)
    with pytest.raises(Refused, match="một năm"):
        make_token(seat=own, **{**given, "expires_at": MADE + LONGEST + dt.timedelta(days=1)})
    for _one in range(AT_ONCE):
        make_token(seat=own, **given)
    with pytest.raises(Refused, match="huỷ bớt"):
        make_token(seat=own, **given)
