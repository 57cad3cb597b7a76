"""Words of the register of awards."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from thidua.members.terms import Office

KEEPERS = (Office.STANDING_OFFICE,)
"""Who writes the register."""
READERS = tuple(Office)
"""Who reads it: anyone with a seat."""


class Verdict(TextChoices):
    """Kết luận về một điều kiện, và về cả đề nghị."""

    PASS = "pass", _("Đủ điều kiện")
    FAIL = "fail", _("Chưa đủ")
    RULING = "ruling", _("Cần người quyết định")


class State(TextChoices):
    """Hồ sơ đề nghị đang ở đâu."""

    CLUSTER = "cluster", _("Cụm đang lập")
    STANDING = "standing", _("Cơ quan thường trực đang xem")
    COUNCIL = "council", _("Trình Hội đồng")
    PASSED = "passed", _("Hội đồng đồng ý, chờ quyết định")
    GRANTED = "granted", _("Đã có quyết định")
    REFUSED = "refused", _("Không được khen thưởng")
    WITHDRAWN = "withdrawn", _("Đã rút")


PUT_TO_COUNCIL = (State.COUNCIL, State.PASSED, State.GRANTED, State.REFUSED)
"""Where a dossier may be once the Council has it."""
UNDER_WAY = (State.CLUSTER, State.STANDING, State.COUNCIL, State.PASSED)


class Answer(TextChoices):
    """Hội đồng trả lời: ba cách, không chỉ có hay không."""

    AGREE = "agree", _("Đồng ý")
    LOWER = "lower", _("Đồng ý, nhưng hạ xuống hình thức khác")
    REFUSE = "refuse", _("Không đồng ý")
