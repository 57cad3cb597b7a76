"""The second factor: asked of the offices that must have one, set up by the person alone, never gone round."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from tests.accounts.stepping import APP, CODES, WORD, begin, code_of, text, with_app
from thidua.accounts.actions import issue
from thidua.ledger.models import Entry
from thidua.members.actions import set_password
from thidua.samples.cast import PROGRAM, moment

HOME, SETUP = "/viec-cua-toi/", "/bao-mat/"


@pytest.fixture(autouse=True)
def _asked(settings):
    """A real site: no sample sign-ins, so the offices of the setting are asked."""
    settings.SHOW_SAMPLE_SIGN_INS = False
    cache.clear()
    yield
    cache.clear()


def test_an_office_of_the_setting_is_led_to_set_one_up_before_anything_else(cast, sign_in):
    visitor = sign_in("thuong-truc")
    for address in (HOME, "/tai-khoan/", f"/cum/{cast.year.cluster.slug}/{cast.year.year}/"):
        assert visitor.get(address)["Location"] == SETUP, address
        assert visitor.post(address)["Location"] == SETUP, address
    page = visitor.get(SETUP)
    assert "Trước khi vào việc, hãy đặt lớp bảo vệ thứ hai." in text(page)
    assert "Cơ quan thường trực" in text(page)
    with_app(visitor)
    assert visitor.get(HOME).status_code == 200


def test_other_offices_are_not_held_up_and_none_while_samples_are_shown(cast, sign_in, settings):
    assert sign_in("can-bo-song-hong").get(HOME).status_code == 200
    settings.SHOW_SAMPLE_SIGN_INS = True
    assert sign_in("thuong-truc").get(HOME).status_code == 200


def test_the_setting_names_the_offices(cast, sign_in, settings):
    settings.SECOND_FACTOR = ["unit_officer"]
    assert sign_in("can-bo-song-hong").get(HOME)["Location"] == SETUP
    assert sign_in("thuong-truc").get(HOME).status_code == 200


def test_the_password_alone_no_longer_opens_the_account(sign_in):
    secret = with_app(sign_in("quan-tri"))
    visitor = sign_in("quan-tri")
    assert visitor.get(HOME)["Location"].startswith("/dang-nhap/"), "half-way in is not in"
    wrong = visitor.post("/bao-mat/buoc-hai/", {"code": "000000"})
    assert "Mã không đúng hoặc đã hết hạn" in text(wrong)
    assert visitor.get(HOME)["Location"].startswith("/dang-nhap/")
    inside = sign_in("quan-tri", code=code_of(secret, 1))
    assert inside.last["Location"] == HOME
    assert inside.get(HOME).status_code == 200


def test_guessing_codes_is_stopped(sign_in):
    secret = with_app(sign_in("quan-tri"))
    visitor = sign_in("quan-tri")
    for _guess in range(6):
        answer = visitor.post("/bao-mat/buoc-hai/", {"code": "000000"})
    assert "Hãy đợi năm phút" in text(answer)
    assert "Hãy đợi năm phút" in text(visitor.post("/bao-mat/buoc-hai/", {"code": code_of(secret, 1)}))


def test_recovery_codes_are_shown_once_and_serve_once(sign_in):
    owner = sign_in("quan-tri")
    with_app(owner)
    shown = re.findall(r'class="recovery">(\d+)<', text(owner.get(CODES)))
    assert len(set(shown)) == 10
    again = text(owner.get(CODES))
    assert "không hiện lại" in again
    assert shown[0] not in again
    assert sign_in("quan-tri", code=shown[0]).get(HOME).status_code == 200
    assert "Mã không đúng" in text(sign_in("quan-tri", code=shown[0]).last)


def test_the_last_one_of_an_office_that_must_have_one_stays(sign_in):
    owner = sign_in("quan-tri")
    with_app(owner)
    assert "phải có lớp bảo vệ thứ hai" in text(owner.post("/bao-mat/ung-dung/bo/"))
    assert Authenticator.objects.filter(type="totp").exists()


def test_who_need_not_have_one_may_drop_it_and_both_are_in_the_ledger(cast, sign_in):
    owner = sign_in("can-bo-song-hong")
    with_app(owner)
    assert owner.post("/bao-mat/ung-dung/bo/")["Location"] == SETUP
    acts = Entry.objects.filter(subject_kind="members.person", act__startswith="account.")
    assert [(one.act, one.facts["kind"], one.actor_id) for one in acts.order_by("seq")] == [
        (act, kind, cast.person("can-bo-song-hong").pk)
        for act, kind in (
            ("account.protect", "recovery_codes"),
            ("account.protect", "totp"),
            ("account.unprotect", "recovery_codes"),
            ("account.unprotect", "totp"),
        )
    ]


def test_the_password_is_asked_again_of_a_session_that_never_typed_it(cast, visit):
    set_password(person=cast.person("can-bo-song-hong"), password=WORD, by=PROGRAM, at=moment(2026, 2, 1))
    visitor = visit("can-bo-song-hong")
    answer = visitor.get(APP)
    assert answer["Location"].startswith("/bao-mat/xac-nhan/")
    assert "Mật khẩu không đúng" in text(visitor.post(answer["Location"], {"password": "không phải"}))
    assert visitor.post(answer["Location"], {"password": WORD})["Location"] == APP
    assert 'class="secret"' in text(visitor.get(APP))


def test_a_new_invitation_does_not_lead_round_it(cast, sign_in):
    with_app(sign_in("can-bo-song-hong"))
    _made, code = issue(person=cast.person("can-bo-song-hong"), by=PROGRAM, at=moment(2026, 3, 1))
    visitor = Client()
    visitor.post("/moi/", {"code": code})
    answer = visitor.post("/moi/mat-khau/", {"password": "Mật khẩu khác 2026", "again": "Mật khẩu khác 2026"})
    assert answer["Location"] == "/bao-mat/buoc-hai/"
    assert visitor.get(HOME)["Location"].startswith("/dang-nhap/")


def test_the_database_alone_makes_no_codes(sign_in):
    secret = with_app(sign_in("quan-tri"))
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_a_wrong_first_code_is_refused_and_nothing_is_set_up(sign_in):
    visitor = sign_in("can-bo-song-hong")
    begin(visitor)
    visitor.get(APP)
    assert "Mã không đúng" in text(visitor.post(APP, {"code": "12 34 56"}))
    assert not Authenticator.objects.exists()


def test_an_administrator_takes_a_lost_one_off_and_the_office_sets_it_up_anew(cast, sign_in, settings):
    with_app(sign_in("thuong-truc"))
    other = sign_in("can-bo-song-hong")
    address = f"/tai-khoan/nguoi-dung/{cast.person('thuong-truc').pk}/"
    assert other.post(f"{address}bo-lop-bao-ve/").status_code == 404
    settings.SECOND_FACTOR = ["standing_office"]
    administrator = sign_in("quan-tri")
    assert "Đã bỏ lớp bảo vệ thứ hai." in text(administrator.post(f"{address}bo-lop-bao-ve/", follow=True))
    assert "không có lớp bảo vệ thứ hai" in text(administrator.post(f"{address}bo-lop-bao-ve/", follow=True))
    assert sign_in("thuong-truc").get(HOME)["Location"] == SETUP
    last = Entry.objects.filter(act="account.unprotect").latest("seq")
    assert (last.actor_id, last.facts["kinds"]) == (cast.person("quan-tri").pk, ["recovery_codes", "totp"])


def test_an_administrator_lifts_a_lock_and_never_the_own(cast, sign_in, settings):
    settings.SECOND_FACTOR = []
    person, administrator = cast.person("can-bo-song-hong"), sign_in("quan-tri")
    sign_in(person.username)
    door = {"login": person.username, "password": "sai mật khẩu"}
    answers = [text(Client().post("/dang-nhap/", door)) for _guess in range(6)]
    assert "Hãy đợi năm phút" in answers[-1]
    right = {**door, "password": WORD}
    assert "Hãy đợi năm phút" in text(Client().post("/dang-nhap/", right)), "the right password waits too"
    done = administrator.post(f"/tai-khoan/nguoi-dung/{person.pk}/mo-khoa/", follow=True)
    assert "Đã mở khoá" in text(done)
    assert Client().post("/dang-nhap/", right).status_code == 302
    assert Entry.objects.latest("seq").act == "account.unlock"
    own = administrator.post(f"/tai-khoan/nguoi-dung/{cast.person('quan-tri').pk}/mo-khoa/", follow=True)
    assert "tài khoản của chính bạn" in text(own)


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(sign_in):
    here, there = sign_in("can-bo-song-hong"), sign_in("can-bo-song-hong")
    changed = {"oldpassword": WORD, "password1": "Mật khẩu khác 2026", "password2": "Mật khẩu khác 2026"}
    assert here.post("/mat-khau/", changed).status_code == 302
    assert here.get(HOME).status_code == 200
    assert there.get(HOME)["Location"].startswith("/dang-nhap/")
