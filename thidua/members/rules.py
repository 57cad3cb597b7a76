"""May this person do this, today? "" means yes; otherwise the sentence that says why not."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from thidua.members.models import ClusterYear, Membership, Person, Seat
from thidua.members.queries import Here
from thidua.members.terms import Lead, Office, Stage


class NotYours(str):
    """A sentence that says: whoever may do this, it is not this person. Other sentences are about the time or the
    thing, and hold for everybody."""


def why_not_office(here: Here, *offices: Office) -> str:
    """Only these offices may; says which."""
    if here.holds(*offices):
        return ""
    named = " / ".join(str(office.label) for office in offices)
    return NotYours(_("Việc này do %(offices)s thực hiện; bạn không giữ chức trách đó trong năm thi đua này.")
                    % {"offices": named})  # fmt: skip


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
        return NotYours(_("Đơn vị Cụm trưởng do Thư ký Cụm phó thẩm định, để không ai tự chấm đơn vị mình."))
    return why_not_office(here, Office.HEAD_SECRETARY)


OF_A_UNIT = {Office.UNIT_OFFICER, Office.UNIT_LEADER, Office.CROSS_CHECKER}
TWO_HANDS = {Office.UNIT_OFFICER, Office.UNIT_LEADER}
TWO_SIDES = {Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY}


def why_not_both(
    person: Person, office: Office, membership: Membership, since: dt.date, until: dt.date | None = None
) -> str:
    """Two hands on what counts: nobody holds both of two offices that check each other, nor one office twice."""
    during = Q(until__isnull=True) | Q(until__gte=since)
    if until is not None:
        during &= Q(since__lte=until)
    for held in Seat.objects.filter(during, person=person, year=membership.year_id).select_related("membership__unit"):
        both = {office, Office(held.office)}
        same_unit = held.membership_id == membership.pk
        if both == TWO_HANDS and same_unit:
            return _("Người lập và người duyệt của một đơn vị phải là hai người; %(name)s đã giữ chức trách kia.") % {
                "name": person.name
            }
        if both == {Office.TELLER}:
            return _("Các uỷ viên ban kiểm phiếu phải là những người khác nhau.")
        if both == TWO_SIDES:
            return _("Thư ký Cụm trưởng và Thư ký Cụm phó phải là hai người, để không ai tự thẩm định đơn vị mình.")
        if both <= OF_A_UNIT and not same_unit:
            unit = held.membership.unit.name if held.membership else ""
            return _("%(name)s đang làm việc cho %(unit)s trong năm này.") % {"name": person.name, "unit": unit}
    return ""


def why_not_delegate(here: Here, held: Seat) -> str:
    """Who names a substitute: the holder, the standing office, the administrator. A substitute names none."""
    if held.stands_in_for_id or held.year_id != here.year.pk:
        return _("Người được uỷ quyền không uỷ quyền lại cho người khác.")
    if held.person_id == here.person.pk:
        return "" if held in here.seats else _("Chức trách này đã kết thúc.")
    return why_not_office(here, Office.STANDING_OFFICE, Office.ADMINISTRATOR)


def why_not_days_away(held: Seat, since: dt.date, until: dt.date, today: dt.date) -> str:
    """The days of a substitution lie within the seat, do not end in the past, and belong to nobody else."""
    if until < since:
        return _("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
    if until < today:
        return _("Uỷ quyền cho những ngày đã qua thì không ghi được nữa.")
    if since < held.since or (held.until and until > held.until):
        return _("Những ngày này nằm ngoài thời gian người được thay giữ chức trách.")
    other = held.substitutes.filter(since__lte=until, until__gte=since).select_related("person").first()
    if other:
        return _("%(name)s đã được uỷ quyền từ %(since)s đến %(until)s.") % {
            "name": other.person.name, "since": f"{other.since:%d/%m/%Y}", "until": f"{other.until:%d/%m/%Y}",
        }  # fmt: skip
    return ""


def why_not_successor(held: Seat, person: Person, since: dt.date) -> str:
    """A successor is another person, from a day after the seat began."""
    if held.stands_in_for_id:
        return _("Đây là chức trách được uỷ quyền; hãy kết thúc, rồi bàn giao chức trách của người được thay.")
    if held.until:
        return _("Chức trách này đã có ngày kết thúc.")
    if person.pk == held.person_id:
        return _("Người nhận phải là người khác.")
    if since <= held.since:
        return _("Ngày bàn giao phải sau ngày người trước nhận chức trách (%(day)s).") % {
            "day": f"{held.since:%d/%m/%Y}"
        }
    return ""
