"""Words of the ballots."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from thidua.members.terms import Lead


class Form(TextChoices):
    """Hình thức biểu quyết: two forms are cast on the page, two are counted in the hall by the tellers."""

    SECRET = "secret", _("Bỏ phiếu kín")
    OPEN = "open", _("Biểu quyết công khai")
    HAND = "hand", _("Biểu quyết giơ tay")
    SLIPS = "slips", _("Phiếu giấy")


COUNTED = (Form.HAND, Form.SLIPS)
"""Forms whose figures two tellers enter, each alone; no paper of theirs is kept here."""


class Method(TextChoices):
    """Cách cho ý kiến: what a paper says of its nominees."""

    OPINION = "opinion", _("Đồng ý hoặc không đồng ý với từng đơn vị")
    CHOOSE = "choose", _("Chọn một số đơn vị")
    SCORE = "score", _("Chấm điểm từng đơn vị, từ 0 đến 10")
    ORDER = "order", _("Xếp thứ tự các đơn vị")


class State(TextChoices):
    CALLED = "called", _("Chưa mở")
    OPEN = "open", _("Đang bỏ phiếu")
    CLOSED = "closed", _("Đã kiểm phiếu")


class Choice(TextChoices):
    YES = "yes", _("Đồng ý")
    NO = "no", _("Không đồng ý")
    ABSTAIN = "abstain", _("Không có ý kiến")


class Per(TextChoices):
    """Ai có quyền bỏ phiếu: a mandate a unit, one for each delegate named beforehand, or one a member of the Council.

    A vote of the Council is not the cluster's: the standing office calls it, members of the Council open and close it.
    """

    UNIT = "unit", _("Mỗi đơn vị một phiếu")
    DELEGATE = "delegate", _("Mỗi đại biểu có tên trong danh sách một phiếu")
    COUNCIL = "council", _("Mỗi uỷ viên Hội đồng một phiếu")


PERSONAL = (Per.DELEGATE, Per.COUNCIL)
"""Where a mandate is a person's."""


class Tie(TextChoices):
    """Khi bằng phiếu ở vị trí cuối: what the cluster's rule says. Nothing is drawn or reckoned by the program."""

    AGAIN = "again", _("Bỏ phiếu lại giữa các đơn vị bằng phiếu")
    LEADS = "leads", _("Cụm trưởng và Cụm phó quyết định, ưu tiên thành tích nổi trội hơn")
    WOMEN = "women", _("Ưu tiên tập thể có từ 70% nữ trở lên; Cụm trưởng và Cụm phó ghi nhận")


ELECTED = {Lead.HEAD: "Cụm trưởng năm sau", Lead.DEPUTY: "Cụm phó năm sau"}
"""What a ballot may choose besides titles, under the keys of the leads. Said on papers like a title: not translated."""
CHOSEN, LEFT = "chosen", "left"
"""What a paper that chooses says of a nominee."""
TEN = 10
"""The highest score a paper gives."""
ROUNDS = 2
"""How many rounds there are at most where a rule says nothing else."""
