"""Reading registrations, targets and the pledge."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from thidua.engine import Criterion, attributes_asked, inputs
from thidua.kit.clock import day_of
from thidua.members.models import ClusterYear, Membership
from thidua.members.queries import Here
from thidua.rulebook.queries import adopted
from thidua.targets.models import Amendment, Objection, Pledge, Registration, Signature, Target, Trait
from thidua.targets.terms import Scope

OWNER = "target"
"""The engine's name for who types an assigned target."""


def targets_of(year: ClusterYear) -> dict[int, dict[str, Target]]:
    """Every target row of the year, by membership and criterion."""
    found: dict[int, dict[str, Target]] = {}
    for target in Target.objects.filter(membership__year=year):
        found.setdefault(target.membership_id, {})[target.code] = target
    return found


def targets_for(membership: Membership) -> dict[str, Target]:
    """The target rows of one unit, by criterion."""
    return {target.code: target for target in Target.objects.filter(membership=membership)}


def amendments_of(membership: Membership) -> list[Amendment]:
    """How a unit's targets were changed after the approval, the latest first."""
    return list(Amendment.objects.filter(membership=membership).order_by("-at", "-pk"))


def scopes(year: ClusterYear) -> dict[int, dict[str, Scope]]:
    """Where a criterion is not simply assigned: by membership and criterion. What is not here is assigned."""
    return {
        member: {code: Scope(target.scope) for code, target in by_code.items() if target.scope != Scope.ASSIGNED}
        for member, by_code in targets_of(year).items()
    }


def with_targets(year: ClusterYear, day: dt.date) -> tuple[Criterion, ...]:
    """The criteria of the adopted table that take a target."""
    edition = adopted(year, day)
    if edition is None:
        return ()
    return tuple(leaf for leaf in edition.leaves if any(item.owner == OWNER for item in inputs(leaf)))


def traits_of(year: ClusterYear) -> dict[int, dict[str, str]]:
    """What is known of every unit itself, as written: by membership and name."""
    found: dict[int, dict[str, str]] = {}
    for trait in Trait.objects.filter(membership__year=year):
        found.setdefault(trait.membership_id, {})[trait.key] = trait.written
    return found


def traits_asked(year: ClusterYear, day: dt.date) -> tuple[str, ...]:
    """What the table in force asks about the units themselves."""
    edition = adopted(year, day)
    return attributes_asked(edition) if edition else ()


def present_members(here: Here) -> list[Membership]:
    """The members of today in protocol order: those that left are no longer asked."""
    return [member for member in here.members if member.left_on is None or member.left_on > here.day]


def registrations_of(year: ClusterYear) -> dict[int, Registration]:
    """The registrations of the year by membership; a unit that has not begun has none."""
    return {found.membership_id: found for found in Registration.objects.filter(membership__year=year)}


def registration_of(membership: Membership) -> Registration | None:
    return Registration.objects.filter(membership=membership).select_related("membership__unit").first()


def _pledges(year: ClusterYear) -> QuerySet[Pledge]:
    signatures = Prefetch("signatures", Signature.objects.select_related("membership__unit"))
    return Pledge.objects.filter(year=year).prefetch_related(signatures, "objections")


def pledge_of(year: ClusterYear) -> Pledge | None:
    """The pledge in force with its signatures and objections; None before it is written."""
    return _pledges(year).filter(superseded_at=None).first()


def superseded_pledges(year: ClusterYear) -> list[Pledge]:
    """The texts that were signed and then changed, the latest first, with the signatures they had."""
    return list(_pledges(year).filter(superseded_at__isnull=False).order_by("-superseded_at", "-pk"))


@dataclass(frozen=True)
class Place:
    """One member's place under the pledge: signed (late: after the day of signing), objecting, or still awaited."""

    membership: Membership
    signature: Signature | None
    objection: Objection | None
    late: bool

    @property
    def answered(self) -> bool:
        """Whether the member has said yes or no."""
        return self.signature is not None or self.objection is not None


def places_under(pledge: Pledge | None, members: list[Membership]) -> list[Place]:
    """Every member's place, in the members' order; an objection is no longer shown once the member has signed."""
    signed = {one.membership_id: one for one in pledge.signatures.all()} if pledge else {}
    said = {one.membership_id: one for one in pledge.objections.all()} if pledge else {}
    day = pledge.signing_on if pledge else None
    found = []
    for member in members:
        signature = signed.get(member.pk)
        late = bool(signature and day and day_of(signature.signed_at) > day)
        found.append(Place(member, signature, None if signature else said.get(member.pk), late))
    return found


def fingerprint(text: str) -> str:
    """What a signer's page carries, so that the signature is under the text that was read."""
    return hashlib.sha256(text.encode()).hexdigest()
