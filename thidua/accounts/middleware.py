"""Around every page: a person whose office asks for a second factor sets one up; a session in use is noted."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from thidua.accounts.actions import note_use
from thidua.accounts.queries import (
    EVERY,
    factors_of,
    holds_for_the_whole_site,
    last_use_of,
    must_have_second_factor,
)  # fmt: skip
from thidua.kit import clock
from thidua.kit.doors import PUBLIC
from thidua.members.models import Person

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


def lay_unused(session: str, person: Person, now: dt.datetime) -> bool:
    """Whether the session of an office of the whole site lay unused for longer than it may (THIDUA_IDLE_MINUTES).

    The database is asked only when this process has not seen the session within that time.
    """
    most = dt.timedelta(minutes=settings.IDLE_MINUTES)
    if not most or (session in NOTED and now - NOTED[session] < most):
        return False
    used = last_use_of(session)
    return used is not None and now - used >= most and holds_for_the_whole_site(person, clock.day_of(now))


def last_used(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Note when a session was last in use, once in some minutes; a page answered as it was kept notes nothing.

    One that lay unused too long ends here, and its owner signs in again.
    """

    class Used:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            return get_response(request)

        def process_view(self, request: HttpRequest, view: Callable[..., Any], *_given: Any) -> HttpResponse | None:
            if getattr(view, "opens_to", "") == PUBLIC or not request.user.is_authenticated:
                return None
            session, now = request.session.session_key, clock.now()
            if not session or is_noted(session, now):
                return None
            if lay_unused(session, request.user, now):
                logout(request)
                messages.warning(request, _("Lâu không dùng nên phiên đã kết thúc; xin đăng nhập lại."))
                return redirect_to_login(request.get_full_path())
            NOTED[session] = now
            try:
                note_use(session=session, at=now)
            except DatabaseError:  # busy, or nothing may be written just now: the page is worth more
                log.warning("could not note that a session is in use", exc_info=True)
            return None

    return Used()
