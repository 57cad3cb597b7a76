"""Ghi: what every write asks first. If-Match says on which version it was made; the same sent twice is one write."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext as _

from thidua.engine import Edition
from thidua.exchange.api.problems import Problem, Wrong
from thidua.exchange.api.service import api, mark_of
from thidua.exchange.api.shapes import Shape
from thidua.members.rules import NotYours
from thidua.reports.figures import wrong_in


def require(why_not: str) -> None:
    """What a rule says no to: 403 when it is not for this seat, 409 when it is not the time."""
    if why_not:
        raise Problem(403 if isinstance(why_not, NotYours) else 409, why_not)


def require_sound(edition: Edition | None, written: Mapping[str, Mapping[str, str]], under: str) -> None:
    """Every cell as the table reads it; the wrong ones named one by one."""
    if edition is None:
        raise Problem(409, _("Năm thi đua này chưa có bảng tiêu chí được thông qua."))
    found = [
        Wrong("/".join(["#", under, code, *([key] if key else [])]), sentence)
        for code, cells in wrong_in(edition, written).items() for key, sentence in cells.items()
    ]  # fmt: skip
    if found:
        raise Problem(422, _("Có %(n)s chỗ chưa đúng; xem từng chỗ ở mục errors.") % {"n": len(found)}, found)


def applied_already(request: HttpRequest, now: Shape, wanted: Shape) -> bool:
    """Whether what is wanted is what is kept, as when an answer was lost and the call is made again (RFC 9110, 13.1.1).

    Otherwise the call must name the version it was made on, and that must be the one kept: 428, 412.
    """
    asked = request.headers.get("If-Match", "")
    if not asked:
        raise Problem(428, _("Hãy đọc (GET) trước, rồi gửi ETag của bản đã đọc ở đầu mục If-Match."))
    if now == wanted:
        return True
    kept = mark_of(api.body(request, now))
    if kept not in [one.strip() for one in asked.split(",")]:
        raise Problem(412, _("Bản đang giữ khác bản bạn đã đọc; hãy đọc lại, rồi sửa trên bản mới."))
    return False


def overtaken() -> Problem:
    """Somebody else wrote between our look and our write."""
    return Problem(412, _("Người khác vừa sửa đúng lúc này; chưa ghi gì. Hãy đọc lại, rồi sửa trên bản mới."))
