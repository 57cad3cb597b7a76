"""Nominations and decisions: on the ground of a result and a vote, sent once, decided whenever the decision comes."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.results.appraised import appraise, at_stage, voted
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.actions import end_lead_terms
from thidua.members.terms import Stage
from thidua.paperwork.queries import of_subject
from thidua.results import actions, queries
from thidua.results.models import Decision, Nomination
from thidua.samples.cast import PROGRAM, moment

DAY = dt.date(2026, 11, 25)
NOW = moment(2026, 11, 25)
FLAG = "co-bo-tinh"


@pytest.fixture
def concluded(cast):
    appraise(cast)
    made = actions.seal(here=cast.here("thu-ky-cum-truong"), at=NOW)
    actions.publish(here=cast.here("thuong-truc"), result=made, at=NOW)
    at_stage(cast, Stage.CONCLUDED)
    return cast


def propose(cast, unit="truong-son", award=FLAG, note="", who="thu-ky-cum-truong"):
    return actions.propose(here=cast.here(who, DAY), membership=cast.member(unit), award=award, note=note, at=NOW)


def submit(cast):
    actions.submit(here=cast.here("thu-ky-cum-truong", DAY), at=NOW)


def decide(cast, nomination, day=DAY, who="thuong-truc", **told):
    said = {"granted": True, "number": "123/QĐ-MH", "on": day, "signer": "Bộ trưởng (minh hoạ)", **told}
    return actions.decide(here=cast.here(who, day), nomination=nomination, at=NOW, **said)


def page(cast, rest=""):
    return f"/cum/{cast.year.cluster.slug}/{cast.year.year}/ket-qua/khen-thuong/{rest}"


def test_what_passed_the_ballot_is_nominated_on_that_ground(concluded):
    ballot = voted(concluded, "truong-son", FLAG)
    made = propose(concluded)
    assert made.ballot == ballot
    assert Entry.objects.latest("seq").facts["voted"] is True


def test_what_did_not_pass_needs_a_note(concluded):
    voted(concluded, "bien-dong", FLAG, yes=3)
    with pytest.raises(Refused, match="chưa đạt phiếu"):
        propose(concluded, "bien-dong")
    made = propose(concluded, "bien-dong", note="Thành tích đột xuất")
    assert made.ballot is None
    assert made.note == "Thành tích đột xuất"


def test_proposing_twice_or_for_an_unknown_title_is_refused(concluded):
    voted(concluded, "truong-son", FLAG)
    propose(concluded)
    with pytest.raises(Refused, match="đã được đề nghị"):
        propose(concluded)
    with pytest.raises(Refused, match="không có trong danh mục"):
        propose(concluded, award="danh-hieu-la", note="x")
    assert Nomination.objects.count() == 1


@pytest.mark.parametrize("who", ["thu-ky-cum-pho", "lanh-dao-truong-son", "thuong-truc"])
def test_only_the_heads_secretariat_nominates(concluded, who):
    with pytest.raises(Refused, match="chức trách"):
        propose(concluded, note="x", who=who)


def test_nominating_follows_the_conference_and_the_published_result(cast):
    appraise(cast)
    with pytest.raises(Refused, match="Tổng kết"):
        propose(cast, note="x")
    at_stage(cast, Stage.CONCLUDED)
    with pytest.raises(Refused, match="chốt và công bố"):
        propose(cast, note="x")


def test_a_proposal_can_be_withdrawn_until_it_is_sent(concluded):
    voted(concluded, "truong-son", FLAG)
    made = propose(concluded)
    actions.withdraw(here=concluded.here("thu-ky-cum-truong", DAY), nomination=made, at=NOW)
    assert not Nomination.objects.exists()
    assert Entry.objects.latest("seq").act == "results.withdraw"
    made = propose(concluded)
    submit(concluded)
    with pytest.raises(Refused):
        actions.withdraw(here=concluded.here("thu-ky-cum-truong", DAY), nomination=made, at=NOW)
    assert Nomination.objects.count() == 1


def test_sending_issues_the_submission_and_moves_the_year(concluded):
    voted(concluded, "truong-son", FLAG)
    propose(concluded)
    submit(concluded)
    concluded.year.refresh_from_db()
    assert concluded.year.at == Stage.NOMINATED
    paper = of_subject(concluded.year, f"submission:{concluded.year.pk}").get()
    assert paper.kind == "TTr"
    (row,) = paper.content["sections"][1]["table"]["rows"]
    assert row[1:5] == ["Đơn vị Trường Sơn (minh hoạ)", "Cờ thi đua của Bộ, tỉnh", "1", "5/5 phiếu (100%)"]
    assert queries.published(concluded.year).digest in str(paper.content)
    with pytest.raises(Refused):
        submit(concluded)


def test_an_empty_list_is_not_sent(concluded):
    with pytest.raises(Refused, match="Chưa có đề nghị"):
        submit(concluded)
    concluded.year.refresh_from_db()
    assert concluded.year.at == Stage.CONCLUDED


@pytest.fixture
def nominated(concluded):
    voted(concluded, "truong-son", FLAG)
    propose(concluded)
    propose(concluded, "song-hong", "co-chinh-phu", note="Dẫn đầu nhiều năm")
    submit(concluded)
    return concluded


def test_the_first_decision_moves_the_year_and_later_ones_do_not(nominated):
    one, other = Nomination.objects.order_by("pk")
    decide(nominated, one)
    nominated.year.refresh_from_db()
    assert nominated.year.at == Stage.DECIDED
    decide(nominated, other, granted=False)
    nominated.year.refresh_from_db()
    assert nominated.year.at == Stage.DECIDED
    assert Decision.objects.filter(granted=False).count() == 1


@pytest.mark.parametrize("stage", [Stage.HANDED_OVER, Stage.ARCHIVED])
def test_a_decision_months_later_attaches_without_reopening(nominated, stage):
    end_lead_terms(year=nominated.year, until=dt.date(2026, 12, 31), by=PROGRAM, at=NOW)
    at_stage(nominated, stage)
    decide(nominated, Nomination.objects.first(), dt.date(2027, 6, 30))
    nominated.year.refresh_from_db()
    assert nominated.year.at == stage
    assert Entry.objects.latest("seq").act == "results.decide"


def test_a_decision_is_recorded_once_by_the_standing_office_with_its_number(nominated):
    one = Nomination.objects.first()
    with pytest.raises(Refused, match="chức trách"):
        decide(nominated, one, who="thu-ky-cum-truong")
    with pytest.raises(Refused, match="số quyết định"):
        decide(nominated, one, number="  ")
    with pytest.raises(Refused, match="sau hôm nay"):
        decide(nominated, one, on=DAY + dt.timedelta(days=1))
    decide(nominated, one)
    with pytest.raises(Refused, match="đã có quyết định"):
        decide(nominated, one)
    assert Decision.objects.count() == 1


def test_what_was_not_sent_is_not_decided(concluded):
    voted(concluded, "truong-son", FLAG)
    made = propose(concluded)
    with pytest.raises(Refused, match="Chưa đến lúc"):
        decide(concluded, made)


def test_the_register_reads_by_unit(nominated):
    decide(nominated, Nomination.objects.get(award=FLAG))
    register = queries.register(nominated.year)
    assert [(unit.membership.unit.code, unit.granted, unit.place.rank) for unit in register] == [
        ("song-hong", 0, 2), ("truong-son", 1, 1),
    ]  # fmt: skip


def test_the_whole_way_on_the_pages(concluded, visit):
    voted(concluded, "truong-son", FLAG)
    secretary, member = visit("thu-ky-cum-truong"), visit("can-bo-dong-bang")
    typed = {"membership": concluded.member("bien-dong").pk, "award": FLAG, "note": ""}
    refused = secretary.post(page(concluded, "de-nghi/"), typed)
    assert refused.status_code == 422
    assert f'value="{FLAG}" selected' in refused.content.decode(), "what was chosen survives"
    typed["membership"] = concluded.member("truong-son").pk
    assert secretary.post(page(concluded, "de-nghi/"), typed).status_code == 302
    assert "Chưa gửi" in secretary.get(page(concluded)).content.decode()
    assert "Chưa gửi" not in member.get(page(concluded)).content.decode(), "proposals show once they are sent"
    assert secretary.post(page(concluded, "gui/"), {"x": "1"}).status_code == 422
    assert secretary.post(page(concluded, "gui/"), {"sure": "on"}).status_code == 302
    assert "Đang chờ quyết định" in member.get(page(concluded)).content.decode()
    one = Nomination.objects.get()
    address = page(concluded, f"{one.pk}/quyet-dinh/")
    told = {"answer": "granted", "number": "123/QĐ-MH", "on": "hôm qua", "signer": "Bộ trưởng (minh hoạ)"}
    wrong = visit("thuong-truc").post(address, told)
    assert wrong.status_code == 422
    assert "123/QĐ-MH" in wrong.content.decode()
    assert visit("thuong-truc").post(address, {**told, "on": "01/02/2026"}).status_code == 302
    assert "123/QĐ-MH" in member.get(page(concluded)).content.decode()
    assert member.get(address).status_code == 200
    assert visit().get(page(concluded)).status_code == 302


def test_the_register_asks_the_database_the_same_for_one_and_three_rows(concluded, visit):
    client, address = visit("thu-ky-cum-truong"), page(concluded)
    voted(concluded, "truong-son", FLAG)
    propose(concluded)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    asked()
    once = asked()
    voted(concluded, "song-hong", FLAG)
    propose(concluded, "song-hong")
    propose(concluded, "bien-dong", note="x")
    assert asked() == once
