"""Pages of the room."""

from django.http import HttpRequest, HttpResponse

from thidua.kit.answer import page
from thidua.kit.doors import SIGNED_IN, door
from thidua.members.doors import in_year
from thidua.members.queries import Here


@door(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    return page(request, "kit/base.html")


@in_year()
def year(request: HttpRequest, here: Here) -> HttpResponse:
    return page(request, "kit/year.html")


@in_year()
def ledger(request: HttpRequest, here: Here) -> HttpResponse:
    return page(request, "kit/year.html")


@in_year()
def step_back(request: HttpRequest, here: Here) -> HttpResponse:
    return page(request, "kit/year.html")
