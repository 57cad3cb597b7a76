"""The reference record, loaded through the rooms' actions: every fact of the report is there, and nothing else."""

import re
from html import unescape

import pytest

from tests.news.test_drafting import CAPTIONS, FACTS_OF_THE_ARTICLE
from thidua.ballots.models import Ballot
from thidua.conference.models import Conference, Delegate
from thidua.kit import clock
from thidua.ledger.models import Entry
from thidua.ledger.queries import first_break
from thidua.members.models import ClusterYear, Person
from thidua.members.queries import leads_of
from thidua.members.terms import Lead, Stage
from thidua.news.models import Article
from thidua.reports.models import Figure
from thidua.results.models import Nomination, Result
from thidua.samples import reference
from thidua.samples.cast import moment
from thidua.scoring.models import Claim

NOW = moment(2026, 3, 1)


@pytest.fixture
def record(db):
    return reference.load(at=NOW)


def test_2024_stands_handed_over_and_2025_open_under_its_head_and_deputy(record):
    record.year.refresh_from_db()
    assert record.year.at == Stage.HANDED_OVER
    following = ClusterYear.objects.get(cluster=record.year.cluster, year=2025)
    assert following.at == Stage.CONSTITUTED
    leads = {role: member.unit.short_name for role, member in leads_of(following, clock.today()).items()}
    assert leads == {Lead.HEAD: "Công an TP Hà Nội", Lead.DEPUTY: "Công an TPHCM"}


def test_there_are_no_scores_ranks_votes_or_awards(record):
    for table in (Figure, Claim, Result, Nomination, Ballot):
        assert not table.objects.exists(), table


def test_the_conference_is_the_one_reported(record):
    held = Conference.objects.select_related("host").get(year=record.year)
    assert (held.on.isoformat(), held.session, held.place) == ("2024-11-21", "morning", "Công an TP Đà Nẵng")
    named = Delegate.objects.exclude(name="").order_by("pk")
    assert [(one.rank, one.name) for one in named] == [
        ("Trung tướng", "Nguyễn Ngọc Toàn"),
        ("Thiếu tướng", "Cao Đăng Hưng"),
        ("Thiếu tướng", "Trần Đức Tài"),
    ]
    assert [one.name for one in named if one.spoke] == [one.name for one in named if one.lead] == ["Trần Đức Tài"]


OF_THE_SOURCE = [
    ("headline", r"Cụm thi đua số 1 Bộ Công an tổng kết phong trào thi đua “Vì ANTQ”"),
    ("authors", r"theo bài của Mai Anh - Hiển Vinh"),
    ("newspaper", r"nguồn CA TP\.HCM"),
    ("address", r"http://congan\.com\.vn/tin-chinh/\S+_170310\.html"),
]
"""Said beside the text rather than in it; the draft's own wording of these is tested with the draft."""


@pytest.mark.parametrize(("what", "words"), [*FACTS_OF_THE_ARTICLE[1:-3], *OF_THE_SOURCE])
def test_the_published_page_states_every_fact(published, what, words):
    assert re.search(words, published), what


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker):
    """The text of the published page, as a stranger reads it."""
    from django.db import transaction  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.utils.html import strip_tags  # noqa: PLC0415

    with django_db_blocker.unblock(), clock.at(NOW), transaction.atomic():
        reference.load(at=NOW)
        page = Client().get(f"/tin/{Article.objects.get().slug}/")
        transaction.set_rollback(True)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", unescape(strip_tags(page.content.decode())))


@pytest.mark.parametrize("caption", CAPTIONS)
def test_each_caption_stands_once(published, caption):
    others = sum(other.count(caption) for other in CAPTIONS if other != caption)
    assert published.count(caption) == 1 + others


def test_every_account_is_an_office_and_every_act_is_in_the_ledger(record):
    assert not Person.objects.filter(illustrative=False).exists()
    for name in ("Nguyễn Ngọc Toàn", "Cao Đăng Hưng", "Trần Đức Tài", "Mai Anh", "Hiển Vinh"):
        assert not Person.objects.filter(name__contains=name).exists()
    assert first_break() is None
    silent = Entry.objects.filter(act="stage.enter", facts__has_key="passed_over")
    assert {entry.reason for entry in silent} == {reference.SILENT}
