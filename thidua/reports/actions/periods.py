"""Opening periods: one, or a whole series at once."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.actions import enter_stage
from thidua.members.queries import Here
from thidua.members.terms import Office, Stage
from thidua.reports.models import Period
from thidua.reports.queries import periods_of
from thidua.reports.rules import why_not_open_period
from thidua.reports.series import Planned, faults
from thidua.reports.terms import Span


@transaction.atomic
def open_period(
    *, here: Here, span: str, name: str, from_date: dt.date, to_date: dt.date, due_on: dt.date, at: dt.datetime
) -> Period:
    """Open a period for every unit; the first one sets the year running."""
    return open_periods(here=here, planned=[Planned(Span(span), name, from_date, to_date, due_on)], at=at)[0]


@transaction.atomic
def open_periods(*, here: Here, planned: Sequence[Planned], at: dt.datetime) -> list[Period]:
    """Open several periods, all or none: no two of one length may overlap, no two cover the same days."""
    require(why_not_open_period(here))
    take_turn()
    for one, field, sentence in faults(here.year, planned, periods_of(here.year)):
        raise Refused(sentence, field + one.row)
    made = Period.objects.bulk_create(
        Period(year=here.year, span=one.span, name=one.name, from_date=one.from_date, to_date=one.to_date,
               due_on=one.due_on)
        for one in planned
    )  # fmt: skip
    by = here.actor(Office.HEAD_SECRETARY)
    for period in made:
        record(act="reports.open_period", subject=period, by=by, at=at, year_id=here.year.pk,
               facts={"from": period.from_date.isoformat(), "to": period.to_date.isoformat(),
                      "due": period.due_on.isoformat()})  # fmt: skip
    if here.year.at == Stage.PLEDGED:
        enter_stage(year=here.year, to=Stage.RUNNING, by=by, at=at)
    return made
