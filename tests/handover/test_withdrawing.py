"""Rút công bố, luân phiên: a wrong announcement is taken back; the rule proposes; never two heads nor none."""

import datetime as dt
import os
import random
from dataclasses import replace

import pytest
from django.db import transaction

from tests.handover.days import on_each_day
from tests.handover.test_handover import (
    CONFERENCE_DAY,
    INCOMING,
    NEW_YEAR,
    NOW,
    OUTGOING,
    announced,
    at_stage,
    concluded,
    page,
    signed_over,
    succession,
)
from thidua.handover import actions, queries, rotation
from thidua.handover.models import Handover
from thidua.handover.terms import Rotation
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear, LeadTerm
from thidua.members.terms import Lead, Stage

__all__ = ["concluded"]
CLERK = "thu-ky-cum-truong"
LEADERS = [f"lanh-dao-{code}" for code in ("song-hong", "truong-son", "bien-dong", "cao-nguyen")]
ROUNDS = int(os.environ.get("INTERLEAVINGS", "150"))
"""INTERLEAVINGS=1000 tries more, in some minutes."""


def test_a_wrong_announcement_is_taken_back_with_its_reason_and_made_anew(concluded, visit):
    made = signed_over(concluded)
    assert LeadTerm.objects.filter(year=concluded.year, until=dt.date(2026, 12, 31)).count() == 2
    with clock.at(NOW):
        assert visit("can-bo-song-hong").post(page(concluded, "rut-cong-bo/"), {"reason": "x"}).status_code == 422
        assert visit(CLERK).post(page(concluded, "rut-cong-bo/"), {"reason": ""}).status_code == 422
        assert visit(CLERK).post(page(concluded, "rut-cong-bo/"), {"reason": "Đọc nhầm tên"}).status_code == 302
    assert not Handover.objects.exists()
    assert not on_each_day(concluded.year.cluster)
    entry = Entry.objects.get(act="handover.withdraw")
    assert (entry.reason, len(entry.facts["signed"])) == ("Đọc nhầm tên", 2)
    units = {member.unit.code: member.unit for member in concluded.year.memberships.select_related("unit")}
    with clock.at(NOW):
        form = visit(CLERK).get(page(concluded, "cong-bo/")).content.decode()
        assert 'name="head"' in form, "the year stands without leads; they are chosen again"
        again = {"announced_on": "20/11/2026", "head": units["bien-dong"].pk, "deputy": units["cao-nguyen"].pk,
                 "since": "01/01/2027"}  # fmt: skip
        assert visit(CLERK).post(page(concluded, "cong-bo/"), again).status_code == 302
    assert queries.of_year(concluded.year).head.unit.code == "bien-dong"
    assert not on_each_day(concluded.year.cluster)
    with pytest.raises(Refused, match="đã được rút"):
        actions.sign_over(here=concluded.here(OUTGOING[0], CONFERENCE_DAY), handover=made, at=NOW)


def test_nothing_is_taken_back_once_it_has_taken_effect_or_is_accepted(concluded):
    made = signed_over(concluded)
    how = {"handover": made, "reason": "Nhầm", "at": NOW}
    with pytest.raises(Refused, match="đã bắt đầu"):
        actions.withdraw(here=concluded.here(CLERK, NEW_YEAR), **how)
    at_stage(concluded, Stage.NOMINATED)
    for leader in INCOMING:
        actions.accept(here=concluded.here(leader, CONFERENCE_DAY), handover=made, at=NOW)
    with pytest.raises(Refused, match="Bên nhận đã ký"):
        actions.withdraw(here=concluded.here(CLERK, CONFERENCE_DAY), **how)


def test_the_rule_proposes_by_turns_and_says_why(concluded, visit):
    assert rotation.proposal(concluded.year).why == ("Cụm chưa ghi quy tắc luân phiên.",)
    with clock.at(NOW):
        typed = {"method": "order", "since": "01/01/2026", "basis": "Quy chế cụm, Điều 4"}
        assert visit("can-bo-song-hong").post(page(concluded, "luan-phien/"), typed).status_code == 422
        assert visit(CLERK).post(page(concluded, "luan-phien/"), typed).status_code == 302
        assert visit(CLERK).post(page(concluded, "luan-phien/"), typed).status_code == 422, "one rule a day"
        form = visit(CLERK).get(page(concluded, "cong-bo/")).content.decode()
    offered = rotation.proposal(concluded.year)
    assert [offered.leads[role].unit.code for role in Lead] == ["truong-son", "bien-dong"]
    assert "Theo thứ tự xoay vòng: sau Đơn vị Sông Hồng (minh hoạ) đến lượt Đơn vị Trường Sơn" in form
    assert f'value="{offered.leads[Lead.HEAD].unit_id}" selected' in form, "the proposal is chosen beforehand"


