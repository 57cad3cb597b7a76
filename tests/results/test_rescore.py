"""Đợt tính lại: computed beside what is sealed, applied or cancelled as a whole, by two hands."""

import json

import pytest

from tests.results.appraised import appraise, at_stage
from thidua.engine import digest, dump, load
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.terms import Stage
from thidua.results import actions, sealing
from thidua.results.models import Correction, Rescore, Result
from thidua.results.rescoring import outcome
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import adopted_text
from thidua.samples.cast import moment
from thidua.scoring.models import Settlement

NOW = moment(2026, 11, 10)
WHY = {"reason": "Kiểm tra lại theo kiến nghị", "document": "Biên bản minh hoạ số 07"}


@pytest.fixture
def sealed(cast):
    appraise(cast)
    actions.seal(here=cast.here("thu-ky-cum-truong"), at=NOW)
    return cast


def begin(cast, who="thu-ky-cum-truong", **given):
    return actions.open_rescore(here=cast.here(who), at=NOW, **{**WHY, **given})


def correct(cast, rescore, unit, code, points, *, who="thu-ky-cum-truong", reason="Đối chiếu lại hồ sơ"):
    return actions.correct(
        here=cast.here(who), rescore=rescore, membership=cast.member(unit), code=code, points=points, reason=reason,
        at=NOW,
    )  # fmt: skip


def apply(cast, rescore, who="thuong-truc", seen=None):
    seen = sealing.digest_of(outcome(rescore).sealed) if seen is None else seen
    return actions.apply_rescore(here=cast.here(who), rescore=rescore, seen=seen, at=NOW)


def address(cast, rest=""):
    return f"/cum/{cast.year.cluster.slug}/{cast.year.year}/ket-qua/tinh-lai/{rest}"


def total(result, unit):
    return json.loads(result.sealed)["came_out"]["scores"][unit]["total"]


def test_nothing_changes_until_it_is_applied_and_then_exactly_what_was_shown(sealed):
    first = Result.objects.get()
    rescore = begin(sealed)
    correct(sealed, rescore, "bien-dong", "I.1.a", "30")
    shown = outcome(rescore)
    assert [change.name for change in shown.changes if change.criteria] == ["Đơn vị Biển Đông (minh hoạ)"]
    assert Result.objects.get() == first
    assert not Settlement.objects.exists()
    second = apply(sealed, rescore)
    assert second.sealed == shown.sealed
    assert second.version == 2
    assert total(second, "bien-dong") != total(first, "bien-dong")
    assert sealing.replay(second)
    assert sealing.replay(Result.objects.get(version=1)), "the first version stands as it was"
    rescore.refresh_from_db()
    assert rescore.state == "applied"
    assert Entry.objects.get(act="results.apply_rescore").facts["digest"] == second.digest


def test_cancelled_it_leaves_no_trace_but_the_record(sealed):
    rescore = begin(sealed)
    correct(sealed, rescore, "bien-dong", "I.1.a", "30")
    actions.cancel_rescore(here=sealed.here("thu-ky-cum-truong"), rescore=rescore, reason="Không đủ căn cứ", at=NOW)
    assert Result.objects.count() == 1
    assert not Settlement.objects.exists()
    assert Entry.objects.get(act="results.cancel_rescore").reason == "Không đủ căn cứ"
    with pytest.raises(Refused, match="đã kết thúc"):
        apply(sealed, rescore)
    assert begin(sealed).state == "open", "another may begin"


def test_two_hands(sealed):
    with pytest.raises(Refused):
        begin(sealed, who="thuong-truc")
    rescore = begin(sealed)
    correct(sealed, rescore, "bien-dong", "I.1.a", "30")
    with pytest.raises(Refused):
        apply(sealed, rescore, who="thu-ky-cum-truong")
    with pytest.raises(Refused):
        correct(sealed, rescore, "song-hong", "I.1.a", "30", who="lanh-dao-song-hong")


def test_the_heads_secretariat_does_not_correct_its_own_unit(sealed):
    rescore = begin(sealed)
    own = sealed.here("thu-ky-cum-truong").leads["head"].unit.code
    with pytest.raises(Refused):
        correct(sealed, rescore, own, "I.1.a", "30")
    correct(sealed, rescore, own, "I.1.a", "30", who="thu-ky-cum-pho")


def test_a_page_that_went_stale_applies_nothing(sealed):
    rescore = begin(sealed)
    correct(sealed, rescore, "bien-dong", "I.1.a", "30")
    seen = sealing.digest_of(outcome(rescore).sealed)
    correct(sealed, rescore, "bien-dong", "I.1.a", "31")
    with pytest.raises(Refused, match="xem lại khác biệt"):
        apply(sealed, rescore, seen=seen)
    assert Result.objects.count() == 1
    assert not Settlement.objects.exists(), "everything of the refused act is undone"


