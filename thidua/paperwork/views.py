"""Pages of the room: the papers of the year, one paper as it is printed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.paperwork import actions
from thidua.paperwork.forms import RevokeForm, SearchForm
from thidua.paperwork.layout import lay_out, symbol
from thidua.paperwork.queries import found, papers_of, revocation
from thidua.paperwork.rules import why_not_revoke
from thidua.paperwork.terms import Status

A_PAGE = 50


@in_year()
def papers(request: HttpRequest, here: Here) -> HttpResponse:
    """The register of the year: search, filter by kind."""
    form = SearchForm(request.GET)
    sought = form.cleaned_data if form.is_valid() else {"q": "", "kind": ""}
    shown = Paginator(found(here.year, sought["q"], sought["kind"]), A_PAGE).get_page(request.GET.get("page"))
    rows = [(document, symbol(document)) for document in shown]
    context = {"search": form, "rows": rows, "shown": shown, "sought": any(sought.values())}
    return page(request, "paperwork/papers.html", context)


@in_year()
def paper(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One paper, laid out as it is printed; revoked here, with a reason."""
    document = get_object_or_404(papers_of(here.year), pk=pk)
    form = RevokeForm(request.POST or None)

    def act() -> None:
        actions.revoke(here=here, document=document, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã thu hồi văn bản.")):
        return redirect("paperwork:paper", here.year.cluster.slug, here.year.year, pk)
    context = {
        "document": document,
        "paper": lay_out(document),
        "may_revoke": not why_not_revoke(here, document),
        "revoked": revocation(document) if document.status == Status.REVOKED else None,
    }
    return page(request, "paperwork/paper.html", context, form)
