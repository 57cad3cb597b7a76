"""What somebody watching over the site should see: a sign-in that failed, a door that stayed shut, an act refused.

Each is one line of the log (`thidua.security`), with the account's number, the view and a word for the reason: no name,
no address, nothing that was typed. `counters` are rooms above that count them. Where counting would tell a secret
(`UNCOUNTED`), nothing is noted.

And what waits for others: `lines` are rooms that say how their messages stand, for the administrator and Prometheus.
"""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

log = logging.getLogger("thidua.security")
counters: list[Callable[[str], None]] = []


@dataclass(frozen=True)
class Line:
    """Messages that others were to take: how many wait, how many are refused again and again, since when the oldest.

    `key` names the figures, `view` the page that shows more.
    """

    key: str
    name: str | Promise
    view: str
    waiting: int
    failing: int
    oldest: dt.datetime | None


lines: list[Callable[[], Line]] = []
EVENTS = (
    "sign_in", "sign_in.failed", "sign_in.throttled", "second_factor.failed", "second_factor.again",
    "invitation.failed", "token.refused", "door.shut", "act.refused", "pace.exceeded", "body.unexpected",
)  # fmt: skip
DAILY = {"sign_in", "act.refused"}
"""What happens every day: written down without alarm."""
SHUT = {403: "door.shut", 404: "door.shut", 415: "body.unexpected", 429: "pace.exceeded"}


def note(request: HttpRequest, event: str, *, reason: str = "", account: int | None = None) -> None:
    """Write one of the `EVENTS` down and count it. `account`: its number; else that of who is known to be signed in."""
    match = request.resolver_match
    if match and match.view_name.startswith(settings.UNCOUNTED):
        return
    told = {"event": event, "reason": reason, "account": account or known(request)}
    level = logging.INFO if event in DAILY else logging.WARNING
    log.log(level, "%s", event, extra={"request": request, "told": told})
    for count in counters:
        count(event)


def known(request: HttpRequest) -> int | None:
    """The number of the account that is signed in, if this request has asked for it already; asks nothing itself."""
    user: Any = getattr(request, "_cached_user", None)
    return user.pk if user is not None and user.is_authenticated else None


def doors_watched(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Note what was shut to somebody signed in, and what went too fast. A stranger's 404 is but a wrong address."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        event = SHUT.get(response.status_code)
        if event and (known(request) or event != "door.shut"):
            note(request, event, reason=str(response.status_code))
        return response

    return answer
