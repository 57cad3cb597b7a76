"""How a password is kept, and how little its door tells."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client

from thidua.config import settings as shipped
from thidua.members.actions import admit
from thidua.samples.cast import PASSWORD, PROGRAM, moment

SIGN_IN = "/dang-nhap/"


def test_passwords_are_kept_by_argon2_alone(settings):
    assert shipped.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.PASSWORD_HASHERS = shipped.PASSWORD_HASHERS
    assert make_password(PASSWORD).startswith("argon2$argon2id$")


@pytest.fixture
def known(cast):
    cache.clear()
    admit(username="nguoi-quen", name="Cán bộ thi đua (minh hoạ)", password=PASSWORD, by=PROGRAM, at=moment(2026, 1, 5))
    yield "nguoi-quen"
    cache.clear()


def said(answer) -> str:
    """What the page says, without marks that differ from answer to answer."""
    text = re.sub(
        r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|value="nguoi-\w+"', "", answer.content.decode()
    )
    return re.sub(r"\s+", " ", text)


def test_tries_are_limited_and_an_unknown_name_sounds_the_same(known):
    client = Client()
    wrong = client.post(SIGN_IN, {"login": known, "password": "sai mật khẩu"})
    nobody = client.post(SIGN_IN, {"login": "nguoi-la", "password": "sai mật khẩu"})
    assert said(wrong) == said(nobody)
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in said(nobody)
    answers = [client.post(SIGN_IN, {"login": known, "password": f"sai {n}"}) for n in range(30)]
    assert "sessionid" not in client.cookies
    assert "Đăng nhập sai nhiều lần. Hãy đợi năm phút" in said(answers[-1])
    client.post(SIGN_IN, {"login": known, "password": PASSWORD})
    assert "sessionid" not in client.cookies or "_auth_user_id" not in client.session, "even the right one waits now"
