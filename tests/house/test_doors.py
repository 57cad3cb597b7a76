"""Default deny: every address refuses a stranger unless listed here, and a year's pages do not exist for outsiders."""

import pytest
from django.test import Client

from tests.house.addresses import ADDRESSES, named
from thidua.kit.doors import PUBLIC
from thidua.members.actions import admit
from thidua.members.terms import Office
from thidua.samples.cast import OF_EVERY_UNIT, OF_THE_CLUSTER, OF_THE_SITE, PROGRAM, moment

OPEN_TO_ALL = {
    "news:front": "the front page",
    "news:article": "a published article",
    "news:feed": "the feed of published articles",
    "news:picture": "a picture of a published article",
    "account_login": "the way in",
    "account_logout": "the way out leads to the front page; a stranger has nothing to leave",
    "set_language": "Vietnamese or English",
    "kit-living": "the design language itself",
}
LIBRARY = {"account_login", "account_logout"}  # allauth's own doors
UNWALKED = {
    "account_logout": "ends the walk",
    "set_language": "changes the language of the walk",
    "account_change_password": "the cast has no passwords, and nobody without one signs in",
}
OF_A_YEAR = [address for address in ADDRESSES if address.in_year]
SOMEONE = {
    **{office: f"{prefix}-bien-dong" for prefix, _title, office in OF_EVERY_UNIT},
    **{office: username for username, _title, office, _code in OF_THE_CLUSTER},
    **{office: username for username, _title, office in OF_THE_SITE},
}
"""One person of each office."""


def test_the_public_addresses_are_exactly_the_listed_ones():
    opened = {address.name for address in ADDRESSES if address.opens_to == PUBLIC}
    assert opened | LIBRARY == set(OPEN_TO_ALL)


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_a_stranger_is_sent_to_sign_in(cast, method):
    let_in = []
    for address in ADDRESSES:
        if address.name in OPEN_TO_ALL:
            continue
        answer = getattr(Client(), method)(address.filled(cast))
        refused = answer.status_code in (404, 405)
        sent_away = answer.status_code == 302 and answer["Location"].startswith("/dang-nhap/")
        if not refused and not sent_away:
            let_in.append(f"{address.path}: {answer.status_code}")
    assert let_in == []


@pytest.fixture
def outsider(cast):
    """Somebody with an account and no seat anywhere."""
    person = admit(username="khong-vi-tri", name="Người chưa được giao việc", by=PROGRAM, at=moment(2026, 2, 1))
    visitor = Client()
    visitor.force_login(person)
    return visitor


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_year_does_not_exist_for_somebody_without_a_seat_in_it(cast, outsider, method):
    """404, as for a year that is not there: the answer must not tell whether it is."""
    seen = []
    for address in OF_A_YEAR:
        answer = getattr(outsider, method)(address.filled(cast))
        if answer.status_code not in (404, 405):
            seen.append(f"{address.path}: {answer.status_code}")
    assert seen == []


@pytest.mark.parametrize("username", SOMEONE.values(), ids=SOMEONE)
def test_no_address_breaks_for_anyone(cast, visit, username):
    """Every address, opened and posted to by every office with nothing in it: an answer, never a stack trace."""
    visitor, wrong = visit(username), []
    for address in ADDRESSES:
        if address.name in UNWALKED:
            continue
        for method in (visitor.get, visitor.post):
            status = method(address.filled(cast)).status_code
            if status not in (200, 302, 400, 403, 404, 405, 409, 410, 422):
                wrong.append(f"{address.path}: {status}")
    assert wrong == []


def test_a_door_for_named_offices_is_shut_to_the_others(cast, visit):
    entered = []
    for address in ADDRESSES:
        if not address.offices:
            continue
        for username in SOMEONE.values():
            if named(cast, username) & set(address.offices):
                continue
            if visit(username).get(address.filled(cast)).status_code not in (404, 405):
                entered.append(f"{address.path}: {username}")
    assert entered == []


def test_the_walk_sees_the_house(cast):
    """The tests above would pass on an empty list."""
    assert len(OF_A_YEAR) > 15
    assert set(SOMEONE) == set(Office)
