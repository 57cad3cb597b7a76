"""May this person look after that account? "" means yes; otherwise the sentence that says why not.

An invitation lets its bearer set a password, so it is as strong as the account. Hence: never for oneself; accounts of
the whole site only by an administrator; a secretary only for accounts that never had a password and sit nowhere else.
"""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from thidua.accounts.models import Invitation
from thidua.accounts.queries import is_joined, seats_now, waiting_invitation
from thidua.members.models import Person, Seat
from thidua.members.terms import SITE_OFFICES, Office


def why_not_look_after(seats: Sequence[Seat], person: Person, day: dt.date) -> str:
    """May the holder of these seats invite that person, or revoke the invitation?"""
    if any(seat.person_id == person.pk for seat in seats):
        return _("Đây là tài khoản của chính bạn; hãy nhờ người quản trị khác.")
    offices = {seat.office for seat in seats}
    if Office.ADMINISTRATOR in offices:
        return ""
    theirs = seats_now(person, day)
    if any(seat.office in SITE_OFFICES for seat in theirs):
        return _("Tài khoản của Cơ quan thường trực, uỷ viên Hội đồng và quản trị hệ thống do quản trị hệ thống mời.")
    if Office.STANDING_OFFICE in offices:
        return ""
    if Office.HEAD_SECRETARY not in offices:
        return _("Việc này do Cơ quan thường trực, quản trị hệ thống hoặc Thư ký Cụm trưởng thực hiện.")
    return _why_not_by_secretary(seats, theirs, person)


def _why_not_by_secretary(seats: Sequence[Seat], theirs: Sequence[Seat], person: Person) -> str:
    """A secretary lets newcomers in; a password that exists is none of the secretary's business."""
    if person.has_usable_password():
        return _("Tài khoản này đã có mật khẩu; muốn cấp lại hãy đề nghị Cơ quan thường trực hoặc quản trị hệ thống.")
    years = {seat.year_id for seat in seats if seat.office == Office.HEAD_SECRETARY}
    if not theirs or any(seat.year_id not in years for seat in theirs):
        return _("Người này giữ chức trách ở cụm khác; giấy mời do Cơ quan thường trực cấp.")
    return ""


def why_not_invite(seats: Sequence[Seat], person: Person, day: dt.date) -> str:
    """As `why_not_look_after`; a closed account is not invited."""
    if not person.is_active:
        return _("Tài khoản của %(name)s đã ngừng dùng.") % {"name": person.name}
    return why_not_look_after(seats, person, day)


def why_not_enter(invitation: Invitation | None, at: dt.datetime) -> str:
    """May this invitation be used? One sentence whatever is wrong: a guess learns nothing."""
    if invitation is not None and invitation.holds_at(at) and invitation.person.is_active:
        return ""
    return _(
        "Mã mời không đúng, đã dùng, đã bị thay bằng mã mới hoặc đã hết hạn. Hãy xem lại mã, hoặc xin giấy mời mới."
    )


def why_not_let_in_again(seats: Sequence[Seat], person: Person) -> str:
    """May the holder of these seats lift a lock-out, or take a lost second factor off that account?"""
    if any(seat.person_id == person.pk for seat in seats):
        return _("Đây là tài khoản của chính bạn; hãy nhờ người quản trị khác.")
    if not any(seat.office == Office.ADMINISTRATOR for seat in seats):
        return _("Việc này do quản trị hệ thống thực hiện.")
    return ""


def why_not_join(person: Person | None, typed: Invitation | None, at: dt.datetime) -> str:
    """May this account be joined to an identity of the organisation? Only an invited person's; one sentence for the
    rest, so that nobody learns who has an account here."""
    if typed is not None and why_not_enter(typed, at):
        return why_not_enter(typed, at)
    if person is None or not person.is_active or not (typed or _is_invited(person, at)):
        return _(
            "Tài khoản cơ quan này chưa được nối với ai ở đây. "
            "Hãy dùng giấy mời để nối, hoặc xin giấy mời của quản trị."
        )
    if is_joined(person.pk):
        return _("Người này đã nối với một tài khoản cơ quan khác; hãy báo quản trị hệ thống.")
    return ""


def _is_invited(person: Person, at: dt.datetime) -> bool:
    """By an invitation that holds, or one used before: the account has a password."""
    waiting = waiting_invitation(person)
    return person.has_usable_password() or (waiting is not None and waiting.holds_at(at))


def why_not_come_in(person: Person, day: dt.date) -> str:
    """No seat, no entry: who leaves the organisation's page with nothing entrusted here stays outside."""
    if person.is_active and seats_now(person, day):
        return ""
    return _("Hôm nay bạn không giữ chức trách nào ở đây nên chưa vào được. Hãy báo Cơ quan thường trực.")
