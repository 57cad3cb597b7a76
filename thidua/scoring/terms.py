"""Words of the scoring."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Hand(TextChoices):
    """Ai chấm: same inputs, three hands, in this order. A later hand overrules an earlier one where it wrote."""

    SELF = "self", _("Tự chấm")
    CROSS = "cross", _("Chấm chéo")
    APPRAISED = "appraised", _("Thẩm định")


class RemarkKind(TextChoices):
    EXPLANATION = "explanation", _("Giải trình của đơn vị")
    REPLY = "reply", _("Ý kiến của thẩm định")
