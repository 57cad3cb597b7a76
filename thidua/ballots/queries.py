"""Reading the ballots. Nothing is counted before a ballot has closed."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from thidua.ballots.counting import Tally, decided, needed_of, of_papers, said, tallies
from thidua.ballots.models import Ballot, Count, Nominee, Paper, TellerMark, Turnout
from thidua.ballots.terms import COUNTED, ELECTED, PERSONAL, Form, Method, Per, State
from thidua.members.models import ClusterYear, Membership, Person, Seat
from thidua.members.queries import Here, open_on, people_of
from thidua.members.rules import OF_A_UNIT
from thidua.members.terms import Lead, Office
from thidua.rulebook.catalogue import every_title
from thidua.rulebook.queries import titles

SMALL = 5
"""Up to this many mandates a secret vote hides little: the screen says so."""


@dataclass(frozen=True)
class Outcome:
    """What a ballot came to; without tallies until it has closed."""

    ballot: Ballot
    members: int
    voted: int
    needed: int
    tallies: tuple[Tally, ...]
    invalid: int = 0

    @property
    def counted(self) -> bool:
        return self.ballot.state == State.CLOSED

    @property
    def quorate(self) -> bool:
        """Whether enough took part, by the ballot's own rule."""
        return self.voted >= needed_of(self.members, self.ballot.quorum_percent)

    @property
    def undecided(self) -> list[Nominee]:
        """Who may stand in a further round: the tied ones, or, with none tied, those who have not passed."""
        tied = [one.nominee for one in self.tallies if one.tied]
        left = [one.nominee for one in self.tallies if not one.passed]
        return tied or ([] if self.seats_left == 0 else left)

    @property
    def seats_left(self) -> int | None:
        """Places still to be filled; None where their number is not limited."""
        if self.ballot.seats is None:
            return None
        return max(0, self.ballot.seats - sum(one.passed for one in self.tallies))

    @property
    def small(self) -> bool:
        return self.members <= SMALL

    @property
    def unanimous(self) -> bool:
        """Whether the threshold leaves room for no other voice."""
        return self.needed == self.members


def awards(day: dt.date) -> dict[str, str]:
    """The collective titles in force that day, by their keys: what a unit can be nominated for."""
    return {title.key: title.name for title in titles(day) if title.holder == "collective"}


def award_names() -> dict[str, str]:
    """The names of all titles there have been, by their keys, and what else may be voted for; an award that is none of
    them names itself."""
    return {**{title.key: title.name for title in every_title()}, **{str(key): name for key, name in ELECTED.items()}}


def elections(year: ClusterYear) -> dict[Lead, Ballot]:
    """The newest ballot of the year that chooses who leads next, by the post."""
    rows = Nominee.objects.filter(ballot__year=year, award__in=list(ELECTED)).select_related("ballot")
    return {Lead(row.award): row.ballot for row in rows.order_by("ballot_id")}


def mandates(year: ClusterYear, day: dt.date) -> QuerySet[Membership]:
    """One mandate a member unit, by the membership of that day."""
    return (
        year.memberships.filter(Q(joined_on__isnull=True) | Q(joined_on__lte=day))
        .filter(Q(left_on__isnull=True) | Q(left_on__gte=day))
        .select_related("unit")
        .order_by("order", "unit__name")
    )


def of_year(year: ClusterYear) -> list[Ballot]:
    """The ballots of a year with their nominees."""
    return list(year.ballots.prefetch_related("nominees__membership__unit"))


def of_cluster(year: ClusterYear) -> QuerySet[Ballot]:
    """The cluster's own ballots: those of the Council are not its business."""
    return year.ballots.exclude(per=Per.COUNCIL)


def councils_of(year: ClusterYear) -> QuerySet[Ballot]:
    """The votes of the Council in a year, newest first."""
    return year.ballots.filter(per=Per.COUNCIL).order_by("-pk")


def by_council(ballot: Ballot) -> bool:
    """Whether the Council votes, not the cluster."""
    return ballot.per == Per.COUNCIL


def council(day: dt.date) -> QuerySet[Person]:
    """The members of the Council that day, each with one mandate."""
    seats = Seat.objects.filter(open_on(day), office=Office.COUNCIL)
    return Person.objects.filter(pk__in=seats.values("person"), is_active=True).order_by("name", "pk")


def open_in(year: ClusterYear) -> QuerySet[Ballot]:
    """Ballots of the cluster under way: a conference does not close over them."""
    return of_cluster(year).filter(state=State.OPEN)


def roll(ballot: Ballot) -> list[Turnout]:
    """Who may vote and whether they have, in protocol order; empty until the ballot opens."""
    return list(
        ballot.turnout.select_related("membership__unit", "carrier__unit", "person").order_by(
            "membership__order", "membership__unit__name", "person__name", "pk"
        )
    )


def delegates(year: ClusterYear, day: dt.date) -> list[Seat]:
    """Whom a unit may send to vote: the people with a seat in it that day, each once, in protocol order."""
    seats = people_of(year, day).filter(office__in=OF_A_UNIT, membership__in=mandates(year, day))
    return list({seat.person_id: seat for seat in seats}.values())


def waiting(ballot: Ballot) -> QuerySet[Membership]:
    """The units whose paper is not in yet."""
    still = ballot.turnout.filter(voted=False, person=None).values("membership")
    return Membership.objects.filter(pk__in=still).select_related("unit")


def waiting_members(ballot: Ballot) -> QuerySet[Person]:
    """The members of the Council whose paper is not in yet."""
    return Person.objects.filter(pk__in=ballot.turnout.filter(voted=False).values("person"))


