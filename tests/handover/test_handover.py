"""Handing over: announced, listed, signed by both sides, in force from a day and not from a click."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from thidua.conference.models import Conference, Recommendation
from thidua.handover import actions, checklist, queries
from thidua.handover.models import Item
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.actions import constitute_year
from thidua.members.models import ClusterYear, LeadTerm
from thidua.members.queries import leads_of, members_of
from thidua.members.terms import Lead, Office, Stage
from thidua.paperwork.queries import of_subject
from thidua.samples.cast import NEXT_DEPUTY, NEXT_HEAD, PROGRAM, appoint, moment
from thidua.scoring.models import Round
from thidua.scoring.terms import Hand

CONFERENCE_DAY = dt.date(2026, 11, 20)
NOW = moment(2026, 11, 20, 11)
NEW_YEAR = dt.date(2027, 1, 1)
OUTGOING = ("lanh-dao-song-hong", "lanh-dao-truong-son")
INCOMING = ("lanh-dao-truong-son", "lanh-dao-bien-dong")


def at_stage(cast, stage):
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=stage)


def succession(cast, **changed):
    units = [member.unit for member in members_of(cast.year)]
    by_code = {unit.code: unit for unit in units}
    told = {"units": units, "head": by_code[NEXT_HEAD], "deputy": by_code[NEXT_DEPUTY], "since": NEW_YEAR}
    return actions.Succession(**{**told, **changed})


def announced(cast, who="thu-ky-cum-truong", **changed):
    here = cast.here(who, CONFERENCE_DAY)
    return actions.announce(here=here, announced_on=CONFERENCE_DAY, succession=succession(cast, **changed), at=NOW)


def signed_over(cast):
    made = announced(cast)
    for leader in OUTGOING:
        actions.sign_over(here=cast.here(leader, CONFERENCE_DAY), handover=made, at=NOW)
    return made


def accepted(cast, day=CONFERENCE_DAY):
    made = signed_over(cast)
    at_stage(cast, Stage.NOMINATED)
    for leader in INCOMING:
        actions.accept(here=cast.here(leader, day), handover=made, at=NOW)
    return made


@pytest.fixture
def concluded(cast):
    at_stage(cast, Stage.CONCLUDED)
    return cast


def page(cast, rest=""):
    return f"/cum/{cast.year.cluster.slug}/{cast.year.year}/ban-giao/{rest}"


def test_announcing_constitutes_the_next_year(concluded):
    made = announced(concluded)
    assert made.next_year.year == 2027
    assert made.next_year.at == Stage.CONSTITUTED
    assert [m.unit.code for m in members_of(made.next_year)] == [m.unit.code for m in members_of(concluded.year)]
    assert (made.head.unit.code, made.deputy.unit.code) == (NEXT_HEAD, NEXT_DEPUTY)
    assert Entry.objects.get(act="handover.announce").facts["since"] == "2027-01-01"
    assert Entry.objects.latest("seq").facts == {"until": "2026-12-31"}, "one act ends the old terms and begins the new"


def test_a_next_year_that_stands_already_is_linked_and_not_contradicted(concluded):
    units = [member.unit for member in members_of(concluded.year)]
    by_code = {unit.code: unit for unit in units}
    standing = constitute_year(cluster=concluded.year.cluster, year=2027, units=units, head=by_code["bien-dong"],
                               deputy=by_code["dong-bang"], since=NEW_YEAR, by=PROGRAM, at=NOW)  # fmt: skip
    with pytest.raises(Refused, match="đã được lập với Cụm trưởng"):
        announced(concluded)
    here = concluded.here("thu-ky-cum-truong", CONFERENCE_DAY)
    made = actions.announce(here=here, announced_on=CONFERENCE_DAY, at=NOW)
    assert made.next_year == standing
    assert made.head.unit.code == "bien-dong"


@pytest.mark.parametrize("who", ["can-bo-song-hong", "lanh-dao-truong-son", "thu-ky-cum-pho", "thuong-truc"])
def test_others_do_not_announce(concluded, who):
    with pytest.raises(Refused, match="chức trách"):
        announced(concluded, who)
    assert not ClusterYear.objects.filter(year=2027).exists()


def test_the_conference_secretary_may_announce_and_nobody_twice(concluded):
    announced(concluded, "thu-ky-hoi-nghi")
    with pytest.raises(Refused, match="đã được công bố"):
        announced(concluded)


def test_nothing_is_announced_before_the_conference(cast):
    at_stage(cast, Stage.APPRAISED)
    with pytest.raises(Refused, match="Chưa đến lúc"):
        announced(cast)


def test_the_days_must_run_forward(concluded):
    with pytest.raises(Refused, match="phải bắt đầu sau"):
        announced(concluded, since=dt.date(2026, 1, 5))
    here = concluded.here("thu-ky-cum-truong", CONFERENCE_DAY)
    with pytest.raises(Refused, match="không thể ở sau hôm nay"):
        actions.announce(here=here, announced_on=dt.date(2026, 11, 21), succession=succession(concluded), at=NOW)
    assert not ClusterYear.objects.filter(year=2027).exists(), "a refusal leaves no year behind"


def test_the_list_shows_what_the_year_leaves_open(concluded):
    host = concluded.member("song-hong").unit
    held = Conference.objects.create(
        year=concluded.year, title="Tổng kết", on=CONFERENCE_DAY, place="Hội trường", host=host
    )
    before = {line.text: line.clear for line in checklist.computed(concluded.year)}
    assert before["Kiến nghị chưa thực hiện xong: không còn"]
    Recommendation.objects.create(conference=held, text="Sửa bảng tiêu chí")
    after = {line.text: line.clear for line in checklist.computed(concluded.year)}
    assert after["Kiến nghị chưa thực hiện xong: 1"] is False


def test_the_list_names_what_the_next_year_lacks_and_the_minutes_what_it_goes_on_following(concluded):
    made = announced(concluded)
    missing = "Chức trách năm 2027 chưa có người giữ: Thư ký Cụm trưởng; Thư ký Cụm phó; Thư ký hội nghị"
    assert {line.text: line.clear for line in checklist.shown(made)}[missing] is False
    for office in checklist.OF_THE_LEADS:
        appoint(f"nam-sau-{office}", "Người năm sau", office, made.next_year, made.head, password=None, at=NOW)
    assert "Chức trách của Cụm trưởng, Cụm phó năm 2027: đã có người giữ" in str(checklist.shown(made))
    held = Conference.objects.create(year=concluded.year, title="Tổng kết", on=CONFERENCE_DAY, place="Hội trường",
                                     host=concluded.member("song-hong").unit)  # fmt: skip
    Recommendation.objects.create(conference=held, text="Sửa bảng tiêu chí", owner="Bộ Minh hoạ", due_on=NEW_YEAR)
    for leader in OUTGOING:
        actions.sign_over(here=concluded.here(leader, CONFERENCE_DAY), handover=made, at=NOW)
    at_stage(concluded, Stage.NOMINATED)
    for leader in INCOMING:
        actions.accept(here=concluded.here(leader, CONFERENCE_DAY), handover=made, at=NOW)
    paper = of_subject(concluded.year, f"handover:{made.pk}").get()
    followed = next(one for one in paper.content["sections"] if "theo dõi tiếp" in one["heading"])
    assert followed["table"]["rows"] == [["1", "Sửa bảng tiêu chí", "Bộ Minh hoạ", "01/01/2027", "Chưa thực hiện"]]
    assert "Ký nhận: Lãnh đạo đơn vị, Biển Đông" in str(paper.content)


def test_the_list_speaks_of_a_result_only_where_the_year_was_scored(concluded):
    assert not [line for line in checklist.computed(concluded.year) if "Kết quả thi đua" in line.text]
    Round.objects.create(year=concluded.year, hand=Hand.SELF, opened_on=CONFERENCE_DAY, due_on=CONFERENCE_DAY)
    assert [line.clear for line in checklist.computed(concluded.year) if "Kết quả thi đua" in line.text] == [False]


def test_the_outgoing_side_keeps_the_list(concluded):
    made = announced(concluded)
    secretary = concluded.here("thu-ky-cum-truong", CONFERENCE_DAY)
    actions.keep_list(here=secretary, handover=made, done=[], more=["Quỹ hoạt động", "  ", "Cờ"], at=NOW)
    assert [item.text for item in made.items.all()] == ["Quỹ hoạt động", "Cờ"]
    actions.keep_list(here=secretary, handover=made, done=[made.items.first().pk], more=[], at=NOW)
    assert Entry.objects.latest("seq").facts["handed_over"] == ["Quỹ hoạt động"]
    with pytest.raises(Refused, match="lãnh đạo"):
        actions.keep_list(here=concluded.here("lanh-dao-bien-dong"), handover=made, done=[], more=["x"], at=NOW)
    with pytest.raises(Refused, match="400 ký tự"):
        actions.keep_list(here=secretary, handover=made, done=[], more=["x" * 401], at=NOW)
    assert made.items.count() == 2


def test_signing_over_waits_for_every_item_and_then_locks_the_list(concluded):
    made = announced(concluded)
    leader = concluded.here("lanh-dao-song-hong", CONFERENCE_DAY)
    actions.keep_list(here=leader, handover=made, done=[], more=["Quỹ hoạt động"], at=NOW)
    with pytest.raises(Refused, match="Quỹ hoạt động"):
        actions.sign_over(here=leader, handover=made, at=NOW)
    item = Item.objects.get()
    actions.keep_list(here=leader, handover=made, done=[item.pk], more=[], at=NOW)
    actions.sign_over(here=leader, handover=made, at=NOW, note="Đã đối chiếu")
    assert (made.signed_over_at, made.note) == (None, "Đã đối chiếu"), "the deputy has not signed yet"
    assert made.items.filter(computed=True).exists()
    with pytest.raises(Refused, match="đã khoá"):
        actions.drop_item(here=leader, handover=made, item=item.pk, at=NOW)
    with pytest.raises(Refused, match=r"lãnh đạo Đơn vị Trường Sơn .*Cụm phó năm 2026"):
        actions.sign_over(here=leader, handover=made, at=NOW)
    actions.sign_over(here=concluded.here("lanh-dao-truong-son", CONFERENCE_DAY), handover=made, at=NOW)
    assert made.signed_over_by == "Lãnh đạo đơn vị, Sông Hồng; Lãnh đạo đơn vị, Trường Sơn"
    with pytest.raises(Refused, match="đã ký"):
        actions.sign_over(here=leader, handover=made, at=NOW)


@pytest.mark.parametrize("who", ["thu-ky-cum-truong", "can-bo-song-hong", "lanh-dao-bien-dong", "thuong-truc"])
def test_only_the_leaders_of_head_and_deputy_sign_over(concluded, who):
    with pytest.raises(Refused, match="lãnh đạo Đơn vị Sông Hồng"):
        actions.sign_over(here=concluded.here(who, CONFERENCE_DAY), handover=announced(concluded), at=NOW)


def test_accepting_closes_the_year_and_issues_the_minutes(concluded):
    made = accepted(concluded)
    concluded.year.refresh_from_db()
    assert concluded.year.at == Stage.HANDED_OVER
    paper = of_subject(concluded.year, f"handover:{made.pk}").get()
    assert paper.kind == "BB"
    assert paper.number is not None
    names = [signature["name"] for signature in paper.content["signatures"]]
    assert names == [f"Lãnh đạo đơn vị, {unit}" for unit in ("Sông Hồng", "Trường Sơn", "Trường Sơn", "Biển Đông")]
    assert paper.content["signatures"][0]["authority"] == "BÊN GIAO: Đơn vị Sông Hồng (minh hoạ)"
    assert "ngày 01 tháng 01 năm 2027" in str(paper.content)
    assert list(Entry.objects.order_by("-seq").values_list("act", flat=True)[:3]) == [
        "stage.enter", "paperwork.issue", "handover.accept",
    ]  # fmt: skip


def test_the_new_head_leads_from_the_day_and_there_is_always_exactly_one(concluded):
    made = accepted(concluded)
    years = (concluded.year, made.next_year)
    for offset in range(-5, 6):
        day = NEW_YEAR + dt.timedelta(days=offset)
        heads = [leads_of(year, day)[Lead.HEAD].unit.code for year in years if Lead.HEAD in leads_of(year, day)]
        assert heads == (["song-hong"] if day < NEW_YEAR else [NEXT_HEAD]), day


def test_a_year_that_was_handed_over_is_not_called_vacant(concluded, visit):
    accepted(concluded)
    own, following = (f"/cum/{concluded.year.cluster.slug}/{year}/" for year in (2026, 2027))
    for day, address, said in ((NEW_YEAR - dt.timedelta(days=1), following, "từ 01/01/2027"),
                               (NEW_YEAR, own, "đến hết 31/12/2026")):  # fmt: skip
        with clock.at(moment(day.year, day.month, day.day)):
            shown = visit("thuong-truc").get(address).content.decode()
        assert said in shown
        assert "Đang khuyết" not in shown


def test_a_late_acceptance_still_ends_the_old_terms_on_their_day(concluded):
    late = dt.date(2027, 1, 20)
    accepted(concluded, late)
    assert set(LeadTerm.objects.filter(year=concluded.year).values_list("until", flat=True)) == {dt.date(2026, 12, 31)}


def test_a_year_never_has_two_heads(concluded):
    with pytest.raises(IntegrityError), transaction.atomic():
        LeadTerm.objects.create(year=concluded.year, membership=concluded.member("bien-dong"), role=Lead.HEAD,
                                since=CONFERENCE_DAY)  # fmt: skip


@pytest.mark.parametrize("who", ["lanh-dao-song-hong", "can-bo-truong-son", "lanh-dao-cao-nguyen", "thuong-truc"])
def test_only_the_leaders_of_the_next_head_and_deputy_accept(concluded, who):
    made = signed_over(concluded)
    at_stage(concluded, Stage.NOMINATED)
    with pytest.raises(Refused, match="lãnh đạo Đơn vị Trường Sơn"):
        actions.accept(here=concluded.here(who, CONFERENCE_DAY), handover=made, at=NOW)


def test_accepting_waits_for_the_signature_and_the_nominations_and_happens_once(concluded):
    made = announced(concluded)
    leader = concluded.here("lanh-dao-truong-son", CONFERENCE_DAY)
    with pytest.raises(Refused, match="Bên giao chưa ký"):
        actions.accept(here=leader, handover=made, at=NOW)
    for outgoing in OUTGOING:
        actions.sign_over(here=concluded.here(outgoing, CONFERENCE_DAY), handover=made, at=NOW)
    with pytest.raises(Refused, match="Đề nghị khen thưởng"):
        actions.accept(here=leader, handover=made, at=NOW)
    at_stage(concluded, Stage.DECIDED)
    stale = queries.of_year(concluded.year)
    other_tab = replace(leader, year=ClusterYear.objects.get(pk=concluded.year.pk))
    actions.accept(here=concluded.here("lanh-dao-truong-son", CONFERENCE_DAY), handover=made, at=NOW)
    with pytest.raises(Refused, match="lãnh đạo Đơn vị Biển Đông"):
        actions.accept(here=other_tab, handover=stale, at=NOW)
    actions.accept(here=concluded.here("lanh-dao-bien-dong", CONFERENCE_DAY), handover=made, at=NOW)
    with pytest.raises(Refused, match="đã ký tiếp nhận"):
        actions.accept(here=other_tab, handover=stale, at=NOW)
    assert of_subject(concluded.year, f"handover:{made.pk}").count() == 1


def test_a_leader_seated_only_in_the_next_year_accepts_from_there(concluded, visit):
    made = signed_over(concluded)
    at_stage(concluded, Stage.NOMINATED)
    appoint("lanh-dao-moi", "Lãnh đạo đơn vị mới", Office.UNIT_LEADER, made.next_year, made.head, password=None, at=NOW)
    with clock.at(NOW):
        address = f"/cum/{concluded.year.cluster.slug}/2027/ban-giao/{made.pk}/ky-nhan/"
        assert visit("lanh-dao-moi").post(address, {"sure": "on"}).status_code == 302
        deputy = page(concluded, f"{made.pk}/ky-nhan/")
        assert visit("lanh-dao-bien-dong").post(deputy, {"sure": "on"}).status_code == 302
    concluded.year.refresh_from_db()
    assert concluded.year.at == Stage.HANDED_OVER
    paper = of_subject(concluded.year, f"handover:{made.pk}").get()
    assert paper.issuer.code == "song-hong", "the papers of the old year carry the old head's number"


def test_the_standing_office_archives_once(concluded):
    with pytest.raises(Refused, match="Bàn giao"):
        actions.archive(here=concluded.here("thuong-truc", CONFERENCE_DAY), at=NOW)
    accepted(concluded)
    with pytest.raises(Refused, match="chức trách"):
        actions.archive(here=concluded.here("thu-ky-cum-truong", CONFERENCE_DAY), at=NOW)
    here = concluded.here("thuong-truc", CONFERENCE_DAY)
    actions.archive(here=here, at=NOW)
    assert here.year.at == Stage.ARCHIVED
    with pytest.raises(Refused):
        actions.archive(here=here, at=NOW)


def test_the_whole_handover_on_the_pages(concluded, visit):
    units = [member.unit_id for member in members_of(concluded.year)]
    head, deputy = concluded.member(NEXT_HEAD).unit_id, concluded.member(NEXT_DEPUTY).unit_id
    typed = {"announced_on": "20/11/2026", "units": units, "head": head, "deputy": deputy, "since": "01/01/2027",
             "note": "Công bố tại hội nghị"}  # fmt: skip
    with clock.at(NOW):
        refused = visit("thu-ky-hoi-nghi").post(page(concluded, "cong-bo/"), {**typed, "deputy": head})
        assert refused.status_code == 422
        assert "Công bố tại hội nghị" in refused.content.decode(), "what was typed survives"
        assert visit("thu-ky-hoi-nghi").post(page(concluded, "cong-bo/"), typed).status_code == 302
        leader = visit("lanh-dao-song-hong")
        assert leader.post(page(concluded, "danh-muc/"), {"more": "Quỹ hoạt động"}).status_code == 302
        item = Item.objects.get()
        assert leader.post(page(concluded, "danh-muc/"), {"done": [item.pk]}).status_code == 302
        unsure = leader.post(page(concluded, "ky-giao/"), {"note": "Đủ cả"})
        assert unsure.status_code == 422
        assert "Đủ cả" in unsure.content.decode()
        assert leader.post(page(concluded, "ky-giao/"), {"note": "Đủ cả", "sure": "on"}).status_code == 302
        assert visit("lanh-dao-truong-son").post(page(concluded, "ky-giao/"), {"sure": "on"}).status_code == 302
        at_stage(concluded, Stage.NOMINATED)
        made = queries.of_year(concluded.year)
        accept = page(concluded, f"{made.pk}/ky-nhan/")
        assert visit("lanh-dao-truong-son").get(accept).status_code == 200
        for leader in INCOMING:
            assert visit(leader).post(accept, {"sure": "on"}).status_code == 302
        assert visit("thuong-truc").post(page(concluded, "luu-tru/")).status_code == 302
        shown = visit("can-bo-dong-bang").get(page(concluded)).content.decode()
        shown += visit("can-bo-dong-bang").get(page(concluded, "qua-cac-nam/")).content.decode()
    for needle in ("Đơn vị Sông Hồng", "Đơn vị Trường Sơn", "Đã lưu trữ", "Biên bản bàn giao", "đến hết 31/12/2026"):
        assert needle in shown


def test_pages_before_anything_is_announced(concluded, visit):
    with clock.at(NOW):
        assert "Công bố Cụm trưởng" in visit("thu-ky-cum-truong").get(page(concluded)).content.decode()
        assert "cong-bo/" not in visit("can-bo-song-hong").get(page(concluded)).content.decode()
        assert visit("can-bo-song-hong").get(page(concluded, "ky-giao/")).status_code == 404
        assert visit("can-bo-song-hong").get(page(concluded, "cong-bo/")).status_code == 200
    assert visit().get(page(concluded)).status_code == 302


def test_the_page_asks_the_database_the_same_however_long_the_list(concluded, visit):
    made = announced(concluded)
    client = visit("thu-ky-cum-truong")

    def asked():
        with (
            clock.at(NOW),
            CaptureQueriesContext(
                connection,
            ) as captured,
        ):
            assert client.get(page(concluded)).status_code == 200
        return len(captured)

    asked()
    Item.objects.create(handover=made, text="một")
    once = asked()
    for n in range(4):
        Item.objects.create(handover=made, text=f"mục {n}")
    assert asked() == once
