"""Words of the rulebook."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    DRAFT = "draft", _("Dự thảo")
    PROPOSED = "proposed", _("Đã trình")
    ADOPTED = "adopted", _("Đã thông qua")
    SUPERSEDED = "superseded", _("Đã thay thế")


class Verdict(TextChoices):
    TAKEN = "taken", _("Đã tiếp thu")
    NOT_TAKEN = "not_taken", _("Không tiếp thu")
