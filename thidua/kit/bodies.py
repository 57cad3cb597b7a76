"""What kind of body a page takes: a form, unless its view says otherwise. Any other is refused (415) unread."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., Any]
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
JSON = ("application/json",)
READS = ("GET", "HEAD", "OPTIONS")


def takes(kinds: tuple[str, ...] | None) -> Callable[[View], View]:
    """Mark a view with the kinds of body it takes; None: it asks for itself."""

    def mark(view: View) -> View:
        view.takes = kinds  # type: ignore[attr-defined]
        return view

    return mark


def is_unexpected(request: HttpRequest, kinds: tuple[str, ...]) -> bool:
    """Whether the request carries a body of another kind; one without a body is of no kind."""
    if request.method in READS or request.content_type in kinds:
        return False
    return request.META.get("CONTENT_LENGTH") not in (None, "", "0") or "HTTP_TRANSFER_ENCODING" in request.META


def bodies_expected(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Refuse a body of a kind that the view does not take, before anything reads it."""

    class Expected:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            return get_response(request)

        def process_view(self, request: HttpRequest, view: View, *_given: Any) -> HttpResponse | None:
            kinds: tuple[str, ...] | None = getattr(view, "takes", FORMS)
            if kinds is None or not is_unexpected(request, kinds):
                return None
            return render(request, "kit/415.html", status=415)

    return Expected()
