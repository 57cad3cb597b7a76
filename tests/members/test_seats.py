"""Seats through the year: substitution on leave, handing over to a successor, two hands, several clusters."""

import datetime as dt

import pytest
from django.test import Client

from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members import actions
from thidua.members.models import Seat
from thidua.members.terms import Office
from thidua.samples.cast import CLUSTER, PROGRAM, YEAR, assemble, moment

HERE = f"/cum/{CLUSTER}/{YEAR}/"


def text(answer) -> str:
    return answer.content.decode()


def newcomer(username="pho-bien-dong", name="Phó thủ trưởng, Biển Đông"):
    return actions.admit(username=username, name=name, by=PROGRAM, at=moment(2026, 2, 1))


def seat_of(cast, username, office=None) -> Seat:
    return next(seat for seat in cast.here(username).seats if office in (None, seat.office))


@pytest.fixture
def away(cast, visit):
    """The leader of Biển Đông is away from 2 to 10 March; the substitute's client."""
    newcomer()
    typed = {"username": "pho-bien-dong", "since": "02/03/2026", "until": "10/03/2026", "by_document": "GUQ số 12"}
    address = f"{HERE}nhan-su/{seat_of(cast, 'lanh-dao-bien-dong').pk}/uy-quyen/"
    answer = visit("lanh-dao-bien-dong").post(address, typed)
    assert answer.status_code == 302, text(answer)
    return address, typed


def test_the_substitute_has_the_office_on_these_days_only(cast, away):
    day = dt.date(2026, 3, 2)
    here = cast.here("pho-bien-dong", day)
    assert here.holds(Office.UNIT_LEADER, of=cast.member("bien-dong"))
    assert cast.here("lanh-dao-bien-dong", day).holds(Office.UNIT_LEADER), "who is away keeps the seat"
    for outside in (dt.date(2026, 3, 1), dt.date(2026, 3, 11)):
        with pytest.raises(LookupError):
            cast.here("pho-bien-dong", outside)


def test_both_are_named_in_the_ledger(cast, away):
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.actor_name) == ("seat.substitute", "Lãnh đạo đơn vị, Biển Đông")
    assert entry.facts["absent"] == "Lãnh đạo đơn vị, Biển Đông"
    assert entry.facts["substitute"] == "Phó thủ trưởng, Biển Đông"
    assert entry.facts["document"] == "GUQ số 12"
    acting = cast.here("pho-bien-dong", dt.date(2026, 3, 5)).actor(Office.UNIT_LEADER)
    assert acting.name == "Phó thủ trưởng, Biển Đông (thay Lãnh đạo đơn vị, Biển Đông)"


def test_the_people_page_says_who_stands_in_until_when(cast, visit, away):
    with clock.at(moment(2026, 3, 3)):
        page = text(visit("can-bo-song-hong").get(HERE + "nhan-su/"))
    assert "thay Lãnh đạo đơn vị, Biển Đông" in page
    assert "10/03/2026" in page


def test_the_same_days_twice_days_gone_by_and_a_chain_are_refused(cast, visit, away):
    address, typed = away
    again = visit("lanh-dao-bien-dong").post(address, typed)
    assert again.status_code == 422
    assert "đã được uỷ quyền từ 02/03/2026 đến 10/03/2026" in text(again)
    assert "GUQ số 12" in text(again), "what was typed stays"
    gone = visit("lanh-dao-bien-dong").post(address, {**typed, "since": "01/02/2026", "until": "10/02/2026"})
    assert "đã qua" in text(gone)
    theirs = Seat.objects.get(person__username="pho-bien-dong")
    chain = f"{HERE}nhan-su/{theirs.pk}/uy-quyen/"
    with clock.at(moment(2026, 3, 3)):
        answer = visit("pho-bien-dong").post(chain, {**typed, "username": "can-bo-bien-dong"})
    assert "không uỷ quyền lại" in text(answer)


def test_nobody_names_a_substitute_for_another(cast, visit):
    address = f"{HERE}nhan-su/{seat_of(cast, 'lanh-dao-bien-dong').pk}/uy-quyen/"
    assert visit("can-bo-song-hong").get(address).status_code == 404
    assert visit("thuong-truc").get(address).status_code == 200


@pytest.mark.parametrize(
    ("absent", "substitute", "said"),
    [
        ("lanh-dao-bien-dong", "can-bo-bien-dong", "phải là hai người"),
        ("lanh-dao-bien-dong", "lanh-dao-song-hong", "đang làm việc cho Đơn vị Sông Hồng"),
        ("kiem-phieu-1", "kiem-phieu-2", "những người khác nhau"),
        ("thu-ky-cum-truong", "thu-ky-cum-pho", "phải là hai người"),
        ("lanh-dao-bien-dong", "lanh-dao-bien-dong", "phải là người khác"),
        ("lanh-dao-bien-dong", "khong-co-ai", "Chưa có tài khoản"),
    ],
)
def test_two_hands_stay_two(cast, visit, absent, substitute, said):
    typed = {"username": substitute, "since": "02/03/2026", "until": "10/03/2026", "by_document": "GUQ"}
    answer = visit(absent).post(f"{HERE}nhan-su/{seat_of(cast, absent).pk}/uy-quyen/", typed)
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Seat.objects.exclude(stands_in_for=None).exists()


