"""Pages of the room: the conferences of a year, one conference, its opening and closing.

Beside this file: `programme` (programme and delegations), `hall` (check-in and the big screen), `proceedings`
(what was said, recommended, photographed).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.conference import actions, queries, rules
from thidua.conference.following.queries import inherited
from thidua.conference.forms import PlanForm, change_form
from thidua.conference.minutes.terms import Kind as DraftKind
from thidua.conference.models import Conference
from thidua.conference.preparing.queries import talks_by_item
from thidua.conference.views.inviting import own_invite
from thidua.conference.views.places import address, conference_or_404
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.paperwork.queries import of_subject


@in_year()
def conferences(request: HttpRequest, here: Here) -> HttpResponse:
    """The conferences of the year; the secretaries plan one."""
    form = PlanForm(request.POST or None, year=here.year)
    planned: list[Conference] = []

    def act() -> None:
        planned.append(actions.plan(here=here, at=clock.now(), **form.cleaned_data))

    if attempt(request, form, act, _("Đã lập hội nghị. Tiếp theo: chương trình và các đoàn đại biểu.")):
        return redirect(address(here, "conference", planned[0].pk))
    context = {"conferences": queries.of_year(here.year), "why_not": rules.why_not_plan(here),
               "inherited": inherited(here.year),
               "waiting": queries.open_recommendations(here.year)}  # fmt: skip
    return page(request, "conference/conferences.html", context, form)


@in_year()
def conference(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One conference: place, time, programme, delegations, what was said, the minutes."""
    found = conference_or_404(here, pk)
    own = here.own(*rules.OF_THE_UNIT)
    context = {
        "conference": found, "told": queries.record(found), "why_not_run": rules.why_not_run(here, found),
        "why_not_prepare": rules.why_not_prepare(here, found), "why_not_open": rules.why_not_open(here, found),
        "why_not_close": rules.why_not_close(here, found), "secretary": here.holds(*rules.SECRETARIES),
        "own": own, "why_not_announce": rules.why_not_announce(here, found, own) if own else "",
        "invite": own_invite(here, found), "inherited": inherited(here.year), "talks": talks_by_item(found),
        "minutes": of_subject(here.year, f"conference:{pk}").first(),
    }  # fmt: skip
    return page(request, "conference/conference.html", context)


@in_year()
def change(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Correct the plan."""
    found = conference_or_404(here, pk)
    form = change_form(request.POST or None, found)

    def act() -> None:
        actions.change(here=here, conference=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã sửa hội nghị.")):
        return redirect(address(here, "conference", pk))
    context = {"conference": found, "why_not": rules.why_not_prepare(here, found)}
    return page(request, "conference/change.html", context, form)


@in_year()
@require_POST
def opening(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Khai mạc."""
    found = conference_or_404(here, pk)

    def act() -> None:
        actions.open_conference(here=here, conference=found, at=clock.now())

    return do(request, act, _("Đã khai mạc hội nghị."), address(here, "conference", pk))


@in_year()
def closing(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Bế mạc: first what the minutes will hold and what closing fixes, then the act."""
    found = conference_or_404(here, pk)
    written = found.drafts.filter(kind=DraftKind.MINUTES).exists()
    if request.method == "POST":
        said = _("Đã bế mạc hội nghị; biên bản đã ban hành.")
        if written:
            said = _("Đã bế mạc hội nghị; biên bản viết nốt rồi trình duyệt.")

        def act() -> None:
            actions.close(here=here, conference=found, at=clock.now())

        return do(request, act, said, address(here, "conference", pk))
    context = {"conference": found, "told": queries.record(found), "why_not": rules.why_not_close(here, found),
               "written": written}  # fmt: skip
    return page(request, "conference/closing.html", context)
