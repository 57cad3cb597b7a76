"""Phiếu bằng Excel: a sheet taken home as a workbook, and brought back; saved only by the sheet's own page."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from thidua.engine import Period
from thidua.kit.answer import page
from thidua.kit.files import XLSX, attached
from thidua.kit.viet import slug
from thidua.members.doors import in_year
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.reports.queries import evidence_counts
from thidua.scoring import rules
from thidua.scoring.bridge import Book, book
from thidua.scoring.forms import SheetFileForm
from thidua.scoring.queries import decimal, reported, turn
from thidua.scoring.sheets import Kept, Shown, kept_rows, preview, sheet_rows, texts_of
from thidua.scoring.terms import Hand
from thidua.scoring.timeliness import offered
from thidua.scoring.views.places import member_named, period_asked
from thidua.scoring.workbooks.reading import Asked
from thidua.scoring.workbooks.sheet import Whose, identity, write


@dataclass(frozen=True)
class _Open:
    """The sheet as its page shows it, and why it cannot be written."""

    member: Membership
    found: Book
    kept: dict[str, Kept]
    why_not: str
    period: Period | None


def _open(request: HttpRequest, here: Here, hand: Hand, unit: str) -> _Open:
    """404 to whom the sheet is not shown."""
    member, (period, code, periods) = member_named(here, unit), period_asked(request, here)
    turn_now, found = turn(member, hand, code), book(here.year, here.day, code)
    shown = found is not None and unit in found.members and (period is not None or not periods)
    if found is None or not shown or rules.why_not_see_sheet(here, turn_now):
        raise Http404
    why_not = rules.why_not_write(here, turn_now)
    fills = hand == Hand.SELF and not why_not
    figures, facts = (reported(member, period), offered(member, found)) if fills else ({}, {})
    return _Open(member, found, kept_rows(found, unit, hand, figures, facts), why_not, period)


@in_year()
def take(request: HttpRequest, here: Here, hand: Hand, unit: str) -> HttpResponse:
    """The sheet as a workbook."""
    now = _open(request, here, hand, unit)
    score = preview(now.found, unit, hand, texts_of(now.kept)).scores().units[unit]
    rows = sheet_rows(now.found, score, unit, now.kept, Shown({}, {}, {}, evidence_counts(now.member)))
    whose = Whose(here.year, unit, now.member.unit.name, hand, now.period)
    name = "-".join(("phieu", hand.value, unit, str(here.year.year), *([slug(now.period.code)] if now.period else [])))
    return attached(write(now.found.edition, rows, whose, here.day), f"{name}.xlsx", XLSX)


@in_year()
def bring(request: HttpRequest, here: Here, hand: Hand, unit: str) -> HttpResponse:
    """A filled workbook: its errors cell by cell, or its changes; nothing is saved here."""
    now = _open(request, here, hand, unit)
    whose = Whose(here.year, unit, now.member.unit.name, hand, now.period)
    asked = Asked(now.found, unit, hand, now.kept, identity(whose, now.found.edition))
    form = SheetFileForm(request.POST or None, request.FILES or None, asked=asked)
    if request.method == "POST" and not now.why_not:
        form.is_valid()
    made = form.reading
    context = {
        "member": now.member, "hand": hand, "why_not": now.why_not, "reading": made, "period": now.period,
        "before": decimal(made.before.total) if made and made.before else None,
        "after": decimal(made.after.total) if made and made.after else None,
    }  # fmt: skip
    return page(request, "scoring/workbook.html", context, form)
