"""Around every page: a person whose office asks for a second factor sets one up; a session in use is noted."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from thidua.accounts.actions import note_use
from thidua.accounts.queries import EVERY, factors_of, must_have_second_factor
from thidua.kit import clock
from thidua.kit.doors import PUBLIC

log = logging.getLogger("django.request")
LIBRARY = ("account_", "mfa_")
"""Pages of signing in and out, and of setting the factor up, stay open."""


def second_factor_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Lead to /bao-mat/ whoever must have a second factor and has none. Nothing is asked of the database for the
    rest of a session that was entered with one."""

    class First:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            return get_response(request)

        def process_view(self, request: HttpRequest, view: Callable[..., Any], *_given: Any) -> HttpResponse | None:
            name = request.resolver_match.view_name if request.resolver_match else ""
            if getattr(view, "opens_to", "") == PUBLIC or name.startswith(LIBRARY) or not request.user.is_authenticated:
                return None
            if any(one.get("method") == "mfa" for one in get_authentication_records(request)):
                return None
            asked = must_have_second_factor(request.user, clock.today())
            return redirect("mfa_index") if asked and not factors_of(request.user.pk).exists() else None

    return First()


NOTED: dict[str, dt.datetime] = {}
"""When this process last noted that a session is in use."""
MOST = 10_000


def is_noted(session: str, now: dt.datetime) -> bool:
    """Whether this process noted the session a moment ago."""
    if len(NOTED) > MOST:
        NOTED.clear()
    return session in NOTED and now - EVERY < NOTED[session] <= now


def last_used(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Note when a session was last in use, once in some minutes; a page answered as it was kept notes nothing."""

    class Used:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            return get_response(request)

        def process_view(self, request: HttpRequest, view: Callable[..., Any], *_given: Any) -> None:
            if getattr(view, "opens_to", "") == PUBLIC or not request.user.is_authenticated:
                return
            session, now = request.session.session_key, clock.now()
            if session and not is_noted(session, now):
                NOTED[session] = now
                try:
                    note_use(session=session, at=now)
                except DatabaseError:  # busy, or nothing may be written just now: the page is worth more
                    log.warning("could not note that a session is in use", exc_info=True)

    return Used()
