"""The board of units × steps: who has handed in, who is late, whose hands it is in; extending what is due."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thidua.kit import clock
from thidua.members.terms import Stage
from thidua.reports import actions as reports
from thidua.samples import demo
from thidua.samples.cast import YEAR, moment
from thidua.season.models import Extension
from thidua.timeline.progress import progress

BOARD = "/cum/cum-mau/2026/tien-do/"
DAY = dt.date(YEAR, 6, 20)


@pytest.fixture
def reported(cast):
    """The half-year's reports are in, one of them late; a second period is open and nobody has sent it."""
    for step in (demo.launch, demo.adopt, demo.pledge, demo.report):
        step(cast)
    at = moment(YEAR, 6, 20)
    period = reports.open_period(
        here=cast.here("thu-ky-cum-truong", DAY), span="quarter", name="Quý II", from_date=dt.date(YEAR, 4, 1),
        to_date=dt.date(YEAR, 6, 30), due_on=dt.date(YEAR, 6, 30), at=at,
    )  # fmt: skip
    reports.save_report(here=cast.here("can-bo-bien-dong", DAY), period=period, membership=cast.member("bien-dong"),
                        narrative="Quý II (minh hoạ)", figures={}, at=at)  # fmt: skip
    return cast


def cells(cast, day, title):
    """How every unit stands with one column on a day, seen by the standing office."""
    board = progress(cast.here("thuong-truc", day))
    at = [column.title for column in board.columns].index(title)
    return {member.unit.code: row[at] for member, row in board.rows}


def shown(visit, who, day, address=BOARD):
    with clock.at(moment(YEAR, day.month, day.day)):
        answer = visit(who).get(address)
    return re.sub(r"\s+", " ", answer.content.decode()) if answer.status_code == 200 else answer.status_code


def test_what_came_late_stays_visible_and_what_is_missing_says_whose_hands_it_is_in(reported):
    half = cells(reported, DAY, "6 tháng đầu năm")
    assert {code: (cell.says, cell.days) for code, cell in half.items()} == {
        "song-hong": ("Đã gửi", 0), "truong-son": ("Đã gửi", 0), "bien-dong": ("Đã gửi", 0),
        "cao-nguyen": ("Đã gửi", 0), "dong-bang": ("Đã gửi", 4),
    }  # fmt: skip
    second = cells(reported, dt.date(YEAR, 7, 2), "Quý II")
    assert (second["bien-dong"].says, second["bien-dong"].hands) == ("Đang soạn", "Cán bộ thi đua, Lãnh đạo đơn vị")
    assert (second["dong-bang"].says, second["dong-bang"].hands) == ("Chưa lập", "Cán bộ thi đua")
    assert second["dong-bang"].days == 2
    assert cells(reported, dt.date(YEAR, 6, 30), "Quý II")["dong-bang"].days == 0


def test_a_registration_sent_again_is_not_later_for_that(cast):
    demo.launch(cast)
    demo.adopt(cast)
    demo.pledge(cast)
    found = cells(cast, DAY, "Đăng ký thi đua")
    assert {cell.says for cell in found.values()} == {"Đã duyệt"}
    assert {cell.days for cell in found.values()} == {0}


def test_the_sheets_of_a_round_are_in_the_hands_of_who_writes_them(cast):
    for step in (demo.launch, demo.adopt, demo.pledge, demo.report, demo.score_self, demo.cross_check, demo.appraise):
        step(cast)
    board = progress(cast.here("thuong-truc", dt.date(YEAR, 11, 19)))
    assert [column.title for column in board.columns] == [
        "Đăng ký thi đua", "Ký giao ước", "6 tháng đầu năm", "Tự chấm", "Chấm chéo", "Thẩm định",
    ]  # fmt: skip
    assert board.unsent().rows == []


def test_the_page_opens_to_those_who_follow_it_only(reported, visit):
    assert "chậm 4 ngày" in shown(visit, "thu-ky-cum-truong", DAY)
    assert shown(visit, "can-bo-bien-dong", DAY) == 404
    assert BOARD in shown(visit, "thu-ky-cum-pho", DAY, "/cum/cum-mau/2026/")
    assert BOARD not in shown(visit, "can-bo-bien-dong", DAY, "/cum/cum-mau/2026/")


