"""Điểm thống nhất: what may be agreed on in the place of the computed points. Nothing here writes."""

from math import ceil, floor

from django.utils.translation import gettext as _

from thidua import engine
from thidua.kit.refusal import Refused
from thidua.scoring.bridge import Book


def agreed_points(found: Book, unit: str, code: str, text: str) -> engine.Points:
    """What was typed as points of a scored criterion of the unit, within its limits."""
    if code not in found.edition.codes or not found.edition.criterion(code).is_leaf:
        raise Refused(_("Chỉ ghi điểm thống nhất cho tiêu chí được chấm, không ghi cho mục lớn."), "points")
    if code in found.scopes.get(unit, {}):
        raise Refused(_("Tiêu chí này không được giao cho đơn vị hoặc đơn vị được miễn."), "points")
    try:
        agreed = engine.points(text)
    except engine.NumberError as error:
        raise Refused(str(error), "points") from None
    low, top = _frame(found.edition, found.edition.criterion(code))
    if not low <= agreed <= top:
        raise Refused(
            _("%(points)s điểm ngoài khung của tiêu chí (từ %(low)s đến %(top)s).")
            % {"points": engine.show(agreed), "low": engine.show(low), "top": engine.show(top)},
            "points",
        )
    return agreed


def _frame(edition: engine.Edition, criterion: engine.Criterion) -> tuple[engine.Points, engine.Points]:
    """From the least to the most the rule itself can give, and always from 0 to the maximum.

    Where the rule has no end, the table's total is the end: a bonus may lift an item over its maximum, a penalty
    take more than it, and a council may agree on that.
    """
    least, most = engine.reach(criterion)
    whole = edition.total or engine.Points(100_000)
    low = -whole if least is None else floor(least * 1000)
    high = whole if most is None else ceil(most * 1000)
    return engine.Points(min(low, 0)), engine.Points(max(high, criterion.max or 0))
