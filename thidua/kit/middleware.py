"""Every answer: a strict content security policy, kept pages, the chosen language, possible addresses, and refusals
said politely."""

from collections.abc import Callable, Hashable
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.module_loading import import_string

from thidua.kit import clock, keeping
from thidua.kit.refusal import Refused
from thidua.kit.replica import read_for
from thidua.kit.watch import note

Next = Callable[[HttpRequest], HttpResponse]


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


FEATURES = ", ".join(
    ["camera=(self)"]  # badges are read by it
    + [
        f"{one}=()"
        for one in ("microphone", "geolocation", "payment", "usb", "midi", "display-capture", "browsing-topics")
    ]
)


def content_security_policy(get_response: Next) -> Next:
    """Own scripts and styles only, none inline, no sensors but the camera; what a session shows is asked for anew.

    Structured data of a page is no script: browsers never run it.
    """
    policy = f"{POLICY}; connect-src 'self' {settings.LIVE_URL}".strip()

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", policy)
        response.setdefault("Permissions-Policy", FEATURES)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.setdefault("Cache-Control", "private, no-cache")
        return response

    return answer


class OpenPages:
    """Pages that are the same for everybody: answered again while their stamp holds (see `kit.keeping.for_all`).

    Outermost, so that a kept page costs its stamp and nothing else. Each process keeps its own, the oldest goes first.
    """

    MOST = 1000

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.stamp: Callable[..., keeping.Stamp] = import_string(settings.PUBLIC_PAGES_STAMP)
        self.pages: dict[Hashable, keeping.OpenPage] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = keeping.open_name_of(request)
        if name:
            request.asked_at = clock.now()  # type: ignore[attr-defined]
        found = self.pages.get(name) if name else None
        if found and found.stamp == self._now(request):
            return found.answer(request)
        response = self.get_response(request)
        taken: keeping.Stamp | None = getattr(request, "open_stamp", None)
        made = keeping.open_page_of(response, taken) if name and taken else None
        if made is None:
            return response
        keeping.keep(self.pages, name, made, self.MOST)
        return made.answer(request)

    def _now(self, request: HttpRequest) -> keeping.Stamp:
        """The stamp where this reader reads."""
        with read_for(request):
            return self.stamp(request.asked_at)  # type: ignore[attr-defined]


class KeptPages:
    """Answer a kept page again while its stamp holds; keep the pages of views marked `kept` (see `kit.keeping`).

    The stamp of a new page is taken before anything is read for it: a page made while somebody writes is kept under
    a stamp already past, and is never answered.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.stamp: Callable[..., keeping.Stamp | None] = import_string(settings.KEPT_PAGES_STAMP)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = keeping.name_of(request)
        found = keeping.PAGES.get(name) if name else None
        if found and clock.now() < found.until and self._taken(request, found.person) == found.stamp:
            return found.answer(request)
        response = self.get_response(request)
        taken: keeping.Stamp | None = getattr(request, "stamp", None)
        if name and taken and (made := keeping.page_of(request, response, taken, clock.now())):
            keeping.keep(keeping.PAGES, name, made, keeping.MOST)
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], _given: Any, _named: Any) -> None:
        """Take the stamp of a page to keep. The account must be, in the stamp, the one that was let in."""
        if not getattr(view, "kept", False) or not keeping.name_of(request) or not request.user.is_authenticated:
            return
        taken = self._taken(request, request.user.pk)
        if taken and request.user.password in taken:
            request.stamp = taken  # type: ignore[attr-defined]

    def _taken(self, request: HttpRequest, person: int) -> keeping.Stamp | None:
        """The stamp as it is now; asked once a request, the first answer being the safest."""
        if getattr(request, "taken", (0, None))[0] != person:
            session = request.COOKIES[settings.SESSION_COOKIE_NAME]
            request.taken = (person, self.stamp(session, person, clock.now()))  # type: ignore[attr-defined]
        return request.taken[1]  # type: ignore[attr-defined,no-any-return]


def chosen_language(get_response: Next) -> Next:
    """Vietnamese unless the reader chose otherwise: an official's browser often speaks English, its owner does not."""

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.setdefault("Content-Language", language)
        return response

    return answer


def possible_numbers(get_response: Next) -> Next:
    """A number in an address that no column holds is read as the largest one that fits, which no row has: the view
    answers as to any other row that is not there, on SQLite and PostgreSQL."""

    class Possible:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            return get_response(request)

        def process_view(self, _request: HttpRequest, _view: object, _given: object, named: dict[str, Any]) -> None:
            for name, value in named.items():
                if isinstance(value, int):
                    named[name] = min(value, BigIntegerField.MAX_BIGINT)

    return Possible()


def polite_refusals(get_response: Next) -> Next:
    """A Refused that no form caught becomes a page with the sentence and the way back (409, nothing changed)."""

    class Polite:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            return get_response(request)

        def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
            if not isinstance(problem, Refused):
                return None
            note(request, "act.refused")
            return render(request, "kit/refused.html", {"sentence": str(problem)}, status=409)

    return Polite()
