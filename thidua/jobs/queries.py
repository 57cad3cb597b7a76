"""Reading the works."""

import datetime as dt

from django.db.models import QuerySet

from thidua.jobs.models import Job
from thidua.jobs.terms import KEPT_FOR, OPEN, SILENT_FOR, State


def jobs_of(person: int) -> QuerySet[Job]:
    """The works of one person, newest first."""
    return Job.objects.filter(owner=person)


def unfinished(person: int) -> int:
    """How many works a person has waiting or running."""
    return Job.objects.filter(owner=person, state__in=OPEN).count()


def overdue(since: dt.datetime) -> QuerySet[Job]:
    """Works asked for before a moment that nobody has taken up."""
    return Job.objects.filter(state=State.QUEUED, made_at__lt=since)


def silent(at: dt.datetime) -> QuerySet[Job]:
    """Running works whose worker has died."""
    return Job.objects.filter(state=State.RUNNING, beat_at__lt=at - SILENT_FOR)


def old(at: dt.datetime) -> QuerySet[Job]:
    """Finished works whose time is over."""
    return Job.objects.filter(ended_at__lt=at - KEPT_FOR).exclude(state__in=OPEN)
