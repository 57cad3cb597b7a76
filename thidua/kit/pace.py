"""How much one session may write in a minute: far more than hands do, less than a program gone wild.

Counted in the memory of each process, by the session's cookie; the database is asked nothing. Reading is not counted.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thidua.kit import clock
from thidua.kit.bodies import READS

A_MINUTE = dt.timedelta(minutes=1)
MOST = 10_000
"""So many sessions are counted at once; with more than that the count begins anew."""


class Paced:
    """Count the writes of each session, minute by minute; too many wait for the next (429)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.written: Counter[str] = Counter()
        self.until = clock.now()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME) if request.method not in READS else None
        if not session or not settings.WRITES_A_MINUTE or self.counted(session) <= settings.WRITES_A_MINUTE:
            return self.get_response(request)
        wait = max(1, int((self.until - clock.now()).total_seconds()))
        answer = render(request, "429.html", status=429)
        answer["Retry-After"] = str(wait)
        return answer

    def counted(self, session: str) -> int:
        """How many writes of the session this minute, with this one."""
        now = clock.now()
        if not now < self.until <= now + A_MINUTE or len(self.written) > MOST:
            self.written.clear()
            self.until = now + A_MINUTE
        self.written[session] += 1
        return self.written[session]
