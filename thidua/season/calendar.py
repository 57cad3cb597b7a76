"""Lịch của năm: each phase as a strip through the year, and where today stands in it."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thidua.season.queries import Span


@dataclass(frozen=True)
class Strip:
    """A phase to be drawn: days counted from 1 January, kept inside the year's drawing."""

    span: Span
    start: int
    days: int
    first_days: int
    standing: str
    says: str | Promise


STANDINGS = {"soon": _("Sắp mở"), "open": _("Đang mở"), "last": _("Sắp hết hạn"), "over": _("Đã hết hạn")}
SOON = dt.timedelta(days=7)


def length(year: int) -> int:
    """The days of a year."""
    return (dt.date(year + 1, 1, 1) - dt.date(year, 1, 1)).days


def strips(spans: list[Span], year: int, today: dt.date) -> list[Strip]:
    """The calendar's strips."""
    return [_strip(span, year, today) for span in spans]


def today_at(year: int, today: dt.date) -> int | None:
    """Where today stands in the year; None in another year."""
    return _inside(today, year) if today.year == year else None


def month_starts(year: int) -> list[tuple[int, int, int]]:
    """Each month's number, the day of the year it begins, and where its name stands."""
    starts = [(month, _inside(dt.date(year, month, 1), year)) for month in range(1, 13)]
    return [(month, start, start + 15) for month, start in starts]


def _inside(day: dt.date, year: int) -> int:
    return min(max((day - dt.date(year, 1, 1)).days, 0), length(year))


def _strip(span: Span, year: int, today: dt.date) -> Strip:
    start, end = _inside(span.opens_on, year), _inside(span.due_on + dt.timedelta(days=1), year)
    first = _inside(span.first_due + dt.timedelta(days=1), year)
    standing = _standing(span, today)
    return Strip(span, start, max(end - start, 1), max(first - start, 1), standing, STANDINGS[standing])


def _standing(span: Span, today: dt.date) -> str:
    if today < span.opens_on:
        return "soon"
    if today > span.due_on:
        return "over"
    return "last" if today + SOON > span.due_on else "open"
