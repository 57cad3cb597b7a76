"""Words of the follow-up."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sort(TextChoices):
    RECOMMENDATION = "recommendation", _("Kiến nghị")
    SOLUTION = "solution", _("Giải pháp đã thống nhất")


class Progress(TextChoices):
    OPEN = "open", _("Chưa thực hiện")
    UNDER_WAY = "under_way", _("Đang thực hiện")
    REPORTED = "reported", _("Đơn vị báo đã xong")
    DONE = "done", _("Đã xong")
    DROPPED = "dropped", _("Thôi thực hiện")


SETTLED = (Progress.DONE, Progress.DROPPED)
