"""May this person do this, today? "" means yes; otherwise the sentence that says why not."""

from django.utils.translation import gettext as _

from thidua.members.models import ClusterYear, Membership, Seat
from thidua.members.queries import Here
from thidua.members.terms import Lead, Office, Stage


def why_not_office(here: Here, *offices: Office) -> str:
    """Only these offices may; says which."""
    if here.holds(*offices):
        return ""
    return _("Việc này do %(offices)s thực hiện; bạn không giữ chức trách đó trong năm thi đua này.") % {
        "offices": " / ".join(str(office.label) for office in offices)
    }


def why_not_stage(year: ClusterYear, *stages: Stage) -> str:
    """Only at these stages; says where the year stands."""
    if year.at in stages:
        return ""
    return _("Chưa làm được ở bước này: năm thi đua đang ở bước “%(now)s”, việc này thuộc bước “%(wanted)s”.") % {
        "now": year.at.label,
        "wanted": "”, “".join(str(stage.label) for stage in stages),
    }


def why_not_since(year: ClusterYear, stage: Stage) -> str:
    """Only once the year has reached a stage."""
    if year.at.reached(stage):
        return ""
    return _("Chưa đến lúc: việc này mở từ bước “%(wanted)s”, năm thi đua đang ở bước “%(now)s”.") % {
        "now": year.at.label,
        "wanted": stage.label,
    }


def why_not_before(year: ClusterYear, stage: Stage) -> str:
    """Only until the year reaches a stage; what that stage froze stays frozen."""
    if not year.at.reached(stage):
        return ""
    return _("Đã khoá: năm thi đua đã qua bước “%(stage)s”. Muốn sửa phải mở lại bước trước, có lý do.") % {
        "stage": stage.label
    }


def secretariat_for(here: Here, membership: Membership | None = None) -> Seat | None:
    """The secretariat seat that may act on a unit: the head's, but the deputy's on the head's own unit.

    The head competes with those it appraises, so recusal is built in (design section 3).
    """
    head = here.leads.get(Lead.HEAD)
    if membership is not None and head is not None and membership.pk == head.pk:
        return here.seat(Office.DEPUTY_SECRETARY)
    return here.seat(Office.HEAD_SECRETARY)


def why_not_secretariat(here: Here, membership: Membership | None = None) -> str:
    """As `secretariat_for`, as a sentence."""
    if secretariat_for(here, membership):
        return ""
    head = here.leads.get(Lead.HEAD)
    if membership is not None and head is not None and membership.pk == head.pk:
        return _("Đơn vị Cụm trưởng do Thư ký Cụm phó thẩm định, để không ai tự chấm đơn vị mình.")
    return why_not_office(here, Office.HEAD_SECRETARY)
