"""Bảng điểm trên màn chiếu: large type for the last row of a hall; it renews itself while it hangs there."""

from django.http import Http404, HttpRequest, HttpResponse

from thidua.kit.answer import page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.scoring import rules
from thidua.scoring.bridge import shelf
from thidua.scoring.queries import board_of, columns_shown, hands_begun, is_over, rounds_of
from thidua.scoring.views.places import column_asked, period_asked
from thidua.scoring.yearly import year_board

SIZES = ((6, "few"), (10, "some"), (16, "many"))
"""How large the type is: by how many units must fit on one screen."""


@in_year()
def projector(request: HttpRequest, here: Here) -> HttpResponse:
    """The board without anything to click, for the screen of a hall; the page renews its inside by itself."""
    period, code, periods = period_asked(request, here)
    whole = bool(periods) and period is None
    rounds = hands_begun(here.year) if whole else rounds_of(here.year, code)
    found = None if rules.why_not_see_board(here, over=is_over(code, rounds)) else shelf(here.year, here.day)
    if found is None:
        raise Http404
    column = column_asked(request, columns_shown(rounds))
    shown = year_board(found, here.year, column) if whole else board_of(found.book(code), here.year, column)
    size = next((name for most, name in SIZES if len(shown.rows) <= most), "more")
    context = {"board": shown, "column": column, "period": period, "size": size,
               "graded": any(row.place.grade for row in shown.rows)}  # fmt: skip
    template = "scoring/_projector.html" if request.headers.get("HX-Request") else "scoring/projector.html"
    return page(request, template, context)
