"""Handing a letter to the mail server, and what came of it; when it may be sent at all; what one of ours says."""

import datetime as dt
import smtplib
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.kit import clock
from thidua.members.models import Person
from thidua.notices.models import Letter, Wish
from thidua.notices.terms import State

PERMANENT = 500


@dataclass(frozen=True)
class Handed:
    """SENT; WAITING: surely not taken, worth another try; FAILED: refused for good; UNCLEAR: may have been taken."""

    state: State
    error: str = ""


def hand_over(letter: Letter) -> Handed:
    """Give one letter to the mail server. Only what was surely not taken may ever be tried again."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {"Message-ID": f"<{letter.kind}-{letter.pk}-{letter.day}@{host}>", "Auto-Submitted": "auto-generated"}
    connection = get_connection()
    message = EmailMultiAlternatives(letter.subject, letter.text, None, [letter.address], headers=headers,
                                     connection=connection)  # fmt: skip
    message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        message.attach("giay-moi.ics", letter.calendar, "text/calendar; method=REQUEST")
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as problem:
        return Handed(State.WAITING, repr(problem))
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as problem:
        code = max((code for code, _words in problem.recipients.values()), default=0)
        return _answered(code, problem)
    except smtplib.SMTPResponseException as problem:
        return _answered(problem.smtp_code, problem)
    except (smtplib.SMTPException, OSError) as problem:
        return Handed(State.UNCLEAR, repr(problem))
    finally:
        connection.close()
    return Handed(State.SENT)


def _answered(code: int, problem: Exception) -> Handed:
    """The server said no: for good (5xx), or for now."""
    return Handed(State.FAILED if code >= PERMANENT else State.WAITING, repr(problem))


def change_letter(owner: Person, said: str, who: str, at: dt.datetime) -> str:
    """That the way an account is opened has changed, and what to do when it was not its owner."""
    return _(
        "Kính gửi %(name)s,\n\n%(said)s\nLúc %(when)s. Người thực hiện: %(who)s.\n\n"
        "Đồng chí biết việc này thì không phải làm gì thêm. Nếu không: mở %(sessions)s để đăng xuất các máy lạ, "
        "đổi mật khẩu tại %(password)s, và báo ngay quản trị hệ thống."
    ) % {
        "name": owner.name, "said": said, "when": f"{clock.local(at):%H:%M %d/%m/%Y}", "who": who,
        "sessions": f"{settings.SITE_URL}{reverse('accounts:sessions')}",
        "password": f"{settings.SITE_URL}{reverse('account_change_password')}",
    }  # fmt: skip


def after_quiet(moment: dt.datetime, wish: Wish) -> dt.datetime:
    """That moment, or the end of the person's quiet hours when it falls into them; hours of Việt Nam."""
    local = timezone.localtime(moment)
    start, end = wish.quiet_from, wish.quiet_to
    over_midnight = start > end
    quiet = (local.hour >= start or local.hour < end) if over_midnight else start <= local.hour < end
    if not quiet:
        return moment
    until = local.replace(hour=end, minute=0, second=0, microsecond=0)
    return until + dt.timedelta(days=1) if over_midnight and local.hour >= start else until
