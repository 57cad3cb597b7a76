"""Words of the paperwork: kinds of paper (Nghị định 30/2020/NĐ-CP, Article 7) with their symbols."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Loại văn bản; the value is the symbol used in numbers such as 12/BB-CA."""

    PLAN = "KH", _("Kế hoạch")
    REGULATION = "QC", _("Quy chế")
    DECISION = "QĐ", _("Quyết định")
    REPORT = "BC", _("Báo cáo")
    MINUTES = "BB", _("Biên bản")
    NOTICE = "TB", _("Thông báo")
    SUBMISSION = "TTr", _("Tờ trình")
    PROGRAMME = "CTr", _("Chương trình")
    PLEDGE = "GƯ", _("Bản giao ước thi đua")


class Status(TextChoices):
    DRAFT = "draft", _("Dự thảo")
    ISSUED = "issued", _("Đã ban hành")
    REVOKED = "revoked", _("Đã thu hồi")
