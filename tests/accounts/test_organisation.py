"""Signing in through the organisation, against a real provider on this machine: it opens accounts and makes none."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client

from tests.accounts.issuer import CLIENT, SECRET, Issuer
from thidua.accounts.actions import issue
from thidua.ledger.models import Entry
from thidua.members.actions import end_password, set_password, unseat
from thidua.members.models import Person, Seat
from thidua.samples.cast import PROGRAM, moment

GO, SIGN_IN, HOME = "/dang-nhap/co-quan/", "/dang-nhap/", "/viec-cua-toi/"
AT = moment(2026, 3, 1, 8)


@pytest.fixture(scope="module")
def provider():
    running = Issuer()
    yield running
    running.close()


@pytest.fixture(autouse=True)
def _joined_to(provider, settings):
    cache.clear()
    provider.who, provider.profile, provider.audience, provider.signed_with = {}, {}, CLIENT, provider.key
    settings.OIDC_MATCH = "preferred_username"
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [{
        "provider_id": "co-quan", "name": "tài khoản của Bộ (minh hoạ)", "client_id": CLIENT, "secret": SECRET,
        "settings": {"server_url": provider.url},
    }]}}  # fmt: skip


def through(visitor: Client, follow: str = "") -> tuple[str, str]:
    """Click the button, be sent there and back, as a browser; where it ends, and what the page says."""
    there = visitor.post(GO, {"next": follow})
    assert there.status_code == 302
    back = urlsplit(requests.get(there["Location"], allow_redirects=False, timeout=5).headers["Location"])
    assert back.path == "/dang-nhap/co-quan/xong/"
    answer = visitor.get(f"{back.path}?{back.query}")
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"], visitor.get(answer["Location"]).content.decode()


def somebody(cast, username: str = "can-bo-song-hong") -> Person:
    """A person who set a password once."""
    person = cast.person(username)
    set_password(person=person, password="Sông nước mùa thu 26", by=PROGRAM, at=AT)
    return person


def test_an_invited_person_is_joined_once_and_then_known_by_the_identity_not_the_name(cast, provider):
    person = somebody(cast)
    provider.who = {"sub": "a1", "preferred_username": "Can-Bo-Song-Hong"}
    visitor = Client()
    assert "Đăng nhập bằng tài khoản của Bộ (minh hoạ)" in visitor.get(SIGN_IN).content.decode()
    assert through(visitor)[0] == HOME
    assert visitor.session["_auth_user_id"] == str(person.pk)
    assert Entry.objects.filter(act="account.join").count() == 1
    provider.who = {"sub": "a1", "preferred_username": "doi-ten"}
    again = Client()
    assert through(again, "/tai-khoan/")[0] == "/tai-khoan/"
    assert again.session["_auth_user_id"] == str(person.pk)
    assert Entry.objects.filter(act="account.join").count() == 1, "joined once"
    provider.who = {"sub": "b2", "preferred_username": "can-bo-song-hong"}
    where, said = through(Client())
    assert where == SIGN_IN, "another identity of the same name is another"
    assert "đã nối với một tài khoản cơ quan khác" in said


def test_the_invitation_joins_whatever_the_names_and_is_used_up(cast, provider, settings):
    settings.OIDC_MATCH = ""
    provider.who = {"sub": "a1", "preferred_username": "mot-ten-khac"}
    person = somebody(cast)
    end_password(person=person, by=PROGRAM, at=AT)
    where, said = through(Client())
    assert where == SIGN_IN
    assert "chưa được nối với ai ở đây" in said
    invitation, code = issue(person=person, by=PROGRAM, at=AT)
    visitor = Client()
    visitor.post("/moi/", {"code": code})
    assert "Nối với tài khoản của Bộ" in visitor.get("/moi/mat-khau/").content.decode()
    assert through(visitor)[0] == HOME
    invitation.refresh_from_db()
    assert invitation.used_at is not None
    assert not Person.objects.get(pk=person.pk).has_usable_password()
    assert visitor.get("/tai-khoan/").status_code == 200


def test_nobody_is_made_from_outside_and_no_seat_is_no_entry(cast, provider):
    people = Person.objects.count()
    for name in ("nguoi-la", "", "quan-tri' OR 1=1"):
        provider.who = {"sub": f"x{name}", "preferred_username": name}
        where, said = through(Client())
        assert where == SIGN_IN
        assert "chưa được nối với ai ở đây" in said
    assert Person.objects.count() == people
    uninvited = somebody(cast)
    end_password(person=uninvited, by=PROGRAM, at=AT)
    provider.who = {"sub": "a1", "preferred_username": uninvited.username}
    assert "chưa được nối với ai ở đây" in through(Client())[1], "an account nobody was invited to"
    issue(person=uninvited, by=PROGRAM, at=AT - dt.timedelta(days=30))
    assert "chưa được nối với ai ở đây" in through(Client())[1], "an invitation that ran out"
    assert not SocialAccount.objects.exists()
    leaver = somebody(cast, "can-bo-bien-dong")
    for seat in Seat.objects.filter(person=leaver):
        unseat(held=seat, until=dt.date(2026, 2, 1), reason="Chuyển công tác", by=PROGRAM, at=AT)
    provider.who = {"sub": "c3", "preferred_username": leaver.username}
    visitor = Client()
    where, said = through(visitor)
    assert where == SIGN_IN
    assert "không giữ chức trách nào" in said
    assert "_auth_user_id" not in visitor.session
    Person.objects.filter(pk=leaver.pk).update(is_active=False)
    assert through(Client())[0] == SIGN_IN


def test_an_address_counts_only_when_the_organisation_verified_it_and_one_person_has_it(cast, provider, settings):
    settings.OIDC_MATCH = "email"
    person = somebody(cast)
    Person.objects.filter(pk=person.pk).update(email="a@example.vn")
    for verified in (False, None, "true"):
        provider.who = {"sub": "a1", "email": "a@example.vn", "email_verified": verified}
        assert through(Client())[0] == SIGN_IN, verified
    provider.who = {"sub": "a1", "email": "A@example.vn", "email_verified": True}
    Person.objects.filter(username="can-bo-bien-dong").update(email="a@example.vn")
    assert through(Client())[0] == SIGN_IN, "two people of one address"
    Person.objects.filter(username="can-bo-bien-dong").update(email="")
    assert through(Client())[0] == HOME


def test_a_token_of_another_key_or_for_another_site_and_a_profile_of_another_open_nothing(cast, provider):
    name = {"preferred_username": "can-bo-song-hong"}
    provider.who = {"sub": "a1", **name}
    provider.signed_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert "Chưa đăng nhập được" in through(Client())[1]
    provider.signed_with, provider.audience = provider.key, "trang-khac"
    assert "Chưa đăng nhập được" in through(Client())[1]
    provider.audience, provider.profile = CLIENT, {"sub": "b2", **name}
    assert "Chưa đăng nhập được" in through(Client())[1]
    provider.profile, provider.who = {}, {"sub": "a1", "iss": "http://127.0.0.1:1", **name}
    assert "Chưa đăng nhập được" in through(Client())[1]
    assert not SocialAccount.objects.exists()


def test_given_up_stale_unasked_or_away_lead_back_with_a_sentence(cast, provider, settings):
    assert "Chưa đăng nhập được" in through(Client())[1], "given up there"
    for query in ("", "?code=x", "?code=x&state=y", "?error=z"):
        stray = Client().get(f"{GO}xong/{query}")
        assert stray["Location"] == SIGN_IN
    assert Client().get(GO)["Location"] == SIGN_IN, "no other page starts it by a link"
    provider.who = {"sub": "a1", "preferred_username": somebody(cast).username}
    assert through(Client(), "https://example.com/")[0] == HOME, "and none is led to"
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    assert Client().post(GO)["Location"] == SIGN_IN
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = []
    assert Client().post(GO).status_code == 404
    assert Client().get(f"{GO}xong/").status_code == 404
    assert "openid" not in Client().get(SIGN_IN).content.decode()


def test_an_administrator_parts_the_two_and_its_sessions_end(cast, provider, visit):
    provider.who = {"sub": "a1", "preferred_username": "can-bo-song-hong"}
    inside, person = Client(), somebody(cast)
    assert through(inside)[0] == HOME
    at = f"/tai-khoan/nguoi-dung/{person.pk}/"
    administrator = visit("quan-tri")
    assert "Bỏ nối" in administrator.get(at).content.decode()
    assert visit("thuong-truc").post(at + "bo-noi/").status_code == 404
    administrator.post(at + "bo-noi/")
    assert not SocialAccount.objects.exists()
    assert inside.get(HOME)["Location"].startswith(SIGN_IN)
    assert Entry.objects.filter(act="account.part", actor_name=cast.person("quan-tri").name).count() == 1


def test_the_second_factor_is_asked_all_the_same(cast, provider, settings):
    settings.SHOW_SAMPLE_SIGN_INS = False
    provider.who = {"sub": "q", "preferred_username": somebody(cast, "quan-tri").username}
    visitor = Client()
    assert through(visitor)[0] == HOME
    assert visitor.get(HOME)["Location"] == "/bao-mat/"
