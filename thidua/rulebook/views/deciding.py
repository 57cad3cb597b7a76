"""Trình, rút, thông qua: what makes a draft the year's table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.rulebook import actions, rules
from thidua.rulebook.bands import drawings
from thidua.rulebook.forms import AdoptForm
from thidua.rulebook.queries import adopted_text, edition_of, editions_for, waiting
from thidua.rulebook.views.places import address, edition_at


@in_year()
@require_POST
def propose(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Put a draft before the standing office."""
    found = edition_at(here, pk)
    done = _("Đã trình bảng tiêu chí.")
    to = address(here, "text", pk)
    return do(request, lambda: actions.propose(here=here, edition=found, at=clock.now()), done, to)


@in_year()
@require_POST
def take_back(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Make a proposed table a draft again."""
    found = edition_at(here, pk)
    done = _("Đã đưa về dự thảo.")
    to = address(here, "text", pk)
    return do(request, lambda: actions.take_back(here=here, edition=found, at=clock.now()), done, to)


@in_year()
def adopt(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Adopt a proposed table: date, document, and, when it amends, the reason and from when it holds."""
    found = edition_at(here, pk)
    before = adopted_text(here.year, here.day)
    first, last = rules.effective_days(here.year, before) if before else (here.day, here.day)
    initial = {"on": here.day, "effective_on": min(max(here.day, first), last)}
    form = AdoptForm(request.POST or None, days=(first, last) if before else None, initial=initial)

    def act() -> None:
        actions.adopt(here=here, edition=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã thông qua bảng tiêu chí.")):
        return redirect(address(here, "text", pk))
    context = {
        "found": found, "before": before, "waiting": waiting(editions_for(here), here.day),
        "why_not": rules.why_not_adopt(here, found),
        "problems": (problems := rules.problems_of(found.text)), "drawings": drawings(edition_of(found.text), problems),
    }  # fmt: skip
    return page(request, "rulebook/adopt.html", context, form)
