"""What a cluster keeps for its papers: letterhead, numbering, recipients, Word templates."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.files import attached
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.paperwork import actions
from thidua.paperwork.filling import fill
from thidua.paperwork.forms import LetterheadForm, RecipientsForm, TemplateForm
from thidua.paperwork.models import Template
from thidua.paperwork.queries import issuer_of, letterhead_of, one_series, recipients_of, templates_of
from thidua.paperwork.rules import why_not_renumber
from thidua.paperwork.sample import sample_paper
from thidua.paperwork.shipped import shipped
from thidua.paperwork.terms import Kind, TemplateState
from thidua.paperwork.views.paper import WORD
from thidua.paperwork.wordreading import read
from thidua.paperwork.writing import lines_of

KEEPERS = (Office.HEAD_SECRETARY, Office.STANDING_OFFICE)


def home(here: Here) -> tuple[str, str, int]:
    return "paperwork:keeping", here.year.cluster.slug, here.year.year


@in_year(*KEEPERS)
def keeping(request: HttpRequest, here: Here) -> HttpResponse:
    """All of it on one page; the letterhead is saved here."""
    head, issuer = letterhead_of(here.year.cluster), issuer_of(here)
    form = LetterheadForm(request.POST or None, initial={"place": head.place, "mark": head.mark})

    def act() -> None:
        actions.keep_letterhead(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã lưu tiêu đề giấy.")):
        return redirect(*home(here))
    context = {
        "lists": recipients_of(here.year.cluster),
        "together": issuer is not None and one_series(issuer, head.mark, here.day.year),
        "why_not_renumber": why_not_renumber(here, here.day.year), "number_year": here.day.year,
        "templates": _by_kind(here), "form_heading": _("Tiêu đề giấy"),
    }  # fmt: skip
    return page(request, "paperwork/keeping.html", context, form)


def _by_kind(here: Here) -> list[tuple[Kind, Template | None, list[Template]]]:
    """Each kind with the template in use, and the others."""
    own = list(templates_of(here.year.cluster))
    return [
        (kind, next((one for one in own if one.kind == kind and one.state == TemplateState.IN_USE), None),
         [one for one in own if one.kind == kind])
        for kind in Kind
    ]  # fmt: skip


@in_year(*KEEPERS)
@require_POST
def numbering(request: HttpRequest, here: Here) -> HttpResponse:
    """One series or one for each kind."""
    together = request.POST.get("together") == "1"
    done = _("Năm nay mọi loại văn bản đánh số chung.") if together else _("Năm nay mỗi loại văn bản đánh số riêng.")
    return do(request, lambda: actions.number_together(here=here, together=together, at=clock.now()), done,
              redirect(*home(here)).url)  # fmt: skip


@in_year(*KEEPERS)
def recipients(request: HttpRequest, here: Here, pk: int = 0) -> HttpResponse:
    """A list, new or changed."""
    old = get_object_or_404(recipients_of(here.year.cluster), pk=pk) if pk else None
    initial = {"name": old.name, "lines": "\n".join(old.lines)} if old else {}
    form = RecipientsForm(request.POST or None, initial=initial)

    def act() -> None:
        actions.keep_recipients(here=here, name=form.cleaned_data["name"], lines=lines_of(form.cleaned_data["lines"]),
                                old=old, at=clock.now())  # fmt: skip

    if attempt(request, form, act, _("Đã lưu danh sách nơi nhận.")):
        return redirect(*home(here))
    return page(request, "paperwork/recipients.html", {"old": old}, form)


@in_year(*KEEPERS)
@require_POST
def remove_recipients(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A list is no longer kept."""
    old = get_object_or_404(recipients_of(here.year.cluster), pk=pk)
    return do(request, lambda: actions.remove_recipients(here=here, old=old, at=clock.now()),
              _("Đã xoá danh sách nơi nhận."), redirect(*home(here)).url)  # fmt: skip


@in_year(*KEEPERS)
def upload(request: HttpRequest, here: Here) -> HttpResponse:
    """A template comes in, on trial."""
    asked = request.GET.get("loai", "")
    form = TemplateForm(request.POST or None, request.FILES or None,
                        initial={"kind": asked if asked in Kind.values else Kind.MINUTES})  # fmt: skip
    made: list[Template] = []

    def act() -> None:
        made.append(actions.upload_template(here=here, kind=Kind(form.cleaned_data["kind"]),
                                            upload=form.cleaned_data["file"], at=clock.now()))  # fmt: skip

    if attempt(request, form, act, _("Đã nhận bản mẫu. Hãy xem thử rồi mới dùng.")):
        return redirect("paperwork:template", here.year.cluster.slug, here.year.year, made[0].pk)
    return page(request, "paperwork/upload.html", {}, form)


@in_year(*KEEPERS)
def template(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A template filled with sample data, read here before it is used."""
    found = get_object_or_404(templates_of(here.year.cluster), pk=pk)
    return page(request, "paperwork/template.html", {"template": found, "blocks": read(_filled(found))})


def _filled(found: Template) -> bytes:
    with found.file.open("rb") as kept:
        return fill(kept.read(), sample_paper(Kind(found.kind)))


@in_year(*KEEPERS)
def template_sample(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The same, as a Word file."""
    found = get_object_or_404(templates_of(here.year.cluster), pk=pk)
    return attached(_filled(found), f"xem-thu-mau-{found.pk}.docx", WORD)


@in_year(*KEEPERS)
def template_file(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A version as it was uploaded."""
    found = get_object_or_404(templates_of(here.year.cluster), pk=pk)
    with found.file.open("rb") as kept:
        return attached(kept.read(), f"mau-{found.pk}.docx", WORD)


@in_year(*KEEPERS)
def shipped_file(request: HttpRequest, here: Here) -> HttpResponse:
    """The shipped template of a kind, to begin from."""
    kind = request.GET.get("loai", "")
    if kind not in Kind.values:
        raise Http404
    return attached(shipped(kind), f"mau-van-ban-{list(Kind).index(Kind(kind)) + 1:02d}.docx", WORD)


@in_year(*KEEPERS)
@require_POST
def use(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Use a version from now on."""
    found = get_object_or_404(templates_of(here.year.cluster), pk=pk)
    return do(request, lambda: actions.use_template(here=here, template=found, at=clock.now()),
              _("Từ nay văn bản loại này dùng bản mẫu đó."), redirect(*home(here)).url)  # fmt: skip


@in_year(*KEEPERS)
@require_POST
def retire(request: HttpRequest, here: Here) -> HttpResponse:
    """Back to the shipped template."""
    kind = request.POST.get("kind", "")
    if kind not in Kind.values:
        raise Http404
    return do(request, lambda: actions.retire_templates(here=here, kind=Kind(kind), at=clock.now()),
              _("Đã trở về mẫu có sẵn."), redirect(*home(here)).url)  # fmt: skip
