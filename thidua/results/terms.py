"""Words of the results."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """Bảng kết quả đang xem là bản nào."""

    PREVIEW = "preview", _("Xem trước")
    SEALED = "sealed", _("Đã chốt, chưa công bố")
    OFFICIAL = "official", _("Bản chính thức")


class RescoreState(TextChoices):
    """Trạng thái đợt tính lại."""

    OPEN = "open", _("Đang soạn")
    APPLIED = "applied", _("Đã áp dụng")
    CANCELLED = "cancelled", _("Đã huỷ")


class Answer(TextChoices):
    """Trả lời của cấp có thẩm quyền cho một đề nghị."""

    GRANTED = "granted", _("Được khen thưởng")
    REFUSED = "refused", _("Không được khen thưởng")
