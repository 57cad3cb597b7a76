"""Đăng nhập: accounts are made by the administrator, so nobody signs up; failures sound alike and are throttled."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from thidua.accounts.codes import opened, qr, sealed
from thidua.accounts.queries import factors_of, must_have_second_factor, number_of
from thidua.kit import clock
from thidua.kit.watch import note
from thidua.ledger.terms import Actor
from thidua.members import actions as members
from thidua.members.models import Person


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth, with sign-up closed and our own sentences."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "too_many_login_attempts": _("Đăng nhập sai nhiều lần. Hãy đợi năm phút rồi thử lại."),
        "account_inactive": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "rate_limited": _("Gõ sai nhiều lần. Hãy đợi năm phút rồi thử lại."),
    }

    def lift_lock(self, request: HttpRequest, person: Person) -> None:
        """Empty the counters of wrong passwords and wrong codes of one account."""
        by_name = self._get_login_attempts_cache_key(request, username=person.username)
        for key in (by_name, f"mfa-auth-user-{person.pk}"):
            ratelimit.clear(request, action="login_failed", key=key)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        note(request, "sign_in", account=user.pk)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note(request, "sign_in.throttled", account=number_of(credentials.get("username", "")))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Which account it was, where there is one; what was typed is nobody's business."""
        note(request, "sign_in.failed", reason="password", account=number_of(credentials.get("username", "")))

    def set_password(self, user: Any, password: str) -> None:
        """Changed by its owner, and written down like every other way of getting one."""
        members.set_password(person=user, password=password, by=Actor(user.pk, user.name, ""), at=clock.now())

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Signing in and out needs no announcement."""


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Lớp bảo vệ thứ hai: our sentences and names; what the database keeps of a secret takes the site's own to read."""

    error_messages = {
        "add_email_blocked": _("Tài khoản có lớp bảo vệ thứ hai; không thêm địa chỉ thư ở đây."),
        "cannot_delete_authenticator": _(
            "Chức trách của bạn phải có lớp bảo vệ thứ hai. Hãy thêm cách khác trước, rồi bỏ cách này."
        ),
        "cannot_generate_recovery_codes": _("Chưa có ứng dụng xác thực hay khoá nào nên chưa cần mã dự phòng."),
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn. Hãy gõ mã đang hiện; điện thoại phải đúng giờ."),
        "unverified_email": _("Địa chỉ thư chưa được xác minh."),
    }

    def get_totp_issuer(self) -> str:
        return "Thi Đua"

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def build_totp_svg(self, url: str) -> str:
        return qr(url)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Thi Đua"}

    def generate_authenticator_name(self, user: Any, kind: Any) -> str:
        return str(_("Khoá %(number)s") % {"number": factors_of(user.pk).count() + 1})

    def encrypt(self, text: str) -> str:
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return opened(encrypted_text)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """The last one of a person who must have one stays."""
        person, day = authenticator.user, clock.today()
        others = factors_of(person.pk).exclude(pk=authenticator.pk)
        return others.exists() or not must_have_second_factor(person, day)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """What the ledger records is told by `notices`, in a letter of our own."""
