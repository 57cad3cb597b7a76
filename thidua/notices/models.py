"""Nhắc việc: thư chờ gửi, cách nhắc, địa chỉ lịch."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.members.models import Person
from thidua.notices.terms import Pace, State


class Wish(models.Model):
    """Cách nhắc việc a person chose; without a row the usual: daily, and no letter from 21 to 7 o'clock."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="reminder_wish")
    pace = models.CharField(_("nhịp nhắc"), max_length=10, choices=Pace, default=Pace.DAILY)
    quiet_from = models.PositiveSmallIntegerField(_("không gửi thư từ"), default=21)
    quiet_to = models.PositiveSmallIntegerField(_("đến"), default=7)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pace__in=Pace.values), name="known_pace"),
            models.CheckConstraint(condition=Q(quiet_from__lt=24, quiet_to__lt=24), name="quiet_hours_of_a_day"),
        ]


class Feed(models.Model):
    """Địa chỉ lịch: lets a calendar program read one person's deadlines. Its secret itself is kept nowhere.

    Renewed, the row stays and the old address is worth nothing; revoked, the row goes. The ledger says when.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Địa chỉ lịch của {self.person}"


class Letter(models.Model):
    """Thư nhắc việc: one a person, kind and day, by the constraint; claimed by a conditional update before it is sent.

    A letter to an address alone (no person) is another room's, which sees to it that it is queued once; it may carry
    an invitation for calendars.

    `day` is the day in Việt Nam it speaks of. `error` is the mail server's last word, as it came.
    """

    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="letters")
    kind = models.CharField(max_length=20, default="digest")
    day = models.DateField(_("ngày"))
    address = models.EmailField(_("địa chỉ"))
    subject = models.CharField(_("tiêu đề"), max_length=200)
    text = models.TextField()
    html = models.TextField()
    calendar = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "day"], name="letter_once_a_day"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="known_letter_state"),
        ]
        indexes = [models.Index(fields=["state", "not_before"])]

    def __str__(self) -> str:
        return f"{self.subject}: {self.person.name if self.person else self.address}"
