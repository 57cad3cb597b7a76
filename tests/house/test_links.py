"""No dead link: in a full sample year, every link reached from the page of one's tasks leads to a page that opens."""

import re
from collections import Counter
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.house.test_doors import SOMEONE
from tests.seeded import seeded
from thidua.kit import clock
from thidua.members.models import Person
from thidua.members.terms import Office, Stage
from thidua.samples.cast import PASSWORD, YEAR, moment

LINK = re.compile(r"<a\s[^>]*?href=\"([^\"]+)\"")
ENOUGH = 6
ASKS_FIRST = ("/bao-mat/", "/tai-khoan/ma-truy-cap/moi/")
"""Pages that ask for the password once more, and then open."""
LATE = moment(YEAR, 12, 20)
WALKERS = (
    Office.UNIT_OFFICER, Office.UNIT_LEADER, Office.HEAD_SECRETARY, Office.TELLER, Office.CONFERENCE_SECRETARY,
    Office.PRESS_OFFICER, Office.STANDING_OFFICE,
)  # fmt: skip


def kind(address: str) -> str:
    """The pattern an address belongs to; its own path when no page answers to it."""
    path = urlsplit(address).path
    try:
        return resolve(path).route
    except Resolver404:
        return path


def crawl(visitor: Client, start: str) -> dict[str, tuple[int, str]]:
    """Every address reached by links from `start`: its status and the page that led there.

    One visit an address, and no more than a few of one pattern: the hundredth explained point is like the sixth.
    """
    seen: dict[str, tuple[int, str]] = {}
    visits, waiting = Counter(), [(start, "")]
    while waiting:
        address, source = waiting.pop()
        path, pattern = urlsplit(address).path, kind(address)
        if path in seen or visits[pattern] == ENOUGH:
            continue
        answer = visitor.get(address, follow=path.startswith(ASKS_FIRST))
        seen[path], visits[pattern] = (answer.status_code, source), visits[pattern] + 1
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            found = {urljoin(address, urldefrag(unescape(link)).url) for link in LINK.findall(answer.content.decode())}
            waiting += [(link, address) for link in sorted(found) if link.startswith("/") and not link.startswith("//")]
    return seen


@pytest.fixture
def full_year(db):
    """Everything there is to see: pledge, reports, scores, conference, ballot, result, nominations, decisions."""
    return seeded(Stage.DECIDED, PASSWORD)


@pytest.mark.once
@pytest.mark.parametrize("office", WALKERS)
def test_every_link_leads_somewhere(full_year, office):
    visitor = Client()
    visitor.force_login(Person.objects.get(username=SOMEONE[office]))
    with clock.at(LATE):
        seen = crawl(visitor, "/viec-cua-toi/")
    assert [f"{address} ({status}) from {source}" for address, (status, source) in seen.items() if status != 200] == []
    assert len(seen) > 25, "the walk did not get far"
