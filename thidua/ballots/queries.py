"""Reading the ballots. Nothing is counted before a ballot has closed."""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from thidua.ballots.models import Ballot, Nominee, Paper, Turnout
from thidua.ballots.terms import Choice, Form, State
from thidua.members.models import ClusterYear, Membership
from thidua.rulebook.catalogue import every_title
from thidua.rulebook.queries import titles

SMALL = 5
"""Up to this many mandates a secret vote hides little: the screen says so."""


@dataclass(frozen=True)
class Tally:
    """The count of one nominee. `needed` papers in favour, counted on all mandates, pass it."""

    nominee: Nominee
    in_favour: int
    against: int
    abstain: int
    members: int
    needed: int

    @property
    def passed(self) -> bool:
        return self.in_favour >= self.needed

    @property
    def percent(self) -> Decimal:
        """In favour, per cent of all mandates, one decimal, half up."""
        return Decimal((self.in_favour * 2000 + self.members) // (2 * self.members)) / 10


@dataclass(frozen=True)
class Outcome:
    """What a ballot came to; without tallies until it has closed."""

    ballot: Ballot
    members: int
    voted: int
    needed: int
    tallies: tuple[Tally, ...]

    @property
    def counted(self) -> bool:
        return self.ballot.state == State.CLOSED

    @property
    def small(self) -> bool:
        return self.members <= SMALL

    @property
    def unanimous(self) -> bool:
        """Whether the threshold leaves room for no other voice."""
        return self.needed == self.members


def needed_of(members: int, threshold_percent: int) -> int:
    """The fewest papers that reach the threshold on all mandates: rounded up, in whole numbers."""
    return -(-members * threshold_percent // 100)


def awards(day: dt.date) -> dict[str, str]:
    """The collective titles in force that day, by their keys: what a unit can be nominated for."""
    return {title.key: title.name for title in titles(day) if title.holder == "collective"}


def award_names() -> dict[str, str]:
    """The names of all titles there have been, by their keys; an award that is none of them names itself."""
    return {title.key: title.name for title in every_title()}


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


def open_in(year: ClusterYear) -> QuerySet[Ballot]:
    """Ballots under way: a conference does not close over them."""
    return year.ballots.filter(state=State.OPEN)


def roll(ballot: Ballot) -> list[Turnout]:
    """Who may vote and whether they have, in protocol order; empty until the ballot opens."""
    return list(
        ballot.turnout.select_related("membership__unit").order_by("membership__order", "membership__unit__name")
    )


def published(ballot: Ballot) -> list[Paper]:
    """All papers by receipt, once the ballot has closed, so that each voter finds theirs and all can recount."""
    if ballot.state != State.CLOSED:
        return []
    return list(ballot.papers.select_related("mandate__unit").order_by("receipt"))


def lines(papers: Iterable[Paper], nominees: Iterable[Nominee]) -> list[tuple[str, list[str]]]:
    """The published papers to read: the receipt (the unit's short name in an open vote), then each choice in words."""
    kept = list(nominees)
    return [
        (
            paper.mandate.unit.short_name if paper.mandate else paper.receipt,
            [str(Choice(paper.choices[str(nominee.pk)]).label) for nominee in kept],
        )
        for paper in papers
    ]


def seal(papers: Iterable[Paper]) -> str:
    """SHA-256 over the published papers: goes into the ledger and the minutes, so none can change unseen."""
    kept = sorted([paper.receipt, paper.choices, paper.mandate_id] for paper in papers)
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def tallies(nominees: Iterable[Nominee], papers: Iterable[Paper], members: int, needed: int) -> tuple[Tally, ...]:
    """Count the papers, nominee by nominee."""
    counts: dict[str, Counter[str]] = {}
    for paper in papers:
        for key, choice in paper.choices.items():
            counts.setdefault(key, Counter())[choice] += 1
    found = ((nominee, counts.get(str(nominee.pk), Counter())) for nominee in nominees)
    return tuple(
        Tally(nominee, count[Choice.YES], count[Choice.NO], count[Choice.ABSTAIN], members, needed)
        for nominee, count in found
    )


def outcome(ballot: Ballot) -> Outcome:
    """The result of a closed ballot; of any other only how many have voted."""
    return _outcome(ballot, roll(ballot), _nominees(ballot), published(ballot))


def outcomes(year: ClusterYear) -> list[Outcome]:
    """Every closed ballot of the year, in a fixed number of queries."""
    closed = year.ballots.filter(state=State.CLOSED).prefetch_related("turnout", "papers", "nominees__membership__unit")
    return [_outcome(b, b.turnout.all(), b.nominees.all(), b.papers.all()) for b in closed]


def passed(year: ClusterYear) -> list[tuple[Membership, str, Ballot]]:
    """Who reached the threshold for what, by which ballot."""
    return [
        (tally.nominee.membership, tally.nominee.award, result.ballot)
        for result in outcomes(year)
        for tally in result.tallies
        if tally.passed
    ]


def _nominees(ballot: Ballot) -> list[Nominee]:
    return list(ballot.nominees.select_related("membership__unit"))


def _outcome(ballot: Ballot, roll: Iterable[Turnout], nominees: Iterable[Nominee], papers: Iterable[Paper]) -> Outcome:
    rows = list(roll)
    members = len(rows)
    needed = needed_of(members, ballot.threshold_percent)
    counted = tallies(nominees, papers, members, needed) if ballot.state == State.CLOSED else ()
    return Outcome(ballot, members, sum(row.voted for row in rows), needed, counted)


def recorded(ballot: Ballot) -> bool:
    """Whether each paper names its unit: an open vote, not a secret one."""
    return ballot.form == Form.OPEN
