"""What every act on a conference does first and last: hold it as it is now, and write down who did what."""

import datetime as dt

from django.db import models

from thidua.conference.models import Conference, Delegation
from thidua.conference.rules import OF_THE_UNIT, SECRETARIES
from thidua.ledger.actions import record
from thidua.members.queries import Here
from thidua.members.terms import Office

CODE = 16
"""Octets of chance in a code that opens something without an account."""


def held(here: Here, conference: Conference) -> Conference:
    """The conference as it is now, locked until the act is done, so that no act slips past its closing."""
    return Conference.objects.select_for_update().get(pk=conference.pk, year=here.year)


def wrote(here: Here, act: str, subject: models.Model, at: dt.datetime, **facts: object) -> None:
    """Into the ledger, as a secretary."""
    record(
        act=f"conference.{act}", subject=subject, by=here.actor(*SECRETARIES), at=at, year_id=here.year.pk, facts=facts
    )


def wrote_of(here: Here, act: str, delegation: Delegation, at: dt.datetime, **facts: object) -> None:
    """As `wrote`, for what a unit may do for its own delegation."""
    own = here.seat(*OF_THE_UNIT, of=delegation.membership) if delegation.membership_id else None
    by = here.actor(Office(own.office), of=delegation.membership) if own else here.actor(*SECRETARIES)
    record(act=f"conference.{act}", subject=delegation.conference, by=by, at=at, year_id=here.year.pk, facts=facts)
