"""Words of the scoring."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Hand(TextChoices):
    """Ai chấm: same inputs, three hands, in this order. A later hand overrules an earlier one where it wrote."""

    SELF = "self", _("Tự chấm")
    CROSS = "cross", _("Chấm chéo")
    APPRAISED = "appraised", _("Thẩm định")

    @property
    def before(self) -> "tuple[Hand, ...]":
        """The hands before this one, in order."""
        return tuple(Hand)[: tuple(Hand).index(self)]


class Column(TextChoices):
    """Cột điểm: what the hands up to this one make; agreed is the appraised with the settlements over it."""

    SELF = "self", _("Tự chấm")
    CROSS = "cross", _("Chấm chéo")
    APPRAISED = "appraised", _("Thẩm định")
    AGREED = "agreed", _("Thống nhất")

    @property
    def hands(self) -> tuple[Hand, ...]:
        """The hands whose words count in this column."""
        return tuple(Hand)[: tuple(Column).index(self) + 1]


class RemarkKind(TextChoices):
    EXPLANATION = "explanation", _("Giải trình của đơn vị")
    REPLY = "reply", _("Ý kiến của thẩm định")
