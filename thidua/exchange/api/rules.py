"""May this token be made, and does it still carry? "" means yes; otherwise the sentence that says why not."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.accounts.queries import factors_of, must_have_second_factor
from thidua.exchange.api.models import AccessToken
from thidua.exchange.api.queries import all_tokens, password_mark
from thidua.exchange.api.terms import AT_ONCE, LONGEST
from thidua.kit.clock import day_of
from thidua.members.models import Person, Seat
from thidua.members.queries import seats_of
from thidua.members.terms import Office


def why_not_make(person: Person, seat: Seat, expires_at: dt.datetime, at: dt.datetime) -> str:
    """For a seat of one's own, held today, for a year at most."""
    if not any(held.pk == seat.pk for held in seats_of(person, day_of(at))):
        return _("Bạn không giữ chức trách này hôm nay.")
    if not at < expires_at <= at + LONGEST:
        return _("Hãy chọn ngày hết hạn sau hôm nay và trong vòng một năm.")
    if all_tokens(at).filter(seat=seat).count() >= AT_ONCE:
        return _("Chức trách này đã có %(n)s mã còn dùng được; hãy huỷ bớt mã không dùng nữa.") % {"n": AT_ONCE}
    return ""


def why_not_revoke(person: Person, token: AccessToken, day: dt.date) -> str:
    """Its owner, and the administrator."""
    if token.seat.person_id == person.pk:
        return ""
    if any(seat.office == Office.ADMINISTRATOR for seat in seats_of(person, day)):
        return ""
    return _("Mã này của người khác.")


def why_not_carry(token: AccessToken | None, at: dt.datetime) -> str:
    """Whether a call with this token is heard at all: it lasts, and its seat, account and password do."""
    if token is None:
        return _("Mã truy cập không đúng.")
    if not token.lasts(at):
        return _("Mã truy cập đã hết hạn hoặc đã bị huỷ; hãy tạo mã mới ở trang Tài khoản.")
    person, day = token.seat.person, day_of(at)
    if not person.is_active or not any(seat.pk == token.seat_id for seat in seats_of(person, day)):
        return _("Chức trách của mã truy cập này hôm nay không còn ai giữ, hoặc tài khoản đã ngừng dùng.")
    if token.password != password_mark(person):
        return _("Mật khẩu đã đổi từ khi tạo mã nên mã hết hiệu lực; hãy tạo mã mới ở trang Tài khoản.")
    if must_have_second_factor(person, day) and not factors_of(person.pk).exists():
        return _("Chức trách này phải có lớp bảo vệ thứ hai; hãy đặt ở trang Bảo mật đăng nhập rồi gọi lại.")
    return ""
