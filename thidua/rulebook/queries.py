"""Reading the rulebook: the adopted table, the drafts, the shipped tables, the titles in force on a day."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.db.models import Q, QuerySet

from thidua.engine import Edition, dump, load
from thidua.engine.rules.free import Transfer
from thidua.members.models import ClusterYear
from thidua.members.queries import Here, seats_of
from thidua.members.terms import Office, Stage
from thidua.rulebook.catalogue import REGISTERED, TitleInfo, every_title
from thidua.rulebook.models import Comment, EditionText
from thidua.rulebook.terms import Status

SHIPPED = Path(__file__).parent / "editions"
DRAFTERS = (Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY, Office.STANDING_OFFICE)


@lru_cache(maxsize=64)
def edition_of(text: str) -> Edition:
    """The table a kept text stands for. Texts are immutable once adopted, so the text itself is the cache's key."""
    return load(text)


def in_force(editions: Iterable[EditionText], day: dt.date) -> EditionText | None:
    """Of a year's editions the one that holds on a day; None before adoption.

    An amendment holds from its effective date on; before the first table's own date that table already holds.
    """
    dated = {row.effective_on: row for row in editions if row.status == Status.ADOPTED and row.effective_on}
    days = sorted(dated)
    since = next((one for one in reversed(days) if one <= day), days[0] if days else None)
    return dated[since] if since else None


def adopted_text(year: ClusterYear, day: dt.date) -> EditionText | None:
    """The row of the table in force on a day; None before adoption."""
    return in_force(EditionText.objects.filter(year=year, status=Status.ADOPTED), day)


def waiting(editions: Iterable[EditionText], day: dt.date) -> list[EditionText]:
    """Of a year's editions those adopted that hold only later."""
    every = list(editions)
    now = in_force(every, day)
    return [one for one in every if one.status == Status.ADOPTED and one is not now
            and one.effective_on and one.effective_on > day]  # fmt: skip


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
    return next((moved(one.text, year) for one in shipped() if one.name == name), "")


def moved(text: str, year: int) -> str:
    """A table's text with its year moved to `year`, in its name, title and the tables it takes over from as well.

    The same text when it is of that year. What took over from the year before still does, a year later.
    """
    edition = edition_of(text)
    title = edition.title.replace(f"năm {edition.year}", f"năm {year}")
    criteria = tuple(
        replace(one, rule=replace(one.rule, table=_later(one.rule.table, edition.year, year)))
        if isinstance(one.rule, Transfer) else one for one in edition.criteria
    )  # fmt: skip
    name = _later(edition.name, edition.year, year)
    return dump(replace(edition, name=name, year=year, title=title, criteria=criteria))


def _later(name: str, was: int, now: int) -> str:
    """A table's name that ends in its year, or the one before, with the year moved along."""
    base, _dash, of = name.rpartition("-")
    return f"{base}-{int(of) + now - was}" if of in (str(was), str(was - 1)) else name


def comparable(here: Here, edition: EditionText) -> list[EditionText]:
    """What a table may be compared with, without the texts: the year's other editions this person may see, then the
    tables earlier years of the cluster adopted, newest first."""
    earlier = Q(year__cluster=here.year.cluster_id, year__year__lt=here.year.year,
                status__in=(Status.ADOPTED, Status.SUPERSEDED))  # fmt: skip
    found = EditionText.objects.filter(Q(pk__in=editions_for(here).values("pk")) | earlier).exclude(pk=edition.pk)
    return list(found.select_related("year").defer("text").order_by("-year__year", "-effective_on", "-pk"))


def compared_first(edition: EditionText, found: Sequence[EditionText]) -> EditionText | None:
    """What one compares with unless told otherwise: last year's table as it stood at the end, else the year's own."""
    earlier = [one for one in found if one.year_id != edition.year_id and one.status == Status.ADOPTED]
    last = max(earlier, key=lambda one: (one.year.year, one.effective_on), default=None)
    return last or next(iter(found), None)


def comments_on(edition: EditionText) -> QuerySet[Comment]:
    """What was said about a table, in the order it was said."""
    return edition.comments.all()


def comment_counts(edition: EditionText) -> Counter[str]:
    """How often each criterion was commented on; under "" the whole table."""
    return Counter(edition.comments.values_list("code", flat=True))


def copyable_years(here: Here) -> list[ClusterYear]:
    """The other cluster years, open ones, for which this person drafts: all for the standing office."""
    years = ClusterYear.objects.select_related("cluster").exclude(pk=here.year.pk)
    years = years.exclude(stage__in=[stage for stage in Stage if stage.reached(Stage.HANDED_OVER)])
    if here.holds(Office.STANDING_OFFICE):
        return list(years)
    seats = seats_of(here.person, here.day).filter(office=Office.HEAD_SECRETARY)
    return list(years.filter(pk__in=seats.values("year")))


def holders(pairs: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Of these (year, digest) pairs, those a year has already."""
    wanted = set(pairs)
    found = EditionText.objects.filter(year__in={year for year, _digest in wanted})
    return wanted & set(found.values_list("year_id", "digest"))


def titles(day: dt.date) -> tuple[TitleInfo, ...]:
    """The titles in force on a day that are registered for and voted on, in the law's order."""
    return tuple(title for title in awardable(day) if title.form in REGISTERED)


def awardable(day: dt.date) -> tuple[TitleInfo, ...]:
    """The titles and all other forms of commendation in force on a day."""
    return tuple(title for title in every_title() if title.holds_on(day))
