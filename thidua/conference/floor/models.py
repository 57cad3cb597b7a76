"""Phát biểu, thảo luận."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MINUTES = 5
"""What a speaker has until the secretary says otherwise."""


class Floor(models.Model):
    """Quy tắc phát biểu of a conference: whether one may ask, how long one speaks, who goes first."""

    conference = models.OneToOneField("conference.Conference", models.PROTECT, related_name="floor")
    taking = models.BooleanField(_("nhận đăng ký phát biểu"), default=True)
    minutes = models.PositiveSmallIntegerField(_("số phút mỗi lượt"), default=MINUTES)
    newcomers_first = models.BooleanField(_("ưu tiên người phát biểu lần đầu"), default=False)


class Turn(models.Model):
    """Lượt phát biểu: asked for, then called, then over; or withdrawn."""

    conference = models.ForeignKey("conference.Conference", models.PROTECT, related_name="turns")
    delegate = models.ForeignKey("conference.Delegate", models.PROTECT, related_name="turns")
    topic = models.CharField(_("nội dung"), max_length=200, blank=True)
    talk = models.ForeignKey("conference.Talk", models.PROTECT, null=True, blank=True, related_name="turns")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(default=MINUTES)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["delegate"], name="waits_once",
                                    condition=Q(started_at__isnull=True, withdrawn_at__isnull=True)),
            models.UniqueConstraint(fields=["conference"], name="one_speaks_at_a_time",
                                    condition=Q(started_at__isnull=False, ended_at__isnull=True)),
            models.UniqueConstraint(fields=["talk"], name="talk_given_once", condition=Q(withdrawn_at__isnull=True)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.delegate}"
