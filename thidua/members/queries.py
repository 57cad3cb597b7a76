"""Who leads, who sits where, on a given day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from thidua.kit.viet import alphabetical, fold
from thidua.ledger.terms import Actor
from thidua.members.models import Cluster, ClusterYear, LeadTerm, Lineage, Membership, Person, Seat, Unit
from thidua.members.terms import SITE_OFFICES, Lead, Office, Succession

TO_READ = 100
"""So many units at once can be read through."""


def open_on(day: dt.date) -> Q:
    """Rows with `since` and `until` that hold on `day`."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def seats_of(person: Person, day: dt.date) -> QuerySet[Seat]:
    """Every seat the person holds today, in any cluster. Every page asks; whom the few stand in for is asked apart."""
    return (
        Seat.objects.filter(open_on(day), person=person)
        .select_related("year__cluster", "membership__unit")
        .order_by("-year__year", "office")
    )


def members_of(year: ClusterYear) -> QuerySet[Membership]:
    """The member units in protocol order, those that left included only until they left."""
    return year.memberships.select_related("unit").order_by("order", "unit__name")


def as_written(year: ClusterYear) -> ClusterYear:
    """The year read again."""
    return ClusterYear.objects.select_related("cluster").get(pk=year.pk)


def leads_of(year: ClusterYear, day: dt.date) -> dict[Lead, Membership]:
    """Head and deputy on a day; a vacancy is a missing key."""
    terms = LeadTerm.objects.filter(open_on(day), year=year).select_related("membership__unit")
    return {Lead(term.role): term.membership for term in terms}


def years_of(seats: Iterable[Seat]) -> QuerySet[ClusterYear]:
    """The cluster years that the holder of these seats can enter, newest first. Site offices enter all."""
    years = ClusterYear.objects.select_related("cluster").order_by("-year", "cluster__name", "pk")
    if any(seat.office in SITE_OFFICES for seat in seats):
        return years
    return years.filter(pk__in={seat.year_id for seat in seats if seat.year_id})


def clusters_found(sought: str) -> list[int]:
    """The numbers of the clusters whose name, organiser or group has every word sought, accents or not, by name."""
    wanted = fold(sought).split()
    rows = Cluster.objects.order_by("organiser", "pk").values_list("pk", "name", "organiser", "family")
    found = [row for row in rows if all(word in fold(" ".join(row[1:])) for word in wanted)]
    return [row[0] for row in sorted(found, key=lambda row: alphabetical(row[1]))]


def with_years(numbers: Sequence[int]) -> list[tuple[Cluster, list[LeadTerm]]]:
    """These clusters in this order with their years, and the heads and deputies of each; three statements."""
    years = Prefetch("years", ClusterYear.objects.order_by("-year"))
    found, lines = Cluster.objects.prefetch_related(years).in_bulk(numbers), lines_of_leads(numbers)
    return [(found[number], lines[number]) for number in numbers]


def people_of(year: ClusterYear, day: dt.date) -> QuerySet[Seat]:
    """The seats of a year today: site offices first, then unit by unit."""
    return (
        Seat.objects.filter(open_on(day))
        .filter(Q(year=year) | Q(year__isnull=True))
        .select_related("person", "membership__unit", "stands_in_for__person")
        .order_by("membership__order", "membership__unit__name", "office", "person__name")
    )


def all_units() -> list[int]:
    """The numbers of every unit entered, by name."""
    rows = Unit.objects.order_by("pk").values_list("pk", "name")
    return [pk for pk, name in sorted(rows, key=lambda row: alphabetical(row[1]))]


def units_numbered(numbers: Sequence[int]) -> list[Unit]:
    """These units in this order."""
    found = Unit.objects.in_bulk(numbers)
    return [found[number] for number in numbers]


def too_many_units() -> bool:
    """Whether there are more units than can be read through."""
    return Unit.objects.filter(ended_on=None)[: TO_READ + 1].count() > TO_READ


def units_offered(cluster: int | None, sought: str, chosen: Iterable[int]) -> QuerySet[Unit]:
    """The units to choose from for a cluster's year: all there are, where they are few enough to read.

    Where there are more, those chosen already, the members of the cluster's last year, and those found by name.
    """
    living, wanted = Unit.objects.filter(ended_on=None), fold(sought).split()
    if not too_many_units():
        return living
    last = ClusterYear.objects.filter(cluster=cluster).order_by("-year").first() if cluster else None
    members = last.memberships.values_list("unit", flat=True) if last else ()
    names = living.values_list("pk", "name") if wanted else ()
    found = [pk for pk, name in names if all(word in fold(name) for word in wanted)]
    return living.filter(pk__in={*chosen, *members, *found[:TO_READ]})


