"""Words of the packages."""

import datetime as dt
import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from thidua.members.terms import Office

FORM = "thidua-package/1"
PART = re.compile(r"(report|evidence|sheets|editions|results|decisions)\.json|(evidence|decisions)/[0-9a-f]{64}")
"""What a part may be called: never a path of anybody's choosing."""
KEEPERS = (Office.HEAD_SECRETARY, Office.STANDING_OFFICE)
"""Who says which sites are trusted, takes packages in, and gives out the cluster's."""
AHEAD = dt.timedelta(minutes=10)
"""How far another site's clock may be ahead of ours."""


class Carries(TextChoices):
    """Loại gói."""

    REPORT = "report", _("Báo cáo của một đơn vị")
    CLUSTER = "cluster", _("Bảng tiêu chí, kết quả, quyết định của cụm")


class Change(TextChoices):
    """So với hiện có: what taking a package in would do to one row."""

    NEW = "new", _("Mới")
    DIFFERS = "differs", _("Khác")
    GONE = "gone", _("Bỏ trống")
    SAME = "same", _("Như cũ")
    HERE = "here", _("Chỉ có ở đây, giữ nguyên")
    LEFT = "left", _("Không nhận")

    @property
    def writes(self) -> bool:
        return self in (Change.NEW, Change.DIFFERS, Change.GONE)
