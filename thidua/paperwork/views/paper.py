"""One paper: read, signed, numbered, revoked; as PDF, as Word, page by page; its signed copies."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.files import OFFICE, attached
from thidua.kit.posted import text_in
from thidua.kit.signed import PDF, in_words
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.paperwork import actions
from thidua.paperwork.forms import RevokeForm, SendBackForm, SignedFileForm
from thidua.paperwork.layout import digest_of, lay_out
from thidua.paperwork.models import Document
from thidua.paperwork.output import docx_of, file_name, pages_of, pdf_of
from thidua.paperwork.queries import revocation, seen_by, sent_back, signed_copies
from thidua.paperwork.rules import (
    why_not_bring_back,
    why_not_change,
    why_not_number,
    why_not_revoke,
    why_not_send_back,
    why_not_sign,
)
from thidua.paperwork.terms import Status

WORD = next(media for media, extension in OFFICE.items() if extension == "docx")
DIGEST = 64


def one(here: Here, pk: int) -> Document:
    """A paper the person may see."""
    return get_object_or_404(seen_by(here), pk=pk)


def address(here: Here, pk: int) -> str:
    return reverse("paperwork:paper", args=(here.year.cluster.slug, here.year.year, pk))


@in_year()
def paper(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One paper to read; revoked here, with a reason."""
    document = one(here, pk)
    form = RevokeForm(request.POST or None)

    def act() -> None:
        actions.revoke(here=here, document=document, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã thu hồi văn bản.")):
        return redirect(address(here, pk))
    return page(request, "paperwork/paper.html", about(here, document), form)


def about(here: Here, document: Document) -> dict[str, object]:
    """All that the page of a paper shows and offers."""
    revoked = document.status == Status.REVOKED
    return {
        "document": document,
        "paper": lay_out(document),
        "seen": digest_of(document),
        "changed": bool(document.digest) and digest_of(document) != document.digest,
        "revoked": revocation(document) if revoked else None,
        "returned": sent_back(document) if document.status == Status.DRAFT else None,
        "copies": [(copy, in_words(copy.signed or ())) for copy in signed_copies(document)],
        "may_revoke": not why_not_revoke(here, document),
        "may_change": not why_not_change(here, document),
        "why_not_sign": why_not_sign(here, document),
        "may_sign": not why_not_sign(here, document),
        "may_send_back": not why_not_send_back(here, document) and (document.signed_by_id or document.prepared_by_id),
        "may_number": not why_not_number(here, document),
        "may_bring_back": not why_not_bring_back(here, document),
        "back_form": SendBackForm(auto_id="back_%s"),
        "file_form": SignedFileForm(auto_id="file_%s"),
    }


def _button(request: HttpRequest, here: Here, pk: int, act: Callable[[Document], object], done: str) -> HttpResponse:
    document = one(here, pk)
    return do(request, lambda: act(document), done, address(here, pk))


@in_year()
@require_POST
def sign(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Sign off the draft that was read."""
    seen = text_in(request.POST, "seen", DIGEST)
    return _button(request, here, pk, lambda it: actions.sign_draft(here=here, document=it, seen=seen, at=clock.now()),
                   _("Đã duyệt ký. Văn thư cấp số để ban hành."))  # fmt: skip


@in_year()
@require_POST
def number(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Give the number."""
    return _button(request, here, pk, lambda it: actions.number_draft(here=here, document=it, at=clock.now()),
                   _("Đã cấp số và ban hành."))  # fmt: skip


@in_year()
@require_POST
def drop(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Put a draft aside."""
    return _button(request, here, pk, lambda it: actions.drop_draft(here=here, document=it, at=clock.now()),
                   _("Đã bỏ dự thảo."))  # fmt: skip


@in_year()
def send_back(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Back to who wrote it, with what to mend."""
    document, form = one(here, pk), SendBackForm(request.POST or None, auto_id="back_%s")

    def act() -> None:
        actions.send_back(here=here, document=document, at=clock.now(), **form.cleaned_data)

    if request.method != "POST" or attempt(request, form, act, _("Đã trả lại để sửa.")):
        return redirect(address(here, pk))
    return page(request, "paperwork/paper.html", {**about(here, document), "back_form": form}, form)


@in_year()
def bring_back(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A signed file comes in."""
    document, form = one(here, pk), SignedFileForm(request.POST or None, request.FILES or None, auto_id="file_%s")

    def act() -> None:
        actions.bring_back(here=here, document=document, upload=form.cleaned_data["file"], at=clock.now())

    if request.method != "POST" or attempt(request, form, act, _("Đã nhận bản ký số; xem kết quả kiểm tra bên dưới.")):
        return redirect(address(here, pk))
    return page(request, "paperwork/paper.html", {**about(here, document), "file_form": form}, form)


@in_year()
def signed_file(request: HttpRequest, here: Here, pk: int, copy: int) -> HttpResponse:
    """A signed copy as it came in."""
    found = get_object_or_404(signed_copies(one(here, pk)), pk=copy)
    with found.file.open("rb") as kept:
        return attached(kept.read(), f"ban-ky-{found.pk}.pdf", PDF)


@in_year()
def pdf(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The paper as PDF/A."""
    document = one(here, pk)
    return attached(pdf_of(document), file_name(document, "pdf"), PDF)


@in_year()
def word(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The paper as Word."""
    document = one(here, pk)
    return attached(docx_of(document), file_name(document, "docx"), WORD)


@in_year()
def pages(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The paper exactly as it is printed."""
    document = one(here, pk)
    context = {"document": document, "paper": lay_out(document), "pages": range(1, len(pages_of(document)) + 1)}
    return page(request, "paperwork/pages.html", context)


@in_year()
def drawn(request: HttpRequest, here: Here, pk: int, page: int) -> HttpResponse:
    """One page as a picture, and nothing else."""
    drawings = pages_of(one(here, pk))
    if not 1 <= page <= len(drawings):
        raise Http404
    headers = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
               "Cache-Control": "no-store"}  # fmt: skip
    return HttpResponse(drawings[page - 1], content_type="image/svg+xml", headers=headers)
