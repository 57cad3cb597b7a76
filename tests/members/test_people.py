"""Seats and offices."""

import datetime as dt

import pytest
from django.urls import reverse

from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members import actions
from thidua.members.models import Cluster, Unit
from thidua.members.terms import Lead, Office
from thidua.samples.cast import moment


def test_the_cluster_year_has_head_and_deputy(cast):
    leads = cast.here("thuong-truc").leads
    assert {role: member.unit.code for role, member in leads.items()} == {
        Lead.HEAD: "song-hong",
        Lead.DEPUTY: "truong-son",
    }


def test_powers_come_from_the_seat_in_the_unit(cast):
    here = cast.here("can-bo-song-hong")
    assert here.holds(Office.UNIT_OFFICER, of=cast.member("song-hong"))
    assert not here.holds(Office.UNIT_OFFICER, of=cast.member("bien-dong"))
    assert not here.holds(Office.UNIT_LEADER)


def test_an_ended_seat_gives_nothing(cast):
    held = cast.here("can-bo-song-hong").seats[0]
    by = cast.here("quan-tri").actor()
    actions.unseat(held=held, until=dt.date(2026, 2, 1), reason="chuyển công tác", by=by, at=moment(2026, 2, 1))
    with pytest.raises(LookupError):
        cast.here("can-bo-song-hong")
    assert Entry.objects.latest("seq").act == "seat.end"


def test_head_and_deputy_must_be_different_members(cast):
    cluster, by = cast.year.cluster, cast.here("thuong-truc").actor()
    unit = cast.member("song-hong").unit
    with pytest.raises(Refused, match="khác nhau"):
        actions.constitute_year(cluster=cluster, year=2027, units=[unit], head=unit, deputy=unit,
                                since=dt.date(2027, 1, 1), by=by, at=moment(2027, 1, 1))  # fmt: skip
    assert not cluster.years.filter(year=2027).exists()


def test_a_stranger_is_sent_to_sign_in_and_another_cluster_is_not_found(cast, visit):
    address = f"/cum/{cast.year.cluster.slug}/{cast.year.year}/nhan-su/"
    assert visit().get(address)["Location"].startswith("/dang-nhap/")
    assert visit("can-bo-song-hong").get("/cum/khong-co/2026/nhan-su/").status_code == 404
    assert visit("can-bo-song-hong").get(address).status_code == 200


def test_only_the_standing_office_seats_people(cast, visit):
    address = f"/cum/{cast.year.cluster.slug}/{cast.year.year}/nhan-su/"
    typed = {"username": "nguoi-moi", "name": "Cán bộ thi đua thứ hai",
             "since": "01/03/2026", "office": Office.UNIT_OFFICER,
             "membership": cast.member("bien-dong").pk}  # fmt: skip
    refused = visit("can-bo-song-hong").post(address, typed)
    assert refused.status_code == 422
    assert "Cán bộ thi đua thứ hai" in refused.content.decode(), "what was typed survives"
    assert visit("thuong-truc").post(address, typed).status_code == 302
    assert cast.here("nguoi-moi").holds(Office.UNIT_OFFICER, of=cast.member("bien-dong"))


def test_the_standing_office_makes_a_cluster_its_units_and_its_year(cast, visit):
    office = visit("thuong-truc")
    for name in ("Đơn vị Ven Biển (minh hoạ)", "Đơn vị Trung Du (minh hoạ)"):
        assert office.post("/cum/don-vi-moi/", {"name": name, "short_name": name[7:14]}).status_code == 302
    twice = office.post("/cum/don-vi-moi/", {"name": "Đơn vị Ven Biển (minh hoạ)", "short_name": "Ven"})
    assert twice.status_code == 422
    made = {"organiser": "Bộ Minh hoạ", "family": "ven biển", "number": "9", "name": "Cụm thi đua số 9"}
    assert office.post("/cum/lap-cum/", made).status_code == 302
    assert office.post("/cum/lap-cum/", made).status_code == 422, "the same identity twice"
    cluster = Cluster.objects.get(name="Cụm thi đua số 9")
    coast, hills = (Unit.objects.get(name__contains=name) for name in ("Ven Biển", "Trung Du"))
    year = {"cluster": cluster.pk, "year": 2026, "units": [coast.pk, hills.pk], "head": coast.pk, "deputy": hills.pk,
            "since": "01/01/2026", "by_document": "Văn bản minh hoạ"}  # fmt: skip
    answer = office.post("/cum/lap-nam/", year)
    assert answer.status_code == 302
    assert office.get(answer["Location"]).status_code == 200
    assert visit("quan-tri").post("/cum/lap-cum/", {**made, "number": "10"}).status_code == 404


@pytest.mark.parametrize("name", ["!!!", "…", "\u200b"])
def test_a_name_with_nothing_to_spell_makes_no_unit_and_no_cluster(cast, visit, name):
    office = visit("thuong-truc")
    for address, rest in (("/cum/don-vi-moi/", {"short_name": "X"}), ("/cum/lap-cum/", {"organiser": "Bộ Minh hoạ"})):
        answer = office.post(address, {"name": name, **rest})
        assert answer.status_code == 422, address
        assert "Tên phải có chữ cái hoặc chữ số." in answer.content.decode()
    assert not Unit.objects.filter(code="").exists()
    assert not Cluster.objects.filter(slug="").exists()


def test_names_stand_in_the_order_of_the_vietnamese_alphabet(cast, visit):
    names = ["Cao Nguyên", "Dốc Miếu", "Đồng Bằng", "Đông Hải", "Trường Sơn"]
    for unit, name in zip(Unit.objects.order_by("-pk"), names, strict=True):
        Unit.objects.filter(pk=unit.pk).update(name=name)
    page = visit("thuong-truc").get(reverse("members:constitute")).content.decode()
    places = [page.index(f">{name}</option>") for name in names]
    assert places == sorted(places)
