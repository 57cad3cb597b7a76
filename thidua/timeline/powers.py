"""Ai được làm gì hôm nay: every act of the year put to its own rule, for every person seated.

Nothing here says who may do what: the rules of the rooms are asked, as the actions ask them. What an act is called, and
which of its papers the rule is asked about, stands in `timeline.acts`.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.functional import Promise

from thidua.ballots.models import Ballot
from thidua.ballots.queries import of_year as ballots_of
from thidua.members.models import ClusterYear, Membership, Person, Seat
from thidua.members.queries import Here, people_of
from thidua.members.rules import NotYours
from thidua.reports.models import Report
from thidua.reports.terms import State as ReportState
from thidua.results.models import Result
from thidua.results.queries import latest
from thidua.rulebook.models import EditionText
from thidua.rulebook.terms import Status
from thidua.scoring.queries import Turn, checkers_of, current_period, frozen, matrix, periods_of
from thidua.scoring.terms import Hand
from thidua.targets.models import Pledge, Registration
from thidua.targets.queries import pledge_of, registrations_of

Words = str | Promise
Answers = list[tuple[Membership | None, str]]
"""Per unit the act is about (None: the year as a whole): "" or the sentence that says why not."""


@dataclass(frozen=True)
class Facts:
    """What the rules are asked about, read once for everybody; each kind only when an act asks for it."""

    year: ClusterYear
    day: dt.date
    members: list[Membership]

    @cached_property
    def registrations(self) -> dict[int, Registration]:
        return registrations_of(self.year)

    @cached_property
    def pledge(self) -> Pledge | None:
        return pledge_of(self.year)

    @cached_property
    def period(self) -> str:
        """The period being scored; "" where the table has none."""
        one = current_period(self.year, periods_of(self.year, self.day))
        return one.code if one else ""

    @cached_property
    def turns(self) -> dict[tuple[int, Hand], Turn]:
        found = matrix(self.year, self.members, self.period)
        return {(member.pk, one.hand): one for member, turns in found for one in turns}

    @cached_property
    def _reports(self) -> list[Report]:
        return list(Report.objects.filter(period__year=self.year).order_by("period__to_date", "pk"))

    @cached_property
    def written(self) -> Mapping[int, Report]:
        """The latest report of each unit that is not handed in."""
        return {one.membership_id: one for one in self._reports if one.state != ReportState.SUBMITTED}

    @cached_property
    def sent(self) -> Mapping[int, Report]:
        """The latest that is."""
        return {one.membership_id: one for one in self._reports if one.state == ReportState.SUBMITTED}

    @cached_property
    def ballots(self) -> list[Ballot]:
        return ballots_of(self.year)

    @cached_property
    def proposed(self) -> EditionText | None:
        return EditionText.objects.filter(year=self.year, status=Status.PROPOSED).first()

    @cached_property
    def result(self) -> Result | None:
        return latest(self.year)


@dataclass(frozen=True)
class Act:
    """An act of the year: where it is done, what it is called, and how its rule answers a person."""

    room: Words
    words: Words
    ask: Callable[[Here, Facts], Answers]


@dataclass
class Holder:
    """A person with all the offices held here, and what each act's rule answers."""

    person: Person
    seats: list[Seat]
    answers: dict[int, Answers] = field(default_factory=dict)

    def may(self, act: int) -> bool:
        return any(not why for _of, why in self.answers[act])

    def units(self, act: int) -> list[Membership]:
        """The units it may be done for, where that is not all of them; the own unit goes without saying."""
        told = self.answers[act]
        able = [of for of, why in told if not why and of]
        return able if len(able) < len(told) else []

    def why_not(self, act: int) -> str:
        """What holds for everybody rather than what is about the person."""
        told = [why for _of, why in self.answers[act] if why]
        return next((why for why in told if not isinstance(why, NotYours)), told[0] if told else "")


@dataclass(frozen=True)
class Able:
    """An act with everyone who may do it today; or why nobody may."""

    room: Words
    words: Words
    who: list[tuple[Holder, list[Membership]]]
    why_not: str


def holders(here: Here) -> list[Holder]:
    """Everyone seated in the year, in the order of the people page."""
    found: dict[int, Holder] = {}
    for seat in people_of(here.year, here.day):
        if seat.person.is_active:
            found.setdefault(seat.person_id, Holder(seat.person, [])).seats.append(seat)
    return list(found.values())


def answered(here: Here, acts: tuple[Act, ...], people: list[Holder]) -> list[Holder]:
    """The same people with the answers of every rule."""
    facts = Facts(here.year, here.day, here.members)
    ahead = {"checkers": checkers_of(here.year), "freeze": frozen(here.year)}
    for one in people:
        standing = Here(here.year, one.person, here.day, tuple(one.seats), ahead=ahead)
        known = vars(standing)
        known["members"], known["leads"] = here.members, here.leads  # the same for everybody: read once
        one.answers = {number: act.ask(standing, facts) for number, act in enumerate(acts)}
    return people


def powers(here: Here, acts: tuple[Act, ...], people: list[Holder]) -> Iterator[tuple[Words, list[Able]]]:
    """Room by room, every act with who may do it today."""
    rooms: dict[Words, list[Able]] = defaultdict(list)
    for number, act in enumerate(acts):
        who = [(one, one.units(number)) for one in people if one.may(number)]
        reasons = [] if who else [one.why_not(number) for one in people]
        told = next((why for why in reasons if not isinstance(why, NotYours)), reasons[0] if reasons else "")
        rooms[act.room].append(Able(act.room, act.words, who, told))
    yield from rooms.items()
