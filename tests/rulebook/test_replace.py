"""A table put in the place of the one in force, for good: what a rescore does after self-scoring."""

import datetime as dt

import pytest

from tests.rulebook.tables import AMENDED, AT, adopt_sample, propose
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear
from thidua.members.terms import Office, Stage
from thidua.rulebook import actions
from thidua.rulebook.models import CriterionRow
from thidua.rulebook.queries import adopted_text
from thidua.rulebook.terms import Status
from thidua.samples.cast import moment

GIVEN = {"by_document": "Quyết định minh hoạ số 09", "reason": "sửa mức trừ ghi sai"}


def replace(cast, edition, **given):
    here = cast.here("thuong-truc")
    return actions.replace(
        here=here, edition=edition, by=here.actor(Office.STANDING_OFFICE), at=moment(2026, 3, 1), **{**GIVEN, **given}
    )


def scored(cast, edition):
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=Stage.APPRAISED)
    return edition


def test_a_proposed_table_takes_the_place_of_the_one_in_force_from_its_first_day(launched):
    first = adopt_sample(launched)
    second = scored(launched, propose(launched, AMENDED))
    replace(launched, second)
    first.refresh_from_db()
    assert first.status == Status.SUPERSEDED
    assert adopted_text(launched.year, first.effective_on) == second
    assert (second.effective_on, second.adopted_on) == (first.effective_on, dt.date(2026, 3, 1))
    assert CriterionRow.objects.filter(edition=second).exists()
    entry = Entry.objects.filter(act="rulebook.adopt").last()
    assert (entry.reason, entry.facts["supersedes"]) == (GIVEN["reason"], first.digest)
    assert (entry.facts["digest"], entry.facts["document"]) == (second.digest, GIVEN["by_document"])


def test_replacing_needs_a_table_in_force_a_proposed_one_a_document_and_a_reason(launched):
    early = propose(launched, AMENDED)
    with pytest.raises(Refused, match="chưa có bảng tiêu chí được thông qua để thay"):
        replace(launched, early)
    actions.take_back(here=launched.here("thu-ky-cum-truong"), edition=early, at=AT)
    first = adopt_sample(launched)
    with pytest.raises(Refused, match="Trang này đã cũ"):
        replace(launched, early)
    actions.propose(here=launched.here("thu-ky-cum-truong"), edition=early, at=AT)
    for blank, said in (("by_document", "văn bản thông qua"), ("reason", "ghi lý do")):
        with pytest.raises(Refused, match=said):
            replace(launched, early, **{blank: "  "})
    first.refresh_from_db()
    assert first.status == Status.ADOPTED
    replace(launched, early)
    with pytest.raises(Refused, match="Trang này đã cũ"):
        replace(launched, early)
