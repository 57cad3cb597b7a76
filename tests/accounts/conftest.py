"""Signing in with a password of one's own."""

import pytest
from django.test import Client

from tests.accounts.stepping import WORD
from thidua.members.actions import set_password
from thidua.samples.cast import PROGRAM, moment


@pytest.fixture
def sign_in(cast):
    """sign_in("quan-tri") → a visitor who typed the password; with `code`, the second step as well."""

    def enter(username: str, code: str = "") -> Client:
        person = cast.person(username)
        if not person.check_password(WORD):
            set_password(person=person, password=WORD, by=PROGRAM, at=moment(2026, 2, 1))
        visitor = Client()
        answer = visitor.post("/dang-nhap/", {"login": username, "password": WORD})
        assert answer.status_code == 302
        if code:
            assert answer["Location"] == "/bao-mat/buoc-hai/"
            visitor.last = visitor.post("/bao-mat/buoc-hai/", {"code": code})
        return visitor

    return enter
