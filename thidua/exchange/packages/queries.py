"""Reading trusted sites and packages; where a package's work stands: the hands of whose site it comes from."""

import hashlib
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from thidua.exchange.packages.models import Package, TrustedSite
from thidua.exchange.packages.terms import KEEPERS, Carries
from thidua.ledger.terms import Actor
from thidua.members.models import ClusterYear, Membership, Seat
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.reports.models import Period

NOBODY = Actor(0, "", "")
MARK = 16
"""How much of a package's hash stands beside a name."""


def sites_of(year: ClusterYear) -> QuerySet[TrustedSite]:
    """Every site of the cluster's list, those revoked among them, newest first."""
    return TrustedSite.objects.filter(cluster=year.cluster_id).select_related("unit", "cluster")


def site_with(year: ClusterYear, key: str) -> TrustedSite | None:
    """The site a key belongs to, when it is trusted now."""
    found = sites_of(year).filter(key=key, revoked_at=None).first()
    return found if found and found.is_trusted else None


def packages_of(year: ClusterYear) -> QuerySet[Package]:
    """What a year has received, newest first."""
    return Package.objects.filter(year=year).select_related("site__unit", "site__cluster", "membership__unit", "period")


def packages_stored(membership: Membership) -> QuerySet[Package, tuple[str, int]]:
    """Hash and size of each package kept of a unit."""
    return Package.objects.filter(membership=membership).values_list("sha256", "size")


def received(year: ClusterYear, data: bytes) -> Package | None:
    """The package of these very bytes, when they came in before."""
    return packages_of(year).filter(sha256=hashlib.sha256(data).hexdigest()).first()


def last_taken(package: Package) -> Package | None:
    """Of the packages of the same report (or of the cluster) that were taken in, the one sent last."""
    same = Package.objects.filter(year=package.year_id, carries=package.carries, membership=package.membership_id,
                                  period=package.period_id, taken_at__isnull=False)  # fmt: skip
    return same.order_by("-sent_at", "-pk").first()


def period_like(year: ClusterYear, name: str, span: str) -> Period | None:
    """The year's period of this name and length."""
    return year.periods.filter(name=name, span=span).first()


@dataclass(frozen=True)
class Carried(Here):
    """The hands of a trusted site, as its package brings their work; the record names who took it in, and which."""

    keeper: Actor = NOBODY

    def actor(self, *offices: Office, of: Membership | None = None) -> Actor:
        by = super().actor(*offices, of=of)
        return replace(self.keeper, unit=by.unit)


@dataclass(frozen=True)
class AtTerminal(Here):
    """A person's hands as `thidua package` lends them, at the server itself; the record says so."""

    def actor(self, *offices: Office, of: Membership | None = None) -> Actor:
        by = super().actor(*offices, of=of)
        return replace(by, name=f"{by.name[:120]} (dòng lệnh trên máy chủ)")


def carried(here: Here, package: Package) -> Carried:
    """Of a unit's site the unit's own officer and leader; of the cluster's site its secretariat and standing office."""
    brings = {
        Carries.REPORT: (Office.UNIT_OFFICER, Office.UNIT_LEADER),
        Carries.CLUSTER: (Office.HEAD_SECRETARY, Office.STANDING_OFFICE),
    }[Carries(package.carries)]
    seats = tuple(Seat(person=here.person, office=office, year=here.year, membership=package.membership)
                  for office in brings)  # fmt: skip
    by = here.actor(*KEEPERS)
    keeper = replace(by, name=f"{by.name[:150]} (nhập gói {package.sha256[:MARK]})")
    return Carried(here.year, here.person, here.day, seats, keeper=keeper)
