"""Sealing and publishing: complete or not at all, reproducible from itself, corrected only by another version."""

import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.results.appraised import appraise, at_stage
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear, Unit
from thidua.members.terms import Stage
from thidua.results import actions, queries, reading, sealing
from thidua.results.models import Result
from thidua.samples.cast import moment
from thidua.scoring.models import Claim, Settlement
from thidua.scoring.queries import board
from thidua.targets.models import Target

NOW = moment(2026, 11, 10)


@pytest.fixture
def appraised(cast):
    return appraise(cast)


def seal(cast, who="thu-ky-cum-truong", **given):
    return actions.seal(here=cast.here(who), at=NOW, **given)


def settle(cast, unit, code, thousandths_text):
    return Settlement.objects.create(membership=cast.member(unit), code=code, points=thousandths_text, at=NOW,
                                     reason="Thống nhất tại hội nghị thẩm định", by_name="Thư ký")  # fmt: skip


def page(cast, rest=""):
    return f"/cum/{cast.year.cluster.slug}/{cast.year.year}/ket-qua/{rest}"


def test_the_sealed_table_is_the_board_of_the_scoring_room(appraised):
    settle(appraised, "dong-bang", "I.1.a", "12.5")
    table = reading.table(seal(appraised).sealed)
    shown = board(appraised.year, appraised.day)
    assert [(row.rank, row.unit, row.total, row.percent) for row in table.rows] == [
        (row.place.rank, row.place.unit, row.total, row.percent) for row in shown.rows
    ]
    assert [row.grade for row in table.rows] == [row.place.grade for row in shown.rows]


def test_an_exact_tie_is_parted_by_the_declared_tie_breaker(appraised):
    first, second = reading.table(seal(appraised).sealed).rows[:2]
    assert (first.unit, second.unit) == ("truong-son", "song-hong")
    assert first.total == second.total
    assert first.decided_by


def test_a_sealed_result_is_worked_out_again_from_itself_alone(appraised):
    settle(appraised, "dong-bang", "I.1.a", "12.5")
    made = seal(appraised)
    Claim.objects.all().delete()
    Settlement.objects.all().delete()
    Target.objects.all().delete()
    Unit.objects.update(name="đổi tên")
    kept = Result.objects.get(pk=made.pk)
    assert sealing.replay(kept)
    content = json.loads(kept.sealed)
    assert content["given"]["agreed"]["dong-bang"]["I.1.a"]["reason"] == "Thống nhất tại hội nghị thẩm định"
    assert content["given"]["scopes"]["cao-nguyen"]["I.1.c"] == {
        "scope": "not_assigned", "reason": "Không có nhiệm vụ",
    }  # fmt: skip


@pytest.mark.parametrize("tamper", [
    lambda c: c["came_out"]["scores"]["dong-bang"].update(total=999_000),
    lambda c: c["came_out"]["places"].reverse(),
    lambda c: c["given"]["targets"]["song-hong"].update({"I.1.a": "1"}),
    lambda c: c["given"]["edition"].update(digest="0" * 64),
    lambda c: c["given"].pop("cohort"),
    lambda c: c["given"]["edition"].update(text="không phải TOML"),
])  # fmt: skip
def test_a_tampered_text_does_not_replay_even_with_a_fresh_digest(appraised, tamper):
    made = seal(appraised)
    content = json.loads(made.sealed)
    tamper(content)
    made.sealed = sealing.canonical(content)
    made.digest = sealing.digest_of(made.sealed)
    assert not sealing.replay(made)


def test_a_changed_digest_does_not_replay(appraised):
    made = seal(appraised)
    made.digest = "0" * 64
    assert not sealing.replay(made)


def test_what_is_missing_is_named_and_nothing_is_sealed(appraised):
    Claim.objects.filter(sheet__membership=appraised.member("bien-dong"), code="I.1.b").delete()
    with pytest.raises(Refused, match=r"Đơn vị Biển Đông \(minh hoạ\): I\.1\.b"):
        seal(appraised)
    assert not Result.objects.exists()


def test_before_a_table_is_adopted_there_is_nothing_to_seal(cast):
    at_stage(cast, Stage.APPRAISED)
    with pytest.raises(Refused, match="Chưa có bảng tiêu chí"):
        seal(cast)


@pytest.mark.parametrize("who", ["thu-ky-cum-pho", "lanh-dao-song-hong", "thuong-truc", "can-bo-song-hong"])
def test_only_the_heads_secretariat_seals(appraised, who):
    with pytest.raises(Refused, match="chức trách"):
        seal(appraised, who)


def test_sealing_waits_for_the_appraisal_and_ends_with_the_handover(appraised):
    at_stage(appraised, Stage.CROSS_CHECKED)
    with pytest.raises(Refused, match="Chưa đến lúc"):
        seal(appraised)
    at_stage(appraised, Stage.HANDED_OVER)
    with pytest.raises(Refused, match="Đã khoá"):
        seal(appraised)


def test_sealing_is_in_the_ledger_with_the_digest(appraised):
    made = seal(appraised)
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.facts["digest"]) == ("results.seal", made.digest)


def test_a_second_click_and_an_unreasoned_correction_are_refused(appraised):
    seal(appraised)
    with pytest.raises(Refused, match="không có gì thay đổi"):
        seal(appraised)
    settle(appraised, "dong-bang", "I.1.a", "12.5")
    with pytest.raises(Refused, match="phải có lý do"):
        seal(appraised, reason="  ")
    assert Result.objects.count() == 1