def test_the_filter_leaves_what_is_not_handed_in(reported, visit):
    page = shown(visit, "thu-ky-cum-truong", DAY, BOARD + "?loc=chua-nop")
    assert "Quý II" in page
    assert "6 tháng đầu năm" not in page.split("<table>")[1].split("</table>")[0]
    assert shown(visit, "thu-ky-cum-truong", DAY, BOARD + "?loc=gi-do") == 400


def test_the_page_costs_the_same_for_one_and_many_periods(reported, visit):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert isinstance(shown(visit, "thu-ky-cum-truong", DAY), str)
        return len(queries)

    one = cost()
    for month in range(7, 11):
        reports.open_period(
            here=reported.here("thu-ky-cum-truong", DAY), span="month", name=f"Tháng {month}", at=moment(YEAR, 6, 20),
            from_date=dt.date(YEAR, month, 1), to_date=dt.date(YEAR, month, 28), due_on=dt.date(YEAR, month, 28),
        )  # fmt: skip
    assert cost() == one


def extend(visit, who, day, **typed):
    given = {
        "unit": "dong-bang",
        "due_on": "05/07/2026",
        "reason": "Mưa lũ (minh hoạ)",
        "by_document": "CV 12",
        **typed,
    }
    with clock.at(moment(YEAR, day.month, day.day)):
        return visit(who).post(BOARD + "report/gia-han/?cua=Quý II", given)


def test_extending_for_one_unit_on_the_page(reported, visit):
    late = dt.date(YEAR, 7, 2)
    assert extend(visit, "thu-ky-cum-truong", late).status_code == 302
    found = cells(reported, late, "Quý II")
    assert (found["dong-bang"].days, found["dong-bang"].extended) == (0, True)
    assert found["cao-nguyen"].days == 2
    page = shown(visit, "thu-ky-cum-truong", late)
    assert "gia hạn đến 05/07/2026" in page
    assert "Mưa lũ (minh hoạ) (CV 12)" in page
    again = extend(visit, "thu-ky-cum-truong", late)
    assert again.status_code == 422
    assert "sau hạn đang có" in again.content.decode()
    assert Extension.objects.count() == 1


@pytest.mark.parametrize(("who", "typed", "says"), [
    ("thu-ky-cum-truong", {"due_on": "29/06/2026"}, "sau hạn đang có"),
    ("thu-ky-cum-truong", {"unit": "song-hong"}, "Thư ký Cụm phó"),
    ("thu-ky-cum-pho", {}, "Thư ký Cụm trưởng"),
    ("thu-ky-cum-truong", {"due_on": "mai"}, "Mưa lũ (minh hoạ)"),
    ("thu-ky-cum-truong", {"unit": "khong-co"}, "Mưa lũ (minh hoạ)"),
])  # fmt: skip
def test_a_refused_extension_says_why_and_keeps_what_was_typed(reported, visit, who, typed, says):
    answer = extend(visit, who, dt.date(YEAR, 7, 2), **typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "Mưa lũ (minh hoạ)" in answer.content.decode()
    assert not Extension.objects.exists()


def test_what_is_handed_in_is_not_extended_and_what_nobody_asks_has_no_page(reported, visit):
    member = reported.member("bien-dong")
    period = reported.year.periods.get(name="Quý II")
    reports.submit_report(here=reported.here("lanh-dao-bien-dong", DAY), period=period, membership=member,
                          at=moment(YEAR, 6, 21))  # fmt: skip
    assert extend(visit, "thu-ky-cum-truong", DAY, unit="bien-dong").status_code == 422
    assert shown(visit, "thu-ky-cum-truong", DAY, BOARD + "report/gia-han/?cua=khong-co") == 404
    assert shown(visit, "thu-ky-cum-truong", DAY, BOARD + "registration/gia-han/?cua=pledge") == 404


def test_an_empty_year_says_so(cast, visit):
    assert cast.year.at == Stage.CONSTITUTED
    assert "Chưa có việc nào giao cho các đơn vị" in shown(visit, "thuong-truc", dt.date(YEAR, 1, 10))
