"""Giấy mời."""

import datetime as dt

from django.db import models
from django.db.models import Q

from thidua.members.models import Person


class Invitation(models.Model):
    """Giấy mời: lets one person set a password, once, until it expires. The code itself is kept nowhere.

    At most one is open for a person; issuing another revokes it.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_to = models.EmailField(blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="one_open_invitation",
            ),
        ]

    def __str__(self) -> str:
        return f"Giấy mời {self.person}"

    def holds_at(self, moment: dt.datetime) -> bool:
        """Whether it can be used then."""
        return self.used_at is None and self.revoked_at is None and moment < self.expires_at
