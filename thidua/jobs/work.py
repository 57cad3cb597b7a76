"""What a room above hands to the background: a function marked `long_work`, and what it gets and gives.

    @long_work
    def certificates(run: Run, *, batch: int) -> Made:
        for n, one in enumerate(rows):
            run.step(n, len(rows))          # tells how far; stops here when cancel was asked
        return Made(io.BytesIO(data), "giay-chung-nhan.pdf", "application/pdf")

    jobs.actions.start(by=request.user, work=certificates, given={"batch": 7}, title=…, at=clock.now())

It runs in the worker, outside any transaction and without a request: `given` is plain JSON, and whoever may ask for
the work is checked before it is started. A `Refused` becomes the sentence on the page.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic_ns
from typing import IO, Any

BETWEEN = 250_000_000
"""Nanoseconds between two writes of progress."""


class Cancelled(Exception):
    """The owner asked to stop."""


@dataclass(frozen=True)
class Made:
    """What came out: a file, or only a sentence."""

    file: IO[bytes] | None = None
    name: str = ""
    media_type: str = ""
    said: str = ""


class Run:
    """A work under way, as the work sees it. `owner` is who asked; `moment()` the time, for the actions it makes."""

    def __init__(self, owner: int, tell: Callable[[int, int], bool], moment: Callable[[], dt.datetime]) -> None:
        self.owner, self.moment, self._tell, self._told = owner, moment, tell, 0

    def step(self, done: int, total: int) -> None:
        """Say how far it is; raises Cancelled when that was asked. Cheap enough to call for every row."""
        now = monotonic_ns()
        if now - self._told < BETWEEN and done < total:
            return
        self._told = now
        if not self._tell(done, total):
            raise Cancelled


def long_work(function: Callable[..., Made]) -> Callable[..., Made]:
    """Mark a function as one the worker may run."""
    function.is_long_work = True  # type: ignore[attr-defined]
    return function


def is_long_work(function: Any) -> bool:
    return getattr(function, "is_long_work", False)
