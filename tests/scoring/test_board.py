"""The board and its explanations: exact ranks, who sees what and when, why a point is what it is."""

import re
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.scoring.year import (
    AT,
    appraised,
    appraising,
    here,
    open_round,
    secretary_for,
    self_scored,
    started,
    submit_self,
)
from thidua.scoring import actions
from thidua.scoring.queries import board
from thidua.scoring.terms import Column, Hand

BASE = "/cum/cum-mau/2026/bang-diem/"


def ranking(found) -> list[tuple[int | None, str, str]]:
    return [(row.place.rank, row.place.unit, row.percent) for row in found.rows]


def test_the_board_ranks_what_the_hands_wrote(cast):
    appraised(cast)
    assert ranking(board(cast.year, cast.day, Column.SELF)) == [
        (1, "song-hong", "95,8%"), (2, "truong-son", "95,75%"), (3, "bien-dong", "94,45%"),
        (4, "cao-nguyen", "88,46%"), (5, "dong-bang", "72,96%"),
    ]  # fmt: skip
    agreed = board(cast.year, cast.day)
    assert ranking(agreed)[:2] == [(1, "truong-son", "95,6%"), (2, "song-hong", "95,6%")]
    assert agreed.rows[0].place.decided_by == "điểm mục I cao hơn"
    assert agreed.official
    assert not board(cast.year, cast.day, Column.SELF).official


def test_sections_add_up_to_the_total(cast):
    appraised(cast)
    for row in board(cast.year, cast.day).rows:
        assert sum((points for _top, points in row.sections), Decimal(0)) == row.total


def test_units_equal_to_the_last_tie_break_share_the_place_and_the_next_is_skipped(cast):
    appraising(cast)
    points = {row.place.unit: row.score.points for row in board(cast.year, cast.day).rows}
    shifts = {"song-hong": {"I.2.b": 2000, "I.2.c": 2500, "II.1.a": -10_500}, "truong-son": {"III.1.c": -6000}}
    for unit, changes in shifts.items():
        for code, shift in changes.items():
            text = str(Decimal(points[unit][code] + shift) / 1000).replace(".", ",")
            actions.settle(here=here(cast, secretary_for(unit)), membership=cast.member(unit), code=code, points=text,
                           reason="Hai bên thống nhất", at=AT)  # fmt: skip
    rows = board(cast.year, cast.day).rows
    assert [row.place.rank for row in rows] == [1, 1, 3, 4, 5]
    assert {row.place.unit for row in rows if row.place.shared} == {"song-hong", "truong-son"}


def test_only_submitted_sheets_count(cast):
    open_round(started(cast), Hand.SELF)
    submit_self(cast, "bien-dong")
    found = {row.place.unit: row.total for row in board(cast.year, cast.day).rows}
    assert found["bien-dong"] > 0
    assert found["song-hong"] == 0
    assert not board(cast.year, cast.day).official


def test_without_an_adopted_table_there_is_no_board(cast):
    assert board(cast.year, cast.day) is None


def test_members_see_the_board_once_the_appraisal_is_closed(cast, visit):
    appraising(cast)
    before = visit("can-bo-bien-dong").get(BASE).content.decode()
    assert "mở cho các đơn vị sau khi đóng vòng thẩm định" in before
    assert "95,6%" not in before
    assert visit("can-bo-bien-dong").get(BASE + "song-hong/").status_code == 404
    assert visit("can-bo-bien-dong").get(BASE + "song-hong/I.1.a/").status_code == 404
    assert visit("can-bo-bien-dong").get(BASE + "so-sanh/").status_code == 404
    assert visit("can-bo-bien-dong").get(BASE + "bien-dong/").status_code == 200
    for who in ("thuong-truc", "thu-ky-cum-truong", "thu-ky-cum-pho"):
        assert "95,6%" in visit(who).get(BASE).content.decode()