def mandates_of(here: Here, ballot: Ballot, *, named: bool = True) -> list[Turnout]:
    """The mandates this person casts: the own unit's (the own, where it is a person's), then those carried. `named`:
    with what their names are made of."""
    rows = ballot.turnout.select_related("membership__unit", "carrier__unit", "person") if named else ballot.turnout
    if ballot.per in PERSONAL:
        return list(rows.filter(person=here.person))
    own = here.own(Office.UNIT_LEADER)
    if own is None:
        return []
    return sorted(rows.filter(Q(membership=own) | Q(carrier=own)), key=lambda row: row.membership_id != own.pk)


def published(ballot: Ballot) -> list[Paper]:
    """All papers by receipt, once the ballot has closed, so that each voter finds theirs and all can recount."""
    if ballot.state != State.CLOSED:
        return []
    return list(
        ballot.papers.exclude(choices__isnull=True).select_related("mandate__unit", "person").order_by("receipt")
    )


def lines(ballot: Ballot, papers: Iterable[Paper], nominees: Iterable[Nominee]) -> list[tuple[str, list[str]]]:
    """The published papers to read: the receipt (the unit's short name in an open vote), then each choice in words."""
    kept = list(nominees)
    return [
        (
            named(paper) or paper.receipt,
            [said(ballot, (paper.choices or {})[str(nominee.pk)]) for nominee in kept],
        )
        for paper in papers
    ]


def named(paper: Paper) -> str:
    """Whose paper it is, in an open vote; "" in a secret one."""
    if paper.mandate is None:
        return paper.person.name if paper.person else ""
    unit = paper.mandate.unit.short_name
    return f"{paper.person.name} ({unit})" if paper.person else unit


def seal(papers: Iterable[Paper], counts: Iterable[Count] = ()) -> str:
    """SHA-256 over the published papers, or the tellers' figures: goes into the ledger and the minutes."""
    kept = sorted([paper.receipt, paper.choices, paper.mandate_id or paper.person_id] for paper in papers)
    counted_by = sorted([one.teller, one.given_out, one.returned, one.invalid, one.figures] for one in counts)
    text = json.dumps(kept + counted_by, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def outcome(ballot: Ballot) -> Outcome:
    """The result of a closed ballot; of any other only how many have voted."""
    return _outcome(ballot, roll(ballot), nominees(ballot), published(ballot), ballot.counts.first())


def outcomes(year: ClusterYear) -> list[Outcome]:
    """Every closed ballot of the cluster in the year, in a fixed number of queries."""
    closed = (
        of_cluster(year)
        .filter(state=State.CLOSED)
        .prefetch_related("turnout", "papers", "nominees__membership__unit", "counts")
    )
    return [_outcome(b, b.turnout.all(), b.nominees.all(), b.papers.all(), next(iter(b.counts.all()), None))
            for b in closed]  # fmt: skip


def passed(year: ClusterYear) -> list[tuple[Membership, str, Ballot]]:
    """Who reached the threshold for what, by which ballot."""
    return [
        (tally.nominee.membership, tally.nominee.award, result.ballot)
        for result in outcomes(year)
        for tally in result.tallies
        if tally.passed
    ]


def nominees(ballot: Ballot) -> list[Nominee]:
    """Who stands on the paper, in its order."""
    return list(ballot.nominees.select_related("membership__unit"))


def _outcome(
    ballot: Ballot, roll: Iterable[Turnout], nominees: Iterable[Nominee], papers: Iterable[Paper], count: Count | None
) -> Outcome:
    rows = list(roll)
    members = len(rows)
    closed = ballot.state == State.CLOSED
    voted = (count.returned if count and closed else 0) if counted(ballot) else sum(row.voted for row in rows)
    made = Outcome(ballot, members, voted, needed_of(members, ballot.threshold_percent), ())
    if not closed:
        return made
    said_of: Mapping[str, Mapping[str, int]] = count.figures if count else of_papers(papers)
    found = tallies(ballot, nominees, said_of, members, made.quorate)
    return replace(made, tallies=decided(found, set(ballot.decided or ())), invalid=count.invalid if count else 0)


def counted(ballot: Ballot) -> bool:
    """Whether the tellers count it in the hall, by hand or from slips."""
    return ballot.form in COUNTED


def recorded(ballot: Ballot) -> bool:
    """Whether each paper names its unit: an open vote, not a secret one."""
    return ballot.form == Form.OPEN


def closing_marks(ballot: Ballot) -> QuerySet[TellerMark]:
    """Who has confirmed the closing so far."""
    return ballot.marks.filter(act="close")


def weighed(ballot: Ballot) -> bool:
    """Whether papers weigh the nominees against each other, so that no threshold of votes applies."""
    return ballot.method in {Method.SCORE, Method.ORDER}


def deciding_roles(here: Here, result: Outcome) -> list[Lead]:
    """Who decide a tie: the head and the deputy of the day, but neither over the own unit."""
    tied = {one.nominee.membership_id for one in result.tallies if one.tied}
    return [role for role in Lead if role in here.leads and here.leads[role].pk not in tied]


def first_round(ballot: Ballot) -> Ballot:
    """The round a ballot goes back to."""
    while ballot.follows is not None:
        ballot = ballot.follows
    return ballot


def round_of(ballot: Ballot) -> int:
    """Which round it is, from 1."""
    return 1 if ballot.follows is None else 1 + round_of(ballot.follows)
