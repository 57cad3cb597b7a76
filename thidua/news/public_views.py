"""What anyone may read."""

from django.http import HttpRequest, HttpResponse

from thidua.kit.answer import page
from thidua.kit.doors import PUBLIC, door


@door(PUBLIC)
def front(request: HttpRequest) -> HttpResponse:
    return page(request, "kit/base.html")
