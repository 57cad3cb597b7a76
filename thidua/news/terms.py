"""Words of the news."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Trạng thái bài viết."""

    DRAFT = "draft", _("Đang soạn")
    IN_REVIEW = "in_review", _("Chờ duyệt")
    PUBLISHED = "published", _("Đã đăng")
    WITHDRAWN = "withdrawn", _("Đã gỡ")


class Shown(TextChoices):
    """Loại mục trên trang công khai."""

    ARTICLE = "article", _("Bài viết")
    CLUSTER = "cluster", _("Cụm thi đua")
    MOVEMENT = "movement", _("Phong trào")
    BOARD = "board", _("Bảng xếp hạng")
    DECISIONS = "decisions", _("Quyết định khen thưởng")
    ALBUM = "album", _("Album ảnh")
    EXEMPLAR = "exemplar", _("Điển hình tiên tiến")
