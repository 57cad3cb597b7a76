"""Reading the addresses of a year and what became of their messages."""

import datetime as dt

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from thidua.exchange.hooks.models import Delivery, Hook
from thidua.exchange.hooks.terms import KEPT_FOR, Event, State
from thidua.kit.watch import Line
from thidua.members.models import ClusterYear

UNTAKEN = (State.WAITING, State.FAILED, State.DROPPED)


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


def refusing() -> QuerySet[Hook]:
    """The addresses that take nothing: more than one try in a row failed, or they are switched off for it."""
    return Hook.objects.filter(Q(failures__gt=1) | Q(stopped_at__isnull=False), removed_at=None)


def in_trouble() -> QuerySet[Hook]:
    """The same to be shown, the longest first; each with `untaken` messages, the first of them `since`."""
    untaken = Q(deliveries__state__in=UNTAKEN)
    shown = refusing().select_related("year__cluster", "made_by")
    return shown.annotate(
        untaken=Count("deliveries", filter=untaken), since=Min("deliveries__made_at", filter=untaken)
    ).order_by("since", "pk")  # fmt: skip


def line() -> Line:
    """How the messages stand that other programs were to take."""
    refused = Q(hook__in=refusing())
    found = Delivery.objects.filter(Q(state=State.WAITING) | refused, hook__removed_at=None, state__in=UNTAKEN)
    told = found.aggregate(
        waiting=Count("pk", filter=~refused), failing=Count("pk", filter=refused), oldest=Min("made_at")
    )
    return Line("hook_messages", _("Báo tin tự động"), view="exchange:hooks_in_trouble", **told)


def old(hook: Hook, at: dt.datetime) -> QuerySet[Delivery]:
    """What the log of an address forgets."""
    return Delivery.objects.filter(hook=hook, made_at__lt=at - KEPT_FOR)


def delivery(pk: int) -> Delivery | None:
    """A message with its address."""
    return Delivery.objects.select_related("hook__year__cluster", "hook__made_by").filter(pk=pk).first()
