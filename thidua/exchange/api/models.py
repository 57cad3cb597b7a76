"""Mã truy cập."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.members.models import Seat


class AccessToken(models.Model):
    """Mã truy cập: lets a program act in one seat, within some reaches, until a moment. The code is kept nowhere.

    What it may do is worked out from the seat at each call. `password` marks the password its maker had: with it the
    token ends, as sessions do. `tail` is the end of the code, to tell one from another.
    """

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="access_tokens")
    name = models.CharField(_("dùng cho"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    tail = models.CharField(max_length=4)
    reaches = models.JSONField(_("phạm vi"), default=list)
    password = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} (…{self.tail})"

    def lasts(self, at: dt.datetime) -> bool:
        """Whether it is neither revoked nor expired; its seat is another question."""
        return self.revoked_at is None and at < self.expires_at
