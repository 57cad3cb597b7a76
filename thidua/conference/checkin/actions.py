"""The writer at the door: marks as they arrive from the phones, each taken once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from thidua.conference.actions import check_in
from thidua.conference.checkin import queries
from thidua.conference.checkin.rules import noticed_twice, why_not_this_code
from thidua.conference.models import Conference, Delegate
from thidua.conference.rules import why_not_run
from thidua.conference.terms import Presence
from thidua.kit.refusal import require
from thidua.members.queries import Here

OLDEST = dt.timedelta(hours=12)
"""A phone that says a mark is older than this, or from the future, is not believed; its arrival stands."""


@dataclass(frozen=True)
class Mark:
    """A mark as a phone sends it: whom (by number, or by the code of a badge), what, when by its own clock."""

    key: str
    presence: Presence
    delegate: int | None = None
    code: str = ""
    stated_at: dt.datetime | None = None


@dataclass(frozen=True)
class Answer:
    """What became of a mark: "ok", "twice" or "refused", and the sentence for who made it."""

    key: str
    outcome: str
    sentence: str
    delegate: Delegate | None = None


@transaction.atomic
def receive(*, here: Here, conference: Conference, marks: Iterable[Mark], at: dt.datetime) -> list[Answer]:
    """Take marks in the order they arrive. One sent twice is answered as before and changes nothing."""
    held = Conference.objects.select_for_update().get(pk=conference.pk, year=here.year)
    require(why_not_run(here, held))
    return [_take(here, held, mark, at) for mark in marks]


def _take(here: Here, held: Conference, mark: Mark, at: dt.datetime) -> Answer:
    if before := queries.marked_before(mark.key):
        return Answer(mark.key, "ok", _said(before.delegate, Presence(before.presence)), before.delegate)
    found = queries.bearer(held, mark.code) if mark.code else queries.numbered(held, mark.delegate or 0)
    why_not = why_not_this_code(held, found)
    if found is None or why_not:
        return Answer(mark.key, "refused", why_not)
    stated = mark.stated_at if mark.stated_at and at - OLDEST <= mark.stated_at <= at else None
    if check_in(here=here, delegate=found, presence=mark.presence, at=at, key=mark.key, stated_at=stated):
        return Answer(mark.key, "ok", _said(found, mark.presence), found)
    found.refresh_from_db()
    return Answer(mark.key, "twice", noticed_twice(found, queries.last_mark(found)), found)


def _said(delegate: Delegate, presence: Presence) -> str:
    return f"{delegate}: {str(presence.label).lower()}."
