"""Giờ giấc: when the conference opened, closed, and each item of it ran. One place asks, one place answers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from thidua.conference.live.models import Run
from thidua.conference.models import Conference
from thidua.ledger.queries import history


@dataclass(frozen=True)
class Hours:
    """None, and no items, where nobody knows: a record of the past is entered on another day, or in one go."""

    opened: dt.datetime | None = None
    closed: dt.datetime | None = None
    items: Mapping[int, str] = field(default_factory=dict)


def hours_of(conference: Conference) -> Hours:
    """The hours of the conference's own day; `items` by item."""
    acts = history(conference).filter(act__in=("conference.open", "conference.close")).values_list("act", "at")
    at = dict(acts)
    opened, closed = at.get("conference.open"), at.get("conference.close")
    if opened is None or opened == closed or timezone.localdate(opened) != conference.on:
        return Hours()
    runs = Run.objects.filter(item__conference=conference, started_at__isnull=False).select_related("item")
    return Hours(opened, closed, {run.item_id: _span(run) for run in runs})


def _span(run: Run) -> str:
    return " – ".join(f"{timezone.localtime(one):%H:%M}" for one in (run.started_at, run.item.done_at) if one)


def clock_of(moment: dt.datetime | None) -> str:
    """A time of day as papers write it.

    >>> clock_of(dt.datetime(2026, 11, 20, 1, 5, tzinfo=dt.UTC))
    '08 giờ 05'
    """
    return f"{timezone.localtime(moment):%H giờ %M}" if moment else ""
