"""Reading the floor: who waits in which order, who speaks, who has spoken how long."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from thidua.conference.floor.models import Floor, Turn
from thidua.conference.models import Conference, Delegate, Talk
from thidua.conference.preparing.queries import talks_of
from thidua.kit.viet import alphabetical, fold

LAST = 10_000
"""Where a talk under no item stands."""


@dataclass(frozen=True)
class Spoken:
    """How long somebody, or a delegation, has spoken: whole seconds, in how many turns."""

    name: str
    seconds: int
    turns: int
    delegate: Delegate | None = None

    @property
    def clock(self) -> str:
        """As minutes and seconds."""
        return f"{self.seconds // 60}:{self.seconds % 60:02d}"


@dataclass(frozen=True)
class Queue:
    """The floor of a conference: its rules and every turn."""

    floor: Floor
    turns: tuple[Turn, ...]

    @cached_property
    def speaking(self) -> Turn | None:
        return next((one for one in self.turns if one.started_at and not one.ended_at), None)

    @cached_property
    def over(self) -> tuple[Turn, ...]:
        return tuple(one for one in self.turns if one.ended_at)

    @cached_property
    def waiting(self) -> tuple[Turn, ...]:
        """In the order asked; those who have not spoken yet before the others, where that was chosen."""
        waits = [one for one in self.turns if not one.started_at and not one.withdrawn_at]
        spoke = {one.delegate_id for one in self.turns if one.started_at or one.delegate.spoke}
        return tuple(sorted(waits, key=lambda one: (self.floor.newcomers_first and one.delegate_id in spoke, one.pk)))

    @property
    def until(self) -> dt.datetime | None:
        """When the speaker's minutes are over."""
        one = self.speaking
        return one.started_at + dt.timedelta(minutes=one.minutes) if one and one.started_at else None

    @cached_property
    def by_delegate(self) -> tuple[Spoken, ...]:
        """Who has spoken how long, the longest first."""
        kept: dict[int, list[Turn]] = defaultdict(list)
        for one in self.over:
            kept[one.delegate_id].append(one)
        return _longest(Spoken(str(turns[0].delegate), _seconds(turns), len(turns), turns[0].delegate)
                        for turns in kept.values())  # fmt: skip

    @cached_property
    def by_delegation(self) -> tuple[Spoken, ...]:
        """The same by delegation."""
        kept: dict[str, list[Turn]] = defaultdict(list)
        for one in self.over:
            kept[one.delegate.delegation.body].append(one)
        return _longest(Spoken(body, _seconds(turns), len(turns)) for body, turns in kept.items())

    def of(self, delegate: Delegate) -> Turn | None:
        """The delegate's turn that waits or is on."""
        return next((one for one in self.turns if one.delegate_id == delegate.pk and not one.ended_at
                     and not one.withdrawn_at), None)  # fmt: skip

    def place_of(self, turn: Turn) -> int:
        """The turn's place in the line, from 1; 0 when it waits no more."""
        return next((place for place, one in enumerate(self.waiting, 1) if one.pk == turn.pk), 0)


def _seconds(turns: list[Turn]) -> int:
    return sum(int((one.ended_at - one.started_at).total_seconds()) for one in turns if one.started_at and one.ended_at)


def _longest(spoken: "object") -> tuple[Spoken, ...]:
    return tuple(sorted(spoken, key=lambda one: (-one.seconds, alphabetical(one.name))))  # type: ignore[call-overload]


def floor_of(conference: Conference) -> Floor:
    """The rules of the floor; the usual ones until others are set."""
    return Floor.objects.filter(conference=conference).first() or Floor(conference=conference)


def queue_of(conference: Conference) -> Queue:
    """The floor with every turn, in two statements."""
    turns = Turn.objects.filter(conference=conference).select_related("delegate__delegation")
    return Queue(floor_of(conference), tuple(turns))


@dataclass(frozen=True)
class Promised:
    """A talk sent beforehand that is not in the line yet; who of the unit's delegates may give it, and who is named."""

    talk: Talk
    delegates: tuple[Delegate, ...]

    @property
    def speaker(self) -> Delegate | None:
        """Whose name the talk bears; else whose office it names, else the lead."""
        told = fold(self.talk.speaker)
        named = [one for one in self.delegates if one.name and fold(one.name) in told]
        titled = [one for one in self.delegates if fold(one.title) in told]
        return next(iter([*named, *titled, *self.delegates]), None)


def promised(conference: Conference) -> tuple[Promised, ...]:
    """The talks that stand and nobody has been put in the line for, by their item in the programme."""
    found = talks_of(conference).exclude(turns__in=Turn.objects.filter(conference=conference, withdrawn_at=None))
    by_unit: dict[int | None, list[Delegate]] = defaultdict(list)
    for one in Delegate.objects.filter(delegation__conference=conference).select_related("delegation"):
        by_unit[one.delegation.membership_id].append(one)
    talks = sorted(found, key=lambda one: (one.item.order if one.item else LAST, one.pk))
    return tuple(Promised(talk, tuple(by_unit[talk.membership_id])) for talk in talks)


def delegate_with(code: str) -> Delegate | None:
    """The delegate whose badge says this."""
    found = Delegate.objects.select_related("delegation__conference__year__cluster", "delegation__conference__host")
    return found.filter(code=code).first() if code else None
