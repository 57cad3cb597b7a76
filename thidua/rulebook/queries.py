"""Reading the rulebook: the adopted table, the drafts, the shipped tables, the titles in force on a day."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.db.models import Q, QuerySet

from thidua.engine import Edition, dump, load
from thidua.members.models import ClusterYear
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.rulebook.catalogue import TitleInfo, every_title
from thidua.rulebook.models import EditionText
from thidua.rulebook.terms import Status

SHIPPED = Path(__file__).parent / "editions"
DRAFTERS = (Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY, Office.STANDING_OFFICE)


@lru_cache(maxsize=64)
def edition_of(text: str) -> Edition:
    """The table a kept text stands for. Texts are immutable once adopted, so the text itself is the cache's key."""
    return load(text)


def adopted_text(year: ClusterYear, day: dt.date) -> EditionText | None:
    """The row of the table in force on a day; None before adoption.

    An amendment holds from its effective date on; before the first table's own date that table already holds.
    """
    rows = list(EditionText.objects.filter(year=year, status=Status.ADOPTED).order_by("effective_on"))
    return next((row for row in reversed(rows) if row.effective_on and row.effective_on <= day), next(iter(rows), None))


def adopted(year: ClusterYear, day: dt.date) -> Edition | None:
    """The table in force on a day, ready to score with; None before adoption."""
    found = adopted_text(year, day)
    return edition_of(found.text) if found else None


def editions_for(here: Here) -> QuerySet[EditionText]:
    """The year's editions this person may see, newest first: drafts only those who draft and adopt."""
    found = EditionText.objects.filter(year=here.year)
    return found if here.holds(*DRAFTERS) else found.filter(~Q(status=Status.DRAFT))


@dataclass(frozen=True)
class Shipped:
    """A table that comes with the program, to start from."""

    name: str
    title: str
    text: str


@lru_cache(maxsize=1)
def shipped() -> tuple[Shipped, ...]:
    """The tables that come with the program; files of figures lie beside them and are not tables."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SHIPPED.glob("*.toml"))
             if not path.stem.endswith("-figures")]  # fmt: skip
    return tuple(Shipped(edition_of(text).name, edition_of(text).title, text) for text in texts)


def start_from(name: str, year: int) -> str:
    """The text of a shipped table, its year moved to `year`; "" when there is no such table."""
    for one in shipped():
        if one.name == name:
            edition = edition_of(one.text)
            title = edition.title.replace(f"năm {edition.year}", f"năm {year}")
            return dump(replace(edition, year=year, title=title))
    return ""


def titles(day: dt.date) -> tuple[TitleInfo, ...]:
    """The titles in force on a day, in the law's order."""
    return tuple(title for title in every_title() if title.holds_on(day))
