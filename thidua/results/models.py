"""Xếp hạng, đề nghị khen thưởng."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.ballots.models import Ballot
from thidua.kit.exact import ExactField
from thidua.members.models import ClusterYear, Membership
from thidua.results.terms import RescoreState, Shows
from thidua.rulebook.models import EditionText


class Result(models.Model):
    """Kết quả đã chốt: a sealed object (edition digest, inputs, cohort, engine version, places); never recomputed.

    `sealed` is canonical JSON text and `digest` its SHA-256; a correction is another version that names its reason.
    `shows` is what people outside the cluster see of it once it is published, under its name.
    """

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="results")
    version = models.PositiveSmallIntegerField(default=1)
    sealed = models.TextField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    sealed_by = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    name = models.CharField(_("tên bản công bố"), max_length=200, blank=True)
    shows = models.CharField(max_length=12, choices=Shows, default=Shows.NOTHING)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["year", "version"], name="result_version_once"),
            models.CheckConstraint(condition=Q(shows__in=Shows.values), name="known_result_shows"),
        ]

    def __str__(self) -> str:
        return f"Kết quả thi đua, {self.year}, bản {self.version}"


class Rescore(models.Model):
    """Đợt tính lại: corrections computed beside a sealed result, applied or cancelled as a whole.

    Nothing of a sealed result changes by itself; `base` is the version the difference is shown against, `edition`
    a proposed table to score by instead.
    """

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="rescores")
    base = models.ForeignKey(Result, models.PROTECT, related_name="rescores")
    reason = models.TextField(_("lý do"))
    document = models.CharField(_("căn cứ"), max_length=300)
    edition = models.ForeignKey(EditionText, models.PROTECT, null=True, blank=True, related_name="rescores")
    state = models.CharField(max_length=10, choices=RescoreState, default=RescoreState.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)
    closed_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year"], condition=Q(state="open"), name="one_open_rescore"),
            models.CheckConstraint(condition=Q(state__in=RescoreState.values), name="known_rescore_state"),
        ]

    def __str__(self) -> str:
        return f"Đợt tính lại, {self.year}"


class Correction(models.Model):
    """Điểm sửa của đợt tính lại: agreed points to set for one criterion of one unit; null takes the agreed off."""

    rescore = models.ForeignKey(Rescore, models.PROTECT, related_name="corrections")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="corrections")
    period = models.CharField(_("kỳ"), max_length=40, blank=True, default="")
    code = models.CharField(max_length=40)
    points = ExactField(_("điểm sửa"), null=True, blank=True)
    reason = models.TextField(_("lý do"))
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["membership__order", "period", "code"]
        constraints = [
            models.UniqueConstraint(fields=["rescore", "membership", "code", "period"], name="corrected_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason"),
        ]


class Nomination(models.Model):
    """Đề nghị khen thưởng: a unit for a title of the catalogue, on the ground of a result and a vote."""

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="nominations")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="nominations")
    award = models.CharField(_("danh hiệu, hình thức"), max_length=60)
    ballot = models.ForeignKey(Ballot, models.PROTECT, null=True, blank=True, related_name="nominations")
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["year", "membership", "award"], name="nomination_once")]

    def __str__(self) -> str:
        return f"Đề nghị khen thưởng {self.membership.unit.name}"


class Allotment(models.Model):
    """Chỉ tiêu đề nghị: how many units the cluster may put forward for a title in a year, by whose document.

    A number, or a share of the member units rounded down; the one or the other.
    """

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="allotments")
    award = models.CharField(_("danh hiệu, hình thức"), max_length=60)
    number = models.PositiveSmallIntegerField(_("số lượng"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(_("tỷ lệ"), null=True, blank=True)
    document = models.CharField(_("văn bản giao"), max_length=300)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "award"], name="allotted_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=False, percent__isnull=True) | Q(number__isnull=True, percent__lte=100),
                name="a_number_or_a_share",
            ),
            models.CheckConstraint(condition=~Q(document=""), name="allotment_has_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.award}, {self.year}"


class Extra(models.Model):
    """Ngoại lệ chỉ tiêu: a unit that may be put forward besides the allotted number; accepted once."""

    allotment = models.ForeignKey(Allotment, models.PROTECT, related_name="extras")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="extras")
    document = models.CharField(_("văn bản cho phép"), max_length=300)
    reason = models.TextField(_("lý do"))
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["allotment", "membership"], name="extra_once"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(document=""), name="extra_has_its_ground"),
        ]

    def __str__(self) -> str:
        return f"{self.allotment}, {self.membership}"


class Decision(models.Model):
    """Quyết định khen thưởng: number, date, signer; attaches to a year that may long be closed."""

    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="decision")
    granted = models.BooleanField(_("được khen thưởng"), default=True)
    number = models.CharField(_("số quyết định"), max_length=60)
    on = models.DateField(_("ngày quyết định"))
    signer = models.CharField(_("người ký"), max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(number=""), name="decision_has_a_number")]
