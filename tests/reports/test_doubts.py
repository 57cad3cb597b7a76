"""Strange figures are asked about, never refused; the unit's word goes with them to whoever reads the report."""

from html import unescape

import pytest

from tests.reports.year import BASE, NINE, held, opened, save, submit
from thidua.ledger.models import Entry
from thidua.reports.doubting import every_doubt
from thidua.reports.models import Figure, Period, Report
from thidua.reports.terms import State


@pytest.fixture
def nine(running, half) -> Period:
    """The nine months; the half-year's report is sent."""
    save(running, half, "song-hong", {"I.1.a": {"actual": "700"}, "I.1.e": {"actual": "2"}, "I.1.g": {"value": "98"}})
    submit(running, half, "song-hong")
    return opened(running, NINE)


def page_of(visit, period, who="can-bo-song-hong") -> str:
    return unescape(visit(who).get(f"{BASE}{period.pk}/song-hong/").content.decode())


@pytest.mark.parametrize(
    ("figures", "asked"),
    [
        ({"I.1.a": {"actual": "2100"}}, "gấp từ 3 lần trở lên so với kỳ trước (700)"),
        ({"I.1.a": {"actual": "2099"}}, ""),
        ({"I.1.a": {"actual": "233"}}, "chưa bằng một phần 3 của kỳ trước (700)"),
        ({"I.1.a": {"actual": "699"}}, "Kỳ này gồm cả kỳ trước (700) mà số lại nhỏ hơn"),
        ({"I.1.a": {"actual": "700"}}, ""),
        ({"I.1.e": {"actual": "9"}}, ""),
        ({"I.1.g": {"value": "100,01"}}, "vượt mức một trăm phần trăm"),
        ({"I.1.g": {"value": "100"}}, ""),
    ],
)
def test_what_is_asked_and_what_is_not(running, nine, visit, figures, asked):
    save(running, nine, "song-hong", figures)
    page = page_of(visit, nine)
    assert (asked in page) if asked else ("Những số được hỏi lại" not in page)


def test_the_word_on_a_figure_is_kept_and_seen_by_leader_and_secretary(running, nine, visit):
    client, address = visit("can-bo-song-hong"), f"{BASE}{nine.pk}/song-hong/"
    save(running, nine, "song-hong", {"I.1.a": {"actual": "2500"}})
    shown = held(client, address)
    assert shown["note:I.1.a:actual"] == ""
    note = "Nhận thêm hồ sơ của hai huyện từ tháng 7"
    assert client.post(address, shown | {"note:I.1.a:actual": note}).status_code == 302
    assert Entry.objects.latest("seq").facts["figures"]["I.1.a:actual"]["note"] == note
    assert note in page_of(visit, nine, "lanh-dao-song-hong")
    visit("lanh-dao-song-hong").post(address + "gui/")
    assert Report.objects.get(period=nine).state == State.SUBMITTED
    page = page_of(visit, nine, "thu-ky-cum-pho")
    assert note in page
    assert "gấp từ 3 lần trở lên" in page


def test_without_a_word_it_is_sent_all_the_same_and_says_so(running, nine, visit):
    save(running, nine, "song-hong", {"I.1.a": {"actual": "2500"}})
    assert "Chưa có lời giải thích." in page_of(visit, nine, "lanh-dao-song-hong")
    submit(running, nine, "song-hong")
    assert Report.objects.get(period=nine).state == State.SUBMITTED


def test_a_note_too_long_or_unreadable_is_refused_and_stays_on_the_page(running, nine, visit):
    client, address = visit("can-bo-song-hong"), f"{BASE}{nine.pk}/song-hong/"
    save(running, nine, "song-hong", {"I.1.a": {"actual": "2500"}})
    shown = held(client, address)
    long = "dài " * 300
    answer = client.post(address, shown | {"note:I.1.a:actual": long})
    assert answer.status_code == 422
    assert long.strip() in answer.content.decode()
    assert client.post(address, shown | {"note:I.1.a:actual": "a\x00"}).status_code == 422
    assert Figure.objects.get(report__period=nine).note == ""


def test_two_words_on_one_figure_are_a_dispute(running, nine, visit):
    save(running, nine, "song-hong", {"I.1.a": {"actual": "2500"}})
    officer, leader, address = visit("can-bo-song-hong"), visit("lanh-dao-song-hong"), f"{BASE}{nine.pk}/song-hong/"
    first, second = held(officer, address), held(leader, address)
    officer.post(address, first | {"note:I.1.a:actual": "lời thứ nhất"})
    answer = leader.post(address, second | {"note:I.1.a:actual": "lời thứ hai"})
    assert answer.status_code == 422
    assert "lời thứ nhất" in answer.content.decode()
    assert "lời thứ hai" in answer.content.decode()
    assert Figure.objects.get(report__period=nine).note == "lời thứ nhất"


def test_every_rule_says_where_it_comes_from_and_since_when():
    assert {one.kind for one in every_doubt()} == {"times", "sign", "share", "falls"}
    assert all(one.source and one.since for one in every_doubt())
