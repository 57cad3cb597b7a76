"""The big screen in the hall, and the same screen as data for a page whose stream does not come."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.safestring import SafeString

from thidua.conference import rules
from thidua.conference.models import Conference
from thidua.conference.views.places import conference_or_404
from thidua.conference.views.stage import stage, ticket
from thidua.kit import clock
from thidua.kit.answer import page
from thidua.members.doors import in_year
from thidua.members.queries import Here


@in_year()
def hall(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The big screen: what the secretary has put up. It follows the console by itself."""
    found = conference_or_404(here, pk)
    if "phan" in request.GET:
        return as_data(found)
    context = {**watched(found), "secretary": here.holds(*rules.SECRETARIES)}
    return page(request, "conference/hall.html", context)


def watched(conference: Conference) -> dict[str, object]:
    """What a page that watches the screen needs."""
    told = stage(conference.pk, clock.now())
    return {"conference": conference, "stage": SafeString(told["html"]), "now": told["now"],
            "stream": ticket(conference)}  # fmt: skip


def as_data(conference: Conference) -> JsonResponse:
    """The screen for a page that asks by itself."""
    answer = JsonResponse(stage(conference.pk, clock.now()))
    answer["Cache-Control"] = "no-store"
    return answer
