"""What a password may be, besides what Django asks: no longer than anybody types, for hashing takes its time."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128


class NotEndless:
    """Up to 128 characters, wherever a password is set."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(_("Mật khẩu dài nhất 128 ký tự."))

    def get_help_text(self) -> str:
        return _("Mật khẩu dài nhất 128 ký tự.")
