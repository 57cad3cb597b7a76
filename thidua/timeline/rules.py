"""Stepping back, and passing over: both by the standing office or the secretariat, both with a reason."""

from django.utils.translation import gettext as _

from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import why_not_office
from thidua.members.terms import Lead, Office, Stage
from thidua.season.rules import why_not_extend
from thidua.timeline.progress import Cell, Column
from thidua.timeline.steps import BY_STAGE

FOLLOWERS = (Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY, Office.STANDING_OFFICE)
"""Who follows the progress of every unit."""


def why_not_step_back(here: Here) -> str:
    """The last step can be reopened when it only closed something that can open again."""
    if why_not := why_not_office(here, Office.STANDING_OFFICE, Office.HEAD_SECRETARY):
        return why_not
    if not BY_STAGE[here.year.at].reopens:
        return _("Bước “%(step)s” không mở lại được; những gì sai sót được sửa bằng bản bổ sung ở bước sau.") % {
            "step": here.year.at.label
        }
    return ""


def why_not_pass_over(here: Here, to: Stage | None = None) -> str:
    """The standing office may record that steps were taken elsewhere (on paper), forward only."""
    if why_not := why_not_office(here, Office.STANDING_OFFICE):
        return why_not
    if here.year.at == Stage.ARCHIVED:
        return _("Năm thi đua đã lưu trữ.")
    if to is not None and to.order <= here.year.at.order:
        return _("Chỉ ghi nhận được bước ở phía sau bước hiện tại (“%(now)s”).") % {"now": here.year.at.label}
    return ""


def why_not_lengthen(here: Here, column: Column, membership: Membership | None, cell: Cell | None) -> str:
    """Who may extend may do so for what has a due day and, for one unit, is not handed in yet."""
    if why_not := why_not_extend(here, membership):
        return why_not
    if column.given is None:
        return _("Việc này chưa có hạn nên không có gì để gia hạn; hãy đặt thời hạn trong lịch của năm.")
    if membership is not None and cell is not None and not cell.open:
        return _("%(unit)s không còn phải nộp việc này nên không gia hạn nữa.") % {"unit": membership.unit.name}
    return ""


def why_not_extend_any(here: Here) -> str:
    """Whether this person extends anything here: for all, or at least for the head's own unit."""
    for_all = why_not_extend(here, None)
    head = here.leads.get(Lead.HEAD)
    return for_all and (why_not_extend(here, head) if head else for_all)
