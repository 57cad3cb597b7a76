"""The page behind the code on a paper: anybody may ask whether it is what was issued."""

from django.http import Http404, HttpRequest, HttpResponse

from thidua.kit.answer import page
from thidua.kit.doors import PUBLIC, door
from thidua.paperwork.queries import checked


@door(PUBLIC)
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What stands at the head of the paper, and whether it is unchanged; nothing of what it says."""
    found = checked(code.lower())
    if found is None:
        raise Http404
    return page(request, "paperwork/check.html", {"found": found, "document": found.document})
