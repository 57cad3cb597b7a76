"""Bảng điểm: the units ranked, one unit's card, why one stands above another."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from thidua.engine import Period
from thidua.kit.answer import page
from thidua.kit.keeping import kept, shared
from thidua.kit.posted import one_of
from thidua.kit.viet import alphabetical
from thidua.ledger.queries import head
from thidua.members.doors import in_year
from thidua.members.queries import Here, as_written
from thidua.scoring import rules
from thidua.scoring.bridge import book
from thidua.scoring.freezing.rules import freezes
from thidua.scoring.proposals import under
from thidua.scoring.queries import (
    Standing,
    board_of,
    card,
    checker_of,
    columns_shown,
    is_over,
    remarks_of,
    rounds_of,
)
from thidua.scoring.queries import compare as comparison
from thidua.scoring.views.places import board_seen, column_asked, member_named, period_asked
from thidua.scoring.views.yearly import board_page, unit_page


@kept
@in_year()
def board(request: HttpRequest, here: Here) -> HttpResponse:
    """The units, ranked; where the table has periods, in one of them or by the year.

    The table is the same for everyone who may see it, so it is made once for all of them.
    """
    period, code, periods = period_asked(request, here)
    if periods and period is None:
        return board_page(request, here)
    told: dict[str, object] = {"period": period, "periods": periods, "with_year": True}
    over = is_over(code, rounds_of(here.year, code))
    if why_not := rules.why_not_see_board(here, over=over):
        own = [seat.membership for seat in here.seats if seat.membership_id]
        return page(request, "scoring/board.html", {**told, "why_not": why_not, "own": own[:1]})
    asked = (request.GET.get("cot", ""), request.GET.get("xep", ""))
    name = ("board", head(), here.year.pk, here.day, get_language(), code, *asked)
    shown = shared(name, lambda: _table(request, here, code, period))
    told |= {"shown": shown, "who_sees": rules.who_sees_board(here, over=over), "freezes": freezes(here)}
    return page(request, "scoring/board.html", told)


def _table(request: HttpRequest, here: Here, code: str, period: Period | None) -> dict[str, str]:
    """The board as text, without a word about who reads it; its column, the first two units. Empty without a table."""
    year = as_written(here.year)  # the part is kept under what is written now, so nothing read before may enter it
    found = book(year, here.day, code)
    if found is None:
        return {}
    columns = columns_shown(rounds_of(year, code))
    shown = board_of(found, year, column_asked(request, columns))
    order = one_of(request.GET, "xep", {"don-vi", "tong-diem", *(top.code for top in shown.sections)})
    if order == "don-vi":
        shown.rows.sort(key=lambda row: (row.member.order, alphabetical(row.member.unit.name)))
    elif order == "tong-diem":
        shown.rows.sort(key=lambda row: (row.total is not None, row.total or 0), reverse=True)
    elif order:
        shown.rows.sort(key=lambda row: _points(row, order), reverse=True)
    told = {"board": shown, "columns": columns, "order": order, "year": year, "period": period}
    tops = [*(row.member.unit.code for row in shown.rows), "", ""]
    return {"table": render_to_string("scoring/_board.html", told), "column": shown.column.value, "first": tops[0],
            "second": tops[1] if len(shown.scores.units) > 1 else ""}  # fmt: skip


def _points(row: Standing, code: str) -> tuple[bool, int]:
    """The points of one section, to sort by: who has none stands after who has 0."""
    points = row.score.points[code] if row.score else None
    return points is not None, points or 0


@in_year()
def unit(request: HttpRequest, here: Here, unit: str) -> HttpResponse:
    """One unit's card; where the table has periods, of one of them or of the year."""
    member, (period, key, periods) = member_named(here, unit), period_asked(request, here)
    if periods and period is None:
        return unit_page(request, here, member)
    rounds = rounds_of(here.year, key)
    why_not = rules.why_not_see_unit(here, member, checker_of(member), over=is_over(key, rounds))
    found = book(here.year, here.day, key)
    if why_not:
        raise Http404
    if found is None or unit not in found.members:
        return page(request, "scoring/unit.html", {"member": member})
    remarks = {code: said for (pk, code), said in remarks_of(here.year, key).items() if pk == member.pk}
    shown = card(found, member, rounds, remarks)
    answers = not rules.why_not_explain(here, member, is_changed=True, period=key)
    inside = [(top, {one.code for one in under(found.edition, top.code)}) for top in found.edition.children("")]
    waiting = [(top, n) for top, codes in inside if (n := len(codes.intersection(shown.unanswered)))]
    context = {"member": member, "card": shown, "answers": answers, "waiting": waiting, "period": period,
               "periods": periods, "with_year": True}  # fmt: skip
    return page(request, "scoring/unit.html", context)


@kept
@in_year()
def compare(request: HttpRequest, here: Here) -> HttpResponse:
    """Why one unit stands above another."""
    seen = board_seen(request, here)
    shown = seen.board
    units = list(shown.scores.units)
    one, two = one_of(request.GET, "a", units), one_of(request.GET, "b", units)
    known = one and two and one != two
    context = {"board": shown, "columns": seen.columns, "a": one, "b": two,
               "period": seen.period, "periods": seen.periods, "with_year": True,
               "comparison": comparison(shown, one, two) if known else None}  # fmt: skip
    return page(request, "scoring/compare.html", context)
