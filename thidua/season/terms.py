"""Words of the season."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Phase(TextChoices):
    """Giai đoạn có thời hạn: what a window opens."""

    REGISTRATION = "registration", _("Đăng ký, ký giao ước")
    REPORT = "report", _("Báo cáo kết quả")
    SELF_SCORING = "self_scoring", _("Tự chấm điểm")
    CROSS_CHECK = "cross_check", _("Chấm chéo")
    APPRAISAL = "appraisal", _("Thẩm định")
    EXPLANATION = "explanation", _("Giải trình")
