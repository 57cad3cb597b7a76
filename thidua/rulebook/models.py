"""Bảng tiêu chí. The edition's text is the truth; criteria rows are its read-only projection, made at adoption."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.members.models import ClusterYear
from thidua.members.terms import Office
from thidua.rulebook.terms import Status, Verdict


class EditionText(models.Model):
    """Một phiên bản bảng tiêu chí: canonical TOML, identified by its SHA-256, adopted once, then immutable."""

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="editions")
    text = models.TextField(_("nội dung"))
    digest = models.CharField(max_length=64, db_index=True)
    title = models.CharField(_("tên bảng"), max_length=300)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    adopted_on = models.DateField(_("ngày thông qua"), null=True, blank=True)
    effective_on = models.DateField(_("áp dụng từ ngày"), null=True, blank=True)
    by_document = models.CharField(_("văn bản thông qua"), max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "effective_on"], condition=Q(status="adopted"), name="one_adopted_edition_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(status="adopted") | Q(effective_on__isnull=False), name="adopted_edition_takes_effect"
            ),
            models.UniqueConstraint(fields=["year", "digest"], name="edition_text_once"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="known_edition_status"),
        ]

    def __str__(self) -> str:
        return self.title


class CriterionRow(models.Model):
    """Tiêu chí, as projected from the adopted edition; `code` is the path, the identity."""

    edition = models.ForeignKey(EditionText, models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    parent = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=500)
    is_leaf = models.BooleanField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="criterion_code_once")]


class Comment(models.Model):
    """Góp ý vào bảng tiêu chí: on one criterion, or on the whole table when `code` is empty.

    Written once, answered once.
    """

    edition = models.ForeignKey(EditionText, models.PROTECT, related_name="comments")
    code = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    by_name = models.CharField(max_length=200)
    by_office = models.CharField(max_length=20, choices=Office)
    by_unit = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    reply = models.TextField(blank=True)
    replied_by = models.CharField(max_length=200, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=["", *Verdict.values]), name="known_verdict"),
            models.CheckConstraint(
                condition=Q(verdict="") | (~Q(reply="") & Q(replied_at__isnull=False)), name="verdict_with_a_reply"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text[:80]}".strip()
