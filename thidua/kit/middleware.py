"""Every answer: a strict content security policy, the chosen language, and refusals said politely."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from thidua.kit.refusal import Refused

Next = Callable[[HttpRequest], HttpResponse]


def content_security_policy(get_response: Next) -> Next:
    """Own scripts and styles only, none inline; structured data of articles carries the request's nonce."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.csp_nonce = secrets.token_urlsafe(16)  # type: ignore[attr-defined]
        response = get_response(request)
        response.setdefault(
            "Content-Security-Policy",
            f"default-src 'none'; script-src 'self' 'nonce-{request.csp_nonce}'; style-src 'self'; "  # type: ignore[attr-defined]
            "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        )
        return response

    return answer


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


def polite_refusals(get_response: Next) -> Next:
    """A Refused that no form caught becomes a page with the sentence and the way back (409, nothing changed)."""

    class Polite:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            return get_response(request)

        def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
            if not isinstance(problem, Refused):
                return None
            return render(request, "kit/refused.html", {"sentence": str(problem)}, status=409)

    return Polite()
