"""May this be done with this conference? "" means yes; otherwise the sentence that says why not."""

from django.utils.translation import gettext as _

from thidua.ballots.queries import open_in
from thidua.conference.models import Conference, Delegate
from thidua.conference.terms import Kind, Presence, State
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office, why_not_stage
from thidua.members.terms import Office, Stage

SECRETARIES = (Office.CONFERENCE_SECRETARY, Office.HEAD_SECRETARY)
OF_THE_UNIT = (Office.UNIT_LEADER, Office.UNIT_OFFICER)
TAKEN_FROM = {Kind.MID_YEAR: Stage.RUNNING, Kind.SUMMARY: Stage.APPRAISED}
"""The stage in which a conference is held."""
LEADS_TO = {Kind.MID_YEAR: Stage.MID_REVIEWED, Kind.SUMMARY: Stage.CONCLUDED}
"""The stage its closing enters."""


def why_not_plan(here: Here) -> str:
    """The secretaries, until the year is concluded."""
    return why_not_office(here, *SECRETARIES) or why_not_before(here.year, Stage.CONCLUDED)


def why_not_kind(here: Here, kind: Kind) -> str:
    """A kind of conference once a year; a mid-year one only where the cluster holds it, and in time."""
    if kind == Kind.MID_YEAR and not here.year.mid_review:
        return _("Năm thi đua này không có hội nghị sơ kết.")
    return why_not_before(here.year, LEADS_TO[kind])


def why_not_run(here: Here, conference: Conference) -> str:
    """The secretaries keep the record until the conference is closed."""
    if conference.state == State.CLOSED:
        return _("Hội nghị đã bế mạc; hồ sơ đã khoá và biên bản đã ban hành.")
    return why_not_office(here, *SECRETARIES)


def why_not_prepare(here: Here, conference: Conference) -> str:
    """What only preparation may change."""
    if conference.state == State.OPEN:
        return _("Hội nghị đã khai mạc; việc này chỉ làm được khi đang chuẩn bị.")
    return why_not_run(here, conference)


def why_not_announce(here: Here, conference: Conference, membership: Membership | None) -> str:
    """A unit's leader or officer enters the own delegation until the opening; the secretaries any, until the close."""
    if not why_not_run(here, conference):
        return ""
    if membership is None or not here.holds(*OF_THE_UNIT, of=membership):
        return why_not_run(here, conference)
    if conference.state != State.PLANNED:
        return _("Hội nghị đã khai mạc; muốn đổi thành phần đoàn, hãy báo thư ký hội nghị.")
    return ""


def why_not_open(here: Here, conference: Conference) -> str:
    """On its day or later, in its place in the year, with a programme."""
    if conference.state != State.PLANNED:
        return _("Hội nghị đã khai mạc trước đó.")
    if why_not := why_not_office(here, *SECRETARIES):
        return why_not
    if why_not := why_not_stage(here.year, TAKEN_FROM[Kind(conference.kind)]):
        return why_not
    if here.day < conference.on:
        return _("Hội nghị định vào ngày %(day)s, chưa đến ngày. Nếu họp sớm hơn, hãy sửa ngày hội nghị trước.") % {
            "day": conference.on.strftime("%d/%m/%Y")
        }
    if not conference.items.exists():
        return _("Chưa có chương trình. Hãy lập chương trình rồi khai mạc.")
    return ""


def why_not_close(here: Here, conference: Conference) -> str:
    """Somebody was there, and no ballot is under way."""
    if conference.state == State.PLANNED:
        return _("Hội nghị chưa khai mạc.")
    if why_not := why_not_run(here, conference):
        return why_not
    if why_not := why_not_stage(here.year, TAKEN_FROM[Kind(conference.kind)]):
        return why_not
    if not Delegate.objects.filter(delegation__conference=conference, presence=Presence.PRESENT).exists():
        return _("Chưa điểm danh đoàn nào có mặt. Hãy điểm danh ít nhất một đại biểu rồi bế mạc.")
    if ballot := open_in(here.year).first():
        return _("Cuộc bỏ phiếu “%(title)s” còn đang mở; ban kiểm phiếu cần đóng trước khi bế mạc.") % {
            "title": ballot.title
        }
    return ""


def why_not_follow_up(here: Here) -> str:
    """A recommendation is ticked off by the secretaries or the standing office, until the year is archived."""
    return why_not_office(here, *SECRETARIES, Office.STANDING_OFFICE) or why_not_before(here.year, Stage.ARCHIVED)
