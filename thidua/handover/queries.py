"""Reading the handover: who hands to whom, from which day, and what is on the list."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Q

from thidua.handover.models import Handover, Signing
from thidua.handover.terms import Side
from thidua.members.models import Cluster, ClusterYear, LeadTerm, Lineage, Membership, Seat, Unit
from thidua.members.queries import Here, line_of_leads
from thidua.members.terms import Lead, Office

WHOLE = ("year__cluster", "next_year__cluster", "head__unit", "deputy__unit")


def of_year(year: ClusterYear) -> Handover | None:
    """The handover that ends the year, once announced."""
    return Handover.objects.select_related(*WHOLE).prefetch_related("signings").filter(year=year).first()


def into_year(year: ClusterYear) -> Handover | None:
    """The handover that began the year."""
    return Handover.objects.select_related(*WHOLE).prefetch_related("signings").filter(next_year=year).first()


def touching_any(years: Iterable[ClusterYear]) -> list[Handover]:
    """The handovers out of any of these years, or into it."""
    found = Handover.objects.select_related(*WHOLE).prefetch_related("signings")
    return list(found.filter(Q(year__in=years) | Q(next_year__in=years)))


def touching(year: ClusterYear, pk: int) -> Handover | None:
    """A handover out of the year or into it."""
    return next((found for found in (of_year(year), into_year(year)) if found and found.pk == pk), None)


def successor_year(year: ClusterYear) -> ClusterYear | None:
    """The cluster's next year, when it has been constituted already."""
    return ClusterYear.objects.select_related("cluster").filter(cluster=year.cluster_id, year=year.year + 1).first()


def last_terms(year: ClusterYear) -> dict[Lead, LeadTerm]:
    """The year's last head and deputy with their terms: who hands over, whether the term has ended yet or not."""
    terms = LeadTerm.objects.filter(year=year).select_related("membership__unit").order_by("since", "pk")
    return {Lead(term.role): term for term in terms}


def outgoing(year: ClusterYear) -> dict[Lead, Membership]:
    """Who hands over: the year's last head and deputy."""
    return {role: term.membership for role, term in last_terms(year).items()}


def takes_over_on(handover: Handover) -> dt.date:
    """The first day of the next head; until then the outgoing one leads."""
    return last_terms(handover.next_year)[Lead.HEAD].since


def ending_year(here: Here, handover: Handover) -> ClusterYear:
    """The year that is handed over, as it was last read: where the request stands in it, that one."""
    return here.year if here.year.pk == handover.year_id else handover.year


def signed(handover: Handover, side: Side) -> dict[Lead, Signing]:
    """Who has signed on a side, the head first."""
    found = {one.role: one for one in handover.signings.all() if one.side == side}
    return {role: found[role] for role in Lead if role in found}


def to_sign(
    handover: Handover, side: Side, leaving: dict[Lead, Membership] | None = None
) -> dict[Lead, Membership]:  # fmt: skip
    """Whose leaders sign on a side: head and deputy; a vacant deputyship signs nothing. `leaving`: who hands over,
    where that was read before."""
    if side == Side.TAKING:
        return {Lead.HEAD: handover.head, Lead.DEPUTY: handover.deputy}
    return outgoing(handover.year) if leaving is None else leaving


def signing_seat(
    here: Here, handover: Handover, side: Side, leaving: dict[Lead, Membership] | None = None
) -> tuple[Lead, Seat] | None:  # fmt: skip
    """The seat here that has still to sign on a side, and as whose leader."""
    done = signed(handover, side)
    for role, member in to_sign(handover, side, leaving).items():
        seat = leader_of(here, member.unit_id)
        if seat is not None and role not in done:
            return role, seat
    return None


def leader_of(here: Here, unit: int) -> Seat | None:
    """The seat of a unit's leader, held in either of the two years.

    People of the next year are seldom seated yet; the leader of that unit in this year is the same leader.
    """
    for seat in here.seats:
        if seat.office == Office.UNIT_LEADER and seat.membership and seat.membership.unit_id == unit:
            return seat
    return None


@dataclass
class LedYear:
    """One year in the line of heads."""

    year: ClusterYear
    heads: list[LeadTerm] = field(default_factory=list)
    deputies: list[LeadTerm] = field(default_factory=list)


def line(cluster: Cluster) -> list[LedYear]:
    """The heads and deputies of a cluster, newest year first."""
    led = []
    for _pk, terms in groupby(line_of_leads(cluster), key=lambda term: term.year_id):
        row = list(terms)
        by_role = {role: [term for term in row if term.role == role] for role in Lead}
        led.append(LedYear(row[0].year, by_role[Lead.HEAD], by_role[Lead.DEPUTY]))
    return led


def became(led: list[LedYear]) -> dict[int, list[Unit]]:
    """What units of the line are now, where they were renamed, merged or split since."""
    units = {term.membership.unit_id for one in led for term in (*one.heads, *one.deputies)}
    found: dict[int, list[Unit]] = {}
    for link in Lineage.objects.filter(predecessor__in=units).select_related("successor"):
        found.setdefault(link.predecessor_id, []).append(link.successor)
    return found
