"""Words of the hooks."""

import datetime as dt

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from thidua.members.terms import Office

KEEPERS = (Office.HEAD_SECRETARY, Office.STANDING_OFFICE)
"""Who registers addresses, and reads what became of the messages."""


class Event(TextChoices):
    """Sự việc được báo."""

    STAGE = "stage.entered", _("Năm thi đua chuyển bước")
    RESULT = "result.published", _("Công bố kết quả")
    PAPER = "paper.issued", _("Ban hành văn bản")
    REPORT = "report.submitted", _("Đơn vị gửi báo cáo")


ACTS = {
    "stage.enter": Event.STAGE, "stage.back": Event.STAGE, "results.publish": Event.RESULT,
    "paperwork.issue": Event.PAPER, "reports.submit": Event.REPORT,
}  # fmt: skip
"""Which act of the ledger is which event."""


class State(TextChoices):
    """Trạng thái của một lần báo."""

    WAITING = "waiting", _("Chờ gửi")
    DONE = "done", _("Đã nhận")
    FAILED = "failed", _("Không gửi được")
    DROPPED = "dropped", _("Bỏ, vì địa chỉ đã ngừng")


PAUSES = (1, 5, 30, 120, 600, 1440)
"""Minutes after each failed try; after the last one the message is given up and shown."""
ENOUGH = 20
"""So many failed tries in a row switch an address off."""
GONE = 410
"""The answer of an address that wants to hear nothing any more."""
KEPT_FOR = dt.timedelta(days=90)
"""How long the log remembers a message."""
AT_MOST = 10
"""Addresses of one year."""
