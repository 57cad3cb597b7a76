"""Words of the notices."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Pace(TextChoices):
    """Nhịp nhắc: how often a person wants letters."""

    DAILY = "daily", _("Ngày nào có việc cần nhắc thì một thư")
    WEEKLY = "weekly", _("Mỗi thứ Hai một thư")
    OVERDUE = "overdue", _("Chỉ khi có việc quá hạn")


class State(TextChoices):
    """Trạng thái của thư. UNCLEAR: the line broke after the text was given; it may have arrived, so it is not sent
    again by itself."""

    WAITING = "waiting", _("Chờ gửi")
    SENDING = "sending", _("Đang gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")
    UNCLEAR = "unclear", _("Không rõ đã đến chưa")


RETRIES = (5, 15, 60, 240, 720)
"""Minutes to wait after each failed attempt; after the last one the letter is given up and shown."""
