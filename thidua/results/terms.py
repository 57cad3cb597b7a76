"""Words of the results."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """Bảng kết quả đang xem là bản nào."""

    PREVIEW = "preview", _("Xem trước")
    SEALED = "sealed", _("Đã chốt, chưa công bố")
    OFFICIAL = "official", _("Bản chính thức")


class Shows(TextChoices):
    """Người ngoài cụm thấy gì của kết quả đã công bố."""

    NOTHING = "nothing", _("Không thấy gì: chỉ các đơn vị của cụm xem được")
    PLACES = "places", _("Thứ hạng và xếp loại, không có điểm")
    TOTALS = "totals", _("Thứ hạng, xếp loại và tổng điểm")
    EVERYTHING = "everything", _("Cả bảng, có điểm từng phần")


class RescoreState(TextChoices):
    """Trạng thái đợt tính lại."""

    OPEN = "open", _("Đang soạn")
    APPLIED = "applied", _("Đã áp dụng")
    CANCELLED = "cancelled", _("Đã huỷ")


class Outcome(TextChoices):
    """Kết quả của một danh hiệu đã đăng ký."""

    GRANTED = "granted", _("Được khen thưởng")
    REFUSED = "refused", _("Không được khen thưởng")
    AWAITED = "awaited", _("Đang chờ quyết định")
    NOT_PROPOSED = "not_proposed", _("Chưa được đề nghị")


class Answer(TextChoices):
    """Trả lời của cấp có thẩm quyền cho một đề nghị."""

    GRANTED = "granted", _("Được khen thưởng")
    REFUSED = "refused", _("Không được khen thưởng")
