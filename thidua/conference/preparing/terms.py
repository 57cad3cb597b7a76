"""Words of the preparation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Answer(TextChoices):
    WAITING = "waiting", _("Chưa trả lời")
    COMING = "coming", _("Sẽ dự")
    EXCUSED = "excused", _("Xin vắng")


class OpenTo(TextChoices):
    """Ai xem được một tài liệu của hội nghị."""

    SECRETARIES = "secretaries", _("Chỉ thư ký")
    DELEGATES = "delegates", _("Đại biểu")
    PUBLIC = "public", _("Mọi người có địa chỉ")


class Sheet(TextChoices):
    """Khổ thẻ đại biểu."""

    A6 = "a6", _("Khổ A6")
    A7 = "a7", _("Khổ A7")
