"""Cả năm: the pages of a year made of its periods; what is written is on the pages of the periods."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from thidua.engine import meaning
from thidua.engine.explain import full_cites
from thidua.kit.answer import page
from thidua.kit.keeping import shared
from thidua.kit.posted import one_of
from thidua.kit.viet import alphabetical
from thidua.ledger.queries import head
from thidua.members.models import Membership
from thidua.members.queries import Here, as_written
from thidua.scoring import rules
from thidua.scoring.bridge import shelf
from thidua.scoring.freezing.rules import freezes
from thidua.scoring.queries import checker_of, columns_shown, hands_begun, periods_of
from thidua.scoring.views.places import TOTAL, column_asked
from thidua.scoring.yearly import combined, year_board, year_card, year_of, year_why


def board_page(request: HttpRequest, here: Here) -> HttpResponse:
    """The units ranked by the year. The table is the same for everyone who may see it: made once for all of them."""
    told: dict[str, object] = {"periods": periods_of(here.year, here.day), "with_year": True}
    if why_not := rules.why_not_see_board(here):
        own = [seat.membership for seat in here.seats if seat.membership_id]
        return page(request, "scoring/board_year.html", {**told, "why_not": why_not, "own": own[:1]})
    asked = (request.GET.get("cot", ""), request.GET.get("xep", ""))
    name = ("board-year", head(), here.year.pk, here.day, get_language(), *asked)
    told |= {"shown": shared(name, lambda: _table(request, here)), "who_sees": rules.who_sees_board(here),
             "freezes": freezes(here)}  # fmt: skip
    return page(request, "scoring/board_year.html", told)


def _table(request: HttpRequest, here: Here) -> dict[str, str]:
    """The board as text, without a word about who reads it; its column, the first two units."""
    year = as_written(here.year)  # the part is kept under what is written now, so nothing read before may enter it
    found, order = shelf(year, here.day), one_of(request.GET, "xep", {"don-vi"})
    if found is None:
        raise Http404
    columns = columns_shown(hands_begun(year))
    shown = year_board(found, year, column_asked(request, columns))
    if order == "don-vi":
        shown.rows.sort(key=lambda row: (row.member.order, alphabetical(row.member.unit.name)))
    told = {"board": shown, "columns": columns, "order": order, "year": year, "periods": found.edition.periods,
            "combined": combined(found.edition)}  # fmt: skip
    tops = [*(row.member.unit.code for row in shown.rows), "", ""]
    return {"table": render_to_string("scoring/_board_year.html", told), "column": shown.column.value,
            "first": tops[0], "second": tops[1] if len(shown.scores.units) > 1 else ""}  # fmt: skip


def unit_page(request: HttpRequest, here: Here, member: Membership) -> HttpResponse:
    """One unit's year."""
    found = shelf(here.year, here.day)
    if found is None or rules.why_not_see_unit(here, member, checker_of(member)):
        raise Http404
    columns = columns_shown(hands_begun(here.year))
    column = column_asked(request, columns)
    known = member.unit.code in found.empty.members
    context = {"member": member, "columns": columns, "column": column, "periods": found.edition.periods,
               "with_year": True, "combined": combined(found.edition),
               "card": year_card(year_of(found, column), member) if known else None}  # fmt: skip
    return page(request, "scoring/unit_year.html", context)


def why_page(request: HttpRequest, here: Here, member: Membership, code: str) -> HttpResponse:
    """Why a point of the year is what it is."""
    found, asked = shelf(here.year, here.day), "" if code == TOTAL else code
    hidden = rules.why_not_see_unit(here, member, checker_of(member))
    if hidden or found is None or member.unit.code not in found.empty.members:
        raise Http404
    if asked and asked not in found.edition.codes:
        raise Http404
    columns = columns_shown(hands_begun(here.year))
    column = column_asked(request, columns)
    context = {"member": member, "code": code, "column": column, "columns": columns, "with_year": True,
               "periods": found.edition.periods, "combined": combined(found.edition),
               "shown": year_why(year_of(found, column), member, asked)}  # fmt: skip
    if asked:
        criterion = found.edition.criterion(asked)
        context |= {"says": meaning(found.edition, criterion), "cites": full_cites(found.edition, criterion)}
    return page(request, "scoring/why_year.html", context)
