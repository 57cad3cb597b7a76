"""Words of the members: offices, stages of the year, kinds of succession."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Office(TextChoices):
    """Chức trách: what a person may do comes from an office held in a unit, per cluster year."""

    UNIT_OFFICER = "unit_officer", _("Cán bộ thi đua")
    UNIT_LEADER = "unit_leader", _("Lãnh đạo đơn vị")
    HEAD_SECRETARY = "head_secretary", _("Thư ký Cụm trưởng")
    DEPUTY_SECRETARY = "deputy_secretary", _("Thư ký Cụm phó")
    CROSS_CHECKER = "cross_checker", _("Cán bộ chấm chéo")
    TELLER = "teller", _("Ban kiểm phiếu")
    CONFERENCE_SECRETARY = "conference_secretary", _("Thư ký hội nghị")
    PRESS_OFFICER = "press_officer", _("Cán bộ tuyên truyền")
    STANDING_OFFICE = "standing_office", _("Cơ quan thường trực")
    COUNCIL = "council", _("Uỷ viên Hội đồng Thi đua – Khen thưởng")
    ADMINISTRATOR = "administrator", _("Quản trị hệ thống")


SITE_OFFICES = {Office.STANDING_OFFICE, Office.COUNCIL, Office.ADMINISTRATOR}
"""Offices held for every cluster, without a unit."""
SEATS_PEOPLE = (Office.STANDING_OFFICE, Office.ADMINISTRATOR)
"""Who gives, hands over and ends seats."""
LOOK_AFTER_ACCOUNTS = (Office.ADMINISTRATOR, Office.STANDING_OFFICE, Office.HEAD_SECRETARY)
"""Who opens the pages of accounts; what each may do there, the rules of `accounts` say."""


class Stage(TextChoices):
    """Bước của năm thi đua, in order (domain.md section 3)."""

    CONSTITUTED = "constituted", _("Thành lập")
    LAUNCHED = "launched", _("Phát động")
    RULES_ADOPTED = "rules_adopted", _("Thông qua bảng tiêu chí")
    PLEDGED = "pledged", _("Ký giao ước")
    RUNNING = "running", _("Thực hiện")
    MID_REVIEWED = "mid_reviewed", _("Sơ kết")
    SELF_SCORED = "self_scored", _("Tự chấm điểm")
    CROSS_CHECKED = "cross_checked", _("Chấm chéo")
    APPRAISED = "appraised", _("Thẩm định")
    CONCLUDED = "concluded", _("Tổng kết")
    NOMINATED = "nominated", _("Đề nghị khen thưởng")
    DECIDED = "decided", _("Quyết định khen thưởng")
    HANDED_OVER = "handed_over", _("Bàn giao")
    ARCHIVED = "archived", _("Lưu trữ")

    @property
    def order(self) -> int:
        return list(Stage).index(self)

    def reached(self, other: "Stage") -> bool:
        """Whether `other` lies at or before this stage."""
        return self.order >= other.order


class Lead(TextChoices):
    """Cụm trưởng, Cụm phó."""

    HEAD = "head", _("Cụm trưởng")
    DEPUTY = "deputy", _("Cụm phó")


class Succession(TextChoices):
    """How one unit came out of another."""

    MERGED = "merged", _("Sáp nhập")
    SPLIT = "split", _("Chia tách")
    RENAMED = "renamed", _("Đổi tên")
