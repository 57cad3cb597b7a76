"""Lịch thời hạn: what is asked of a person, and the last day of each phase of their years, for calendar programs."""

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from thidua.kit.ical import Entry, calendar
from thidua.members.models import ClusterYear, Person
from thidua.members.queries import seats_of, years_of
from thidua.season.queries import spans, windows_of
from thidua.timeline.asks import OVER, asked_of
from thidua.timeline.queries import Ask


def deadlines_of(person: Person, day: dt.date, at: dt.datetime) -> bytes:
    """The calendar of a person, in Vietnamese; it holds no more than the pages they may open that day."""
    with override("vi"):
        asks = [ask for ask in asked_of(person, day) if ask.due]
        told = {(ask.year.pk, ask.due) for ask in asks}
        entries = [*map(_asked, asks)]
        for year in years_of(seats_of(person, day)).exclude(stage__in=OVER):
            entries += [one for one in _phases(year, day) if (year.pk, one.day) not in told]
        return calendar(_("Thi Đua: thời hạn"), entries, at)


def _asked(ask: Ask) -> Entry:
    """Something asked: named after it and not after its day, so that an extension moves it."""
    place = f"{ask.year.cluster.name}, {ask.year.year}"
    title = f"{ask.text} ({ask.unit})" if ask.unit and ask.unit not in ask.text else ask.text
    return _entry(ask.key, ask.due or ask.day, title, place, ask.url)


def _phases(year: ClusterYear, day: dt.date) -> Iterator[Entry]:
    """The last days still to come in the calendar of a year, which everyone with a seat in it reads."""
    url = reverse("season:season", args=[year.cluster.slug, year.year])
    for span in spans(list(windows_of(year))):
        if span.due_on >= day:
            title = _("Hạn cuối: %(phase)s") % {"phase": span.phase.label}
            yield _entry(f"{year.pk}:phase:{span.phase}", span.due_on, title, f"{year.cluster.name}, {year.year}", url)


def _entry(key: str, day: dt.date, title: str, place: str, url: str) -> Entry:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    address = f"{settings.SITE_URL}{url}"
    return Entry(f"{key}@{host}", day, title, f"{place}\n{address}", address)
