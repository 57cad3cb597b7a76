"""Biên bản và thông báo kết luận: sections, their versions, the approved whole."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.conference.minutes.terms import Kind, State
from thidua.paperwork.models import Document


class Draft(models.Model):
    """Dự thảo biên bản, thông báo kết luận. Approved, it is frozen: its digest is in the ledger, its paper issued."""

    conference = models.ForeignKey("conference.Conference", models.PROTECT, related_name="drafts")
    kind = models.CharField(_("loại"), max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WRITING)
    sent_by = models.CharField(max_length=200, blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    paper = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "kind"], name="one_draft_of_a_kind"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="known_draft_state"),
            models.CheckConstraint(condition=~Q(state="approved") | ~Q(digest=""), name="approved_means_frozen"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.conference.title}"


class Section(models.Model):
    """Mục của biên bản: the text as it stands; `key` says which facts stand above it, "" none."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="sections")
    key = models.CharField(max_length=20, blank=True)
    heading = models.CharField(_("tiêu đề"), max_length=200)
    text = models.TextField(_("nội dung"), blank=True)
    order = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.heading


class Revision(models.Model):
    """Lần ghi: one version of a section, whole."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    person = models.PositiveBigIntegerField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["section", "version"], name="revision_once")]
