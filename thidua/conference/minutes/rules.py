"""May this be done with minutes or conclusions? "" means yes; otherwise the sentence that says why not."""

from django.utils.translation import gettext as _

from thidua.conference.minutes.models import Draft, Revision
from thidua.conference.minutes.terms import Kind, State
from thidua.conference.models import Conference
from thidua.conference.rules import SECRETARIES
from thidua.conference.terms import State as ConferenceState
from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office
from thidua.members.terms import Lead, Office, Stage
from thidua.paperwork.queries import of_subject

READERS = (*SECRETARIES, Office.DEPUTY_SECRETARY, Office.STANDING_OFFICE)
"""Who reads a draft besides the leaders of the head and the deputy unit."""


def why_not_read_draft(here: Here) -> str:
    """What is still being written, and its versions: who writes it, who answers for the cluster."""
    if any(here.holds(Office.UNIT_LEADER, of=unit) for unit in here.leads.values()):
        return ""
    return why_not_office(here, *READERS)


def why_not_read(here: Here, draft: Draft) -> str:
    """Everybody in the cluster reads what was approved and issued; nobody but the above what was not."""
    return "" if draft.state == State.APPROVED else why_not_read_draft(here)


def why_not_begin(here: Here, conference: Conference, kind: Kind) -> str:
    """The secretaries; minutes not where they were issued at the close already."""
    if why_not := why_not_office(here, *SECRETARIES) or why_not_before(here.year, Stage.ARCHIVED):
        return why_not
    if kind == Kind.MINUTES and of_subject(here.year, f"conference:{conference.pk}").exists():
        return _("Biên bản đã được lập và ban hành khi bế mạc.")
    return ""


def why_not_write(here: Here, draft: Draft) -> str:
    """The secretaries, while it is being written."""
    if draft.state == State.APPROVED:
        return _("Đã duyệt và ban hành; nội dung đã khoá.")
    if draft.state == State.SENT:
        return _("Đang trình duyệt; muốn sửa tiếp, hãy đề nghị lãnh đạo đơn vị chủ trì trả lại.")
    return why_not_office(here, *SECRETARIES)


def why_not_send(here: Here, draft: Draft) -> str:
    """Once the conference is over: its facts stand then."""
    if why_not := why_not_write(here, draft):
        return why_not
    if draft.conference.state != ConferenceState.CLOSED:
        return _("Hội nghị chưa bế mạc; trình duyệt sau khi bế mạc, khi mọi số liệu đã chốt.")
    return ""


def why_not_judge(here: Here, draft: Draft) -> str:
    """The chair's office: a leader of the head unit, who neither wrote nor sent it."""
    if draft.state != State.SENT:
        return _("Chỉ duyệt hoặc trả lại được bản đã trình.")
    head = here.leads.get(Lead.HEAD)
    if head is None or not here.holds(Office.UNIT_LEADER, of=head):
        return _("Việc này do lãnh đạo đơn vị Cụm trưởng (bên chủ trì hội nghị) thực hiện.")
    if Revision.objects.filter(section__draft=draft, person=here.person.pk).exists():
        return _("Người đã viết không tự duyệt; cần một người khác duyệt.")
    return ""
