"""Words of the minutes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    MINUTES = "minutes", _("Biên bản hội nghị")
    CONCLUSIONS = "conclusions", _("Thông báo kết luận")


class State(TextChoices):
    WRITING = "writing", _("Đang viết")
    SENT = "sent", _("Đã trình")
    APPROVED = "approved", _("Đã duyệt")
