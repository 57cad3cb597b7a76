"""Bảng điểm trên màn chiếu: large type for the last row of a hall; it renews itself while it hangs there."""

from django.http import HttpRequest, HttpResponse

from thidua.kit.answer import page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.scoring.views.places import board_seen

SIZES = ((6, "few"), (10, "some"), (16, "many"))
"""How large the type is: by how many units must fit on one screen."""


@in_year()
def projector(request: HttpRequest, here: Here) -> HttpResponse:
    """The board without anything to click, for the screen of a hall; the page renews its inside by itself."""
    seen = board_seen(request, here)
    rows = seen.board.rows
    size = next((name for most, name in SIZES if len(rows) <= most), "more")
    context = {"board": seen.board, "column": seen.column, "period": seen.period, "size": size,
               "graded": any(row.place.grade for row in rows)}  # fmt: skip
    template = "scoring/_projector.html" if request.headers.get("HX-Request") else "scoring/projector.html"
    return page(request, template, context)
