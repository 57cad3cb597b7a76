"""The year at a glance: the ribbon, whose turn, stepping back and passing over."""

import re
from pathlib import Path

import pytest

import thidua
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.actions import enter_stage
from thidua.members.terms import Office, Stage
from thidua.samples.cast import moment
from thidua.samples.demo import seed
from thidua.timeline import actions
from thidua.timeline.asks import asked_in
from thidua.timeline.queries import ribbon, turns
from thidua.timeline.steps import BY_STAGE, STEPS, next_steps
from thidua.timeline.words import ACTS


def move(cast, *stages):
    here = cast.here("thuong-truc")
    for stage in stages:
        enter_stage(year=here.year, to=stage, by=here.actor(), at=moment(2026, 3, 1))


def test_every_stage_but_the_first_can_be_reached_step_by_step():
    reached, at = {Stage.CONSTITUTED}, [Stage.CONSTITUTED]
    while at:
        following = {step.stage for step in next_steps(at.pop())} - reached
        reached |= following
        at += following
    assert reached == set(Stage)
    assert [step.stage for step in STEPS] == list(Stage)


def test_a_new_year_asks_the_standing_office_to_launch(cast):
    here = cast.here("thuong-truc")
    assert [(turn.step.stage, turn.mine) for turn in turns(here)] == [(Stage.LAUNCHED, True)]
    assert [ask.url for ask in asked_in(here)] == ["/cum/cum-mau/2026/phong-trao/"]
    assert asked_in(cast.here("can-bo-bien-dong")) == []


def test_the_ribbon_tells_done_now_and_ahead(cast):
    move(cast, Stage.LAUNCHED, Stage.RULES_ADOPTED)
    marks = {mark.step.stage: mark.state for mark in ribbon(cast.here("thuong-truc").year)}
    assert marks[Stage.CONSTITUTED] == marks[Stage.LAUNCHED] == "done"
    assert marks[Stage.RULES_ADOPTED] == "now"
    assert marks[Stage.ARCHIVED] == "ahead"


def test_steps_taken_on_paper_are_passed_over_with_a_reason_and_shown_as_such(cast):
    here = cast.here("thuong-truc")
    with pytest.raises(Refused, match="lý do"):
        actions.pass_over(here=here, to=Stage.APPRAISED, reason=" ", at=moment(2026, 3, 1))
    actions.pass_over(here=here, to=Stage.APPRAISED, reason="đã làm trên giấy", at=moment(2026, 3, 1))
    marks = {mark.step.stage: mark.state for mark in ribbon(cast.here("thuong-truc").year)}
    assert marks[Stage.LAUNCHED] == marks[Stage.CROSS_CHECKED] == "skipped"
    assert Entry.objects.latest("seq").reason == "đã làm trên giấy"
    with pytest.raises(Refused, match="phía sau"):
        actions.pass_over(here=cast.here("thuong-truc"), to=Stage.LAUNCHED, reason="x", at=moment(2026, 3, 2))


def test_only_the_standing_office_passes_over(cast):
    with pytest.raises(Refused, match="Cơ quan thường trực"):
        actions.pass_over(here=cast.here("thu-ky-cum-truong"), to=Stage.APPRAISED, reason="x", at=moment(2026, 3, 1))


def test_the_last_step_is_reopened_with_a_reason_and_only_where_it_can_be(cast):
    move(cast, Stage.LAUNCHED, Stage.RULES_ADOPTED, Stage.PLEDGED)
    here = cast.here("thu-ky-cum-truong")
    actions.step_back(here=here, reason="một đơn vị đăng ký nhầm", at=moment(2026, 3, 5))
    assert cast.here("thuong-truc").year.at == Stage.RULES_ADOPTED
    assert Entry.objects.latest("seq").act == "stage.back"
    with pytest.raises(Refused, match="không mở lại được"):
        actions.step_back(here=cast.here("thu-ky-cum-truong"), reason="x", at=moment(2026, 3, 5))


def test_a_stale_page_moves_nothing(cast):
    stale = cast.here("thuong-truc")
    actions.pass_over(here=cast.here("thuong-truc"), to=Stage.LAUNCHED, reason="trên giấy", at=moment(2026, 3, 1))
    stale.year.stage = Stage.CONSTITUTED
    before = Entry.objects.count()
    with pytest.raises(Refused, match="đã cũ"):
        actions.pass_over(here=stale, to=Stage.PLEDGED, reason="trên giấy", at=moment(2026, 3, 1))
    assert Entry.objects.count() == before


@pytest.mark.parametrize("path", ["", "cac-buoc/", "so-cai/", "so-cai/?tim=Cụm", "mo-lai/", "ghi-nhan-buoc/"])
def test_the_pages_open_for_the_standing_office(cast, visit, path):
    assert visit("thuong-truc").get(f"/cum/cum-mau/2026/{path}").status_code == 200


def test_home_lists_what_is_asked_of_me(cast, visit):
    page = visit("thuong-truc").get("/viec-cua-toi/").content.decode()
    assert "Bước tiếp theo: Phát động phong trào" in page
    assert "Hiện không có việc nào chờ bạn" in visit("can-bo-bien-dong").get("/viec-cua-toi/").content.decode()


def test_every_act_of_the_ledger_has_words(db):
    """Every act an action names, and every one a whole sample year leaves behind."""
    rooms = Path(thidua.__file__).parent
    files = [*rooms.rglob("actions.py"), *rooms.rglob("actions/*.py")]
    acts = {act for path in files for act in re.findall(r'act="([a-z_]+\.[a-z_.]+)"', path.read_text())}
    seed(Stage.HANDED_OVER)
    acts |= set(Entry.objects.values_list("act", flat=True))
    assert acts - set(ACTS) == set()


def test_every_step_names_its_place_and_people():
    for step in STEPS:
        assert step.who, step.stage
        assert set(step.who) <= set(Office)
    assert BY_STAGE[Stage.HANDED_OVER].where == "handover:handover"
