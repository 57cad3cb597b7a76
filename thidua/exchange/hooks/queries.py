"""Reading the addresses of a year and what became of their messages."""

import datetime as dt

from django.db.models import QuerySet

from thidua.exchange.hooks.models import Delivery, Hook
from thidua.exchange.hooks.terms import KEPT_FOR, Event
from thidua.members.models import ClusterYear


def hooks_of(year: ClusterYear) -> QuerySet[Hook]:
    """The addresses of a year, those switched off among them, newest first."""
    return Hook.objects.filter(year=year, removed_at=None).select_related("made_by")


def listening(year_id: int, event: Event) -> list[Hook]:
    """The addresses to be told; which events each wants is a list no database searches alike."""
    found = Hook.objects.filter(year=year_id, removed_at=None, stopped_at=None).select_related("year__cluster")
    return [hook for hook in found if event.value in hook.events]


def deliveries_of(hook: Hook) -> QuerySet[Delivery]:
    """The messages to one address, newest first."""
    return Delivery.objects.filter(hook=hook)


def old(hook: Hook, at: dt.datetime) -> QuerySet[Delivery]:
    """What the log of an address forgets."""
    return Delivery.objects.filter(hook=hook, made_at__lt=at - KEPT_FOR)


def delivery(pk: int) -> Delivery | None:
    """A message with its address."""
    return Delivery.objects.select_related("hook__year__cluster", "hook__made_by").filter(pk=pk).first()
