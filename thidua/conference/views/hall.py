"""Pages of the day itself: check-in at the door, the big screen in the hall."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.conference import actions, queries, rules
from thidua.conference.terms import Presence
from thidua.conference.views.places import address, conference_or_404, delegate_or_404
from thidua.kit import clock
from thidua.kit.answer import page
from thidua.kit.refusal import Refused
from thidua.members.doors import in_year
from thidua.members.queries import Here


@in_year()
def checkin(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Who has come: search, tap."""
    found = conference_or_404(here, pk)
    told = queries.record(found)
    search = request.GET.get("tim", "")
    context = {"conference": found, "told": told, "groups": queries.sought(told, search), "search": search,
               "why_not": rules.why_not_run(here, found)}  # fmt: skip
    return page(request, "conference/checkin.html", context)


@in_year()
@require_POST
def presence(request: HttpRequest, here: Here, pk: int, delegate: int) -> HttpResponse:
    """Mark one delegate; twice is noticed and no error."""
    found = delegate_or_404(here, pk, delegate)
    back = address(here, "checkin", pk)
    if search := request.POST.get("tim", ""):
        back += "?" + urlencode({"tim": search})
    wanted = request.POST.get("presence", "")
    if wanted not in Presence.values:
        messages.error(request, _("Hãy chọn: có mặt, vắng có lý do hoặc vắng."))
        return redirect(back)
    try:
        marked = actions.check_in(here=here, delegate=found, presence=Presence(wanted), at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        words = {"name": str(found), "presence": str(Presence(wanted).label).lower()}
        if marked:
            messages.success(request, _("%(name)s: %(presence)s.") % words)
        else:
            messages.warning(request, _("%(name)s đã được ghi %(presence)s trước đó; không có gì thay đổi.") % words)
    return redirect(f"{back}#dai-bieu-{delegate}")


@in_year()
def hall(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The big screen: the item under way, the next one, how many have come. The page renews its inside by itself."""
    found = conference_or_404(here, pk)
    template = "conference/_hall.html" if request.headers.get("HX-Request") else "conference/hall.html"
    return page(request, template, {"conference": found, "told": queries.record(found)})
