"""Địa chỉ nhận báo tin, lần báo."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.exchange.hooks.terms import State
from thidua.members.models import ClusterYear, Person


class Hook(models.Model):
    """Địa chỉ nhận báo tin: of another program, told of some events of a year until it is removed or switched off.

    The secret it checks signatures with is worked out from `salt` and the site's own secret, and kept nowhere.
    `failures` counts failed tries in a row.
    """

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="hooks")
    address = models.CharField(_("địa chỉ"), max_length=500)
    events = models.JSONField(_("sự việc"), default=list)
    salt = models.CharField(max_length=32)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="hooks")
    made_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "address"], condition=Q(removed_at__isnull=True), name="hook_once")
        ]

    def __str__(self) -> str:
        return self.address


class Delivery(models.Model):
    """Lần báo: one message to one address, and what became of it. `body` is what was signed, byte for byte.

    `status` is what the address answered (HTTP), `said` what went wrong otherwise.
    """

    hook = models.ForeignKey(Hook, models.PROTECT, related_name="deliveries")
    event = models.CharField(max_length=30)
    message = models.CharField(max_length=40, unique=True)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    said = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(state__in=State.values), name="known_delivery_state")]

    def __str__(self) -> str:
        return self.message
