"""Bàn giao."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.handover.terms import Rotation, Side
from thidua.members.models import Cluster, ClusterYear, Membership, Unit
from thidua.members.terms import Lead


class Handover(models.Model):
    """Bàn giao of a year's leads: announced at the conference, signed over by both, accepted by both who come.

    `head` and `deputy` are memberships of the *next* year, which is constituted when the handover is announced.
    """

    year = models.OneToOneField(ClusterYear, models.PROTECT, related_name="handover")
    next_year = models.OneToOneField(ClusterYear, models.PROTECT, related_name="taken_over")
    head = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    announced_on = models.DateField(_("ngày công bố"))
    signed_over_at = models.DateTimeField(null=True, blank=True)
    signed_over_by = models.CharField(max_length=200, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.CharField(max_length=200, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    def __str__(self) -> str:
        return f"Bàn giao {self.year}"


class Item(models.Model):
    """Mục bàn giao: files, open recommendations, funds … `computed` ones come from the year itself."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="items")
    text = models.CharField(_("nội dung"), max_length=400)
    computed = models.BooleanField(default=False)
    handed_over = models.BooleanField(_("đã bàn giao"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]


class Signing(models.Model):
    """Chữ ký bàn giao: of the head or the deputy, by their unit's leader, on one side or the other."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="signings")
    side = models.CharField(max_length=8, choices=Side)
    role = models.CharField(max_length=10, choices=Lead)
    person = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["side", "at"]
        constraints = [models.UniqueConstraint(fields=["handover", "side", "role"], name="signed_once")]


class RotationRule(models.Model):
    """Quy tắc luân phiên of a cluster, from a day, with its basis: how the next head and deputy are proposed."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="rotation_rules")
    method = models.CharField(_("cách chọn Cụm trưởng"), max_length=10, choices=Rotation)
    since = models.DateField(_("áp dụng từ ngày"))
    basis = models.CharField(_("căn cứ"), max_length=300)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [models.UniqueConstraint(fields=["cluster", "since"], name="one_rotation_rule_a_day")]


class Refusal(models.Model):
    """Không được xét thi đua: a unit refused emulation in a year may not be proposed to lead in the next."""

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="refusals")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by_document = models.CharField(_("theo văn bản"), max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "unit"], name="refused_once")]
