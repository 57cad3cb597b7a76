"""What Prometheus reads: how many requests, how long, how they ended, by view; and what waits. No person, no address.

Ballots are not counted: a counter that moves while one voter is in the booth says who voted when. Measuring is on while
a token is set (THIDUA_METRICS_TOKEN); each process writes into files of the site's home that the scrape adds up.
"""

import datetime as dt
import os
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from thidua.kit import watch
from thidua.ledger.queries import last
from thidua.notices.queries import in_trouble, waiting
from thidua.upkeep.queries import age_of_last_copy, free_bytes

Next = Callable[[HttpRequest], HttpResponse]


def _library() -> Any:
    """The library, loaded at first use: it looks at its folder when it is."""
    folder = settings.HOME / "metrics"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(folder))
    import prometheus_client  # noqa: PLC0415  after the folder is named

    return prometheus_client


@cache
def _took() -> Any:
    """The histogram of all requests."""
    return _library().Histogram("thidua_request_seconds", "Time to answer a request", ["view", "status"])


@cache
def _noted() -> Any:
    """The counter of what `kit.watch` notes; each kind from zero, or its first event would be no increase."""
    made = _library().Counter("thidua_security_events_total", "Failed sign-ins, shut doors, refused acts", ["event"])
    for event in watch.EVENTS:
        made.labels(event)
    return made


def count(event: str) -> None:
    """One more event of its kind, while somebody reads the figures."""
    if settings.METRICS_TOKEN:
        _noted().labels(event).inc()


def measured(get_response: Next) -> Next:
    """Count and time every request, while somebody reads the figures."""
    if not settings.METRICS_TOKEN:
        return get_response

    def answer(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        name = request.resolver_match.view_name if request.resolver_match else "none"
        if not name.startswith(settings.UNCOUNTED):
            _took().labels(name, f"{response.status_code // 100}xx").observe(time.perf_counter() - started)
        return response

    return answer


def exposition(at: dt.datetime) -> bytes:
    """The text Prometheus reads."""
    _took(), _noted()
    from prometheus_client import CollectorRegistry, Gauge, generate_latest, multiprocess  # noqa: PLC0415

    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    now = CollectorRegistry()
    age = age_of_last_copy(at)
    final = last()
    for name, says, value in (
        ("thidua_letters_waiting", "Letters to be sent by now", len(waiting(at))),
        ("thidua_letters_in_trouble", "Letters given up or unclear", in_trouble(at).count()),
        ("thidua_ledger_entries", "Entries of the ledger", final.seq if final else 0),
        ("thidua_disk_free_bytes", "Free space where files are kept", free_bytes()),
        ("thidua_last_copy_age_seconds", "Age of the last copy; -1: there is none", -1 if age is None else age),
    ):
        Gauge(name, says, registry=now, multiprocess_mode="all").set(value)
    for line in (ask() for ask in watch.lines):
        age = int((at - line.oldest).total_seconds()) if line.oldest else 0
        for name, says, value in (
            ("waiting", "Messages to other programs to be sent", line.waiting),
            ("failing", "Messages other programs do not take", line.failing),
            ("oldest_seconds", "Age of the oldest of both; 0: there is none", age),
        ):
            Gauge(f"thidua_{line.key}_{name}", says, registry=now, multiprocess_mode="all").set(value)
    return generate_latest(registry) + generate_latest(now)
