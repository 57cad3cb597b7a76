"""Sending a letter once more is the administrator's to decide."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.notices.models import Letter
from thidua.notices.queries import in_trouble


def why_not_resend(letter: Letter, at: dt.datetime) -> str:
    """Only what failed, or nobody knows of."""
    if in_trouble(at).filter(pk=letter.pk).exists():
        return ""
    return _("Thư này đã gửi hoặc đang chờ gửi, không cần gửi lại.")
