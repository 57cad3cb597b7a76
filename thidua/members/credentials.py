"""Cách đăng nhập: what changed in how an account is opened, in words; its owner reads them by letter and on a page."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thidua.ledger.models import Entry
from thidua.ledger.queries import history
from thidua.members.models import Person

CHANGES: Mapping[str, str | Promise] = {
    "person.password": _("Mật khẩu vừa được đặt hoặc đổi."),
    "person.password_ended": _("Mật khẩu đang dùng hết hiệu lực: quản trị hệ thống buộc đặt mật khẩu mới."),
    "person.email": _("Địa chỉ thư của tài khoản vừa được đổi; từ nay thư tới địa chỉ mới."),
    "account.invite": _("Một giấy mời cho phép đặt lại mật khẩu vừa được cấp."),
    "account.protect": _("Thêm một cách xác nhận ở bước hai."),
    "account.unprotect": _("Bỏ lớp bảo vệ thứ hai."),
    "account.code_again": _("Một mã của bước hai đã dùng rồi lại được gõ lần nữa; phần mềm đã từ chối."),
    "account.join": _("Tài khoản được nối với tài khoản cơ quan: từ nay đăng nhập được bằng tài khoản ấy."),
    "account.part": _("Tài khoản cơ quan không còn mở được tài khoản này."),
}
KINDS: Mapping[tuple[str, str], str | Promise] = {
    ("account.protect", "totp"): _("Thêm ứng dụng xác thực, kèm mã dự phòng nếu chưa có."),
    ("account.protect", "webauthn"): _("Thêm khoá truy cập, kèm mã dự phòng nếu chưa có."),
    ("account.protect", "recovery_codes"): _("Lập mã dự phòng mới; mã cũ hết dùng."),
    ("account.unprotect", "totp"): _("Bỏ ứng dụng xác thực."),
    ("account.unprotect", "webauthn"): _("Bỏ khoá truy cập."),
    ("account.unprotect", "recovery_codes"): _("Mã dự phòng hết dùng."),
}


def change_in(entry: Entry) -> str:
    """What an entry changed in how its subject signs in; "" when nothing, or when another entry of the act says it."""
    if entry.subject_kind != "members.person" or entry.act not in CHANGES or entry.facts.get("beside"):
        return ""
    return str(KINDS.get((entry.act, str(entry.facts.get("kind", ""))), CHANGES[entry.act]))


def changes_of(person: Person) -> QuerySet[Entry]:
    """The entries that changed how a person signs in, the newest first."""
    return history(person).filter(act__in=CHANGES)
