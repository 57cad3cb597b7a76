"""The only clock. Views and commands ask it and pass the time down; the rooms' actions are told the time.

Samples and tests travel: inside `with at(moment)` the clock stands at that moment.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_stopped: ContextVar[dt.datetime | None] = ContextVar("stopped", default=None)


def now() -> dt.datetime:
    """This moment, with its zone."""
    return _stopped.get() or timezone.now()


def today() -> dt.date:
    """Today in Việt Nam."""
    return timezone.localdate(now())


def day_of(moment: dt.datetime) -> dt.date:
    """The day in Việt Nam on which a moment falls; deadlines end with that day."""
    return timezone.localdate(moment)


def local(moment: dt.datetime) -> dt.datetime:
    """The same moment as clocks in Việt Nam show it."""
    return timezone.localtime(moment)


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Stop the clock at `moment` (with its zone) for the duration of the block."""
    token = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(token)
