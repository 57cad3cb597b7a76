"""Pages for what went wrong, each saying what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thidua.kit.doors import PUBLIC, door


@door(PUBLIC)
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "kit/400.html", status=400)


@door(PUBLIC)
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "kit/403.html", status=403)


@door(PUBLIC)
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "kit/404.html", status=404)


@door(PUBLIC)
def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "kit/500.html", status=500)


@door(PUBLIC)
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is old (signed out in another tab, or left open overnight)."""
    return render(request, "kit/stale.html", status=403)
