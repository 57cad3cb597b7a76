"""Pages of the follow-up: every recommendation the year answers for, those of the years before too."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from thidua.conference.following import actions, queries, rules
from thidua.conference.following.forms import TellForm
from thidua.conference.following.terms import SETTLED, Progress
from thidua.conference.models import Recommendation
from thidua.conference.rules import why_not_follow_up
from thidua.conference.views.places import address
from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.kit.posted import one_of
from thidua.members.doors import in_year
from thidua.members.queries import Here


@in_year()
def following(request: HttpRequest, here: Here) -> HttpResponse:
    """The list; one state of them."""
    state = one_of(request.GET, "tinh-trang", Progress.values)
    found = queries.reaching(here.year)
    rows = [(one, one.conference.year_id != here.year.pk, _late(one, here))
            for one in (found.filter(state=state) if state else found)]  # fmt: skip
    context = {"rows": rows, "states": Progress.choices, "state": state}
    return page(request, "conference/following.html", context)


def _late(one: Recommendation, here: Here) -> bool:
    return bool(one.due_on and one.due_on < here.day) and one.state not in SETTLED


@in_year()
def follow_up(request: HttpRequest, here: Here, recommendation: int) -> HttpResponse:
    """One recommendation with its history; who may says how it stands."""
    found = get_object_or_404(queries.reaching(here.year), pk=recommendation)
    states = tuple(Progress) if not why_not_follow_up(here) else rules.OF_UNITS
    form = TellForm(request.POST or None, states=states)

    def act() -> None:
        actions.tell(here=here, recommendation=found, state=Progress(form.cleaned_data["state"]),
                     note=form.cleaned_data["note"], at=clock.now())  # fmt: skip

    if attempt(request, form, act, _("Đã ghi tình hình thực hiện.")):
        return redirect(address(here, "follow_up", recommendation))
    context = {"one": found, "history": found.followups.all(), "why_not": rules.why_not_tell(here, found),
               "late": _late(found, here)}  # fmt: skip
    return page(request, "conference/follow_up.html", context, form)
