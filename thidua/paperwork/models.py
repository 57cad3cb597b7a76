"""Văn bản. A cluster has no registry of its own: its papers carry the head unit's number (domain.md 6.2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.members.models import ClusterYear, Unit
from thidua.paperwork.terms import Kind, Status


class Document(models.Model):
    """Một văn bản: made from data by the room that knows it, numbered when issued.

    `content` is the paper as plain JSON: {"sections": [{"heading", "paragraphs": [..], "table": {"head", "rows"}}],
    "recipients": [..], "signatures": [{"authority", "name"}]}. A number is unique and gapless per issuing unit,
    kind and calendar year.
    """

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="documents")
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="documents")
    kind = models.CharField(_("loại văn bản"), max_length=4, choices=Kind)
    about = models.CharField(_("trích yếu"), max_length=400)
    subject = models.CharField(max_length=60, help_text="which thing it documents, such as pledge:12")
    content = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "kind", "number_year", "number"], name="document_number_once"),
            models.CheckConstraint(
                condition=Q(status="draft", number__isnull=True)
                | Q(number__isnull=False, issued_on__isnull=False, number_year__isnull=False),
                name="issued_means_numbered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.about}"
