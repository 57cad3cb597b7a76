"""Nhịp chương trình: where the programme stands against its plan, and when each item is to be expected now.

The plan stays as it was written (`Item.minutes`); what the day makes of it is `Run`. What has ended, ended when it did;
what is under way ends when its minutes are over, or now, if they are; the rest follows in order.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from thidua.conference.live.models import Run
from thidua.conference.models import Conference, Item
from thidua.conference.programme import Slot
from thidua.conference.terms import State

FAR = 240
"""A programme held more than so many minutes from its hour has another plan, and is not late by it."""


@dataclass(frozen=True)
class Beat:
    """An item with its times as they are now; planned and expected times are None where durations are unknown."""

    slot: Slot
    minutes: int | None
    started_at: dt.datetime | None
    starts: dt.datetime | None
    ends: dt.datetime | None
    planned: dt.datetime | None

    @property
    def item(self) -> Item:
        return self.slot.item

    @property
    def done(self) -> bool:
        return self.item.done_at is not None

    @property
    def running(self) -> bool:
        return self.started_at is not None and not self.done

    @property
    def until(self) -> dt.datetime | None:
        """When the minutes of what is under way are over, passed or not."""
        if self.started_at is None or self.minutes is None:
            return None
        return self.started_at + dt.timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Pace:
    """The programme as it runs. `late`: whole minutes behind the plan, less than zero ahead of it, None unknown."""

    beats: tuple[Beat, ...]
    late: int | None

    @property
    def current(self) -> Beat | None:
        """What is under way; before anything has begun, what is to begin."""
        left = [beat for beat in self.beats if not beat.done]
        return next((beat for beat in left if beat.running), left[0] if left else None)

    @property
    def waiting(self) -> tuple[Beat, ...]:
        """What has neither begun nor ended, in order."""
        return tuple(beat for beat in self.beats if not beat.done and not beat.running)

    @property
    def following(self) -> Beat | None:
        return next((beat for beat in self.waiting if beat is not self.current), None)

    @property
    def last_done(self) -> Beat | None:
        done = [(beat.item.done_at, place) for place, beat in enumerate(self.beats) if beat.item.done_at]
        return self.beats[max(done)[1]] if done else None


def pace(conference: Conference, programme: Sequence[Slot], runs: Mapping[int, Run], at: dt.datetime) -> Pace:
    """The pace at a moment; `runs` by item."""
    beats: list[Beat] = []
    cursor: dt.datetime | None = None
    for slot in programme:
        run = runs.get(slot.item.pk)
        minutes = run.minutes if run and run.minutes is not None else slot.item.minutes
        planned = _moment(conference, slot.starts)
        started = run.started_at if run else None
        starts, ends = _times(slot.item, started, minutes, cursor or planned, at)
        beats.append(Beat(slot, minutes, started, starts, ends, planned))
        cursor = ends or cursor
    return Pace(tuple(beats), _late(conference, beats, at))


def _times(
    item: Item, started: dt.datetime | None, minutes: int | None, follows: dt.datetime | None, at: dt.datetime
) -> tuple[dt.datetime | None, dt.datetime | None]:
    if item.done_at:
        return started, item.done_at
    length = dt.timedelta(minutes=minutes) if minutes is not None else None
    if started:
        return started, max(started + length, at) if length is not None else None
    if follows is None:
        return None, None
    starts = max(follows, at) if timezone.localdate(follows) == timezone.localdate(at) else follows
    return starts, starts + length if length is not None else None


def _late(conference: Conference, beats: Sequence[Beat], at: dt.datetime) -> int | None:
    """By the first item that has not begun, else by the end of the one under way; on the day itself only."""
    if conference.state != State.OPEN or timezone.localdate(at) != conference.on:
        return None
    if waiting := next((beat for beat in beats if not beat.done and not beat.running), None):
        return _minutes(waiting.starts, waiting.planned)
    if beats and not beats[-1].done:
        return _minutes(beats[-1].ends, _moment(conference, beats[-1].slot.ends))
    return None


def _minutes(now: dt.datetime | None, planned: dt.datetime | None) -> int | None:
    late = int((now - planned).total_seconds() // 60) if now and planned else None
    return late if late is not None and abs(late) <= FAR else None


def _moment(conference: Conference, clock: dt.time | None) -> dt.datetime | None:
    return timezone.make_aware(dt.datetime.combine(conference.on, clock)) if clock else None


def shortened(minutes: Sequence[int], by: int) -> list[int]:
    """Durations together shorter by so many minutes, each in its measure and none under a minute.

    >>> shortened([60, 25, 15], 20)
    [48, 20, 12]
    >>> shortened([3, 1], 10)
    [1, 1]
    """
    room = [length - 1 for length in minutes]
    whole = sum(room)
    by = min(by, whole)
    cut = [one * by // whole if whole else 0 for one in room]
    by_rest = sorted(range(len(room)), key=lambda place: (-(room[place] * by % whole) if whole else 0, place))
    for place in by_rest[: by - sum(cut)]:
        cut[place] += 1
    return [length - less for length, less in zip(minutes, cut, strict=True)]
