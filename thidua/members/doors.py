"""Doors into a cluster year: a view marked `in_year` gets a `Here`; a person without a seat in the year gets a 404.

A stranger must not learn from the answer whether a cluster year exists.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from thidua.kit import clock
from thidua.kit.doors import door
from thidua.members.queries import here, seats_of
from thidua.members.terms import Office


def in_year(*offices: Office) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a view `view(request, here, …)` under /cum/<cluster>/<year>/ to people with a seat in that year.

    With offices named, only to them. What a person may *do* there is asked again by the rules of the action.
    """
    named = ", ".join(str(office.label) for office in offices)

    def mark(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def inside(request: HttpRequest, cluster: str, year: int, **rest: Any) -> HttpResponse:
            place = here(request.user, cluster, year, clock.today())  # type: ignore[arg-type]
            if place is None or (offices and not place.holds(*offices)):
                raise Http404
            request.here = place  # type: ignore[attr-defined]
            return view(request, place, **rest)

        inside.offices = offices  # type: ignore[attr-defined]
        return door(f"vị trí trong năm thi đua: {named}" if offices else "vị trí trong năm thi đua")(inside)

    return mark


def held_anywhere(*offices: Office) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a view outside any year to people who hold one of the offices in some year (or for the whole site)."""

    def mark(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def inside(request: HttpRequest, **rest: Any) -> HttpResponse:
            seats = [seat for seat in seats_of(request.user, clock.today()) if seat.office in offices]  # type: ignore[arg-type]
            if not seats:
                raise Http404
            return view(request, seats, **rest)

        inside.offices = offices  # type: ignore[attr-defined]
        return door("chức trách: " + ", ".join(str(office.label) for office in offices))(inside)

    return mark
