"""What is kept for the days of a conference alone goes after it."""

import datetime as dt

from django.db import transaction

from thidua.conference.models import Conference
from thidua.conference.preparing.models import Need
from thidua.kit import clock
from thidua.ledger.actions import record
from thidua.ledger.terms import Actor

TERM = dt.timedelta(days=30)
"""So long after the day of a conference the notes on food and travel of its delegates are kept."""


@transaction.atomic
def forget_needs(*, by: Actor, at: dt.datetime) -> int:
    """Delete the notes on delegates' needs of conferences that are over; how many there were."""
    over = Conference.objects.filter(on__lt=clock.day_of(at) - TERM, delegations__delegates__need__isnull=False)
    count = 0
    for conference in over.distinct().order_by("pk"):
        gone = Need.objects.filter(delegate__delegation__conference=conference).delete()[0]
        record(act="conference.forget_needs", subject=conference, by=by, at=at, year_id=conference.year_id,
               facts={"count": str(gone)})  # fmt: skip
        count += gone
    return count
