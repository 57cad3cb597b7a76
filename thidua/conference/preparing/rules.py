"""May this be done in preparing this conference? "" means yes; otherwise the sentence that says why not."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.conference.models import Conference
from thidua.conference.preparing.models import Invite, Setup, Talk
from thidua.conference.preparing.queries import opens, setup_of
from thidua.conference.rules import OF_THE_UNIT, SECRETARIES, why_not_run
from thidua.conference.terms import State
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import why_not_office


def why_not_arrange(here: Here, conference: Conference) -> str:
    """The secretaries, until the conference is closed."""
    return why_not_run(here, conference)


def why_not_hand_out(here: Here, conference: Conference) -> str:
    """Documents may be handed out after the close too."""
    return why_not_office(here, *SECRETARIES)


def why_not_talk(here: Here, conference: Conference, membership: Membership | None, setup: Setup | None = None) -> str:
    """A unit sends its own talks until the day set; after it only through the secretaries, until the close."""
    if not why_not_run(here, conference):
        return ""
    if membership is None or not here.holds(*OF_THE_UNIT, of=membership):
        return why_not_run(here, conference)
    if conference.state == State.CLOSED:
        return _("Hội nghị đã bế mạc; không nhận thêm tham luận.")
    due = (setup or setup_of(conference)).talks_due
    if due and here.day > due:
        return _("Đã hết hạn gửi tham luận (%(day)s); hãy gửi tệp cho thư ký hội nghị để được nhận muộn.") % {
            "day": f"{due:%d/%m/%Y}"
        }
    return ""


def why_not_withdraw_talk(here: Here, talk: Talk) -> str:
    """Who sends may take back, until the conference is opened; the secretaries until the close."""
    if talk.conference.state != State.PLANNED and not here.holds(*SECRETARIES):
        return _("Hội nghị đã khai mạc; muốn rút tham luận, hãy báo thư ký hội nghị.")
    return why_not_talk(here, talk.conference, talk.membership, Setup())


def why_not_answer(here: Here, invite: Invite) -> str:
    """A unit answers its own invitation; the secretaries write down what was answered by telephone."""
    if invite.membership and here.holds(*OF_THE_UNIT, of=invite.membership):
        return why_not_answer_now(invite, here.day)
    return why_not_run(here, invite.conference)


def why_not_answer_now(invite: Invite, day: dt.date) -> str:
    """An answer is taken until the day set, at the latest until the conference opens."""
    if invite.conference.state != State.PLANNED or day > invite.conference.on:
        return _("Hội nghị đã khai mạc; không trả lời giấy mời được nữa.")
    due = setup_of(invite.conference).answers_due
    if due and day > due:
        return _("Đã hết hạn trả lời giấy mời (%(day)s); hãy báo trực tiếp thư ký hội nghị.") % {
            "day": f"{due:%d/%m/%Y}"
        }
    return ""


def why_not_open_page(conference: Conference, day: dt.date) -> str:
    """The delegates' pages are open around the days of the conference only."""
    first, last = opens(conference, setup_of(conference))
    if day < first:
        return _("Trang đại biểu mở từ ngày %(day)s.") % {"day": f"{first:%d/%m/%Y}"}
    if day > last:
        return _("Trang đại biểu đã đóng từ sau ngày %(day)s.") % {"day": f"{last:%d/%m/%Y}"}
    return ""