def test_a_unit_refused_emulation_is_neither_proposed_nor_announced(concluded, visit):
    actions.set_rotation(here=concluded.here(CLERK), method=Rotation.ORDER, since=dt.date(2026, 1, 1), basis="Điều 4",
                         at=NOW)  # fmt: skip
    unit = concluded.member("truong-son").unit
    with clock.at(NOW):
        typed = {"unit": unit.pk, "by_document": "Quyết định minh hoạ 12"}
        visit(CLERK).post(page(concluded, "luan-phien/khong-xet/"), typed)
        assert visit("thuong-truc").post(page(concluded, "luan-phien/khong-xet/"), typed).status_code == 302
    assert [entry.facts["unit"] for entry in Entry.objects.filter(act="handover.refusal")] == [unit.name]
    offered = rotation.proposal(concluded.year)
    assert [offered.leads[role].unit.code for role in Lead] == ["bien-dong", "cao-nguyen"]
    assert any("không được đề nghị" in sentence and "Quyết định minh hoạ 12" in sentence for sentence in offered.why)
    with pytest.raises(Refused, match="bị từ chối xét thi đua năm 2026"):
        announced(concluded)


def test_random_interleavings_never_leave_two_heads_nor_none(concluded):
    """Everybody does anything in any order, on any day; after every act each day has one head and one deputy."""
    chance, done, refused = random.Random(5), 0, 0  # noqa: S311
    standing = {name: concluded.here(name, CONFERENCE_DAY) for name in (CLERK, *LEADERS)}
    ClusterYear.objects.filter(pk=concluded.year.pk).update(stage=Stage.NOMINATED)
    for _round in range(ROUNDS):
        mark = transaction.savepoint()
        for _step in range(chance.randint(2, 4)):
            try:
                with transaction.atomic():
                    anything(concluded, chance, standing)
                done += 1
            except Refused:
                refused += 1
            wrong = on_each_day(concluded.year.cluster)
            assert not wrong, (wrong, list(Entry.objects.order_by("-seq").values_list("act", flat=True)[:8]))
        transaction.savepoint_rollback(mark)
    assert done > ROUNDS, (done, refused)


def anything(cast, chance, standing):
    """One act of somebody, on a day of the autumn or the winter."""
    day = CONFERENCE_DAY + dt.timedelta(days=chance.choice((0, 0, 5, 41, 42, 43, 60)))
    at = NOW + (day - CONFERENCE_DAY)
    found = queries.of_year(cast.year)
    fresh = ClusterYear.objects.select_related("cluster").get(pk=cast.year.pk)

    def here(name):
        return replace(standing[name], day=day, year=fresh)

    if found is None:
        codes = chance.sample(["song-hong", "truong-son", "bien-dong", "cao-nguyen"], 2)
        units = {member.unit.code: member.unit for member in cast.year.memberships.select_related("unit")}
        since = chance.choice((NEW_YEAR, NEW_YEAR, dt.date(2026, 12, 15), dt.date(2026, 1, 5)))
        told = succession(cast, head=units[codes[0]], deputy=units[codes[1]], since=since)
        actions.announce(here=here(CLERK), announced_on=CONFERENCE_DAY, succession=told, at=at)
        return
    act = chance.choice(("withdraw", "sign", "sign", "sign", "accept", "accept", "announce"))
    leader = chance.choice(LEADERS)
    if act == "withdraw":
        actions.withdraw(here=here(CLERK), handover=found, reason="Nhầm", at=at)
    elif act == "announce":
        actions.announce(here=here(CLERK), announced_on=CONFERENCE_DAY, succession=succession(cast), at=at)
    elif act == "sign":
        actions.sign_over(here=here(leader), handover=found, at=at)
    else:
        actions.accept(here=here(leader), handover=found, at=at)
