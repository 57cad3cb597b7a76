"""Words of the API."""

import datetime as dt

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reach(TextChoices):
    """Phạm vi của mã: within what its seat may do, which part of it a token is for."""

    YEAR = "year", _("Đọc hồ sơ năm: thành viên, thời hạn, bảng tiêu chí, báo cáo, văn bản")
    SCORES = "scores", _("Đọc bảng điểm, kết quả, sổ khen thưởng")
    FIGURES = "figures", _("Ghi số liệu báo cáo của đơn vị")
    SHEET = "sheet", _("Ghi phiếu tự chấm của đơn vị")


LONGEST = dt.timedelta(days=366)
"""No token lasts longer; another is made then."""
AT_ONCE = 10
"""How many working tokens one seat may have."""
USED = dt.timedelta(minutes=1)
"""How exactly the last use is known."""
CALLS, PER = 600, 60
"""How many calls a token may make in how many seconds, in each process of the server."""
A_PAGE, MOST = 50, 200
"""Items of a list in one answer: unless asked, and at most."""
ROOT = "/api/v1/"
