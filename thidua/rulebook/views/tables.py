"""Bảng tiêu chí trên màn hình: the table in force, any of its versions, and the files it leaves as."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thidua.engine import general, show
from thidua.kit.answer import page
from thidua.kit.files import XLSX
from thidua.kit.refusal import Refused
from thidua.ledger.queries import history
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.rulebook import rules
from thidua.rulebook.bands import drawings
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import comment_counts, edition_of, editions_for, in_force, waiting
from thidua.rulebook.standing import standings, turns
from thidua.rulebook.table import sections
from thidua.rulebook.terms import Status
from thidua.rulebook.views.places import edition_at
from thidua.rulebook.workbook_read import read
from thidua.rulebook.workbook_write import write


def _table(request: HttpRequest, here: Here, editions: list[EditionText], found: EditionText | None) -> HttpResponse:
    """The page of one edition (or of none yet), with what may be done with it now."""
    stand = standings(editions, here.day)
    context: dict[str, object] = {
        "editions": [(one, stand[one.pk]) for one in editions],
        "found": found,
        "turns": turns(here, found),
        "why_not_draft": rules.why_not_draft(here),
    }
    if found:
        now = in_force(editions, here.day)
        context |= _of(request, here, found) | {
            "standing": stand[found.pk],
            "in_force": now if now and now.pk != found.pk else None,
            "waiting": [one for one in waiting(editions, here.day) if one.pk != found.pk],
            "proposed": [one for one in editions if one.status == Status.PROPOSED and one.pk != found.pk],
        }  # fmt: skip
    return page(request, "rulebook/edition.html", context)


def _of(request: HttpRequest, here: Here, found: EditionText) -> dict[str, object]:
    """One edition and what may be done with it."""
    search = request.GET.get("q", "")[:200]
    edition = edition_of(found.text)
    problems = rules.problems_of(found.text) if found.status in (Status.DRAFT, Status.PROPOSED) else []
    acts = history(found).filter(act__in=["rulebook.adopt", "rulebook.copy"]).order_by("seq")
    comments = comment_counts(found)
    told = {entry.act: entry for entry in acts}
    return {
        "edition": edition,
        "total": show(edition.total),
        "q": search,
        "sections": sections(edition, search),
        "general": [] if search else general(edition),
        "problems": problems,
        "drawings": drawings(edition, problems),
        "comments": comments,
        "comment_total": comments.total(),
        "why_not_comment": rules.why_not_comment(here, found),
        "may_redraft": not rules.why_not_redraft(here, found),
        "why_not_propose": rules.why_not_propose(here, found) if found.status == Status.DRAFT else "",
        "may_take_back": not rules.why_not_take_back(here, found),
        "why_not_adopt": rules.why_not_adopt(here, found) if found.status == Status.PROPOSED else "",
        "may_copy": rules.may_copy_somewhere(here),
        "adoption": told.get("rulebook.adopt"),
        "copied": told.get("rulebook.copy"),
    }


@in_year()
def edition(request: HttpRequest, here: Here) -> HttpResponse:
    """The table in force; before adoption, what is proposed or drafted."""
    editions = list(editions_for(here))
    return _table(request, here, editions, in_force(editions, here.day) or next(iter(editions), None))


@in_year()
def text(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One edition of the year, whatever its status."""
    return _table(request, here, list(editions_for(here)), edition_at(here, pk))


@in_year()
def download(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The canonical text, byte for byte what the digest stands for."""
    found = edition_at(here, pk)
    name = f"bang-tieu-chi-{here.year.year}-{found.digest[:8]}.toml"
    return HttpResponse(
        found.text,
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@in_year()
def as_workbook(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The table as a workbook, read back before it is handed out: what could not return whole does not leave."""
    found = edition_at(here, pk)
    data = write(edition_of(found.text))
    if read(data).text != found.text:
        raise Refused(_("Bảng này có đoạn chữ mà tệp Excel không giữ được nguyên vẹn. Hãy tải TOML."))
    name = f"bang-tieu-chi-{here.year.year}-{found.digest[:8]}.xlsx"
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
