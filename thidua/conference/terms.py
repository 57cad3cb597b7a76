"""Words of the conference."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    MID_YEAR = "mid_year", _("Hội nghị sơ kết")
    SUMMARY = "summary", _("Hội nghị tổng kết")


class State(TextChoices):
    PLANNED = "planned", _("Đang chuẩn bị")
    OPEN = "open", _("Đang diễn ra")
    CLOSED = "closed", _("Đã bế mạc")


class Session(TextChoices):
    MORNING = "morning", _("Sáng")
    AFTERNOON = "afternoon", _("Chiều")
    DAY = "day", _("Cả ngày")


class Side(TextChoices):
    """Thứ tự lễ tân: side first, rank second (domain.md 4.2)."""

    SUPERIOR = "superior", _("Đại biểu cấp trên")
    HOST = "host", _("Đơn vị đăng cai")
    MEMBER = "member", _("Đoàn đơn vị thành viên")
    GUEST = "guest", _("Khách mời")


class Presence(TextChoices):
    EXPECTED = "expected", _("Chưa đến")
    PRESENT = "present", _("Có mặt")
    EXCUSED = "excused", _("Vắng có lý do")
    ABSENT = "absent", _("Vắng")
