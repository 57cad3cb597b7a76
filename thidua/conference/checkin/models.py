"""Điểm danh."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.conference.terms import Presence


class Arrival(models.Model):
    """Lượt điểm danh: one mark, in the order it reached the server; `key` is the phone's own, so none counts twice."""

    delegate = models.ForeignKey("conference.Delegate", models.CASCADE, related_name="arrivals")
    key = models.CharField(max_length=64, unique=True)
    presence = models.CharField(_("có mặt"), max_length=10, choices=Presence)
    by_name = models.CharField(max_length=200)
    stated_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
