"""Writing a paper, and changing it until it is signed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.kit.posted import text_in
from thidua.kit.refusal import require
from thidua.members.doors import in_year
from thidua.members.models import Unit
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.paperwork import actions
from thidua.paperwork.forms import DraftForm
from thidua.paperwork.layout import digest_of
from thidua.paperwork.models import Document
from thidua.paperwork.queries import issuer_of, letterhead_of, recipients_of, seen_by
from thidua.paperwork.rules import CLERKS, why_not_change, why_not_prepare
from thidua.paperwork.terms import Kind

DIGEST = 64


def own_issuer(here: Here) -> Unit | None:
    """The unit whose own papers a person writes; None: the cluster's, as its secretary (or nobody's)."""
    own = None if here.holds(*CLERKS) else here.own(Office.UNIT_OFFICER)
    return own.unit if own else None


def why_not_compose(here: Here) -> str:
    """Whether somebody writes papers at all."""
    own = own_issuer(here)
    return why_not_prepare(here, own or issuer_of(here), for_cluster=own is None)


@in_year()
def compose(request: HttpRequest, here: Here) -> HttpResponse:
    """A new paper."""
    issuer = own_issuer(here)
    require(why_not_compose(here))
    asked = request.GET.get("loai", "")
    initial = {"place": letterhead_of(here.year.cluster).place, "kind": asked if asked in Kind.values else Kind.NOTICE}
    form = DraftForm(request.POST or None, lists=recipients_of(here.year.cluster), initial=initial)
    made: list[Document] = []

    def act() -> None:
        said = form.cleaned_data
        made.append(actions.draft(here=here, kind=Kind(said["kind"]), about=said["about"], subject="", issuer=issuer,
                                  content=form.content(), at=clock.now()))  # fmt: skip

    if attempt(request, form, act, _("Đã lưu dự thảo. Lãnh đạo đơn vị ban hành duyệt ký, rồi cấp số.")):
        return redirect("paperwork:paper", here.year.cluster.slug, here.year.year, made[0].pk)
    return page(request, "paperwork/draft.html", {"issuer": issuer or issuer_of(here)}, form)


@in_year()
def change(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A draft written anew."""
    document = get_object_or_404(seen_by(here), pk=pk)
    require(why_not_change(here, document))
    form = DraftForm(request.POST or None, lists=recipients_of(here.year.cluster), document=document)
    seen = text_in(request.POST, "seen", DIGEST) if request.method == "POST" else digest_of(document)

    def act() -> None:
        actions.change_draft(here=here, document=document, about=form.cleaned_data["about"], content=form.content(),
                             seen=seen, at=clock.now())  # fmt: skip

    if attempt(request, form, act, _("Đã lưu dự thảo.")):
        return redirect("paperwork:paper", here.year.cluster.slug, here.year.year, pk)
    return page(request, "paperwork/draft.html", {"document": document, "issuer": document.issuer, "seen": seen}, form)
