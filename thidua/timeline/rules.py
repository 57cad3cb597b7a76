"""Stepping back, and passing over: both by the standing office or the secretariat, both with a reason."""

from django.utils.translation import gettext as _

from thidua.members.queries import Here
from thidua.members.rules import why_not_office
from thidua.members.terms import Office, Stage
from thidua.timeline.steps import BY_STAGE


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
