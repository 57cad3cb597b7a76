"""Thư nhắc việc: on which days a person is reminded, and what the letter says."""

import datetime as dt

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from thidua.members.models import Person
from thidua.notices import actions as notices
from thidua.notices.queries import wish_of
from thidua.notices.terms import Pace
from thidua.timeline.asks import asked_of
from thidua.timeline.queries import Ask

BEFORE, AFTER, WEEK = (3, 1, 0), (1, 3), 7
"""Days before the due day, and after it, on which a thing is worth a letter; overdue, then once a week."""


def is_worth_telling(ask: Ask) -> bool:
    """Whether today is a day to remind of this: near its due day, on set days after it; without one on Mondays."""
    left = ask.days_left
    if left is None:
        return ask.day.weekday() == 0
    return left in BEFORE or -left in AFTER or (left < 0 and -left % WEEK == 0)


def is_letter_day(asks: list[Ask], pace: str, day: dt.date) -> bool:
    """Whether this person gets a letter today."""
    if pace == Pace.WEEKLY:
        return bool(asks) and day.weekday() == 0
    return any(is_worth_telling(ask) and (ask.late or pace == Pace.DAILY) for ask in asks)


def letter(person: Person, asks: list[Ask], day: dt.date) -> tuple[str, str, str]:
    """Subject, plain text and HTML, in Vietnamese; addresses lead to the site from anywhere."""
    with override("vi"):
        late = sum(ask.late for ask in asks)
        count = _("%(count)s việc đang chờ") % {"count": len(asks)}
        subject = f"Thi Đua: {count}" + (", " + _("%(late)s việc quá hạn") % {"late": late} if late else "")
        rows = [(ask, f"{settings.SITE_URL}{ask.url}") for ask in asks]
        context = {"person": person, "rows": rows, "day": date_format(day), "site": settings.SITE_URL}
        text = render_to_string("timeline/letter.txt", context)
        return subject, text, render_to_string("timeline/letter.html", context)


def queue_letters(day: dt.date, at: dt.datetime) -> int:
    """Queue today's letters; asked again on the same day, it queues nothing twice. How many were queued."""
    made = 0
    for person in Person.objects.filter(is_active=True).exclude(email="").order_by("pk"):
        with override("vi"):
            asks = asked_of(person, day)
        if is_letter_day(asks, wish_of(person).pace, day):
            subject, text, html = letter(person, asks, day)
            made += notices.queue(to=person, day=day, subject=subject, text=text, html=html, at=at)
    return made
