"""Hỏi số liệu: ask, look behind a cell, take it away as a file, keep the question."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.insight.asking import actions, choosing, drawing, files
from thidua.insight.asking.answer import Answer, answer
from thidua.insight.asking.facts import Fact
from thidua.insight.asking.forms import KeepForm, RenameForm
from thidua.insight.asking.pivot import NAME, Cell, Line, shown_alone
from thidua.insight.asking.queries import questions
from thidua.insight.asking.question import read
from thidua.insight.asking.register import behind
from thidua.insight.asking.rules import why_not_change
from thidua.insight.asking.sight import sight_of
from thidua.insight.asking.terms import AWARDS, Dimension
from thidua.insight.models import SavedQuestion
from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.kit.files import XLSX, attached
from thidua.kit.posted import text_in
from thidua.ledger.terms import Actor
from thidua.members.doors import held_anywhere
from thidua.members.models import Seat
from thidua.members.terms import Office

CSV = "text/csv; charset=utf-8"
LINES, COLUMNS, BEHIND = 1000, 80, 2000
"""What one page shows; files hold all of it."""
everybody = held_anywhere(*Office)


def _answered(request: HttpRequest, seats: list[Seat]) -> Answer:
    now = clock.now()
    return answer(read(request.GET), sight_of(request.user, seats, now), now)  # type: ignore[arg-type]


def _actor(request: HttpRequest, seats: list[Seat]) -> Actor:
    unit = next((seat.membership.unit.name for seat in seats if seat.membership), "")
    return Actor(request.user.pk or 0, request.user.name, seats[0].office, unit)  # type: ignore[union-attr]


@everybody
def ask(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """The question, its answer, what else can be asked."""
    found = _answered(request, seats)
    table = None if found.asked.why_not or not found.facts else found.pivot
    context = {
        "found": found, "asked": found.asked, "table": table, "subjects": choosing.subjects(found),
        "laid_out": choosing.laid_out(found), "narrowed": choosing.narrowed(found), "examples": choosing.examples(),
        "too_wide": table is not None and len(table.columns) > COLUMNS,
        "lines": _linked(found, table.lines[:LINES] if table else []),
        "totals": _linked(found, [table.totals])[0][1] if table else [],
        "more": max(0, len(table.lines) - LINES) if table else 0, "head": _head(found) if table else [],
        "questions": questions(found.sight.person, [pk for pk, _name in found.sight.clusters]),
        "drawn": drawing.kind_of(found) if table else "",
        "narrowed_to": any(one.chosen for one in choosing.narrowed(found)[:-1]) or bool(found.asked.text),
    }  # fmt: skip
    return page(request, "insight/ask.html", context)


@dataclass(frozen=True)
class Linked:
    """A cell with the address of its rows; "" where there are none."""

    cell: Cell
    href: str


def _linked(found: Answer, lines: Iterable[Line]) -> list[tuple[str, list[Linked]]]:
    """The lines as the page shows them: a name, the cells, the total."""
    base = f"{reverse('asking:rows')}?{found.asked.query}"
    columns = [f"&o-cot={quote(key)}" for key, _name in found.pivot.columns] + ["&o-cot="]

    def cells(line: Line) -> list[Linked]:
        start = f"{base}&o-dong={quote(line.key)}"
        every = [*(cell for _key, cell in line.cells), line.total]
        return [Linked(cell, start + column if cell.rows else "") for cell, column in zip(every, columns, strict=True)]

    return [(line.name, cells(line)) for line in lines]


@dataclass(frozen=True)
class Head:
    """A head of the table: its name, the address sorted by it, how it is sorted now."""

    name: str
    query: str
    sorted: str


def _head(found: Answer) -> list[Head]:
    asked, now = found.asked, "descending" if found.asked.down else "ascending"
    by = asked.subject.dimension(asked.rows)
    every = [(NAME, str(by.name) if by else ""), *found.pivot.columns, ("tat-ca", _("Tất cả"))]
    return [Head(name, asked.sorted_by(key), now if asked.sort == key else "") for key, name in every]


def _cell_of(request: HttpRequest) -> tuple[str, str]:
    return text_in(request.GET, "o-dong", 200), text_in(request.GET, "o-cot", 200)


def _told_in(found: Answer, facts: list[Fact]) -> list[Dimension]:
    """The dimensions in which these facts say anything: points in total have no criterion."""
    return [one for at, one in enumerate(found.asked.subject.dimensions) if any(fact.keys[at] for fact in facts)]


@dataclass(frozen=True)
class Shown:
    """One row behind a cell: what it says in each dimension, its number, where it is to be read."""

    texts: list[str]
    number: str
    scale: str
    link: str = ""
    paper: str = ""


@everybody
def rows(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """The rows behind a cell, and that they make it."""
    found, (row, column) = _answered(request, seats), _cell_of(request)
    if found.asked.why_not:
        raise Http404
    facts = found.behind(row, column)
    table = found.pivot
    line = next((one for one in table.lines if one.key == row), table.totals)
    cell = dict(line.cells).get(column, line.total) if column else line.total
    told = _told_in(found, facts)
    shown = (
        _awards(found, facts) if found.asked.subject is AWARDS else [_shown(found, one, told) for one in facts[:BEHIND]]
    )
    context = {
        "found": found, "asked": found.asked, "shown": shown, "cell": cell, "count": cell.rows,
        "more": max(0, cell.rows - len(shown)), "dimensions": told,
        "row": found.name(found.asked.rows, row) if row else "",
        "column": found.name(found.asked.columns, column) if column else "",
        "query": urlencode({**found.asked.asked, "o-dong": row, "o-cot": column}),
    }  # fmt: skip
    return page(request, "insight/ask_rows.html", context)


def _shown(found: Answer, fact: Fact, told: list[Dimension]) -> Shown:
    texts = [found.said(fact, one.key) for one in told]
    return Shown(texts, shown_alone(found.asked.measure, fact), fact.scale, _link(found, fact))


def _link(found: Answer, fact: Fact) -> str:
    """The card of the unit, or why the point is what it is; for those who may open it."""
    pk, unit, code = fact.at
    standing = found.sight.standings[pk]
    if not standing.seated:
        return ""
    year = standing.year
    where = [year.cluster.slug, year.year, unit]
    return reverse("scoring:why", args=[*where, code]) if code else reverse("scoring:unit", args=where)


def _awards(found: Answer, facts: list[Fact]) -> list[Shown]:
    return [
        Shown([*(found.said(fact, one.key) for one in found.asked.subject.dimensions)], award.person,
              f"{award.decision.number}, {award.decision.on:%d/%m/%Y}",
              reverse("awards:unit", args=[award.unit.code]) if award.unit else "",
              reverse("awards:decision_file", args=[award.decision_id]) if award.decision.file else "")
        for award, fact in behind(found.asked, found.sight, facts)
    ]  # fmt: skip


def _filed(request: HttpRequest, seats: list[Seat], what: str) -> files.Filed:
    found = _answered(request, seats)
    if found.asked.why_not or what not in ("bang", "dong"):
        raise Http404
    return files.of_pivot(found) if what == "bang" else files.of_rows(found, *_cell_of(request))


@everybody
def file(request: HttpRequest, seats: list[Seat], what: str, kind: str) -> HttpResponse:
    """The table, or the rows behind a cell, as a workbook or as CSV."""
    if kind not in ("xlsx", "csv"):
        raise Http404
    table, name = _filed(request, seats, what), f"so-lieu-{what}-{clock.today():%Y%m%d}.{kind}"
    if kind == "xlsx":
        return attached(files.workbook(table), name, XLSX)
    return attached(files.as_csv(table), name, CSV)


@everybody
def documentation(request: HttpRequest, seats: list[Seat], what: str) -> HttpResponse:
    """What the columns of the CSV mean."""
    return attached(files.documentation_csv(_filed(request, seats, what)), f"giai-thich-cot-{what}.csv", CSV)


@everybody
def chart(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """The table drawn, where its shape can be."""
    found = _answered(request, seats)
    drawn = None if found.asked.why_not else drawing.drawn(found)
    if drawn is None:
        raise Http404
    drawn = drawn.narrow if "hep" in request.GET else drawn
    return HttpResponse(drawn.svg(), content_type="image/svg+xml", headers={"Cache-Control": "private, max-age=60"})


@everybody
def keep(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """Keep the question that stands in the address."""
    found = _answered(request, seats)
    clusters = dict(found.sight.clusters)
    form = KeepForm(request.POST or None, clusters=clusters)
    to = f"{reverse('asking:ask')}?{found.asked.query}"

    def act() -> None:
        actions.keep(by=_actor(request, seats), asked=found.asked.asked, clusters=clusters, at=clock.now(),
                     **form.cleaned_data)  # fmt: skip

    if attempt(request, form, act, _("Đã lưu câu hỏi.")):
        return redirect(to)
    return page(request, "insight/ask_keep.html", {"sentence": found.sentence, "to": to}, form)


@everybody
def kept(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """The questions kept: one's own and those shown to one's clusters."""
    clusters = sight_of(request.user, seats, clock.now()).clusters  # type: ignore[arg-type]
    every = questions(request.user.pk or 0, [pk for pk, _name in clusters])
    return page(request, "insight/ask_kept.html", {"questions": every, "me": request.user.pk})


def _mine(request: HttpRequest, pk: int) -> SavedQuestion:
    found = get_object_or_404(SavedQuestion, pk=pk)
    if why_not_change(request.user.pk or 0, found):
        raise Http404
    return found


@everybody
def rename(request: HttpRequest, seats: list[Seat], pk: int) -> HttpResponse:
    """Give one's question another name."""
    found = _mine(request, pk)
    form = RenameForm(request.POST or None, initial={"name": found.name})

    def act() -> None:
        actions.rename(by=_actor(request, seats), found=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã đổi tên câu hỏi.")):
        return redirect("asking:kept")
    return page(request, "insight/ask_rename.html", {"found": found}, form)


@everybody
def remove(request: HttpRequest, seats: list[Seat], pk: int) -> HttpResponse:
    """Asked once more, then taken away."""
    found = _mine(request, pk)
    if request.method == "POST":
        actions.remove(by=_actor(request, seats), found=found, at=clock.now())
        messages.success(request, _("Đã xoá câu hỏi “%(name)s”.") % {"name": found.name})
        return redirect("asking:kept")
    return page(request, "insight/ask_remove.html", {"found": found})
