"""An invitation by mail: what it says, and whether this site can send any."""

import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from thidua.accounts.queries import Sheet
from thidua.kit import clock


def why_not_mail() -> str:
    """Mail needs a server; without one the invitation is printed."""
    return "" if settings.MAIL_SERVER else _("Trang này chưa nối với máy chủ thư; hãy in giấy mời.")


def sent(sheet: Sheet, to: str) -> bool:
    """Send it; False when the mail server would not take it."""
    person, until = sheet.invitation.person, clock.day_of(sheet.invitation.expires_at)
    text = _(
        "Kính gửi %(name)s,\n\n"
        "Tên đăng nhập của đồng chí trên phần mềm Thi Đua là: %(username)s\n"
        "Mở địa chỉ sau và tự đặt mật khẩu:\n%(address)s\n\n"
        "Hoặc mở %(site)s và gõ mã mời: %(code)s\n\n"
        "Mã chỉ dùng một lần, đến hết ngày %(until)s. Không chuyển tiếp thư này cho người khác."
    ) % {
        "name": person.name, "username": person.username, "address": sheet.address, "code": sheet.code,
        "site": sheet.site, "until": f"{until:%d/%m/%Y}",
    }  # fmt: skip
    try:
        return bool(send_mail(_("Giấy mời dùng phần mềm Thi Đua"), text, None, [to]))
    except (smtplib.SMTPException, OSError):
        return False
