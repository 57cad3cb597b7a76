"""Bàn giao."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.members.models import ClusterYear, Membership


class Handover(models.Model):
    """Bàn giao of a year's headship: announced at the conference, signed over by the head, accepted by the next.

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
