"""Reading the handover: who hands to whom, from which day, and what is on the list."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby

from thidua.handover.models import Handover
from thidua.members.models import Cluster, ClusterYear, LeadTerm, Membership, Seat
from thidua.members.queries import Here, line_of_leads
from thidua.members.terms import Lead, Office

WHOLE = ("year__cluster", "next_year__cluster", "head__unit", "deputy__unit")


def of_year(year: ClusterYear) -> Handover | None:
    """The handover that ends the year, once announced."""
    return Handover.objects.select_related(*WHOLE).filter(year=year).first()


def into_year(year: ClusterYear) -> Handover | None:
    """The handover that began the year."""
    return Handover.objects.select_related(*WHOLE).filter(next_year=year).first()


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


def receiving_seat(here: Here, handover: Handover) -> Seat | None:
    """The seat that may accept: leader of the unit that will be head, held in either of the two years.

    People of the next year are seldom seated yet; the leader of that unit in this year is the same leader.
    """
    unit = handover.head.unit_id
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
