"""Passwords, cookies and forms: what they may be, whose they are, and what a browser keeps of them."""

import json
import os
import subprocess
import sys

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from thidua.ledger.models import Entry
from thidua.members.actions import admit
from thidua.samples.cast import PASSWORD, PROGRAM, moment

SIGN_IN, SIGN_OUT, HOME = "/dang-nhap/", "/dang-xuat/", "/viec-cua-toi/"
SHOWN = """
import json
from thidua.config import settings
names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE",
         "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "DEBUG")
print(json.dumps({name: getattr(settings, name, None) for name in names}))
"""


def refused(password: str) -> bool:
    try:
        validate_password(password)
    except ValidationError:
        return True
    return False


def test_a_password_has_twelve_to_a_hundred_and_twenty_eight_letters_of_any_kind():
    assert refused("mười một ký")
    assert not refused("mười hai ký ")
    assert not refused("một câu dài, có dấu cách và 😀, " * 4)
    assert refused("á" * 129)
    assert not refused("á" * 64)
    assert not refused("abcdefghijkm"), "no rule of composition"


def test_a_common_password_is_refused():
    assert refused("123456789012") or refused("password1234")
    assert refused("qwertyuiop123") or refused("1q2w3e4r5t6y")


@pytest.fixture
def person(cast):
    return admit(username="nguoi-moi", name="Người mới (minh hoạ)", password=PASSWORD, by=PROGRAM,
                 at=moment(2026, 1, 5))  # fmt: skip


def test_signing_in_changes_the_session_and_signing_out_ends_it(person):
    visitor = Client()
    session = visitor.session
    session["đặt trước"] = "bởi người khác"
    session.save()
    before = visitor.session.session_key
    visitor.cookies["sessionid"] = before
    visitor.post(SIGN_IN, {"login": person.username, "password": PASSWORD})
    after = visitor.cookies["sessionid"].value
    assert after != before
    assert visitor.get(HOME).status_code == 200
    left = visitor.post(SIGN_OUT)
    assert left["Clear-Site-Data"] == '"cache"'
    thief = Client()
    thief.cookies["sessionid"] = after
    assert thief.get(HOME)["Location"].startswith(SIGN_IN)


def test_a_form_from_elsewhere_is_refused(cast, person):
    visitor = Client(enforce_csrf_checks=True)
    visitor.force_login(cast.person("thu-ky-cum-truong"))
    before = Entry.objects.count()
    for address in ("/cum/cum-mau/2026/tin-bai/moi/", "/nhac-viec/lich/", SIGN_OUT):
        answer = visitor.post(address, {"title": "Giả"}, headers={"Origin": "https://example.org"})
        assert answer.status_code == 403, address
    assert Entry.objects.count() == before


def settings_with(**env: str) -> dict[str, object]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("THIDUA_")}
    done = subprocess.run([sys.executable, "-c", SHOWN], env={**kept, "THIDUA_SECRET_KEY": "x" * 50, **env}, check=True,
                          capture_output=True, text=True)  # fmt: skip
    return json.loads(done.stdout)


def test_behind_https_cookies_are_the_hosts_own():
    shown = settings_with(THIDUA_HTTPS="1")
    assert (shown["SESSION_COOKIE_NAME"], shown["CSRF_COOKIE_NAME"]) == ("__Host-sessionid", "__Host-csrftoken")
    assert all(shown[f"{one}_COOKIE_SECURE"] for one in ("SESSION", "CSRF", "LANGUAGE"))
    assert shown["SECURE_HSTS_SECONDS"] == 31_536_000


def test_debugging_is_off_unless_asked_for():
    assert settings_with()["DEBUG"] is False
    assert settings_with(THIDUA_DEBUG="1")["DEBUG"] is True
