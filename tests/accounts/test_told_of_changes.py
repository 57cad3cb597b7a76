"""Whoever changes how an account is opened, its owner is told: in a letter at once, and on the page of protection."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from tests.accounts.stepping import CODES, WORD, code_of, text, with_app
from thidua.accounts.actions import issue
from thidua.ledger.models import Entry
from thidua.members.models import Person
from thidua.notices.models import Letter
from thidua.samples.cast import PROGRAM, moment

WHO = "can-bo-song-hong"
OTHER = {"oldpassword": WORD, "password1": "Mật khẩu khác 2026", "password2": "Mật khẩu khác 2026"}
STEP = "/bao-mat/buoc-hai/"


@pytest.fixture(autouse=True)
def _with_mail(settings, cast):
    """A site that sends letters, to one person with an address."""
    settings.MAIL_SERVER, settings.SITE_URL = "smtp://127.0.0.1", "https://thidua.example.vn"
    settings.SHOW_SAMPLE_SIGN_INS, settings.SECOND_FACTOR = False, []
    Person.objects.filter(username=WHO).update(email="can-bo@example.vn")
    cache.clear()
    yield
    cache.clear()


def told() -> list[str]:
    """What the letters said since we last looked."""
    letters = [one.text for one in Letter.objects.filter(address="can-bo@example.vn").order_by("pk")]
    Letter.objects.all().delete()
    return letters


def test_a_changed_password_is_told_and_in_the_ledger(sign_in):
    visitor = sign_in(WHO)
    told()
    assert visitor.post("/mat-khau/", OTHER).status_code == 302
    [letter] = told()
    assert "Mật khẩu vừa được đặt hoặc đổi" in letter
    assert "Người thực hiện: chính tài khoản này" in letter
    assert "https://thidua.example.vn/tai-khoan/phien/" in letter
    assert Entry.objects.latest("seq").act == "person.password"


def test_what_is_added_and_taken_away_is_told_once_each(sign_in):
    visitor = sign_in(WHO)
    told()
    with_app(visitor)
    [letter] = told()
    assert "Thêm ứng dụng xác thực" in letter
    visitor.get(CODES)
    assert visitor.post("/bao-mat/ma-du-phong/lap-moi/").status_code == 302
    [letter] = told()
    assert "Lập mã dự phòng mới" in letter
    visitor.post("/bao-mat/ung-dung/bo/")
    [letter] = told()
    assert "Bỏ ứng dụng xác thực" in letter
    page = text(visitor.get("/bao-mat/"))
    assert page.index("Bỏ ứng dụng xác thực.") < page.index("Lập mã dự phòng mới;") < page.index("Thêm ứng dụng")


def test_what_an_administrator_does_is_told_with_the_name(cast, sign_in):
    with_app(sign_in(WHO))
    told()
    administrator = sign_in("quan-tri")
    person = cast.person(WHO)
    with translation.override("en"):
        administrator.post(f"/tai-khoan/nguoi-dung/{person.pk}/bo-lop-bao-ve/")
    [letter] = told()
    assert "Bỏ lớp bảo vệ thứ hai" in letter
    assert cast.person("quan-tri").name in letter
    administrator.post(f"/tai-khoan/nguoi-dung/{person.pk}/mat-khau-moi/")
    assert any("buộc đặt mật khẩu mới" in one for one in told())


def test_an_invitation_to_somebody_who_has_a_password_is_told_and_a_newcomers_is_not(cast, sign_in):
    issue(person=cast.person(WHO), by=PROGRAM, at=moment(2026, 3, 1))
    assert told() == []
    sign_in(WHO)
    told()
    issue(person=cast.person(WHO), by=PROGRAM, at=moment(2026, 3, 1))
    assert "giấy mời cho phép đặt lại mật khẩu" in told()[0]


def test_a_changed_address_is_told_at_the_old_one(cast, visit):
    where = f"/tai-khoan/nguoi-dung/{cast.person(WHO).pk}/thu/"
    secretary = visit("can-bo-bien-dong")
    assert secretary.post(where, {"email": "ke-la@example.vn"}).status_code == 404
    administrator = visit("quan-tri")
    assert administrator.post(where, {"email": "khong phai"}).status_code == 422
    assert administrator.post(where, {"email": "moi@example.vn"}).status_code == 302
    [letter] = told()
    assert "Địa chỉ thư của tài khoản vừa được đổi" in letter
    assert "moi@example.vn" not in letter
    assert cast.person(WHO).email == "moi@example.vn"
    assert Entry.objects.latest("seq").act == "person.email"
    own = administrator.post(f"/tai-khoan/nguoi-dung/{cast.person('quan-tri').pk}/thu/", {"email": "x@example.vn"})
    assert "tài khoản của chính bạn" in text(own)


def test_a_code_used_again_is_told_and_a_wrong_one_is_not(sign_in):
    owner = sign_in(WHO)
    secret = with_app(owner)
    recovery = re.findall(r'class="recovery">(\d+)<', text(owner.get(CODES)))[0]
    told()
    for code in (code_of(secret, 1), recovery):
        sign_in(WHO, code=code)
        assert told() == []
        thief = sign_in(WHO)
        assert "Mã không đúng" in text(thief.post(STEP, {"code": code}))
        [letter] = told()
        assert "đã dùng rồi lại được gõ lần nữa" in letter
        assert code not in letter
        thief.post(STEP, {"code": "000000"})
        assert told() == []
    assert Entry.objects.filter(act="account.code_again").count() == 2
    assert "đã dùng rồi lại được gõ" in text(owner.get("/bao-mat/"))


def test_without_a_mail_server_or_an_address_nothing_is_queued_and_the_page_still_tells(cast, sign_in, settings):
    settings.MAIL_SERVER = ""
    visitor = sign_in(WHO)
    visitor.post("/mat-khau/", OTHER)
    settings.MAIL_SERVER = "smtp://127.0.0.1"
    sign_in("can-bo-bien-dong")
    assert not Letter.objects.exists()
    assert "Mật khẩu vừa được đặt hoặc đổi." in text(visitor.get("/bao-mat/"))
    assert Client().get("/bao-mat/").status_code == 302
