"""The register of the year: searched, filtered, printed, as a workbook, several papers as one PDF."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from thidua.kit.answer import page
from thidua.kit.files import XLSX, attached
from thidua.kit.posted import whole
from thidua.kit.refusal import Refused
from thidua.kit.signed import PDF
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.paperwork.book import workbook
from thidua.paperwork.forms import SearchForm
from thidua.paperwork.layout import symbol
from thidua.paperwork.models import Document
from thidua.paperwork.output import pdf_of_many
from thidua.paperwork.queries import chosen, found, seen_by
from thidua.paperwork.rules import why_not_keep
from thidua.paperwork.views.drafts import why_not_compose

A_PAGE, TOGETHER = 50, 200


def sought(request: HttpRequest, here: Here) -> tuple[SearchForm, list[Document], bool]:
    """The form, the papers it finds among those the person may see, and whether anything was asked."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "kind": "", "status": ""}
    papers = found(here.year, asked["q"], asked["kind"], asked["status"], seen_by(here))
    return form, papers, any(asked.values())


@in_year()
def papers(request: HttpRequest, here: Here) -> HttpResponse:
    """The register of the year."""
    form, listed, asked = sought(request, here)
    shown = Paginator(listed, A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "search": form, "rows": [(document, symbol(document)) for document in shown], "shown": shown, "sought": asked,
        "query": asked_for(request), "may_prepare": not why_not_compose(here),
        "may_keep": not why_not_keep(here),
    }  # fmt: skip
    return page(request, "paperwork/papers.html", context)


def asked_for(request: HttpRequest) -> str:
    """What was sought, for the address of the workbook."""
    asked = request.GET.copy()
    asked.pop("trang", None)
    asked.pop("paper", None)
    return asked.urlencode()


@in_year()
def book(request: HttpRequest, here: Here) -> HttpResponse:
    """The register as a workbook, of what was sought."""
    _form, listed, _asked = sought(request, here)
    return attached(workbook(here.year, listed), f"so-van-ban-{here.year.year}.xlsx", XLSX)


@in_year()
def together(request: HttpRequest, here: Here) -> HttpResponse:
    """The papers ticked as one PDF to print, each with its bookmark."""
    numbers = [number for text in request.GET.getlist("paper")[:TOGETHER] if (number := whole(text)) is not None]
    papers = chosen(seen_by(here), numbers)
    if not papers:
        if request.GET:
            raise Refused(_("Hãy đánh dấu ít nhất một văn bản để gộp."))
        return redirect("paperwork:papers", here.year.cluster.slug, here.year.year)
    return attached(pdf_of_many(papers), f"van-ban-{here.year.year}.pdf", PDF)
