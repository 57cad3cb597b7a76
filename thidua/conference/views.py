"""Pages of the room."""

from django.http import HttpRequest, HttpResponse

from thidua.kit.answer import page
from thidua.members.doors import in_year
from thidua.members.queries import Here


@in_year()
def conferences(request: HttpRequest, here: Here) -> HttpResponse:
    return page(request, "kit/year.html")
