"""Words of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Varied(TextChoices):
    """Điều được thử thay đổi khi xem thứ hạng có vững không."""

    WEIGHTS = "weights", _("Trọng số từng mục thay đổi trong khoảng ±20%")
    DISPUTED = "disputed", _("Điểm còn ý kiến khác nhau: lúc lấy điểm tự chấm, lúc lấy điểm thẩm định")
    BOTH = "both", _("Cả hai cùng lúc")
