"""Dự thảo: writing a table, as text or as a workbook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.kit.posted import whole
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.rulebook import actions, rules
from thidua.rulebook.bands import drawings
from thidua.rulebook.forms import DraftForm, WorkbookForm
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import edition_of, editions_for, shipped, start_from
from thidua.rulebook.views.places import address, edition_at
from thidua.rulebook.workbook_changes import changes


@in_year()
def draft(request: HttpRequest, here: Here) -> HttpResponse:
    """Write, paste or upload a new draft; ?mau=name starts from a shipped table, ?tu=pk from one of the year."""
    start = start_from(request.GET.get("mau", ""), here.year.year)
    if origin := whole(request.GET.get("tu", "")):
        start = edition_at(here, origin).text
    form = DraftForm(request.POST or None, request.FILES or None, initial={"text": start})
    made: list[EditionText] = []

    def act() -> None:
        made.append(actions.draft(here=here, text=form.cleaned_data["text"], at=clock.now()))

    if attempt(request, form, act, _("Đã lưu bản dự thảo.")):
        return redirect(address(here, "text", made[0].pk))
    context = {"why_not": rules.why_not_draft(here), "shipped": shipped()}
    return page(request, "rulebook/draft.html", context, form)


@in_year()
def redraft(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Change a draft's text."""
    found = edition_at(here, pk)
    form = DraftForm(request.POST or None, request.FILES or None, initial={"text": found.text, "before": found.digest})

    def act() -> None:
        found.digest = form.cleaned_data["before"] or found.digest  # the text this page was made from
        actions.redraft(here=here, edition=found, text=form.cleaned_data["text"], at=clock.now())

    if attempt(request, form, act, _("Đã lưu bản dự thảo.")):
        return redirect(address(here, "text", pk))
    context = {
        "why_not": rules.why_not_redraft(here, found),
        "found": found,
        "problems": rules.problems_of(found.text),
    }
    return page(request, "rulebook/draft.html", context, form)


@in_year()
def workbook(request: HttpRequest, here: Here) -> HttpResponse:
    """A new draft from a workbook: read, compared with the year's latest table, saved only by the next step."""
    latest = editions_for(here).first()
    save_to = address(here, "draft")
    return _preview(request, latest, {"why_not": rules.why_not_draft(here), "save_to": save_to})


@in_year()
def reworkbook(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A draft changed by a workbook, in the same two steps."""
    found = edition_at(here, pk)
    save_to = address(here, "redraft", pk)
    why_not = rules.why_not_redraft(here, found)
    return _preview(request, found, {"why_not": why_not, "save_to": save_to, "found": found})


def _preview(request: HttpRequest, base: EditionText | None, context: dict[str, object]) -> HttpResponse:
    """What a workbook says and what it changes; nothing is written."""
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and not context["why_not"]:
        form.is_valid()
    shown = form.converted or form.reading
    if shown and shown.edition:
        context["changes"] = changes(edition_of(base.text), shown.edition) if base else ()
        context["drawings"] = drawings(shown.edition, list(shown.found))
    return page(request, "rulebook/workbook.html", {**context, "base": base, "shown": shown}, form)
