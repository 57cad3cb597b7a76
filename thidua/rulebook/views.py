"""Pages of the room: the table in force, its drafts, proposing and adopting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.engine import show
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.files import OFFICE
from thidua.kit.refusal import Refused
from thidua.ledger.queries import history
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.rulebook import actions, rules
from thidua.rulebook.bands import drawings
from thidua.rulebook.forms import AdoptForm, DraftForm, WorkbookForm
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import adopted_text, edition_of, editions_for, shipped, start_from
from thidua.rulebook.table import sections
from thidua.rulebook.terms import Status
from thidua.rulebook.workbook_changes import changes
from thidua.rulebook.workbook_read import read
from thidua.rulebook.workbook_write import write

XLSX = next(kind for kind, extension in OFFICE.items() if extension == "xlsx")


def _address(here: Here, pk: int) -> str:
    return reverse("rulebook:text", args=[here.year.cluster.slug, here.year.year, pk])


def _table(request: HttpRequest, here: Here, found: EditionText | None) -> HttpResponse:
    """The page of one edition (or of none yet), with what may be done with it now."""
    context: dict[str, object] = {
        "editions": editions_for(here),
        "found": found,
        "may_draft": not rules.why_not_draft(here),
        "why_not_draft": rules.why_not_draft(here),
    }
    if found:
        search = request.GET.get("q", "")[:200]
        edition = edition_of(found.text)
        problems = rules.problems_of(found.text) if found.status in (Status.DRAFT, Status.PROPOSED) else []
        context |= {
            "edition": edition,
            "total": show(edition.total),
            "q": search,
            "sections": sections(edition, search),
            "problems": problems,
            "drawings": drawings(edition, problems),
            "may_redraft": not rules.why_not_redraft(here, found),
            "why_not_propose": rules.why_not_propose(here, found) if found.status == Status.DRAFT else "",
            "may_take_back": not rules.why_not_take_back(here, found),
            "why_not_adopt": rules.why_not_adopt(here, found) if found.status == Status.PROPOSED else "",
            "adoption": history(found).filter(act="rulebook.adopt").first(),
        }
    return page(request, "rulebook/edition.html", context)


@in_year()
def edition(request: HttpRequest, here: Here) -> HttpResponse:
    """The table in force; before adoption, what is proposed or drafted."""
    found = adopted_text(here.year, here.day) or editions_for(here).first()
    return _table(request, here, found)


@in_year()
def text(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One edition of the year, whatever its status."""
    return _table(request, here, get_object_or_404(editions_for(here), pk=pk))


@in_year()
def download(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The canonical text, byte for byte what the digest stands for."""
    found = get_object_or_404(editions_for(here), pk=pk)
    name = f"bang-tieu-chi-{here.year.year}-{found.digest[:8]}.toml"
    return HttpResponse(
        found.text,
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@in_year()
def as_workbook(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The table as a workbook, read back before it is handed out: what could not return whole does not leave."""
    found = get_object_or_404(editions_for(here), pk=pk)
    data = write(edition_of(found.text))
    if read(data).text != found.text:
        raise Refused(_("Bảng này có đoạn chữ mà tệp Excel không giữ được nguyên vẹn. Hãy tải TOML."))
    name = f"bang-tieu-chi-{here.year.year}-{found.digest[:8]}.xlsx"
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@in_year()
def draft(request: HttpRequest, here: Here) -> HttpResponse:
    """Write, paste or upload a new draft; ?mau=name starts from a shipped table, ?tu=pk from one of the year."""
    start = start_from(request.GET.get("mau", ""), here.year.year)
    if (origin := request.GET.get("tu", "")).isdecimal():
        start = get_object_or_404(editions_for(here), pk=int(origin[:9])).text
    form = DraftForm(request.POST or None, request.FILES or None, initial={"text": start})
    made: list[EditionText] = []

    def act() -> None:
        made.append(actions.draft(here=here, text=form.cleaned_data["text"], at=clock.now()))

    if attempt(request, form, act, _("Đã lưu bản dự thảo.")):
        return redirect(_address(here, made[0].pk))
    context = {"why_not": rules.why_not_draft(here), "shipped": shipped()}
    return page(request, "rulebook/draft.html", context, form)


@in_year()
def redraft(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Change a draft's text."""
    found = get_object_or_404(editions_for(here), pk=pk)
    form = DraftForm(request.POST or None, request.FILES or None, initial={"text": found.text, "before": found.digest})

    def act() -> None:
        found.digest = form.cleaned_data["before"] or found.digest  # the text this page was made from
        actions.redraft(here=here, edition=found, text=form.cleaned_data["text"], at=clock.now())

    if attempt(request, form, act, _("Đã lưu bản dự thảo.")):
        return redirect(_address(here, pk))
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
    save_to = reverse("rulebook:draft", args=[here.year.cluster.slug, here.year.year])
    return _preview(request, latest, {"why_not": rules.why_not_draft(here), "save_to": save_to})


@in_year()
def reworkbook(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A draft changed by a workbook, in the same two steps."""
    found = get_object_or_404(editions_for(here), pk=pk)
    save_to = reverse("rulebook:redraft", args=[here.year.cluster.slug, here.year.year, pk])
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


@in_year()
@require_POST
def propose(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Put a draft before the standing office."""
    found = get_object_or_404(editions_for(here), pk=pk)
    done = _("Đã trình bảng tiêu chí.")
    return do(request, lambda: actions.propose(here=here, edition=found, at=clock.now()), done, _address(here, pk))


@in_year()
@require_POST
def take_back(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Make a proposed table a draft again."""
    found = get_object_or_404(editions_for(here), pk=pk)
    done = _("Đã đưa về dự thảo.")
    return do(request, lambda: actions.take_back(here=here, edition=found, at=clock.now()), done, _address(here, pk))


@in_year()
def adopt(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Adopt a proposed table: date, document, and the reason when it supersedes."""
    found = get_object_or_404(editions_for(here), pk=pk)
    before = adopted_text(here.year, here.day)
    form = AdoptForm(request.POST or None, superseding=before is not None, initial={"on": here.day})

    def act() -> None:
        actions.adopt(here=here, edition=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã thông qua bảng tiêu chí.")):
        return redirect("rulebook:edition", here.year.cluster.slug, here.year.year)
    context = {"found": found, "before": before, "why_not": rules.why_not_adopt(here, found)}
    return page(request, "rulebook/adopt.html", context, form)
