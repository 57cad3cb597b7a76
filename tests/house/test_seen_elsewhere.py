"""Mistakes seen in other products: docs/mistakes.md names a test of ours for each; those no room holds are here."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db.models import ForeignKey

from tests.results.appraised import appraise
from tests.scoring.test_sheets import OWN, form_of
from tests.scoring.year import open_round, started, texts
from thidua.ledger.models import Entry
from thidua.ledger.queries import first_break
from thidua.members import actions as members
from thidua.members.models import ClusterYear, Membership, Unit
from thidua.members.terms import Succession
from thidua.results import actions as results
from thidua.results.models import Result
from thidua.results.sealing import digest_of, replay
from thidua.rulebook.models import EditionText
from thidua.samples.cast import PROGRAM, moment
from thidua.scoring.models import Claim, Settlement, Sheet
from thidua.scoring.terms import Hand
from thidua.targets.models import Target
from thidua.targets.terms import Scope

ROOT = Path(__file__).resolve().parent.parent.parent
MISTAKES = ROOT / "docs" / "mistakes.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
AT = moment(2026, 11, 10)


def test_each_mistake_names_a_test_that_is_there():
    told = MISTAKES.read_text(encoding="utf-8").splitlines()
    rows = [line for before, line in pairwise(told) if line.startswith("| ") and before.startswith("|")]
    assert len(rows) >= 20
    assert [row for row in rows if not NAMED.search(row)] == []
    gone = [
        f"{file}::{name}"
        for file, name in NAMED.findall("\n".join(rows))
        if f"\ndef {name}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert gone == []


@pytest.fixture
def scoring(cast):
    """Self-scoring is open."""
    open_round(started(cast), Hand.SELF)
    return cast


def test_fields_that_are_not_the_units_own_change_nothing(scoring, visit):
    """The appraiser's hand, the status, totals and names smuggled in beside the unit's own cells."""
    client = visit("can-bo-song-hong")
    typed = form_of(client.get(OWN).content.decode()) | {
        f"{code}:{key}": text for code, cells in texts("self", "song-hong").items() for key, text in cells.items()
    }
    smuggled = {
        "hand": "appraised", "submitted_at": "2026-10-01", "submitted_by": "ai đó", "days_late": "0", "total": "1000",
        "points": "50", "I.1.a:points": "50", "I.1.a:agreed": "50", "membership": "2", "state": "approved",
        "I.1.a:target": "1", "version": "99", "scope": "not_assigned", "I.1.a:scope": "not_assigned",
    }  # fmt: skip
    client.post(OWN, typed | smuggled)
    sheet = Sheet.objects.get()
    assert (sheet.hand, sheet.submitted_at, sheet.membership.unit.code) == (Hand.SELF, None, "song-hong")
    assert Claim.objects.get(code="I.1.a").written == {"actual": "1500"}
    assert not Settlement.objects.exists()
    assert Target.objects.get(membership=sheet.membership, code="I.1.a").scope == Scope.ASSIGNED


@pytest.mark.parametrize(
    "asked", ["bang-diem/?cot=tatca", "bang-diem/?xep=khong-co", "bang-diem/so-sanh/?a=song-hong&b=khong-co"]
)
def test_a_filter_nobody_knows_is_refused_not_ignored(cast, visit, asked):
    appraise(cast)
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage="concluded")
    client = visit("can-bo-song-hong")
    address = f"/cum/{cast.year.cluster.slug}/{cast.year.year}/"
    assert client.get(address + "bang-diem/").status_code == 200
    assert client.get(address + asked).status_code == 400


def test_what_comes_later_leaves_a_closed_result_as_it_is(cast):
    """Its unit is renamed, merged and leaves; its table, targets and scores are written over; accounts go."""
    appraise(cast)
    results.seal(here=cast.here("thu-ky-cum-truong"), at=AT)
    before = Result.objects.get()
    unit = Unit.objects.get(code="song-hong")
    successor = members.found_unit(code="song-moi", name="Đơn vị Sông Mới (minh hoạ)", short_name="Sông Mới",
                                   illustrative=True, by=PROGRAM, at=AT)  # fmt: skip
    members.succeed_unit(predecessor=unit, successor=successor, kind=Succession.MERGED, on=AT.date(),
                         by_document="Quyết định", by=PROGRAM, at=AT)  # fmt: skip
    Unit.objects.filter(pk=unit.pk).update(name="Tên khác", short_name="Khác")
    Membership.objects.filter(unit=unit).update(left_on=AT.date())
    EditionText.objects.update(text=EditionText.objects.get().text.replace("total = 1000", "total = 999"))
    Target.objects.update(agreed="1")
    Claim.objects.update(written={"points": "0"})
    after = Result.objects.get()
    assert (after.sealed, after.digest) == (before.sealed, before.digest)
    assert digest_of(after.sealed) == after.digest
    assert replay(after)
    names = {one["unit"]: one["name"] for one in json.loads(after.sealed)["given"]["cohort"]}
    assert names["song-hong"] == "Đơn vị Sông Hồng (minh hoạ)"


def test_the_record_outlives_the_account(cast):
    """Nothing in the ledger points at a row that could be deleted; a gone account leaves its acts, and its name."""
    assert [field.name for field in Entry._meta.get_fields() if isinstance(field, ForeignKey)] == []
    person = get_user_model().objects.create(username="nguoi-moi", name="Cán bộ thử việc (minh hoạ)")
    with_person = Entry.objects.count()
    members.admit(username="nguoi-khac", name="Cán bộ khác (minh hoạ)", password=None, by=PROGRAM, at=AT)
    get_user_model().objects.filter(username="nguoi-khac").delete()
    person.delete()
    assert Entry.objects.count() > with_person
    assert Entry.objects.latest("seq").subject_name.startswith("Cán bộ khác")
    assert first_break() is None