def test_the_seat_of_a_substitute_ends_with_the_seat(cast, away):
    held, by = seat_of(cast, "lanh-dao-bien-dong"), cast.here("thuong-truc").actor()
    end = {"held": held, "until": dt.date(2026, 3, 5), "reason": "nghỉ hưu", "by": by, "at": moment(2026, 3, 5)}
    actions.unseat(**end)
    assert Seat.objects.get(stands_in_for=held).until == dt.date(2026, 3, 5)
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.unseat(**end)


def test_a_seat_is_handed_over_in_one_act(cast, visit):
    held = seat_of(cast, "lanh-dao-bien-dong")
    address = f"{HERE}nhan-su/{held.pk}/ban-giao/"
    assert visit("lanh-dao-bien-dong").get(address).status_code == 404
    office = visit("thuong-truc")
    assert "Việc đang chờ sẽ chuyển" in text(office.get(address))
    typed = {"username": "thu-truong-moi", "name": "Thủ trưởng mới, Biển Đông", "since": "10/03/2026",
             "by_document": "QĐ số 5"}  # fmt: skip
    nameless = office.post(address, {**typed, "name": ""})
    assert nameless.status_code == 422
    assert "hãy ghi họ và tên" in text(nameless)
    assert office.post(address, typed).status_code == 302
    assert office.post(address, typed).status_code == 404, "there is nothing left to hand over"
    before, after = dt.date(2026, 3, 9), dt.date(2026, 3, 10)
    assert cast.here("lanh-dao-bien-dong", before).holds(Office.UNIT_LEADER)
    for username, day in (("lanh-dao-bien-dong", after), ("thu-truong-moi", before)):
        with pytest.raises(LookupError):
            cast.here(username, day)
    assert cast.here("thu-truong-moi", after).holds(Office.UNIT_LEADER, of=cast.member("bien-dong"))
    entry = Entry.objects.latest("seq")
    assert entry.act == "seat.hand_over"
    assert (entry.facts["from"], entry.facts["to"]) == ("Lãnh đạo đơn vị, Biển Đông", "Thủ trưởng mới, Biển Đông")


def test_what_is_asked_of_the_one_who_leaves_goes_along(cast, visit):
    cast.year.stage = "rules_adopted"
    cast.year.save()
    held = seat_of(cast, "lanh-dao-bien-dong")
    typed = {"username": "thu-truong-moi", "name": "Thủ trưởng mới", "since": "10/03/2026", "by_document": "QĐ số 5"}
    page = text(visit("thuong-truc").get(f"{HERE}nhan-su/{held.pk}/ban-giao/"))
    assert "Lập và gửi bản đăng ký thi đua" in page
    visit("thuong-truc").post(f"{HERE}nhan-su/{held.pk}/ban-giao/", typed)
    assert "Lập và gửi bản đăng ký thi đua" in Entry.objects.latest("seq").facts["pending"]


def test_a_successor_comes_after_and_is_another(cast, visit):
    address = f"{HERE}nhan-su/{seat_of(cast, 'lanh-dao-bien-dong').pk}/ban-giao/"
    for username, since, said in (("lanh-dao-bien-dong", "10/03/2026", "phải là người khác"),
                                  ("can-bo-bien-dong", "10/03/2026", "phải là hai người"),
                                  ("nguoi-moi", "05/01/2026", "phải sau ngày")):  # fmt: skip
        typed = {"username": username, "name": "Người mới", "since": since, "by_document": "QĐ"}
        answer = visit("thuong-truc").post(address, typed)
        assert answer.status_code == 422, username
        assert said in text(answer)
    assert seat_of(cast, "lanh-dao-bien-dong").until is None


def test_one_click_leads_to_the_same_room_of_the_other_cluster(cast):
    assemble(copy=2)
    visitor = Client()
    visitor.force_login(cast.person("can-bo-song-hong"))
    page = text(visitor.get(HERE + "nhan-su/"))
    assert f'href="/cum/{CLUSTER}-2/{YEAR}/nhan-su/"' in page
    assert "Cụm thi đua mẫu số 2, 2026" in page
    assert visitor.get(f"/cum/{CLUSTER}-2/{YEAR}/nhan-su/").status_code == 200


def test_who_sits_in_one_year_sees_no_switch(cast, visit):
    assert "Nơi khác bạn giữ chức trách" not in text(visit("can-bo-song-hong").get(HERE))
