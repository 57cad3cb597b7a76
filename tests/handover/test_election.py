"""Bầu Cụm trưởng, Cụm phó: where the cluster elects, who is proposed comes out of a ballot that was closed."""

import datetime as dt
import html
import re

import pytest

from tests.ballots.test_ballots import LEADERS, closed, opened, vote
from tests.handover.test_handover import CONFERENCE_DAY, NOW, announced, concluded, page
from tests.handover.test_withdrawing import CLERK
from thidua.ballots.models import Ballot
from thidua.ballots.terms import CHOSEN, LEFT, Form, Method
from thidua.handover import actions, minutes, queries, rotation
from thidua.handover.terms import Rotation
from thidua.kit import clock
from thidua.ledger.models import Entry
from thidua.members.terms import Lead

__all__ = ["concluded"]
CODES = ("song-hong", "bien-dong", "truong-son", "cao-nguyen", "dong-bang")


@pytest.fixture
def electing(concluded):
    actions.set_rotation(here=concluded.here(CLERK), method=Rotation.ELECTION, since=dt.date(2026, 1, 1),
                         basis="Quy chế cụm, Điều 4", at=NOW)  # fmt: skip
    return concluded


def asked_for(cast, visitor):
    """The form the announcing page leads to, with what it fills in, sent with a share the clerk types."""
    shown = visitor.get(page(cast, "cong-bo/")).content.decode()
    links = [html.unescape(one) for one in re.findall(r'href="([^"]+/bo-phieu/\?[^"]+)"', shown)]
    form = visitor.get(links[0]).content.decode()
    filled = dict(re.findall(r'<input type="(?:text|number)" name="(\w+)" value="([^"]*)"', form))
    units = re.findall(r'name="units" value="(\d+)"[^>]* checked', form)
    chosen = dict(re.findall(r'<select name="(\w+)".*?<option value="([^"]*)" selected>', form, re.DOTALL))
    basis = re.search(r'<textarea name="basis"[^>]*>\s*([^<]*)</textarea>', form).group(1)
    return links, {**filled, **chosen, "units": units, "basis": basis}


def elect(cast, ballot, papers):
    ballot = opened(cast, ballot)
    for leader, code in zip(LEADERS, papers, strict=True):
        choices = [CHOSEN if nominee.membership.unit.code == code else LEFT
                   for nominee in ballot.nominees.select_related("membership__unit")]  # fmt: skip
        vote(cast, leader, ballot, *choices)
    return closed(cast, ballot)


def test_where_the_cluster_elects_the_candidate_comes_out_of_the_closed_ballot(electing, visit):
    with clock.at(NOW):
        clerk = visit(CLERK)
        links, filled = asked_for(electing, clerk)
        assert len(links) == 2, "a ballot for the head and one for the deputy, each a click away"
        assert "Chưa có cuộc bỏ phiếu bầu Cụm trưởng năm 2027." in [vote.said for vote in
                                                                    rotation.proposal(electing.year).votes]  # fmt: skip
        calling = page(electing).replace("ban-giao", "bo-phieu")
        refused = clerk.post(calling, filled)
        assert refused.status_code == 422
        assert "không có tỷ lệ nào đặt sẵn" in refused.content.decode(), "the share is the cluster's own"
        assert clerk.post(calling, {**filled, "threshold_percent": "51"}).status_code == 302
    ballot = Ballot.objects.get()
    assert (ballot.title, ballot.basis, ballot.seats) == ("Bầu Cụm trưởng năm 2027", "Quy chế cụm, Điều 4", 1)
    assert (ballot.method, ballot.nominees.count()) == (Method.CHOOSE, 5)
    assert not rotation.proposal(electing.year).leads, "nobody is proposed by a ballot that has not been counted"
    elect(electing, ballot, ["bien-dong"] * 3 + ["truong-son"] * 2)
    offered = rotation.proposal(electing.year)
    assert {role: member.unit.code for role, member in offered.leads.items()} == {Lead.HEAD: "bien-dong"}
    with clock.at(NOW):
        shown = visit(CLERK).get(page(electing, "cong-bo/")).content.decode()
    assert "được bầu làm Cụm trưởng năm 2027 với 3/5 phiếu" in shown
    assert f"/bo-phieu/{ballot.pk}/" in shown
    assert f'value="{offered.leads[Lead.HEAD].unit_id}" selected' in shown
    made = announced(electing, head=electing.member("bien-dong").unit, deputy=electing.member("truong-son").unit)
    assert Entry.objects.get(act="handover.announce").facts["elected_by"] == ["Bầu Cụm trưởng năm 2027"]
    paper = minutes.content(made, queries.outgoing(electing.year), dt.date(2027, 1, 1), [], CONFERENCE_DAY)
    assert "với 3/5 phiếu, cuộc bỏ phiếu “Bầu Cụm trưởng năm 2027”" in str(paper)


def test_a_ballot_that_chose_nobody_proposes_nobody_and_a_unit_refused_is_not_proposed(electing, visit):
    with clock.at(NOW):
        clerk = visit(CLERK)
        _links, filled = asked_for(electing, clerk)
        clerk.post(page(electing).replace("ban-giao", "bo-phieu"), {**filled, "threshold_percent": "51"})
    ballot = Ballot.objects.get()
    assert ballot.form == Form.SECRET
    elect(electing, ballot, [*CODES])
    offered = rotation.proposal(electing.year)
    assert not offered.leads
    assert "chưa chọn được một đơn vị làm Cụm trưởng" in offered.votes[0].said
    assert offered.votes[0].ballot == ballot
    with clock.at(NOW):
        typed = {"unit": electing.member("truong-son").unit.pk, "by_document": "Quyết định minh hoạ 12"}
        visit("thuong-truc").post(page(electing, "luan-phien/khong-xet/"), typed)
        _links, again = asked_for(electing, clerk)
    assert str(electing.member("truong-son").pk) not in again["units"], "the deputy's ballot does not even offer it"
