"""The board in the hall, and what is frozen before it hangs there."""

import re

import pytest

from tests.scoring.quarters import by_quarters, open_round
from tests.scoring.year import AT, appraised, appraising, here, started
from thidua.kit.refusal import Refused
from thidua.members.models import ClusterYear, Membership, Unit
from thidua.members.terms import Stage
from thidua.scoring import actions
from thidua.scoring.queries import board
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Hand

BASE = "/cum/cum-mau/2026/bang-diem/"
HALL = BASE + "man-chieu/"


def test_the_hall_sees_places_points_and_whether_they_count(cast, visit):
    appraised(cast)
    page = visit("can-bo-bien-dong").get(HALL).content.decode()
    assert "Kết quả chính thức" in page
    assert re.findall(r'<td class="rank">(\d)</td>', page) == ["1", "2", "3", "4", "5"]
    assert page.index("Trường Sơn") < page.index("Sông Hồng")
    assert "956" in page
    assert "Bản xem trước" in visit("can-bo-bien-dong").get(HALL + "?cot=self").content.decode()


def test_it_renews_only_its_inside(cast, visit):
    appraised(cast)
    client = visit("thuong-truc")
    whole, inside = client.get(HALL).content.decode(), client.get(HALL, headers={"HX-Request": "true"}).content.decode()
    assert f'hx-get="{HALL}"' in whole
    assert 'hx-trigger="every 10s"' in whole
    assert "<html" not in inside
    assert inside.strip() in whole


def test_who_may_not_see_the_board_may_not_hang_it_up(cast, visit):
    appraising(cast)
    assert visit("can-bo-bien-dong").get(HALL).status_code == 404
    assert visit().get(HALL).status_code == 302
    assert "Bản xem trước" in visit("thuong-truc").get(HALL).content.decode()


@pytest.mark.parametrize(("units", "size"), [(1, "few"), (5, "some"), (11, "many"), (40, "more")])
def test_the_type_is_as_large_as_the_number_of_units_allows(cast, visit, units, size):
    started(cast)
    for number in range(units):
        unit = Unit.objects.create(code=f"dv-{number}", name=f"Đơn vị {number}", short_name=f"ĐV {number}")
        Membership.objects.create(year=cast.year, unit=unit, order=100 + number)
    page = visit("thuong-truc").get(HALL).content.decode()
    assert f'<table class="{size}">' in page
    assert page.count('<td class="rank">') == units + 5


def test_a_year_of_periods_hangs_there_by_period_and_as_a_whole(cast, visit):
    by_quarters(cast)
    open_round(cast, Hand.SELF, "Q1")
    client = visit("thuong-truc")
    assert "Quý I" in client.get(HALL + "?ky=Q1").content.decode()
    assert client.get(HALL).status_code == 200
    assert client.get(HALL + "?ky=Q9").status_code == 404


def test_the_board_says_who_sees_it_today(cast, visit):
    appraising(cast)
    assert "chỉ thư ký hai đơn vị" in visit("thuong-truc").get(BASE).content.decode()
    actions.agree_within(here=here(cast, "lanh-dao-song-hong"), membership=cast.member("song-hong"), code="", at=AT)
    ClusterYear.objects.update(stage=Stage.APPRAISED)
    assert "Điểm đã khoá chờ hội nghị" in visit("can-bo-bien-dong").get(BASE + "?xep=don-vi").content.decode()
    ClusterYear.objects.update(stage=Stage.CONCLUDED)
    assert "những gì đã công bố" in visit("can-bo-bien-dong").get(BASE + "?xep=tong-diem").content.decode()


def test_before_the_conference_nothing_moves_the_board_any_more(cast):
    appraised(cast)
    before = [(row.place, row.total) for row in board(cast.year, AT.date()).rows]
    member, secretary = cast.member("bien-dong"), here(cast, "thu-ky-cum-truong")
    officer = here(cast, "can-bo-bien-dong")
    point = {"membership": member, "code": "I.2.b", "at": AT}
    attempts = [
        lambda: actions.save_sheet(here=officer, membership=member, hand=Hand.SELF, at=AT,
                                   rows=[Typed("I.2.b", {"points": "1"})]),
        lambda: actions.save_sheet(here=secretary, membership=member, hand=Hand.APPRAISED, at=AT,
                                   rows=[Typed("I.2.b", {"points": "1"}, "đổi")]),
        lambda: actions.return_sheet(here=secretary, membership=member, hand=Hand.SELF, reason="xem lại", at=AT),
        lambda: actions.settle(here=secretary, points="1", reason="đổi", **point),
        lambda: actions.unsettle(here=secretary, reason="đổi", **point),
        lambda: actions.agree(here=here(cast, "lanh-dao-bien-dong"), **point),
    ]  # fmt: skip
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    assert [(row.place, row.total) for row in board(cast.year, AT.date()).rows] == before


def test_the_board_is_sorted_by_unit_total_or_section_by_a_link(cast, visit):
    appraised(cast)
    client = visit("can-bo-bien-dong")

    def order(by):
        page = client.get(BASE + f"?xep={by}").content.decode()
        return re.findall(r'bang-diem/([a-z-]+)/">Đơn vị', page)

    rows = board(cast.year, AT.date()).rows
    assert order("tong-diem") == [row.place.unit for row in sorted(rows, key=lambda row: row.total, reverse=True)]
    by_section = sorted(rows, key=lambda row: row.score.points["II"], reverse=True)
    assert order("II") == [row.place.unit for row in by_section]
    assert order("don-vi")[0] == "song-hong"
