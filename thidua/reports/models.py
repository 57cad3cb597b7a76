"""Báo cáo kết quả, minh chứng."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.members.models import ClusterYear, Membership
from thidua.reports.terms import Span, State


class Period(models.Model):
    """Kỳ báo cáo of a cluster year, opened by the secretariat with its due date."""

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="periods")
    span = models.CharField(_("kỳ"), max_length=12, choices=Span)
    name = models.CharField(_("tên kỳ"), max_length=80)
    from_date = models.DateField(_("từ ngày"))
    to_date = models.DateField(_("đến ngày"))
    due_on = models.DateField(_("hạn gửi"))

    class Meta:
        ordering = ["from_date", "to_date"]
        constraints = [
            models.UniqueConstraint(fields=["year", "name"], name="period_once"),
            models.CheckConstraint(condition=Q(to_date__gte=models.F("from_date")), name="period_runs_forward"),
        ]

    def __str__(self) -> str:
        return self.name


class Report(models.Model):
    """Báo cáo of one unit for one period: narrative and figures; late is a fact (submitted day after the due day)."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="reports")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="reports")
    narrative = models.TextField(_("thuyết minh kết quả"), blank=True)
    narrative_by = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    days_late = models.PositiveSmallIntegerField(null=True, blank=True)
    returned_because = models.TextField(_("lý do trả lại"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "membership"], name="report_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="known_report_state"),
        ]

    def __str__(self) -> str:
        return f"{self.period.name}: {self.membership.unit.name}"


class Figure(models.Model):
    """Số liệu of a report for one input of one criterion, kept as it was written.

    `carried`: taken over from the period before, and nobody has said yet that it still holds. `note`: the unit's word
    on a figure that looks strange.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    code = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    written = models.CharField(max_length=60)
    by_name = models.CharField(max_length=200, blank=True)
    carried = models.BooleanField(default=False)
    note = models.TextField(_("lời giải thích"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "code", "key"], name="figure_once")]


class Evidence(models.Model):
    """Minh chứng: one file of a unit, known by its content, stored once however many criteria it serves.

    `signed`: the signatures found in a PDF when it came in, as `kit.signed` tells them; None: it could not be read.
    """

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="evidence")
    name = models.CharField(_("tên tệp"), max_length=200)
    file = models.FileField(upload_to="evidence")
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    place_removed = models.BooleanField(default=False)
    signed = models.JSONField(null=True, default=list)
    uploaded_by = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["uploaded_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["membership", "sha256"], name="evidence_stored_once")]

    def __str__(self) -> str:
        return self.name


class EvidenceLink(models.Model):
    """Gắn minh chứng: a file serves a criterion ("" = the unit's reports as a whole) until it is withdrawn from it."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="links")
    code = models.CharField(max_length=40, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "code"], condition=Q(withdrawn_at__isnull=True),
                                    name="evidence_linked_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.evidence.name}: {self.code}" if self.code else self.evidence.name
