"""Words of the scoring."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from thidua.season.terms import Phase


class Hand(TextChoices):
    """Ai chấm: same inputs, three hands, in this order. A later hand overrules an earlier one where it wrote."""

    SELF = "self", _("Tự chấm")
    CROSS = "cross", _("Chấm chéo")
    APPRAISED = "appraised", _("Thẩm định")

    @property
    def before(self) -> "tuple[Hand, ...]":
        """The hands before this one, in order."""
        return tuple(Hand)[: tuple(Hand).index(self)]

    @property
    def phase(self) -> Phase:
        """What the calendar calls this hand's turn."""
        return {Hand.SELF: Phase.SELF_SCORING, Hand.CROSS: Phase.CROSS_CHECK, Hand.APPRAISED: Phase.APPRAISAL}[self]


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
    """Lời về một điểm bị đổi: the unit explains (this flags it) or agrees; the second review keeps or revises."""

    EXPLANATION = "explanation", _("Giải trình của đơn vị")
    AGREEMENT = "agreement", _("Đơn vị đồng ý")
    REPLY = "reply", _("Thẩm định lại: giữ nguyên")
    REVISED = "revised", _("Thẩm định lại: sửa")


AGREED = "Đồng ý với điểm thẩm định."
"""The word of a unit that has nothing against a changed point; kept in Vietnamese whoever says it."""
