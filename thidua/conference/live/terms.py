"""Words of the screens."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Showing(TextChoices):
    """Nội dung màn hình: what the secretary has put up for all to see."""

    ITEM = "item", _("Mục đang diễn ra")
    SPEAKERS = "speakers", _("Phát biểu, thảo luận")
    VOTE = "vote", _("Bỏ phiếu")
    BOARD = "board", _("Bảng điểm")
    ALBUM = "album", _("Ảnh hội nghị")
    ATTENDANCE = "attendance", _("Điểm danh")
    NOTICE = "notice", _("Thông báo")
