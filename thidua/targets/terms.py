"""Words of the targets: states of a registration, and what an assignment says."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Trạng thái bản đăng ký."""

    DRAFT = "draft", _("Chưa gửi")
    SUBMITTED = "submitted", _("Chờ duyệt")
    RETURNED = "returned", _("Từ chối")
    APPROVED = "approved", _("Đã duyệt")


class Scope(TextChoices):
    """Một tiêu chí đối với một đơn vị; said by the standing office, never by the unit itself."""

    ASSIGNED = "assigned", _("Được giao")
    NOT_ASSIGNED = "not_assigned", _("Không được giao")
    WAIVED = "waived", _("Được miễn")
