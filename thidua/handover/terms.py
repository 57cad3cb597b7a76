"""Words of the handover."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Side(TextChoices):
    """Bên giao, bên nhận."""

    GIVING = "giving", _("Bên giao")
    TAKING = "taking", _("Bên nhận")


class Rotation(TextChoices):
    """Cách chọn Cụm trưởng, Cụm phó năm sau."""

    ORDER = "order", _("Xoay vòng theo thứ tự các đơn vị của cụm")
    ELECTION = "election", _("Các đơn vị bầu tại hội nghị")
    DECISION = "decision", _("Cấp có thẩm quyền chỉ định")
