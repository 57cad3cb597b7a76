"""Minh chứng: a unit's files, one file with what it serves, adding, withdrawing, reading, a small picture of it."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.files import download
from thidua.kit.preview import DRAWN, LARGE, preview
from thidua.kit.preview import shown as answered
from thidua.members.doors import in_year
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.reports import actions, rules
from thidua.reports.forms import CriteriaForm, EvidenceForm
from thidua.reports.models import EvidenceLink
from thidua.reports.queries import evidence_counts, files_of
from thidua.reports.signatures import in_short, signatures_of
from thidua.reports.views.places import at, found_file, readable
from thidua.rulebook.queries import adopted


@in_year()
def files(request: HttpRequest, here: Here, unit: str) -> HttpResponse:
    """A unit's evidence, of one criterion when the address names it; its people add files here."""
    member, edition = readable(here, unit), adopted(here.year, here.day)
    leaves = {leaf.code: leaf.title for leaf in edition.leaves} if edition else {}
    asked = request.GET.get("tieu-chi", "")
    posted, scripted = request.method == "POST", request.headers.get("Accept") == "application/json"
    form = EvidenceForm(request.POST if posted else None, request.FILES if posted else None, edition=edition,
                        initial={"codes": [asked]})  # fmt: skip
    received: list[actions.Received] = []

    def act() -> None:
        received.extend(actions.add_evidence(here=here, membership=member, codes=form.chosen,
                                             uploads=form.cleaned_data["uploads"], at=clock.now()))  # fmt: skip

    if attempt(request, form, act, "" if scripted else _("Đã nhận tệp minh chứng.")):
        if scripted:
            return JsonResponse({"said": said(received), "files": evidence_counts(member)})
        return redirect(request.get_full_path())
    if posted and scripted:
        sentences = [str(one) for sentences in form.errors.values() for one in sentences]
        return JsonResponse({"refused": " ".join(sentences)}, status=422)
    found = [(one, in_short(one)) for one in files_of(member, asked if asked in leaves else None)]
    context = {
        "member": member, "files": found, "titles": leaves,
        "asked": asked, "asked_title": leaves.get(asked, ""), "drawn": DRAWN,
        "why_not": rules.why_not_upload(here, member),
    }  # fmt: skip
    return page(request, "reports/files.html", context, form)


def said(received: list[actions.Received]) -> str:
    """What became of each file."""
    return " ".join(
        _("%(name)s: đã có từ trước (“%(kept)s”), chỉ gắn thêm.") % {"name": one.name, "kept": one.evidence.name}
        if one.known else _("%(name)s: đã nhận.") % {"name": one.name}
        for one in received
    )  # fmt: skip


@in_year()
def file(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One file: what it is, what it serves; its unit lets it serve further criteria here."""
    found, edition = found_file(here, pk), adopted(here.year, here.day)
    form = CriteriaForm(request.POST if request.method == "POST" else None, edition=edition)

    def act() -> None:
        actions.link_evidence(here=here, evidence=found, codes=form.chosen, at=clock.now())

    if attempt(request, form, act, _("Đã gắn tệp vào tiêu chí.")):
        return redirect(at(here, "file", pk))
    titles = {leaf.code: leaf.title for leaf in edition.leaves} if edition else {}
    links = [(link, titles.get(link.code, ""), rules.why_not_withdraw(here, link))
             for link in found.links.select_related("evidence__membership__unit")]  # fmt: skip
    context = {"file": found, "member": found.membership, "links": links, "signatures": signatures_of(found),
               "drawn": found.media_type in DRAWN,
               "why_not": rules.why_not_upload(here, found.membership)}  # fmt: skip
    return page(request, "reports/file.html", context, form)


@in_year()
def evidence(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Download one file."""
    found = found_file(here, pk)
    actions.read_evidence(here=here, evidence=found, at=clock.now())
    return download(found.file, found.name, found.media_type)  # type: ignore[return-value]


@in_year()
def picture(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A picture of a file: too small to read, or with ?lon=1 large, which counts as reading it."""
    found, large = found_file(here, pk), "lon" in request.GET
    drawn = preview(found.file, found.sha256, found.media_type, *([LARGE] if large else []))
    if drawn is None:
        raise Http404
    if large:
        actions.read_evidence(here=here, evidence=found, at=clock.now())
    return answered(drawn)


@in_year()
@require_POST
def withdrawal(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Take a file back from one criterion."""
    links = EvidenceLink.objects.select_related("evidence__membership__unit")
    link = get_object_or_404(links, pk=pk, evidence__membership__year=here.year)
    member: Membership = link.evidence.membership
    if rules.why_not_see(here, member):
        raise Http404
    return do(
        request, lambda: actions.withdraw_evidence(here=here, link=link, at=clock.now()), _("Đã rút tệp."),
        at(here, "file", link.evidence_id),
    )  # fmt: skip
