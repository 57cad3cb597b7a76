"""Who may review an explained point once more, and when an appraised sheet may still be given back whole."""

from django.utils.translation import gettext as _

from thidua.engine import Edition
from thidua.members.queries import Here
from thidua.scoring.division.rules import why_not_part
from thidua.scoring.models import Remark
from thidua.scoring.queries import Turn
from thidua.scoring.rules import why_not_answering, why_not_hand
from thidua.scoring.terms import Hand


def why_not_review(here: Here, appraisal: Turn, edition: Edition, code: str, *, flagged: bool) -> str:
    """Whoever appraised the point, once the sheet is sent, while the round is open, and only what was explained."""
    if why_not := (
        why_not_hand(here, appraisal)
        or why_not_answering(here, appraisal.period)
        or why_not_part(here, appraisal, edition, [code])
    ):
        return why_not
    if not appraisal.is_open:
        return _("Vòng thẩm định chưa mở hoặc đã đóng.")
    if not appraisal.submitted:
        return _("Phiếu thẩm định của đơn vị chưa gửi: hãy sửa ngay trên phiếu.")
    return "" if flagged else _("Mục này không có giải trình đang chờ thẩm định lại; các mục khác đã khoá.")


def why_not_reopen_whole(appraisal: Turn) -> str:
    """A sheet the unit has begun to answer does not go back whole: the unit's words would hang in the air."""
    if appraisal.hand != Hand.APPRAISED or appraisal.sheet is None or appraisal.sheet.submitted_at is None:
        return ""
    said = Remark.objects.filter(
        membership=appraisal.membership, period=appraisal.period, at__gte=appraisal.sheet.submitted_at
    )
    if not said.exists():
        return ""
    return _("Đơn vị đã giải trình hoặc đồng ý trên phiếu này: chỉ thẩm định lại từng mục, không trả lại cả phiếu.")