def lines_of_leads(clusters: Iterable[int]) -> dict[int, list[LeadTerm]]:
    """The heads and deputies of these clusters through the years, by the cluster's number."""
    found: dict[int, list[LeadTerm]] = defaultdict(list)
    for term in _lines().filter(year__cluster__in=clusters):
        found[term.year.cluster_id].append(term)
    return found


def line_of_leads(cluster: Cluster) -> QuerySet[LeadTerm]:
    """The heads and deputies of a cluster through the years."""
    return _lines().filter(year__cluster=cluster)


def _lines() -> QuerySet[LeadTerm]:
    return LeadTerm.objects.select_related("year", "membership__unit").order_by("-year__year", "-role", "since")


@dataclass(frozen=True)
class Forebears:
    """The units that stood on a day for what one unit is now; `parted` the unit it was split from since, if any."""

    units: tuple[Unit, ...]
    parted: Unit | None = None


def every_succession() -> list[Lineage]:
    """Every succession of one unit by another, the oldest first."""
    return list(Lineage.objects.select_related("predecessor").order_by("on", "pk"))


def lineage(units: Iterable[int]) -> list[Lineage]:
    """Every succession these units came out of, however far back, the oldest first; a statement a generation."""
    found: dict[int, Lineage] = {}
    waiting, asked = set(units), set[int]()
    while waiting:
        asked |= waiting
        links = Lineage.objects.filter(successor__in=waiting).select_related("predecessor")
        found |= {link.pk: link for link in links}
        waiting = {link.predecessor_id for link in links} - asked
    return sorted(found.values(), key=lambda link: (link.on, link.pk))


def forebears(unit: Unit, day: dt.date, known: Iterable[Lineage] | None = None) -> Forebears:
    """Whose figures of `day` are to be added for `unit`: its own, and of units merged into or renamed to it since.

    A unit split off since has no figures of its own for that day: nobody can say which part of the whole was its.
    `known` is their `lineage`, read once by who asks about many.
    """
    links: dict[int, list[Lineage]] = defaultdict(list)
    for link in lineage([unit.pk]) if known is None else known:
        if link.on > day:
            links[link.successor_id].append(link)
    found: list[Unit] = []
    waiting = [unit]
    while waiting:
        one = waiting.pop(0)
        if one in found:
            continue
        origins = links.pop(one.pk, [])
        if parted := next((link.predecessor for link in origins if link.kind == Succession.SPLIT), None):
            return Forebears((), parted)
        if one.founded_on <= day if one.founded_on else not origins:
            found.append(one)
        waiting += [link.predecessor for link in origins]
    return Forebears(tuple(found))


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
    elsewhere: tuple[ClusterYear, ...] = ()
    """The other years the person has a seat in, newest first; site offices enter all and list none."""
    ahead: Mapping[str, Any] = field(default_factory=dict)
    """What was read beforehand by a page that asks the rules about many at once; a rule that can looks here first."""

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
        """This person acting in the first of the offices held; for the ledger. Substitutes name the absent too."""
        seat = self.seat(*offices, of=of) if offices else (self.seats[0] if self.seats else None)
        if seat is None:
            return Actor(self.person.pk, self.person.name, "", "")
        unit = seat.membership.unit.name if seat.membership else ""
        name = self.person.name
        if seat.stands_in_for:
            name = f"{name} (thay {seat.stands_in_for.person.name})"
        return Actor(self.person.pk, name[:200], seat.office, unit)


def here(person: Person, cluster: str, year: int, day: dt.date) -> Here | None:
    """The person's standing in a cluster year; None when the year is unknown or the person has no seat for it."""
    held = list(seats_of(person, day))
    found = next((seat.year for seat in held if seat.year and _named(seat.year) == (cluster, year)), None)
    if found is None and any(seat.year_id is None for seat in held):
        found = ClusterYear.objects.select_related("cluster").filter(cluster__slug=cluster, year=year).first()
    return _here(person, found, day, held) if found else None


def _named(year: ClusterYear) -> tuple[str, int]:
    return year.cluster.slug, year.year


def standing(person: Person, year: ClusterYear, day: dt.date) -> Here | None:
    """As `here`, for a year at hand."""
    return _here(person, year, day, list(seats_of(person, day)))


def _here(person: Person, year: ClusterYear, day: dt.date, held: list[Seat]) -> Here | None:
    seats = tuple(seat for seat in held if seat.year_id in (year.pk, None))
    elsewhere = {seat.year_id: seat.year for seat in held if seat.year and seat.year_id != year.pk}
    return Here(year, person, day, seats, tuple(elsewhere.values())) if seats else None