def test_afterwards_everyone_in_the_cluster_sees_it(cast, visit):
    appraised(cast)
    page = visit("can-bo-bien-dong").get(BASE).content.decode()
    assert "Chính thức" in page
    assert page.index("Trường Sơn") < page.index("Sông Hồng")
    sorted_page = visit("can-bo-bien-dong").get(BASE + "?xep=don-vi&cot=self").content.decode()
    assert sorted_page.index("Đơn vị Sông Hồng") < sorted_page.index("Đơn vị Trường Sơn")
    assert "Xem trước" in sorted_page


def test_peers_stay_hidden_until_the_board_is_open(cast, visit):
    appraising(cast)
    page = visit("can-bo-song-hong").get(BASE + "song-hong/I.1.a/").content.decode()
    assert "½ × 50 + ½ × 50 × 25%/25% = 50 điểm" in page
    assert "Đơn vị Biển Đông" not in page
    assert "Đơn vị Biển Đông" in visit("thuong-truc").get(BASE + "song-hong/I.1.a/").content.decode()


def test_a_point_says_how_who_and_by_what_right(cast, visit):
    appraised(cast)
    page = visit("can-bo-dong-bang").get(BASE + "song-hong/I.2.c/").content.decode()
    assert "46 điểm" in page
    assert "Có một nhiệm vụ đột xuất hoàn thành chậm ba ngày." in page
    assert "Thư ký Cụm phó" in page
    assert "Căn cứ" in page
    assert "Đồng ý với điểm thẩm định." in page
    total = visit("can-bo-dong-bang").get(BASE + "song-hong/tong/").content.decode()
    assert "= 956 điểm" in total
    assert visit("can-bo-dong-bang").get(BASE + "song-hong/khong-co/").status_code == 404


def test_the_card_shows_all_hands_side_by_side(cast, visit):
    appraised(cast)
    page = visit("can-bo-song-hong").get(BASE + "song-hong/").content.decode()
    row = page[page.index("I.2.c") :]
    assert row.index(">48<") < row.index(">46<")
    assert 'class="number differs"' in page


def test_the_comparison_adds_up(cast, visit):
    appraised(cast)
    page = visit("can-bo-song-hong").get(BASE + "so-sanh/?a=truong-son&b=song-hong").content.decode()
    assert "xét tiếp: điểm mục I cao hơn" in page
    gaps = [Decimal(text.replace("−", "-").replace(",", ".")) for text in
            re.findall(r'<td class="number points">\+?([−\d,-]+)</td>', page)]  # fmt: skip
    assert len(gaps) > 2
    assert sum(gaps[:-1]) == gaps[-1] == 0
    same = visit("can-bo-song-hong").get(BASE + "so-sanh/?a=song-hong&b=song-hong").content.decode()
    assert "hai đơn vị khác nhau" in same


def test_the_board_needs_few_queries_whatever_was_written(cast, visit):
    started(cast)
    client = visit("thuong-truc")
    client.get(BASE + "?cot=self")  # the first answer sets the cookie of forms
    with CaptureQueriesContext(connection) as empty:
        client.get(BASE)
    type(cast.year).objects.filter(pk=cast.year.pk).update(stage="running")
    open_round(cast, Hand.SELF)
    submit_self(cast, "song-hong")
    with CaptureQueriesContext(connection) as one:
        client.get(BASE)
    for unit in ("truong-son", "bien-dong", "cao-nguyen", "dong-bang"):
        submit_self(cast, unit)
    with CaptureQueriesContext(connection) as full:
        assert client.get(BASE).status_code == 200
    assert len(full) == len(one) <= 20
    assert len(full) <= len(empty) + 1


def test_the_overview_needs_no_query_per_unit(cast, visit):
    self_scored(cast)
    client = visit("cham-cheo-truong-son")
    with CaptureQueriesContext(connection) as found:
        client.get("/cum/cum-mau/2026/cham-diem/")
    assert len(found) <= 20
