"""Thử số liệu: what a table would give, before anybody is scored by it. Nothing is saved."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from thidua.engine import parents_in
from thidua.kit.answer import page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.rulebook.forms import TrialForm
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import edition_of
from thidua.rulebook.trial import LETTERS, STATES, most_units, why_not_try
from thidua.rulebook.views.places import edition_at


def _form(request: HttpRequest, found: EditionText) -> TrialForm:
    edition = edition_of(found.text)
    only = request.GET.get("tieu-chi", "")
    if only and only not in edition.codes:
        raise Http404
    return TrialForm(request.POST if request.method == "POST" else None, edition=edition, only=only)


@in_year()
def trial(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The table with figures to be typed in; “Tính thử” works without JavaScript. ?tieu-chi= narrows it to one."""
    found = edition_at(here, pk)
    edition = edition_of(found.text)
    if why_not := why_not_try(edition):
        return page(request, "rulebook/trial.html", {"found": found, "why_not": why_not})
    form = _form(request, found)
    form.is_valid()
    made = form.trial
    context = {
        "found": found, "trial": made, "rows": made.rows(), "results": [] if made.only else made.results(),
        "counts": range(1, most_units(edition) + 1), "states": STATES, "letters": LETTERS[: made.count],
        "opened": {code: made.why(code) for code in form.opened},
        "parents": () if made.only else parents_in(edition),
        "only": edition.criterion(made.only) if made.only else None,
    }  # fmt: skip
    return page(request, "rulebook/trial.html", context, form)


@in_year()
@require_POST
def points(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The points of what is typed, and the reasons that are open: the page's comfort while typing."""
    found = edition_at(here, pk)
    if why_not_try(edition_of(found.text)):
        raise Http404
    form = _form(request, found)
    form.is_valid()
    made = form.trial
    return JsonResponse({
        "points": made.points(),
        "results": [] if made.only else [[one.total, one.percent, one.rank, one.grade, one.missing]
                                         for one in made.results()],
        "wrong": made.wrong,
        "why": {code: render_to_string("rulebook/_why.html", {"whys": made.why(code)}) for code in form.opened},
    })  # fmt: skip