def test_applied_twice_makes_one_version(sealed):
    rescore = begin(sealed)
    correct(sealed, rescore, "bien-dong", "I.1.a", "30")
    seen = sealing.digest_of(outcome(rescore).sealed)
    apply(sealed, rescore, seen=seen)
    with pytest.raises(Refused):
        apply(sealed, rescore, seen=seen)
    assert Result.objects.count() == 2


def test_one_at_a_time_on_a_sealed_result_before_the_handover(sealed):
    begin(sealed)
    with pytest.raises(Refused, match="chưa kết thúc"):
        begin(sealed)
    Rescore.objects.update(state="cancelled")
    at_stage(sealed, Stage.HANDED_OVER)
    with pytest.raises(Refused):
        begin(sealed)


def test_agreed_points_can_be_taken_off(sealed):
    rescore = begin(sealed)
    with pytest.raises(Refused, match="không có điểm thống nhất để bỏ"):
        correct(sealed, rescore, "bien-dong", "I.1.a", "")
    correct(sealed, rescore, "bien-dong", "I.1.a", "30")
    apply(sealed, rescore)
    again = begin(sealed)
    correct(sealed, again, "bien-dong", "I.1.a", "")
    third = apply(sealed, again)
    assert total(third, "bien-dong") == total(Result.objects.get(version=1), "bien-dong")


@pytest.mark.parametrize(("points", "said"), [("999", "ngoài khung"), ("chín", "số"), ("1.234", "hai cách")])
def test_points_out_of_range_or_senseless_are_refused_at_the_field(sealed, visit, points, said):
    rescore = begin(sealed)
    member = sealed.member("bien-dong").pk
    typed = {"membership": member, "code": "I.1.a", "points": points, "reason": "Đối chiếu"}
    answer = visit("thu-ky-cum-truong").post(address(sealed, f"{rescore.pk}/"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'value="{points}"' in page
    assert "Đối chiếu" in page
    assert not Correction.objects.exists()


def test_the_pages_from_opening_to_the_new_version(sealed, visit):
    secretary, office = visit("thu-ky-cum-truong"), visit("thuong-truc")
    made = secretary.post(address(sealed), WHY)
    page = made["Location"]
    member = sealed.member("bien-dong").pk
    row = {"membership": member, "code": "I.1.a", "points": "30", "reason": "Đối chiếu lại"}
    assert secretary.post(page, row).status_code == 302
    shown = office.get(page)
    assert "Nếu áp dụng thì khác gì" in shown.content.decode()
    assert office.post(page + "ap-dung/", {"seen": shown.context["seen"]}).status_code == 302
    version = Result.objects.get(version=2)
    actions.publish(here=sealed.here("thuong-truc"), result=version, at=NOW)
    told = visit("can-bo-song-hong").get(address(sealed).replace("tinh-lai/", "ban/2/")).content.decode()
    assert WHY["reason"] in told
    assert "Khác gì so với bản 1" in told


def test_members_do_not_see_what_is_only_considered(sealed, visit):
    rescore = begin(sealed)
    assert visit("can-bo-song-hong").get(address(sealed, f"{rescore.pk}/")).status_code == 404
    assert visit("can-bo-song-hong").get(address(sealed)).status_code == 404


def test_another_table_replaces_the_one_in_force_and_scores_everybody_anew(sealed):
    at_stage(sealed, Stage.RUNNING)
    text = adopted_text(sealed.year, NOW.date()).text.replace("\nmax = 50\n", "\nmax = 60\n", 1)
    text = text.replace("total = 1000", "total = 1010", 1)
    other = EditionText.objects.create(
        year=sealed.year,
        text=dump(load(text)),
        digest=digest(load(text)),
        title="Bảng sửa (minh hoạ)",
        status="proposed",
    )
    at_stage(sealed, Stage.APPRAISED)
    first = Result.objects.get()
    rescore = begin(sealed, edition=other)
    shown = outcome(rescore)
    second = apply(sealed, rescore)
    assert second.sealed == shown.sealed
    assert second.sealed != first.sealed
    assert adopted_text(sealed.year, NOW.date()) == other
    assert sealing.replay(second)
    assert sealing.replay(first)


def test_only_a_proposed_table_of_the_year_can_be_scored_by(sealed):
    with pytest.raises(Refused, match="đã trình"):
        begin(sealed, edition=adopted_text(sealed.year, NOW.date()))
