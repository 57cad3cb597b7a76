"""Words of the reports."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Span(TextChoices):
    """Kỳ báo cáo."""

    MONTH = "month", _("Tháng")
    QUARTER = "quarter", _("Quý")
    HALF = "half", _("6 tháng")
    NINE_MONTHS = "nine_months", _("9 tháng")
    YEAR = "year", _("Năm")


class State(TextChoices):
    """Trạng thái báo cáo."""

    DRAFT = "draft", _("Đang soạn")
    SUBMITTED = "submitted", _("Đã gửi")
    RETURNED = "returned", _("Trả lại")


class Series(TextChoices):
    """Loạt kỳ mở một lần."""

    MONTHS = "months", _("12 tháng")
    QUARTERS = "quarters", _("4 quý")
    REVIEWS = "reviews", _("6 tháng, 9 tháng, cả năm")
