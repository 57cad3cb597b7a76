"""Nobody acts as another: there is no "sign in as", and no page that hands out another's session."""

import ast

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session

from tests.house.addresses import ADDRESSES
from tests.house.source import calls, python_files, short, tree
from thidua.members.models import Person

SIGNS_IN = {"login", "perform_login", "force_login", "aforce_login", "alogin"}
MAY_SIGN_IN = {
    "thidua/accounts/views/invitations.py": "the invited person, who typed the code and has just set the own password",
    "thidua/accounts/signin.py": "the library's own sign-in passes through, to be noted in the log",
}
TAKE_OVER = {"hijack", "loginas", "impersonate", "django_su", "admin"}
"""Packages that let one person hold another's session; Django's own admin changes any row, and signs nothing."""


def called(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def test_only_the_invited_person_is_signed_in_by_our_code():
    found = {short(path) for path in python_files("thidua") for call in calls(tree(path)) if called(call) in SIGNS_IN}
    assert found == set(MAY_SIGN_IN)


def test_nothing_installed_takes_over_a_session():
    assert {config.label for config in apps.get_app_configs()} & TAKE_OVER == set()
    assert [
        address.path for address in ADDRESSES if {"admin", "hijack", "impersonate"} & set(address.path.split("/"))
    ] == []


@pytest.mark.parametrize("username", ["quan-tri", "thuong-truc", "thu-ky-cum-truong"])
def test_who_looks_after_accounts_stays_oneself_on_every_page(cast, visit, username):
    """Every address opened and posted to with another's number in it: the session is still the own one."""
    visitor, other = visit(username), cast.person("can-bo-bien-dong")
    tried = 0
    for address in ADDRESSES:
        if address.in_year or address.name in {"account_logout", "set_language"}:
            continue
        path = address.filled(cast).replace("/1/", f"/{other.pk}/")
        for method in (visitor.get, visitor.post):
            method(path, {"people": other.pk, "person": other.pk, "user": other.pk, "username": other.username})
            assert visitor.session["_auth_user_id"] == str(cast.person(username).pk), path
            tried += 1
    assert tried > 20
    held = {one.get_decoded().get("_auth_user_id") for one in Session.objects.all()}
    assert str(other.pk) not in held, "no session was made for anyone else"
    now = Person.objects.get(pk=other.pk)
    assert now.password == other.password or not now.has_usable_password(), "and no password was set for anyone else"
