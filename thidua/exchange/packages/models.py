"""Nơi tin cậy, gói đã nhận."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.exchange.packages.terms import Carries
from thidua.kit.sealed import fingerprint
from thidua.members.models import Cluster, ClusterYear, Membership, Unit
from thidua.reports.models import Period


class TrustedSite(models.Model):
    """Nơi tin cậy: a site known by its public key, whose packages a cluster takes: a unit's, or (none) its own.

    Proposed first, confirmed once the fingerprint has been compared; revoked, never deleted.
    """

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="trusted_sites")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="trusted_sites")
    key = models.CharField(_("khoá công khai"), max_length=64)
    added_by = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "key"], condition=Q(revoked_at__isnull=True),
                                    name="trusted_site_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.unit.name if self.unit else self.cluster.name

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.key)

    @property
    def is_trusted(self) -> bool:
        return self.confirmed_at is not None and self.revoked_at is None


class Package(models.Model):
    """Gói đã nhận, known by the SHA-256 of its bytes; the file itself is kept, so that it can be verified again.

    Nothing of it is written into the year before `taken_at`. `sent_at`: when the unit's leader sent the report.
    """

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="packages")
    carries = models.CharField(max_length=10, choices=Carries)
    site = models.ForeignKey(TrustedSite, models.PROTECT, related_name="packages")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="packages")
    period = models.ForeignKey(Period, models.PROTECT, null=True, blank=True, related_name="packages")
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="packages")
    size = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    received_by = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    taken_by = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "sha256"], name="package_once"),
            models.CheckConstraint(condition=Q(carries__in=Carries.values), name="known_package"),
        ]

    def __str__(self) -> str:
        return f"Gói {self.sha256[:12]}"
