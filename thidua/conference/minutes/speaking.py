"""Thời gian phát biểu: who spoke how long. One place asks, one place answers."""

from dataclasses import dataclass

from thidua.conference.floor.queries import queue_of
from thidua.conference.models import Conference


@dataclass(frozen=True)
class Spoken:
    """One speaker with all the time they had the floor."""

    name: str
    body: str
    seconds: int


def times(conference: Conference) -> list[Spoken]:
    """Who spoke how long, in the order they first spoke. Empty where the floor was not kept on the site."""
    queue = queue_of(conference)
    first = list(dict.fromkeys(turn.delegate_id for turn in queue.over))
    kept = {one.delegate.pk: one for one in queue.by_delegate if one.delegate}
    return [
        Spoken(kept[pk].name, kept[pk].delegate.delegation.body, kept[pk].seconds)  # type: ignore[union-attr]
        for pk in first if pk in kept
    ]  # fmt: skip
