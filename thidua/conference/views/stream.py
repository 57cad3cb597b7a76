"""The stream: server-sent events to every screen and phone that watches a conference. A light process of its own.

One watcher a process asks, some twenty times a second and only while somebody listens, for the number of the ledger's
last act; when it has moved (or the minute has) the screen is drawn once and sent to all. A message holds the whole
screen, so whoever was cut off is right again with the next one: nothing has to be sent after. `Last-Event-ID` saves
sending what the listener has.
"""

import asyncio
import datetime as dt
import json
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import close_old_connections

from thidua.conference.live.queries import last_act
from thidua.conference.views.stage import PATH, admitted, drawn
from thidua.kit import clock

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
PAUSE = dt.timedelta(milliseconds=40).total_seconds()
BEAT, TROUBLE = 10, 1
"""Seconds: between two looks, between two signs of life, before looking again when the database does not answer."""
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"), (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"), (b"access-control-allow-origin", b"*"), (b"x-content-type-options", b"nosniff"),
]  # fmt: skip
log = logging.getLogger("django.live")


@dataclass(frozen=True)
class Frame:
    """The screen as sent: the number of the act it follows, and what tells it apart."""

    id: int
    html: str
    body: bytes


class Stream:
    """The ASGI application: `GET /truc-tiep/<ticket>` and nothing else."""

    def __init__(self, now: Callable[[], dt.datetime] = clock.now) -> None:
        self.moment = now
        self.listeners: dict[int, set[asyncio.Event]] = defaultdict(set)
        self.frames: dict[int, Frame] = {}
        self.watching: asyncio.Task[None] | None = None
        self.reader = ThreadPoolExecutor(1, "reader")
        self.turn = asyncio.Lock()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        conference = admitted(scope["path"].removeprefix(PATH)) if scope["path"].startswith(PATH) else None
        if conference is None or scope["method"] != "GET":
            await send({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})
            return
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await self.listen(conference, _last_seen(scope), receive, send)

    async def listen(self, conference: int, seen: int, receive: Receive, send: Send) -> None:
        """Send every change until the listener is gone."""
        woken = asyncio.Event()
        self.listeners[conference].add(woken)
        gone = asyncio.create_task(_until_gone(receive, woken))
        try:
            await self.begin(conference)
            while not gone.done():
                woken.clear()
                frame = self.frames[conference]
                if frame.id != seen:
                    seen = frame.id
                    await _write(send, frame.body)
                else:
                    await _write(send, b"event: beat\ndata: .\n\n")
                await _wait(woken, BEAT)
        except (OSError, RuntimeError):
            pass  # cut off in the middle of a message
        finally:
            gone.cancel()
            self.listeners[conference].discard(woken)
            if not self.listeners[conference]:
                del self.listeners[conference]
                self.frames.pop(conference, None)

    async def begin(self, conference: int) -> None:
        """The first frame of a conference, drawn once for all who come at the same time, and somebody who watches."""
        async with self.turn:
            if conference not in self.frames:
                await self.draw(conference)
        if self.watching is None or self.watching.done():
            self.watching = asyncio.create_task(self.watch())

    async def watch(self) -> None:
        """Look, draw, wake; ends when nobody listens."""
        seen, minute = await self.read(last_act), self.moment().minute
        for conference in list(self.listeners):
            await self.draw(conference)
        while self.listeners:
            await asyncio.sleep(PAUSE)
            try:
                last = await self.read(last_act, seen)
                if (last, self.moment().minute) != (seen, minute):
                    now = self.moment().minute
                    for conference in list(self.listeners):
                        await self.draw(conference)
                    seen, minute = last, now
            except Exception:  # whatever it was, the screens go on
                log.warning("could not look or draw; looking again", exc_info=True)
                await self.read(close_old_connections)
                await asyncio.sleep(TROUBLE)

    async def draw(self, conference: int) -> None:
        """Draw the screen; when it is another than before, wake those who watch it."""
        now = self.moment()
        act, html = await self.read(_numbered, conference, now)
        before = self.frames.get(conference)
        if before is not None and before.html == html:
            return
        told = json.dumps({"id": act, "now": now.isoformat(), "html": html}, ensure_ascii=False)
        # The minute may change the screen without an act: the number still has to grow.
        number = act * 10_000 if before is None else max(act * 10_000, before.id + 1)
        self.frames[conference] = Frame(number, html, f"id: {number}\ndata: {told}\n\n".encode())
        for woken in self.listeners.get(conference, ()):
            woken.set()

    async def read(self, ask: Callable[..., Any], *given: Any) -> Any:
        """Ask the database in the one thread that has a connection."""
        return await asyncio.get_running_loop().run_in_executor(self.reader, ask, *given)


def _numbered(conference: int, now: dt.datetime) -> tuple[int, str]:
    """The screen with the act it follows: asked in one breath, or who was cut off is sent what it has once more."""
    return last_act(), drawn(conference, now)


def _last_seen(scope: Message) -> int:
    """What the listener says it has; 0 when it says nothing that makes sense."""
    given = dict(scope["headers"]).get(b"last-event-id", b"")
    return int(given) if given.isdigit() and len(given) < 19 else 0


async def _until_gone(receive: Receive, woken: asyncio.Event) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    woken.set()


async def _write(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _wait(woken: asyncio.Event, longest: int) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(woken.wait(), longest)
