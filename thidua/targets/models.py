"""Đăng ký, chỉ tiêu, giao ước."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.members.models import ClusterYear, Membership
from thidua.targets.terms import Scope, State


class Registration(models.Model):
    """Bản đăng ký thi đua of one unit: an officer prepares, the leader submits, the secretariat approves or refuses."""

    membership = models.OneToOneField(Membership, models.PROTECT, related_name="registration")
    titles = models.JSONField(_("danh hiệu đăng ký"), default=list)
    commitment = models.TextField(_("nội dung đăng ký"), blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.TextField(_("lý do từ chối"), blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=State.values), name="known_registration_state")]

    def __str__(self) -> str:
        return f"Đăng ký thi đua của {self.membership.unit.name}"


class Target(models.Model):
    """Chỉ tiêu of one unit for one criterion: proposed by the unit, agreed with the approval of its registration as
    proposed, or as the standing office assigned it; afterwards changed by an `Amendment` only.

    `scope` says whether the criterion is the unit's at all. Numbers are exact text ("120", "98.5"); null = none given.
    """

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="targets")
    code = models.CharField(max_length=40)
    proposed = models.CharField(_("chỉ tiêu đăng ký"), max_length=30, blank=True)
    agreed = models.CharField(_("chỉ tiêu được giao"), max_length=30, blank=True)
    scope = models.CharField(max_length=12, choices=Scope, default=Scope.ASSIGNED)
    reason = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "code"], name="target_once"),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="known_scope"),
        ]


class Amendment(models.Model):
    """Điều chỉnh chỉ tiêu: one change of an agreed target or its scope after the approval; only ever added to."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="amendments")
    code = models.CharField(max_length=40)
    agreed_before = models.CharField(max_length=30, blank=True)
    agreed_after = models.CharField(max_length=30, blank=True)
    scope_before = models.CharField(max_length=12, choices=Scope)
    scope_after = models.CharField(max_length=12, choices=Scope)
    reason = models.CharField(_("lý do điều chỉnh"), max_length=300)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="amendment_has_a_reason"),
            models.CheckConstraint(
                condition=Q(scope_before__in=Scope.values, scope_after__in=Scope.values), name="known_amended_scope"
            ),
        ]


class Trait(models.Model):
    """Thông tin đơn vị dùng trong bảng tiêu chí: a fact about a unit that the table asks for (`unit.…`), as written.

    Said by those who judge the unit, never by the unit itself: it decides which criteria and thresholds apply.
    """

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="traits")
    key = models.CharField(max_length=40)
    written = models.CharField(_("giá trị"), max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "key"], name="trait_once")]


class Pledge(models.Model):
    """Bản giao ước thi đua of a cluster year; members sign it, the secretariat seals it when all have.

    A text that somebody has signed is never changed: another row supersedes it, with its signatures, and says why.
    """

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="pledges")
    text = models.TextField(_("nội dung giao ước"))
    signing_on = models.DateField(_("ngày ký"), null=True, blank=True)
    amended_because = models.TextField(_("lý do sửa nội dung"), blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(superseded_at__isnull=True), name="one_pledge_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"Giao ước thi đua, {self.year}"


class Signature(models.Model):
    """Chữ ký of one member under the pledge, by its leader."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="signatures")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="signatures")
    signer = models.CharField(max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["pledge", "membership"], name="signature_once")]


class Objection(models.Model):
    """Lý do chưa ký: why a member does not sign this pledge, by its leader. It may still sign later; both stay."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="objections")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="objections")
    reason = models.TextField(_("lý do chưa ký"))
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="objection_has_a_reason")]