def test_a_correction_is_another_version_that_says_what_changed(appraised):
    first = seal(appraised)
    settle(appraised, "truong-son", "I.1.a", "10")
    second = seal(appraised, reason="Cộng nhầm điểm")
    assert (second.version, second.reason) == (2, "Cộng nhầm điểm")
    assert Result.objects.get(pk=first.pk).sealed == first.sealed
    changes = {one.name: one for one in reading.changes(first.sealed, second.sealed)}
    hit, risen = changes["Đơn vị Trường Sơn (minh hoạ)"], changes["Đơn vị Sông Hồng (minh hoạ)"]
    assert [(code, after) for code, _title, _before, after in hit.criteria if code == "I.1.a"] == [("I.1.a", 10)]
    assert hit.after.total < hit.before.total
    assert (risen.before.rank, risen.after.rank, risen.criteria) == (2, 1, ())
    assert "Đơn vị Đồng Bằng (minh hoạ)" not in changes


def test_members_see_the_result_when_it_is_published_and_not_before(appraised, visit):
    made = seal(appraised)
    member = visit("can-bo-dong-bang")
    assert "956" not in member.get(page(appraised)).content.decode()
    assert member.get(page(appraised, "ban/1/")).status_code == 404
    assert "Đã chốt, chưa công bố" in visit("thuong-truc").get(page(appraised)).content.decode()
    assert visit("thuong-truc").post(page(appraised, "ban/1/cong-bo/"), {"x": "1"}).status_code == 422, "two steps"
    assert queries.published(appraised.year) is None
    assert (
        visit("thuong-truc").post(page(appraised, "ban/1/cong-bo/"), {"sure": "on", "shows": "nothing"}).status_code
        == 302
    )
    shown = member.get(page(appraised)).content.decode()
    assert "Bản chính thức" in shown
    assert "956" in shown
    assert made.digest in shown
    assert "khớp từng ký tự" in member.get(page(appraised, "ban/1/")).content.decode()
    assert member.get(page(appraised, "ban/1/tai-ve/")).content.decode() == made.sealed
    assert Entry.objects.latest("seq").act == "results.publish"


def test_publishing_is_for_the_newest_version_once_and_by_the_right_office(appraised):
    first = seal(appraised)
    with pytest.raises(Refused, match="chức trách"):
        actions.publish(here=appraised.here("lanh-dao-song-hong"), result=first, at=NOW)
    settle(appraised, "truong-son", "I.1.a", "10")
    second = seal(appraised, reason="Cộng nhầm điểm")
    here = appraised.here("thu-ky-cum-truong")
    with pytest.raises(Refused, match="bản mới nhất"):
        actions.publish(here=here, result=first, at=NOW)
    stale = Result.objects.get(pk=second.pk)
    actions.publish(here=here, result=second, at=NOW)
    with pytest.raises(Refused, match="đã được công bố"):
        actions.publish(here=here, result=stale, at=NOW)
    assert queries.published(appraised.year) == second


def test_an_unpublished_correction_leaves_the_official_result_to_the_members(appraised, visit):
    actions.publish(here=appraised.here("thuong-truc"), result=seal(appraised), at=NOW)
    settle(appraised, "truong-son", "I.1.a", "10")
    seal(appraised, reason="Cộng nhầm điểm")
    shown = visit("can-bo-dong-bang").get(page(appraised)).content.decode()
    assert "Bản chính thức" in shown
    assert "Cộng nhầm điểm" not in shown
    secretary = visit("thu-ky-cum-truong").get(page(appraised, "ban/2/")).content.decode()
    assert "Cộng nhầm điểm" in secretary
    assert "I.1.a" in secretary


def test_the_pages_of_sealing(appraised, visit):
    secretary = visit("thu-ky-cum-truong")
    before = secretary.get(page(appraised)).content.decode()
    assert "Xem trước" in before
    assert "956" in secretary.get(page(appraised, "chot/")).content.decode()
    assert secretary.post(page(appraised, "chot/"), {"go": "1"}).status_code == 302
    settle(appraised, "truong-son", "I.1.a", "10")
    refused = secretary.post(page(appraised, "chot/"), {"reason": ""})
    assert refused.status_code == 422
    assert "phải có lý do" in refused.content.decode()
    assert "chot/" not in visit("can-bo-dong-bang").get(page(appraised)).content.decode()
    assert visit("can-bo-dong-bang").get(page(appraised, "chot/")).status_code == 200
    assert visit().get(page(appraised)).status_code == 302


def test_the_page_of_a_year_without_anything(cast, visit):
    for who in ("can-bo-dong-bang", "thuong-truc", "thu-ky-cum-truong"):
        assert "chưa được công bố" in visit(who).get(page(cast)).content.decode()


def test_a_stale_tab_cannot_seal_twice(appraised):
    here = appraised.here("thu-ky-cum-truong")
    other_tab = replace(here, year=ClusterYear.objects.get(pk=here.year.pk))
    actions.seal(here=here, at=NOW)
    with pytest.raises(Refused):
        actions.seal(here=other_tab, at=NOW)


def test_the_page_asks_the_database_the_same_for_one_and_three_versions(appraised, visit):
    client, address = visit("thu-ky-cum-truong"), page(appraised)
    seal(appraised)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    asked()
    once = asked()
    settle(appraised, "truong-son", "I.1.a", "10")
    seal(appraised, reason="một")
    Settlement.objects.update(points="49")
    seal(appraised, reason="hai")
    assert asked() == once
