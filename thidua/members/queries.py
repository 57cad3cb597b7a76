"""Who leads, who sits where, on a given day."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, Q, QuerySet

from thidua.ledger.terms import Actor
from thidua.members.models import Cluster, ClusterYear, LeadTerm, Membership, Person, Seat, Unit
from thidua.members.terms import SITE_OFFICES, Lead, Office


def open_on(day: dt.date) -> Q:
    """Rows with `since` and `until` that hold on `day`."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def seats_of(person: Person, day: dt.date) -> QuerySet[Seat]:
    """Every seat the person holds today, in any cluster."""
    return (
        Seat.objects.filter(open_on(day), person=person)
        .select_related("year__cluster", "membership__unit")
        .order_by("-year__year", "office")
    )


def members_of(year: ClusterYear) -> QuerySet[Membership]:
    """The member units in protocol order, those that left included only until they left."""
    return year.memberships.select_related("unit").order_by("order", "unit__name")


def leads_of(year: ClusterYear, day: dt.date) -> dict[Lead, Membership]:
    """Head and deputy on a day; a vacancy is a missing key."""
    terms = LeadTerm.objects.filter(open_on(day), year=year).select_related("membership__unit")
    return {Lead(term.role): term.membership for term in terms}


def years_of(person: Person, day: dt.date) -> list[ClusterYear]:
    """The cluster years a person can enter, newest first. Site offices enter all."""
    seats = list(seats_of(person, day))
    years = ClusterYear.objects.select_related("cluster")
    if any(seat.office in SITE_OFFICES for seat in seats):
        return list(years)
    return list(years.filter(pk__in={seat.year_id for seat in seats if seat.year_id}))


def clusters() -> QuerySet[Cluster]:
    """All clusters with their years."""
    return Cluster.objects.prefetch_related(Prefetch("years", ClusterYear.objects.order_by("-year")))


def people_of(year: ClusterYear, day: dt.date) -> QuerySet[Seat]:
    """The seats of a year today: site offices first, then unit by unit."""
    return (
        Seat.objects.filter(open_on(day))
        .filter(Q(year=year) | Q(year__isnull=True))
        .select_related("person", "membership__unit")
        .order_by("membership__order", "membership__unit__name", "office", "person__name")
    )


def all_units() -> QuerySet[Unit]:
    """Every unit entered, by name."""
    return Unit.objects.order_by("name")


def line_of_leads(cluster: Cluster) -> QuerySet[LeadTerm]:
    """The heads and deputies of a cluster through the years."""
    return (
        LeadTerm.objects.filter(year__cluster=cluster)
        .select_related("year", "membership__unit")
        .order_by("-year__year", "role", "since")
    )


def unit_named(code: str) -> Unit:
    return Unit.objects.get(code=code)


@dataclass(frozen=True)
class Here:
    """Where a request stands: this person, in this cluster year, on this day, with the seats held in it.

    Views get one from the `in_year` door; rules and actions ask it what the person may do.
    """

    year: ClusterYear
    person: Person
    day: dt.date
    seats: tuple[Seat, ...]

    @cached_property
    def offices(self) -> frozenset[Office]:
        return frozenset(Office(seat.office) for seat in self.seats)

    @cached_property
    def members(self) -> list[Membership]:
        return list(members_of(self.year))

    @cached_property
    def leads(self) -> dict[Lead, Membership]:
        return leads_of(self.year, self.day)

    def holds(self, *offices: Office, of: Membership | None = None) -> bool:
        """Whether one of the offices is held here; `of` narrows it to a unit."""
        return self.seat(*offices, of=of) is not None

    def seat(self, *offices: Office, of: Membership | None = None) -> Seat | None:
        """The seat that gives one of the offices (in the order asked), or None."""
        for office in offices:
            for seat in self.seats:
                if seat.office == office and (of is None or seat.membership_id == of.pk):
                    return seat
        return None

    def own(self, *offices: Office) -> Membership | None:
        """The member unit in which one of the offices (any, when none is named) is held."""
        for seat in self.seats:
            if seat.membership_id and (not offices or Office(seat.office) in offices):
                return seat.membership
        return None

    def actor(self, *offices: Office, of: Membership | None = None) -> Actor:
        """This person acting in the first of the offices held; for the ledger."""
        seat = self.seat(*offices, of=of) if offices else (self.seats[0] if self.seats else None)
        if seat is None:
            return Actor(self.person.pk, self.person.name, "", "")
        unit = seat.membership.unit.name if seat.membership else ""
        return Actor(self.person.pk, self.person.name, seat.office, unit)


def here(person: Person, cluster: str, year: int, day: dt.date) -> Here | None:
    """The person's standing in a cluster year; None when the year is unknown or the person has no seat for it."""
    found = ClusterYear.objects.select_related("cluster").filter(cluster__slug=cluster, year=year).first()
    return standing(person, found, day) if found else None


def standing(person: Person, year: ClusterYear, day: dt.date) -> Here | None:
    """As `here`, for a year at hand."""
    seats = tuple(seat for seat in seats_of(person, day) if seat.year_id in (year.pk, None))
    return Here(year, person, day, seats) if seats else None
