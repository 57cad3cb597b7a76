"""Default deny: every address refuses a stranger unless listed here, and a year's pages do not exist for outsiders."""

import pytest
from django.test import Client

from tests.exchange.callers import caller
from tests.house.addresses import ADDRESSES
from thidua.exchange.api.doors import TOKEN
from thidua.kit.doors import PUBLIC
from thidua.members.actions import admit
from thidua.members.terms import Office
from thidua.news.terms import Shown
from thidua.samples.cast import OF_EVERY_UNIT, OF_THE_CLUSTER, OF_THE_SITE, PROGRAM, assemble, moment

OPEN_TO_ALL = {
    "news:front": "the front page",
    "news:article": "a published article",
    "news:feed": "the feed of published articles",
    "news:rss": "the same for older readers",
    "news:picture": "a size of a picture of something published",
    "news:share_picture": "the picture of a shared link",
    "news:search": "search in what is published",
    "news:sitemap": "the map of what is published",
    "news:robots": "what machines may read",
    **{f"news:{kind}{what}": "what is published" for kind in Shown.values for what in ("", "_list")},
    "timeline:feed": "a person's deadlines, to who holds the secret address",
    "delegate:page": "a delegate's own page, to who holds the code of the badge",
    "delegate:document": "a document opened to delegates, by the same code",
    "delegate:invitation": "an invitation is answered by whoever holds it",
    "delegate:public_document": "a document of a conference made public",
    "floor:speaking": "a delegate's phone, to who holds the code of the badge",
    "floor:withdraw": "and not to speak after all",
    "floor:screen": "and the screen of the hall on it",
    "papercheck:check": "whoever holds a paper asks whether it is the one that was issued",
    "check": "who holds a paper checks its table by the digest on it",
    "account_login": "the way in",
    "accounts:welcome": "an invited person types the code",
    "accounts:first_password": "and sets a password; without a code typed before it leads back to the code",
    "account_logout": "the way out leads to the front page; a stranger has nothing to leave",
    "openid_connect_login": "to the organisation's own sign-in; nothing there without one",
    "openid_connect_callback": "and back; whoever was not sent there is led to the sign-in page",
    "set_language": "Vietnamese or English",
    "kit-living": "the design language itself",
    "upkeep:alive": "a load balancer asks whether the process answers",
    "upkeep:ready": "and whether requests can be answered: yes or no, nothing more",
    "upkeep:figures": "Prometheus, with its token; without it there is no such page",
    "api:for_people": "how programs call the site; it tells nothing of what the site holds",
    "api:description": "the same for machines",
    "api:nothing": "what is not of the API, said as the API says it",
    "upkeep:personal_data": "what is kept of whom, why and how long",
    "upkeep:day_heads": "hashes of the ledger's days, to compare a paper with",
}
LIBRARY = {"account_login"}  # allauth's own door
UNWALKED = {
    "account_logout": "ends the walk",
    "set_language": "changes the language of the walk",
}
BY_TOKEN = [address for address in ADDRESSES if address.opens_to == TOKEN]
"""The API: who comes with a token, and only who does; a session opens nothing there."""
OF_A_YEAR = [address for address in ADDRESSES if address.in_year and address not in BY_TOKEN]
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
        if address.name in OPEN_TO_ALL or address in BY_TOKEN:
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
    """404, as for a year that is not there: the answer must not tell whether it is, nor (405) that a button is."""
    seen = []
    for address in OF_A_YEAR:
        answer = getattr(outsider, method)(address.filled(cast))
        if answer.status_code != 404:
            seen.append(f"{address.path}: {answer.status_code}")
    assert seen == []


@pytest.mark.once
def test_no_address_breaks_on_an_empty_year(cast, visit):
    """Opened and posted to with nothing in it by who may open most: an answer, never a stack trace.

    Every office, on a year that holds something: `tests/security/test_walk.py`.
    """
    visitor, wrong = visit("thuong-truc"), []
    for address in ADDRESSES:
        if address.name in UNWALKED or address in BY_TOKEN:
            continue
        for method in (visitor.get, visitor.post):
            status = method(address.filled(cast)).status_code
            if status not in (200, 302, 400, 403, 404, 405, 409, 410, 415, 422):
                wrong.append(f"{address.path}: {status}")
    assert wrong == []


def test_a_number_that_no_row_can_have_is_a_row_that_is_not_there(cast, visit):
    visitor, program, seen = visit("thu-ky-cum-truong"), caller(cast, "thu-ky-cum-truong"), []
    numbered = [one for one in ADDRESSES if "<int:" in one.path.replace("<int:year>", "")]
    for address in numbered:
        asked = program.get if address in BY_TOKEN else visitor.get
        status = asked(address.filled(cast, "9" * 30)).status_code
        if status not in (302, 403, 404, 405):
            seen.append(f"{address.path}: {status}")
    assert seen == []
    assert len(numbered) > 100


WRITTEN = {"figures": {}, "narrative": "", "rows": {}}


@pytest.mark.parametrize("username", ["", *SOMEONE.values()], ids=["stranger", *SOMEONE])
def test_the_api_opens_to_tokens_alone(cast, visit, username):
    """Whoever is signed in: without a token nobody."""
    visitor, let_in = visit(username), []
    for address in BY_TOKEN:
        for method in (visitor.get, visitor.post, visitor.put, visitor.delete):
            answer = method(address.filled(cast))
            if answer.status_code not in (401, 405) or answer["Content-Type"] != "application/problem+json":
                let_in.append(f"{address.path}: {answer.status_code}")
    assert let_in == []


def told(program, address, cast):
    """Read, and write something empty of either shape."""
    path = address.filled(cast)
    yield program.get(path)
    for names in (("figures", "narrative"), ("rows",)):
        yield program.put(path, {name: WRITTEN[name] for name in names}, If_Match='"x"')


def test_a_year_does_not_exist_for_a_token_of_another(cast):
    """404, as for a year that is not there; a body of the wrong shape is refused before anything is looked at."""
    program = caller(assemble(copy=2), "can-bo-song-hong")
    seen = [f"{address.path}: {answer.status_code}" for address in BY_TOKEN if address.in_year
            for answer in told(program, address, cast) if answer.status_code not in (404, 405, 422)]  # fmt: skip
    assert seen == []
    assert len([one for one in BY_TOKEN if one.in_year]) > 10


@pytest.mark.parametrize("username", SOMEONE.values(), ids=SOMEONE)
def test_no_call_breaks_for_a_token_of_anyone(cast, username):
    program, wrong = caller(cast, username), []
    for address in BY_TOKEN:
        for answer in told(program, address, cast):
            if answer.status_code not in (200, 403, 404, 405, 409, 412, 422):
                wrong.append(f"{address.path}: {answer.status_code}")
    assert wrong == []


def test_the_walk_sees_the_house(cast):
    """The tests above would pass on an empty list."""
    assert len(OF_A_YEAR) > 15
    assert set(SOMEONE) == set(Office)
