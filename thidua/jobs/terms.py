"""Words of the work done in the background."""

import datetime as dt

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Trạng thái của một việc chạy nền."""

    QUEUED = "queued", _("Đang đợi")
    RUNNING = "running", _("Đang chạy")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Không xong")
    CANCELLED = "cancelled", _("Đã dừng")


OPEN = (State.QUEUED, State.RUNNING)
AT_ONCE = 5
"""How many unfinished works one person may have."""
KEPT_FOR = dt.timedelta(days=7)
"""How long a result waits to be downloaded."""
SILENT_FOR = dt.timedelta(minutes=15)
"""A running work that has said nothing for so long has died with its worker."""
