"""Theo dõi kiến nghị."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.conference.following.terms import Progress


class Followup(models.Model):
    """Lần cập nhật of a recommendation: the state it came into, in words, by whom; the history in order."""

    recommendation = models.ForeignKey("conference.Recommendation", models.PROTECT, related_name="followups")
    state = models.CharField(max_length=10, choices=Progress)
    note = models.TextField(_("tình hình"), blank=True)
    by_name = models.CharField(max_length=200)
    by_unit = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
