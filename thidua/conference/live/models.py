"""Màn hình hội trường, nhịp chương trình."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.conference.live.terms import Showing


class Screen(models.Model):
    """Màn hình hội trường: what all screens of a conference show. `version` counts the presses on the console."""

    conference = models.OneToOneField("conference.Conference", models.PROTECT, related_name="screen")
    showing = models.CharField(_("đang hiện"), max_length=12, choices=Showing, default=Showing.ITEM)
    notice = models.CharField(_("thông báo"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(showing__in=Showing.values), name="known_showing")]


class Run(models.Model):
    """Lượt diễn ra của một mục: when it really began, and the minutes it has now instead of the planned ones."""

    item = models.OneToOneField("conference.Item", models.CASCADE, related_name="run")
    started_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
