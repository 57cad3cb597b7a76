"""What is kept is Vietnamese: papers, explanations and facts of the ledger do not take the actor's language."""

import re
from collections.abc import Iterator

import pytest
from django.utils import translation

from thidua.ledger.models import Entry
from thidua.paperwork.models import Document
from thidua.samples import demo
from thidua.samples.cast import assemble
from thidua.scoring.models import Remark

pytestmark = pytest.mark.once
VIETNAMESE = re.compile(r"[À-ÖØ-öø-ỹ]")


def texts(value: object) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in texts(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in texts(part))


def foreign(text: str) -> bool:
    """Two words side by side, and not one Vietnamese letter."""
    return bool(re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", text)) and not VIETNAMESE.search(text)


@pytest.fixture
def year_of_english_readers(db):
    """The whole sample year, every act taken by somebody who reads English."""
    with translation.override("en"):
        cast = assemble()
        for _stage, take in demo.STEPS:
            take(cast)
        yield cast


def test_papers_are_vietnamese_whatever_the_actor_reads(year_of_english_readers):
    papers = list(Document.objects.all())
    assert len(papers) >= 4
    assert [
        f"{paper.kind}: {text}" for paper in papers for text in texts([paper.about, paper.content]) if foreign(text)
    ] == []


def test_explanations_and_the_ledger_are_vietnamese_whatever_the_actor_reads(year_of_english_readers):
    assert [remark.text for remark in Remark.objects.all() if foreign(remark.text)] == []
    told = [(entry.act, text) for entry in Entry.objects.all() for text in texts(entry.facts)]
    assert told
    assert [one for one in told if foreign(one[1])] == []
