"""Pages of the allotments: how many may be put forward, one let past."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.results.allotting import actions
from thidua.results.allotting.forms import AllotForm, PastForm
from thidua.results.allotting.queries import allotted
from thidua.results.allotting.rules import how, why_not_allot, why_not_let_past


def _shown(here: Here) -> dict[str, object]:
    return {"rows": [(one, how(one)) for one in allotted(here.year)], "why_not": why_not_allot(here)}


@in_year(Office.STANDING_OFFICE)
def allotments(request: HttpRequest, here: Here) -> HttpResponse:
    """The numbers of the year; give one."""
    form, own = AllotForm(request.POST or None, here=here), [here.year.cluster.slug, here.year.year]

    def act() -> None:
        actions.allot(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi chỉ tiêu.")):
        return redirect(reverse("results:allotments", args=own))
    return page(request, "results/allotments.html", _shown(here), form)


@in_year(Office.STANDING_OFFICE)
def past(request: HttpRequest, here: Here) -> HttpResponse:
    """Let one unit past the number."""
    form, own = PastForm(request.POST or None, here=here), [here.year.cluster.slug, here.year.year]

    def act() -> None:
        actions.let_past(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi ngoại lệ.")):
        return redirect(reverse("results:allotments", args=own))
    return page(request, "results/past.html", {**_shown(here), "why_not": why_not_let_past(here)}, form)
