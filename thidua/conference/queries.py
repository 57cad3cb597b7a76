"""Reading the conferences: everything a page, the minutes or a story needs, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from thidua.conference import protocol
from thidua.conference.following.terms import SETTLED
from thidua.conference.minutes.hours import Hours, hours_of
from thidua.conference.models import Conference, Delegate, Delegation, Recommendation, Setup, Statement
from thidua.conference.preparing.queries import hand_order, setup_of
from thidua.conference.programme import Slot, slots
from thidua.conference.quorum import Quorum
from thidua.conference.terms import Presence
from thidua.kit.viet import fold
from thidua.members.models import ClusterYear, Membership
from thidua.members.queries import leads_of, members_of
from thidua.members.terms import Lead
from thidua.news.models import Picture


@dataclass(frozen=True)
class Group:
    """A delegation with its delegates, the lead first."""

    delegation: Delegation
    delegates: tuple[Delegate, ...]

    @property
    def lead(self) -> Delegate | None:
        return next((one for one in self.delegates if one.lead), None)

    @cached_property
    def present(self) -> int:
        return sum(one.presence == Presence.PRESENT for one in self.delegates)


@dataclass(frozen=True)
class ConferenceRecord:
    """The whole record of a conference, in protocol order."""

    conference: Conference
    programme: tuple[Slot, ...]
    groups: tuple[Group, ...]
    statements: tuple[Statement, ...]
    recommendations: tuple[Recommendation, ...]
    photographs: tuple[Picture, ...]
    members: tuple[Membership, ...]
    leads: dict[Lead, Membership]
    setup: Setup

    @cached_property
    def results(self) -> tuple[Statement, ...]:
        return tuple(said for said in self.statements if said.kind == "result")

    @cached_property
    def discussion(self) -> tuple[Statement, ...]:
        return tuple(said for said in self.statements if said.kind == "discussion")

    @cached_property
    def delegates(self) -> tuple[Delegate, ...]:
        return tuple(one for group in self.groups for one in group.delegates)

    @cached_property
    def speakers(self) -> tuple[Delegate, ...]:
        return tuple(one for one in self.delegates if one.spoke)

    @cached_property
    def present(self) -> int:
        return sum(group.present for group in self.groups)

    @cached_property
    def units_present(self) -> int:
        """How many member units have somebody in the room."""
        return len({group.delegation.membership_id for group in self.groups if group.present} - {None})

    @cached_property
    def hours(self) -> Hours:
        return hours_of(self.conference)

    @property
    def quorum(self) -> Quorum:
        return Quorum(self.setup.quorum, self.units_present, len(self.members), self.setup.quorum_basis)

    @cached_property
    def units_missing(self) -> tuple[Membership, ...]:
        """Member units that have not entered a delegation."""
        announced = {group.delegation.membership_id for group in self.groups}
        return tuple(member for member in self.members if member.pk not in announced)

    @cached_property
    def current(self) -> Slot | None:
        """The item under way: the first not ticked off; None when all are."""
        return under_way(self.programme)

    @cached_property
    def following(self) -> Slot | None:
        waiting = [slot for slot in self.programme if slot.item.done_at is None]
        return waiting[1] if len(waiting) > 1 else None


def under_way(programme: Iterable[Slot]) -> Slot | None:
    """The first item not ticked off; None when all are."""
    return next((slot for slot in programme if slot.item.done_at is None), None)


def of_year(year: ClusterYear) -> QuerySet[Conference]:
    """The conferences of a year, by day."""
    return year.conferences.select_related("host")


def record(conference: Conference) -> ConferenceRecord:
    """Everything that is known of a conference."""
    year = conference.year
    leads = leads_of(year, conference.on)
    return ConferenceRecord(
        conference=conference,
        programme=slots(conference, list(conference.items.all())),
        groups=groups_of(conference, leads),
        statements=tuple(conference.statements.all()),
        recommendations=tuple(conference.recommendations.all()),
        photographs=tuple(Picture.objects.filter(year=year)),
        members=tuple(members_of(year)),
        leads=leads,
        setup=setup_of(conference),
    )


def groups_of(conference: Conference, leads: dict[Lead, Membership] | None = None) -> tuple[Group, ...]:
    """The delegations with their delegates, in protocol order, or as it was changed by hand."""
    found = conference.delegations.select_related("membership__unit").prefetch_related("delegates")
    hand = hand_order(conference)
    bodies, people = (hand.delegations, hand.delegates) if hand else (None, None)
    ordered = protocol.delegations(found, leads_of(conference.year, conference.on) if leads is None else leads)
    return tuple(
        Group(one, tuple(protocol.by_hand(protocol.delegates(one.delegates.all()), people)))
        for one in protocol.by_hand(ordered, bodies)
    )


def sought(told: ConferenceRecord, search: str) -> tuple[Group, ...]:
    """The delegations and delegates that hold every word sought, accents or not; all of them for no words."""
    wanted = fold(search).split()
    if not wanted:
        return told.groups
    narrowed = []
    for group in told.groups:
        body = group.delegation.body
        kept = [one for one in group.delegates
                if all(word in fold(f"{body} {one.rank} {one.name} {one.title}") for word in wanted)]  # fmt: skip
        if kept:
            narrowed.append(Group(group.delegation, tuple(kept)))
    return tuple(narrowed)


def open_recommendations(year: ClusterYear) -> QuerySet[Recommendation]:
    """What was recommended in the year and is not settled yet."""
    found = Recommendation.objects.filter(conference__year=year).exclude(state__in=SETTLED)
    return found.select_related("conference")


def delegates_of(delegation: Delegation) -> list[Delegate]:
    """The delegates of one delegation, the lead first."""
    return protocol.delegates(delegation.delegates.all())
