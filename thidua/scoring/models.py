"""Chấm điểm. What is kept are the inputs each hand wrote; points are derived by the engine, never stored."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.kit.exact import ExactField
from thidua.members.models import ClusterYear, Membership, Person
from thidua.reports.models import Evidence
from thidua.scoring.terms import Hand, RemarkKind


def _period() -> "models.CharField[str, str]":
    """Kỳ chấm: the code the table declares; "" where the table has no periods."""
    return models.CharField(_("kỳ"), max_length=40, blank=True, default="")


class Round(models.Model):
    """Vòng chấm: one hand's turn in a cluster year or a period of it; opened, due, closed by the secretariat."""

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="rounds")
    period = _period()
    hand = models.CharField(max_length=10, choices=Hand)
    opened_on = models.DateField()
    due_on = models.DateField(_("hạn"))
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "hand", "period"], name="round_once"),
            models.CheckConstraint(condition=Q(hand__in=Hand.values), name="known_hand"),
        ]


class Assignment(models.Model):
    """Phân công chấm chéo: `checker` scores `membership`, never the own unit."""

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="cross_checks")
    checker = models.ForeignKey(Membership, models.PROTECT, related_name="checks")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="checked_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "membership"], name="checked_once"),
            models.CheckConstraint(condition=~Q(checker=models.F("membership")), name="never_the_own_unit"),
        ]


class Department(models.Model):
    """Cơ quan thẩm định: a body that appraises its own criteria of the table (`codes`: criteria or whole groups)."""

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="departments")
    name = models.CharField(_("tên cơ quan"), max_length=200)
    codes = models.JSONField(_("tiêu chí"), default=list)
    people = models.ManyToManyField(Person, related_name="departments", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["year", "name"], name="department_once")]

    def __str__(self) -> str:
        return self.name


class DepartmentDone(models.Model):
    """Báo xong: a body's word that its part of a unit's appraisal is finished."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="done")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="parts_done")
    period = _period()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["department", "membership", "period"], name="part_done_once")]


class Sheet(models.Model):
    """Phiếu chấm of one unit by one hand: its submission is the fact that ends the hand's turn for the unit."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="sheets")
    period = _period()
    hand = models.CharField(max_length=10, choices=Hand)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    days_late = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "hand", "period"], name="sheet_once"),
            models.CheckConstraint(condition=Q(hand__in=Hand.values), name="known_sheet_hand"),
        ]

    def __str__(self) -> str:
        return f"{self.get_hand_display()}: {self.membership.unit.name}"


class Claim(models.Model):
    """Ô của phiếu: what one hand wrote for one criterion, as typed (`written`: input key → text), with its reason.

    A cross-checker's or appraiser's claim exists only where it differs from the hand before, and needs a reason.
    """

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="claims")
    code = models.CharField(max_length=40)
    written = models.JSONField(default=dict)
    reason = models.TextField(_("lý do, ghi chú"), blank=True)
    version = models.PositiveIntegerField(default=1)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "code"], name="claim_once")]


class Remark(models.Model):
    """Giải trình, with files of the unit, and its answer: append-only, never overwritten."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="remarks")
    period = _period()
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=RemarkKind)
    text = models.TextField(_("nội dung"))
    evidence = models.ManyToManyField(Evidence, related_name="remarks", blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]


class Settlement(models.Model):
    """Điểm thống nhất: the agreed value where it is not the computed one, with reason and name; one per criterion."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="settlements")
    period = _period()
    code = models.CharField(max_length=40)
    points = ExactField(_("điểm thống nhất"))
    reason = models.TextField(_("lý do"))
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "code", "period"], name="settled_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="settlement_has_a_reason"),
        ]


class QuotaException(models.Model):
    """Ngoại lệ tỷ lệ khống chế: the standing office lets a unit keep the grade its points earned, past a quota."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="quota_exceptions")
    period = _period()
    document = models.CharField(_("văn bản cho phép"), max_length=300)
    reason = models.TextField(_("lý do"))
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "period"], name="excepted_once"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(document=""), name="exception_has_its_ground"),
        ]

    @property
    def told(self) -> str:
        """As the engine, the board and the papers say it."""
        return f"{self.reason} ({self.document})"


class CollectiveGrade(models.Model):
    """Xếp loại của tập thể: what the collective above was graded, where the quotas of its members hang on that."""

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="collective_grades")
    period = _period()
    grade = models.CharField(_("xếp loại của tập thể"), max_length=100)
    document = models.CharField(_("văn bản"), max_length=300)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "period"], name="collective_graded_once"),
            models.CheckConstraint(condition=~Q(grade="") & ~Q(document=""), name="collective_grade_has_its_ground"),
        ]


class Freeze(models.Model):
    """Giữ kín bảng điểm: from the closing of the appraisal the members see no other unit's points until the conference,
    or until it is lifted. At most one holds at a time."""

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="freezes")
    reason = models.TextField(_("lý do"))
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year"], condition=Q(lifted_at__isnull=True), name="frozen_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="freeze_has_a_reason"),
        ]
