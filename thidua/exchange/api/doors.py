"""The door of the API: a call carries a token, and stands in the seat of that token alone.

A year does not exist (404) for a token whose seat is not of it, as for people without a seat.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from thidua.exchange.api import actions
from thidua.exchange.api.models import AccessToken
from thidua.exchange.api.problems import Problem, answer
from thidua.exchange.api.queries import Through, standing_of, token_with
from thidua.exchange.api.rules import why_not_carry
from thidua.exchange.api.terms import CALLS, PER, Reach
from thidua.kit import clock
from thidua.kit.bodies import JSON, is_unexpected, takes
from thidua.kit.doors import door

TOKEN = "người mang mã truy cập"  # noqa: S105  who comes in, not what with


class Bearer(HttpBearer):
    """`Authorization: Bearer thidua_…`"""

    def authenticate(self, request: HttpRequest, token: str) -> AccessToken:
        found, at = token_with(token), clock.now()
        if why_not := why_not_carry(found, at):
            raise Problem(401, why_not)
        assert found is not None  # noqa: S101  the rule just said so
        actions.note_use(token=found, at=at)
        return found


class PerToken(BaseThrottle):
    """So many calls a minute with one token, counted in the memory of each process. Keeps nothing between threads."""

    def allow_request(self, request: HttpRequest) -> bool:
        name = f"{carried(request).digest}-{int(clock.now().timestamp()) // PER}"
        caches["calls"].add(name, 0, 2 * PER)
        return caches["calls"].incr(name) <= CALLS

    def wait(self) -> int:
        """Seconds to the next minute."""
        return PER - int(clock.now().timestamp()) % PER


def carried(request: HttpRequest) -> AccessToken:
    """The token of the call."""
    token: AccessToken = request.auth  # type: ignore[attr-defined]
    return token


def standing_in(request: HttpRequest, cluster: str, year: int) -> Through:
    """Where the call stands in a year."""
    found = standing_of(carried(request), cluster, year, clock.today())
    if found is None:
        raise Problem(404)
    return found


def within(request: HttpRequest, reach: Reach) -> None:
    """The token was made for this too."""
    if reach.value not in carried(request).reaches:
        raise Problem(403, _("Mã truy cập này không có phạm vi “%(reach)s”.") % {"reach": reach.label})


def opened(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view of the API to bearers of a token; a way of calling it does not know is a problem like others."""

    @csrf_exempt
    @login_not_required
    def inside(request: HttpRequest, **rest: Any) -> HttpResponse:
        if request.method == "PUT" and is_unexpected(request, JSON):
            return answer(request, Problem(415))
        response = view(request, **rest)
        if response.status_code == 405:
            return answer(request, Problem(405, headers={"Allow": response["Allow"]}))
        return response

    return door(TOKEN)(takes(None)(inside))
