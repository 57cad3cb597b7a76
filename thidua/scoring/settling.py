"""Điểm thống nhất: what may be agreed on in the place of the computed points. Nothing here writes."""

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
    top = found.edition.criterion(code).max
    low = engine.Points(-found.edition.total) if top is None else engine.Points(0)
    if not low <= agreed <= (found.edition.total if top is None else top):
        raise Refused(
            _("%(points)s điểm ngoài khung của tiêu chí (từ %(low)s đến %(top)s).")
            % {"points": engine.show(agreed), "low": engine.show(low),
               "top": engine.show(found.edition.total if top is None else top)},
            "points",
        )  # fmt: skip
    return agreed
