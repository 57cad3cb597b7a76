"""Reading letters and wishes."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from thidua.members.models import Person
from thidua.notices.models import Feed, Letter, Wish
from thidua.notices.terms import State

STUCK = dt.timedelta(hours=1)
"""A letter still being sent after this long: whoever sent it was stopped, and nobody can say whether it went out."""


def wish_of(person: Person | None) -> Wish:
    """How a person wants to be reminded; the usual when nothing was chosen, or nobody known is written to."""
    return (Wish.objects.filter(person=person).first() if person else None) or Wish(person=person)


def waiting(at: dt.datetime) -> list[int]:
    """The letters to be sent by now, the longest waiting first."""
    due = Letter.objects.filter(state=State.WAITING, not_before__lte=at).order_by("not_before", "pk")
    return list(due.values_list("pk", flat=True)[:1000])


def put_off() -> QuerySet[Letter]:
    """The letters the mail server has not taken, more than once now; each waits for another try."""
    return Letter.objects.filter(state=State.WAITING, attempts__gt=1)


def in_trouble(at: dt.datetime) -> QuerySet[Letter]:
    """The letters a person must look at: given up, or nobody knows whether they arrived."""
    stuck = Q(state=State.SENDING, claimed_at__lt=at - STUCK)
    found = Letter.objects.filter(Q(state__in=[State.FAILED, State.UNCLEAR]) | stuck)
    return found.select_related("person").order_by("-day", "-pk")


def latest_to(person: Person) -> QuerySet[Letter]:
    """The last letters to a person."""
    return Letter.objects.filter(person=person).order_by("-day", "-pk")[:10]


def feed_of(person: Person) -> Feed | None:
    """A person's calendar address; None when there is none."""
    return Feed.objects.filter(person=person).first()


def digest_of(secret: str) -> str:
    """What the database keeps of a calendar address: who reads the table still cannot open it."""
    return salted_hmac("thidua.notices.feed", secret, algorithm="sha256").hexdigest()


def reader_of(feed: int, secret: str) -> Person | None:
    """Whose calendar this address opens; None when it is wrong, revoked, or the account is closed."""
    found = Feed.objects.select_related("person").filter(pk=feed, person__is_active=True).first()
    kept = found.digest if found else digest_of("")
    return found.person if constant_time_compare(kept, digest_of(secret)) and found else None
