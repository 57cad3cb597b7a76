"""Bảng điểm: the units ranked, one unit's card, why one stands above another."""

from django.http import Http404, HttpRequest, HttpResponse

from thidua.kit.answer import page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.scoring import rules
from thidua.scoring.bridge import book
from thidua.scoring.queries import (
    board_of,
    card,
    checker_of,
    columns_shown,
    remarks_of,
    rounds_of,
)
from thidua.scoring.queries import compare as comparison
from thidua.scoring.views.places import column_asked, member_named


@in_year()
def board(request: HttpRequest, here: Here) -> HttpResponse:
    """The units, ranked."""
    why_not = rules.why_not_see_board(here)
    found = None if why_not else book(here.year, here.day)
    own = [seat.membership for seat in here.seats if seat.membership_id]
    if found is None:
        return page(request, "scoring/board.html", {"why_not": why_not, "own": own[:1]})
    columns = columns_shown(rounds_of(here.year))
    shown = board_of(found, here.year, column_asked(request, columns))
    order = request.GET.get("xep", "")
    if order == "don-vi":
        shown.rows.sort(key=lambda row: (row.member.order, row.member.unit.name))
    elif order in {top.code for top in shown.sections}:
        shown.rows.sort(key=lambda row: row.score.points[order] or 0, reverse=True)
    context = {"board": shown, "columns": columns, "order": order, "tops": len(shown.rows) > 1}
    return page(request, "scoring/board.html", context)


@in_year()
def unit(request: HttpRequest, here: Here, unit: str) -> HttpResponse:
    """One unit's card."""
    member = member_named(here, unit)
    why_not, found = rules.why_not_see_unit(here, member, checker_of(member)), book(here.year, here.day)
    if why_not:
        raise Http404
    if found is None or unit not in found.members:
        return page(request, "scoring/unit.html", {"member": member})
    remarks = {code: said for (pk, code), said in remarks_of(here.year).items() if pk == member.pk}
    shown = card(found, member, rounds_of(here.year), remarks)
    answers = not rules.why_not_explain(here, member, is_changed=True)
    return page(request, "scoring/unit.html", {"member": member, "card": shown, "answers": answers})


@in_year()
def compare(request: HttpRequest, here: Here) -> HttpResponse:
    """Why one unit stands above another."""
    found = None if rules.why_not_see_board(here) else book(here.year, here.day)
    if found is None:
        raise Http404
    columns = columns_shown(rounds_of(here.year))
    shown = board_of(found, here.year, column_asked(request, columns))
    units = [row.member.unit.code for row in shown.rows]
    one, two = request.GET.get("a", ""), request.GET.get("b", "")
    known = one in units and two in units and one != two
    context = {"board": shown, "columns": columns, "a": one, "b": two,
               "comparison": comparison(shown, one, two) if known else None}  # fmt: skip
    return page(request, "scoring/compare.html", context)
