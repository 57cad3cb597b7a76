"""Words of the paperwork: kinds of paper (Nghị định 30/2020/NĐ-CP, Article 7) with their symbols, who signs how."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Loại văn bản; the value is the symbol used in numbers such as 12/BB-CA."""

    RESOLUTION = "NQ", _("Nghị quyết")
    DECISION = "QĐ", _("Quyết định")
    REGULATION = "QC", _("Quy chế")
    NOTICE = "TB", _("Thông báo")
    GUIDANCE = "HD", _("Hướng dẫn")
    PROGRAMME = "CTr", _("Chương trình")
    PLAN = "KH", _("Kế hoạch")
    REPORT = "BC", _("Báo cáo")
    MINUTES = "BB", _("Biên bản")
    SUBMISSION = "TTr", _("Tờ trình")
    LETTER = "CV", _("Công văn")
    COURTESY = "TC", _("Thư công")
    INVITATION = "GM", _("Giấy mời")
    PLEDGE = "GƯ", _("Bản giao ước thi đua")
    SHEET = "PH", _("Phiếu")
    LIST = "DS", _("Danh sách")


PERSONAL = frozenset({Kind.LETTER, Kind.COURTESY})
"""Kinds without a name in the middle: the abstract stands under the number (công văn)."""
ORDAINS = {Kind.DECISION: "Quyết định:", Kind.RESOLUTION: "Quyết nghị:"}
"""The word between the grounds and what they lead to."""


class Capacity(TextChoices):
    """Quyền hạn của người ký (Nghị định 30/2020/NĐ-CP, Article 13)."""

    OWN = "", _("ký theo chức vụ")
    ON_BEHALF = "TM.", _("TM. – thay mặt tập thể")
    FOR_CHIEF = "KT.", _("KT. – ký thay cấp trưởng")
    BY_ORDER = "TL.", _("TL. – thừa lệnh")
    BY_AUTHORITY = "TUQ.", _("TUQ. – thừa uỷ quyền")


class Status(TextChoices):
    """Bước của một văn bản."""

    DRAFT = "draft", _("Dự thảo")
    SIGNED = "signed", _("Đã duyệt ký, chờ số")
    ISSUED = "issued", _("Đã ban hành")
    REVOKED = "revoked", _("Đã thu hồi")
    DROPPED = "dropped", _("Đã bỏ")


NUMBERED = frozenset({Status.ISSUED, Status.REVOKED})


class TemplateState(TextChoices):
    """Tình trạng của một bản mẫu Word."""

    TRIAL = "trial", _("Đang xem thử")
    IN_USE = "in_use", _("Đang dùng")
    RETIRED = "retired", _("Đã thôi dùng")
