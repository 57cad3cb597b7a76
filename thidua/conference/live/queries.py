"""Reading the day: the pace, what the screens show, who changed it last."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from thidua.conference import protocol
from thidua.conference.floor.queries import Queue, queue_of
from thidua.conference.live.models import Run, Screen
from thidua.conference.live.pace import Pace, pace
from thidua.conference.models import Conference, Delegation, Setup
from thidua.conference.preparing.queries import hand_order, setup_of
from thidua.conference.programme import Slot, slots
from thidua.conference.quorum import Quorum
from thidua.conference.terms import Presence
from thidua.ledger.models import Entry
from thidua.members.queries import leads_of

ROOM = 20
"""Delegations a screen can name and be read from the last row."""


@dataclass(frozen=True)
class Attendance:
    """Who is in the room, counted: delegations in protocol order, each with `all` and `here`."""

    delegations: tuple[Delegation, ...]
    members: int
    setup: Setup

    @property
    def present(self) -> int:
        return sum(one.here for one in self.delegations)  # type: ignore[attr-defined]

    @property
    def all(self) -> int:
        return sum(one.all for one in self.delegations)  # type: ignore[attr-defined]

    @property
    def named(self) -> tuple[Delegation, ...]:
        """Those a screen has room for, the first in protocol order; the last line is then left to `others`."""
        return self.delegations if len(self.delegations) <= ROOM else self.delegations[: ROOM - 1]

    @property
    def others(self) -> dict[str, int]:
        """The rest, summed: how many delegations, delegates and who is here of them."""
        left = self.delegations[len(self.named) :]
        return {"count": len(left), "all": sum(one.all for one in left), "here": sum(one.here for one in left)}  # type: ignore[attr-defined]

    @property
    def units(self) -> int:
        """Member units with somebody in the room."""
        return len({one.membership_id for one in self.delegations if one.here} - {None})  # type: ignore[attr-defined]

    @property
    def quorum(self) -> Quorum:
        return Quorum(self.setup.quorum, self.units, self.members, self.setup.quorum_basis)


@dataclass(frozen=True)
class Day:
    """Everything the screens of one conference follow from. Counted in the database: it is drawn again and again."""

    conference: Conference
    programme: tuple[Slot, ...]
    attendance: Attendance
    screen: Screen
    pace: Pace
    queue: Queue

    @property
    def early(self) -> int:
        """Minutes ahead of the plan."""
        return max(0, -(self.pace.late or 0))


def screen_of(conference: Conference) -> Screen:
    """What is put up; before anything was, the item under way."""
    return Screen.objects.filter(conference=conference).first() or Screen(conference=conference)


def pace_of(conference: Conference, at: dt.datetime) -> Pace:
    """The programme as it runs at that moment."""
    runs = {run.item_id: run for run in Run.objects.filter(item__conference=conference)}
    return pace(conference, slots(conference, list(conference.items.all())), runs, at)


def attendance_of(conference: Conference) -> Attendance:
    """The room, counted."""
    came = Count("delegates", filter=Q(delegates__presence=Presence.PRESENT))
    found = conference.delegations.select_related("membership").annotate(all=Count("delegates"), here=came)
    hand, ordered = hand_order(conference), protocol.delegations(found, leads_of(conference.year, conference.on))
    ordered = protocol.by_hand(ordered, hand.delegations if hand else None)
    return Attendance(tuple(ordered), conference.year.memberships.count(),
                      setup_of(conference))  # fmt: skip


def day(conference: Conference, at: dt.datetime) -> Day:
    """The day as it stands at that moment."""
    found = pace_of(conference, at)
    return Day(conference, tuple(beat.slot for beat in found.beats), attendance_of(conference), screen_of(conference),
               found, queue_of(conference))  # fmt: skip


def conference_numbered(pk: int) -> Conference | None:
    return Conference.objects.select_related("year__cluster", "host").filter(pk=pk).first()


def last_act(after: int = 0) -> int:
    """The number of the ledger's last act: while it stays, nothing a screen shows has changed."""
    return Entry.objects.filter(seq__gt=after).order_by("-seq").values_list("seq", flat=True).first() or after
