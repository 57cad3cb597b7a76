"""A kept page is answered again only while it is still this person's and still true."""

import datetime as dt
import re
import threading
from decimal import Decimal
from functools import partial

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.scoring.year import AT, appraising, here, secretary_for
from thidua.kit import clock, keeping
from thidua.members import actions as members
from thidua.members.models import Person, Seat
from thidua.samples.cast import PROGRAM, Cast
from thidua.scoring import actions
from thidua.scoring.queries import board

BOARD = "/cum/cum-mau/2026/bang-diem/"
READER, OTHER = "thu-ky-cum-pho", "thuong-truc"


@pytest.fixture
def read(cast, visit):
    """read(username) → a client that has read the board, its page kept."""
    appraising(cast)

    def reader(username: str = READER) -> Client:
        client = visit(username)
        client.get(BOARD)  # sets the cookie of forms
        assert client.get(BOARD).status_code == 200
        assert statements(client) <= 1, "the page is not kept"
        return client

    return reader


def statements(client: Client, address: str = BOARD) -> int:
    """How many are counted: the one of a kept page is asked past the counter on SQLite."""
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def total(page) -> Decimal:
    """What the page shows as the total of one unit."""
    row = page.content.decode().split("Đơn vị Trường Sơn", 1)[1].split("</tr>")[0]
    return Decimal(re.search(r'class="number points"><a [^>]*>([\d,]+)<', row)[1].replace(",", "."))


def settle(cast: Cast, points: str, unit: str = "truong-son") -> None:
    actions.settle(here=here(cast, secretary_for(unit)), membership=cast.member(unit), code="I.1.a", points=points,
                   reason="Hai bên thống nhất", at=AT)  # fmt: skip


def test_an_unchanged_page_is_the_same_to_the_byte(read):
    client = read()
    first, again = client.get(BOARD), client.get(BOARD)
    assert first.content == again.content
    assert "Đơn vị Trường Sơn" in again.content.decode()
    assert {**first.headers, "Content-Security-Policy": ""} == {**again.headers, "Content-Security-Policy": ""}
    assert "script-src 'self'" in again["Content-Security-Policy"]
    assert (again["Cache-Control"], again["X-Frame-Options"]) == ("private, no-cache", "DENY")
    assert not again.cookies


def test_a_browser_that_has_the_page_is_told_so(read):
    client = read()
    mark = client.get(BOARD)["ETag"]
    told = client.get(BOARD, headers={"If-None-Match": mark})
    assert (told.status_code, told.content, told["ETag"]) == (304, b"", mark)
    assert client.get(BOARD, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_write_shows_at_once(cast, read):
    client = read()
    before = client.get(BOARD)
    points = board(cast.year, cast.day).scores.units["truong-son"].points["I.1.a"]
    step = 40 - Decimal(points) / 1000
    for points in ("40", "41", "42"):
        settle(cast, points)
        shown = client.get(BOARD, headers={"If-None-Match": before["ETag"]})
        assert shown.status_code == 200
        assert shown.content != before.content
        assert total(shown) == total(before) + step
        before, step = shown, 1


def test_nobody_gets_anothers_page(read):
    mine, theirs = read(), read(OTHER)
    names = [Person.objects.get(username=username).name for username in (READER, OTHER)]
    for client, own, foreign in ((mine, *names), (theirs, *reversed(names))):
        page = client.get(BOARD).content.decode()
        assert own in page
        assert foreign not in page


def test_each_address_and_language_has_its_own_page(read):
    client = read()
    by_unit = client.get(BOARD + "?xep=don-vi").content
    assert by_unit != client.get(BOARD).content
    assert statements(client, BOARD + "?xep=don-vi") <= 1
    client.cookies["django_language"] = "en"
    assert b'lang="en"' in client.get(BOARD).content
    del client.cookies["django_language"]
    assert b'<html lang="vi"' in client.get(BOARD).content


def test_signed_out_in_another_window(read):
    client = read()
    session, cookies = client.cookies["sessionid"].value, client.cookies.copy()
    assert client.post("/dang-xuat/").status_code == 302
    client.cookies = cookies
    assert client.cookies["sessionid"].value == session
    assert client.get(BOARD).status_code == 302


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": make_password("mat-khau-khac-2026")}])
def test_an_account_closed_or_with_another_password(read, change):
    client = read()
    Person.objects.filter(username=READER).update(**change)
    assert client.get(BOARD).status_code == 302


def test_a_seat_taken_away(cast, read):
    client = read()
    held = Seat.objects.get(person__username=READER)
    members.unseat(held=held, until=cast.day - dt.timedelta(days=1), reason="Chuyển công tác", by=PROGRAM, at=AT)
    assert client.get(BOARD).status_code == 404


def test_midnight(cast, read):
    client = read()
    Seat.objects.filter(person__username=READER).update(until=cast.day)
    assert statements(client) <= 1
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert client.get(BOARD).status_code == 404


def test_a_message_is_shown_once(read):
    client = read("thu-ky-cum-truong")
    client.post(BOARD + "truong-son/I.1.a/bo-thong-nhat/", {"reason": "Không có gì để bỏ"})
    assert "messages" in client.cookies
    assert 'role="status"' in client.get(BOARD).content.decode()
    assert 'role="status"' not in client.get(BOARD).content.decode()
    assert 'role="status"' not in client.get(BOARD).content.decode()


def test_a_page_made_while_somebody_writes_is_never_answered(cast, read):
    """The write falls between the reading of the claims and of the settlements of the page that is being made."""
    client, done = read(), []
    settle(cast, "40")

    def meanwhile(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if 'FROM "scoring_settlement"' in sql and not done:
            done.append(sql)
            settle(cast, "41")
        return answer

    with connection.execute_wrapper(meanwhile):
        half = client.get(BOARD).content
    assert done
    whole = client.get(BOARD).content
    assert whole != half
    assert client.get(BOARD).content == whole


def test_parts_of_parts_never_wait_for_each_other():
    """Each asks for parts that ask for others, in every order; nobody waits for ever, for the own turn or another's."""

    def ask(first: int) -> None:
        for step in range(60):
            name, other = (first * 7 + step) % 60, (first * 11 + step * 13) % 60
            got.append(keeping.shared(("part", name), partial(keeping.shared, ("part", other, "inside"), lambda: 1)))

    got: list[int] = []
    askers = [threading.Thread(target=ask, args=(number,), daemon=True) for number in range(8)]
    for one in askers:
        one.start()
    for one in askers:
        one.join(20)
    assert got == [1] * (8 * 60)
