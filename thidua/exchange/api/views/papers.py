"""GET: the papers of a year, and a paper as PDF."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Router

from thidua.exchange.api.doors import standing_in
from thidua.exchange.api.problems import Problem
from thidua.exchange.api.service import offers, tagged
from thidua.exchange.api.shapes import Limit, Page, PaperOut
from thidua.exchange.api.terms import A_PAGE, Reach
from thidua.exchange.api.views.paging import after, paged
from thidua.kit.files import attached
from thidua.kit.signed import PDF
from thidua.members.queries import Here
from thidua.paperwork.layout import symbol
from thidua.paperwork.models import Document
from thidua.paperwork.output import file_name, pdf_of
from thidua.paperwork.queries import seen_by

router = Router(tags=["van-ban"])
YEAR = "/years/{slug:cluster}/{int:year}/papers"


@offers(router, YEAR, Page[PaperOut], Reach.YEAR, summary=_("Văn bản của năm"),
        description=_("Văn bản mà chức trách được xem, mới lập trước."))  # fmt: skip
def papers(request: HttpRequest, cluster: str, year: int, cursor: str = "", limit: Limit = A_PAGE) -> Page[PaperOut]:
    """The papers the seat sees."""
    here = standing_in(request, cluster, year)
    before, found = after(cursor), seen_by(here).order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    shown, following = paged(list(found[: limit + 1]), limit)
    return Page[PaperOut](items=[_paper(here, one) for one in shown], next=following)


def _paper(here: Here, one: Document) -> PaperOut:
    return PaperOut(
        id=one.pk, symbol=symbol(one), kind=one.kind, kind_name=str(one.get_kind_display()), about=one.about,
        status=one.status, issued_on=one.issued_on, issuer=one.issuer.code, digest=one.digest,
        pdf=reverse("exchange:api:paper_pdf", args=[here.year.cluster.slug, here.year.year, one.pk]),
    )  # fmt: skip


def _seen(request: HttpRequest, cluster: str, year: int, number: int) -> tuple[Here, Document]:
    """A paper the seat sees; to others there is none."""
    here = standing_in(request, cluster, year)
    found = seen_by(here).filter(pk=number).first()
    if found is None:
        raise Problem(404)
    return here, found


@offers(router, YEAR + "/{int:number}", PaperOut, Reach.YEAR, summary=_("Một văn bản"),
        description=_("Số, ký hiệu, trích yếu và mã băm của một văn bản."))  # fmt: skip
def paper(request: HttpRequest, cluster: str, year: int, number: int) -> PaperOut:
    """One paper."""
    return _paper(*_seen(request, cluster, year, number))


@offers(router, YEAR + "/{int:number}/pdf", None, Reach.YEAR, file=PDF, summary=_("Bản PDF của văn bản"),
        description=_("Bản in PDF/A, đúng như trên trang."))  # fmt: skip
def paper_pdf(request: HttpRequest, cluster: str, year: int, number: int) -> HttpResponse:
    """The paper as PDF/A."""
    _here, found = _seen(request, cluster, year, number)
    return tagged(request, attached(pdf_of(found), file_name(found, "pdf"), PDF))
