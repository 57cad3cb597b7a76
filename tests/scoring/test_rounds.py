"""Rounds and assignments: opened, due, closed; absent units recorded with a reason; who checks whom."""

import datetime as dt

import pytest

from tests.scoring.year import AT, DUE, FIGURES, here, members, open_round, self_scored, started, submit_self
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.terms import Stage
from thidua.scoring import actions
from thidua.scoring.models import Assignment, Round
from thidua.scoring.terms import Hand

BASE = "/cum/cum-mau/2026/cham-diem/"


def stage(cast) -> Stage:
    cast.year.refresh_from_db()
    return cast.year.at


def test_the_heads_secretariat_opens_a_round_once(cast, visit):
    started(cast)
    client = visit("thu-ky-cum-truong")
    assert client.post(BASE + "tu-cham/mo/", {"due_on": "31/12/2099"}).status_code == 302
    assert Round.objects.get().hand == Hand.SELF
    assert Entry.objects.latest("seq").act == "scoring.open_round"
    again = client.post(BASE + "tu-cham/mo/", {"due_on": "31/12/2099"})
    assert again.status_code == 422
    assert "đã mở" in again.content.decode()
    assert Round.objects.count() == 1


def test_others_do_not_open_rounds_nor_at_another_stage(cast):
    started(cast)
    with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
        actions.open_round(here=here(cast, "lanh-dao-song-hong"), hand=Hand.SELF, due_on=DUE, at=AT)
    with pytest.raises(Refused, match="Chưa làm được ở bước này"):
        actions.open_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.APPRAISED, due_on=DUE, at=AT)


def test_a_bad_due_date_keeps_what_was_typed(cast, visit):
    started(cast)
    answer = visit("thu-ky-cum-truong").post(BASE + "tu-cham/mo/", {"due_on": "ngày mai"})
    assert answer.status_code == 422
    assert "ngày mai" in answer.content.decode()
    assert not Round.objects.exists()


def test_closing_waits_for_every_sheet(cast):
    open_round(started(cast), Hand.SELF)
    for unit in list(FIGURES["units"])[:4]:
        submit_self(cast, unit)
    with pytest.raises(Refused, match="Đồng Bằng"):
        actions.close_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.SELF, at=AT)
    assert stage(cast) == Stage.RUNNING


def test_an_absent_unit_is_recorded_with_its_reason(cast, visit):
    open_round(started(cast), Hand.SELF)
    for unit in list(FIGURES["units"])[:4]:
        submit_self(cast, unit)
    absent = cast.member("dong-bang")
    client = visit("thu-ky-cum-truong")
    assert client.post(BASE + "tu-cham/dong/", {f"absent_{absent.pk}": " "}).status_code == 422
    assert client.post(BASE + "tu-cham/dong/", {f"absent_{absent.pk}": "Đang sáp nhập"}).status_code == 302
    assert stage(cast) == Stage.SELF_SCORED
    closed = Entry.objects.filter(act="scoring.close_round").get()
    assert closed.facts["absent"] == {absent.unit.name: "Đang sáp nhập"}
    assert "Vắng" in client.get(BASE).content.decode()


def test_closing_twice_is_refused(cast):
    self_scored(cast)
    with pytest.raises(Refused, match="đã đóng"):
        actions.close_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.SELF, at=AT)


def test_a_reopened_round_takes_sheets_again(cast):
    self_scored(cast)
    standing = here(cast, "thuong-truc")
    with pytest.raises(Refused, match="Đã khoá"):
        actions.reopen_round(here=standing, hand=Hand.SELF, reason="sai sót", at=AT)
    type(cast.year).objects.filter(pk=cast.year.pk).update(stage=Stage.RUNNING)
    actions.reopen_round(here=here(cast, "thuong-truc"), hand=Hand.SELF, reason="sai sót", at=AT)
    assert Round.objects.get(hand=Hand.SELF).closed_at is None
    assert Entry.objects.latest("seq").reason == "sai sót"


def test_the_ring_gives_every_unit_another_checker(cast, visit):
    self_scored(cast)
    assert visit("thu-ky-cum-truong").post(BASE + "phan-cong/vong/").status_code == 302
    found = list(Assignment.objects.all())
    assert {one.membership_id for one in found} == {member.pk for member in members(cast)}
    assert {one.checker_id for one in found} == {member.pk for member in members(cast)}
    assert all(one.membership_id != one.checker_id for one in found)


def test_nobody_checks_the_own_unit(cast, visit):
    self_scored(cast)
    own = cast.member("song-hong").pk
    with pytest.raises(Refused, match="tự chấm chéo"):
        actions.assign(here=here(cast, "thu-ky-cum-truong"), pairs={own: own}, at=AT)
    page = visit("thu-ky-cum-truong").post(BASE + "phan-cong/", {f"checker_{own}": str(own)})
    assert page.status_code == 422
    assert not Assignment.objects.exists()


def test_only_the_heads_secretariat_assigns(cast):
    self_scored(cast)
    with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
        actions.assign_ring(here=here(cast, "thu-ky-cum-pho"), at=AT)


def test_the_appraisal_waits_for_an_open_cross_check(cast):
    open_round(self_scored(cast), Hand.CROSS)
    with pytest.raises(Refused, match="chấm chéo"):
        actions.open_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.APPRAISED, due_on=DUE, at=AT)


def test_the_cross_check_can_be_passed_over_but_not_afterwards(cast):
    open_round(self_scored(cast), Hand.APPRAISED)
    with pytest.raises(Refused, match="Vòng thẩm định đã mở"):
        actions.open_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.CROSS, due_on=DUE, at=AT)


def test_a_due_day_in_the_past_is_refused(cast):
    started(cast)
    with pytest.raises(Refused, match="hôm nay"):
        actions.open_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.SELF, due_on=dt.date(2026, 1, 1), at=AT)
