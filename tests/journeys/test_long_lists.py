"""A page asks the database as often for three thousand rows as for three, whatever page of the site it is."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from tests.journeys.growing import grow, pile_up, sit_elsewhere
from tests.seeded import seeded
from thidua.kit import clock, keeping
from thidua.members.terms import Stage
from thidua.samples import demo
from thidua.samples.cast import YEAR, Cast, moment

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="a page asks the same on either database")
FEW, MANY, THOUSANDS = 3, 9, 3000
DOWNLOADS = re.compile(r"/toml/|/excel/|/xlsx/|/mau/|tai-ve|/tep/|\.webp|/static/|\.svg|\.ics|/noi-khac-")
"""Files, and the years of other clusters, where nothing grows."""


def reached(client: Client, start: list[str]) -> tuple[dict[str, str], dict[str, int]]:
    """One address of every kind of page that links lead to: the view's name → the address, and how many statements it
    cost, made for the first time: what it reads only once is among them, and far less than rows would add."""
    found: dict[str, str] = {}
    counts: dict[str, int] = {}
    left = list(start)
    seen = set(left)
    while left:
        address = left.pop(0)
        name = resolve(urlsplit(address).path).view_name
        if name in found or DOWNLOADS.search(address):
            continue
        keeping.forget()  # a part another page made is no part of what this one costs
        with CaptureQueriesContext(connection) as statements:
            answer = client.get(address)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        found[name], counts[name] = address, len(statements)
        for link in re.findall(r'<a [^>]*href="(/[^"#]*|\?[^"#]*)"', answer.content.decode()):
            path = unescape(link if link.startswith("/") else urlsplit(address).path + link)
            if path not in seen:
                seen.add(path)
                left.append(path)
    return found, counts


def asked(client: Client, pages: dict[str, str]) -> dict[str, int]:
    """How many statements each page costs when it is made anew; all of them were opened before."""
    found = {}
    for name, address in pages.items():
        keeping.forget()
        with CaptureQueriesContext(connection) as statements:
            assert client.get(address).status_code == 200, address
        found[name] = len(statements)
    return found


def looked_through(cast: Cast, who: str) -> tuple[Client, dict[str, str], dict[str, int]]:
    """Somebody, the pages they reach, and what these cost while there is little."""
    client = Client()
    client.force_login(cast.person(who))
    year = f"/cum/{cast.year.cluster.slug}/{YEAR}/"
    return client, *reached(client, ["/", "/viec-cua-toi/", "/cum/", "/tai-khoan/nguoi-dung/", year])


def grew(before: dict[str, int], after: dict[str, int]) -> set[str]:
    return {f"{name}: {before[name]} → {after[name]}" for name in before if after[name] > before[name]}


@pytest.mark.parametrize(("stage", "people"), [
    (Stage.MID_REVIEWED, ("thu-ky-cum-truong", "can-bo-song-hong")),
    (Stage.HANDED_OVER, ("thuong-truc", "lanh-dao-truong-son")),
])  # fmt: skip
def test_no_page_asks_more_for_more_rows(db, stage, people):
    """Members with all they write, things of the year and of the site, years in which the reader sits; at the year's
    end, by the thousand, what a site gathers over the years."""
    cast = seeded(stage)
    if stage == Stage.MID_REVIEWED:
        demo.open_self_scoring(cast)
    with clock.at(moment(YEAR, 12, 20)):
        grow(cast.year, FEW)
        seated = [cast.person(who) for who in people]
        sit_elsewhere(seated, FEW)
        readers = {who: looked_through(cast, who) for who in people}
        assert all(len(pages) > 50 for _client, pages, _few in readers.values())
        grow(cast.year, MANY)
        sit_elsewhere(seated, MANY)
        if stage == Stage.HANDED_OVER:
            lists = {"timeline:ledger", "accounts:people", "members:clusters", "paperwork:papers", "news:front"}
            assert lists <= readers["thuong-truc"][1].keys()
            pile_up(cast.year, THOUSANDS)
        for who, (client, pages, few) in readers.items():
            assert grew(few, asked(client, pages)) == set(), who
