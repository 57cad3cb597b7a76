"""Đăng nhập: accounts are made by the administrator, so nobody signs up; failures sound alike and are throttled."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth, with sign-up closed and our own sentences."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "too_many_login_attempts": _("Đăng nhập sai nhiều lần. Hãy đợi năm phút rồi thử lại."),
        "account_inactive": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "incorrect_password": _("Mật khẩu không đúng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Signing in and out needs no announcement."""
