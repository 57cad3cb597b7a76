"""The day of the conference: 500 delegates through the door from four phones, and 500 screens that follow the console.

The site is served as in earnest (two workers of four threads) with the stream's process beside it (two workers). The
phones send one mark after another, as at a door, each its own connection. Then 500 listeners hold the stream open while
two secretaries put notices up; a press is timed from before its request is sent until a listener has the message whole.
A tenth of the listeners is cut off half-way and comes back by `Last-Event-ID`. Last, ordinary pages while they listen.
"""

import asyncio
import datetime as dt
import json
import os
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bench._site import apart, cluster_of, fetched, served, settled, signed_in
from tools.serving import free_port, running

Figure = tuple[str, str, str, str, bool]
DELEGATES, PHONES, LISTENERS, PRESSES = 500, 4, 500, 30
PAUSE = 0.7


def main() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home:
        told = apart(seeded, home)
        with served(home) as (site, _server), streaming(home) as stream:
            return [*door(site, told), *live(site, stream, told)]


def seeded(home: str) -> dict[str, Any]:
    settled(home)
    return hall(cluster_of(5), DELEGATES)


def hall(year: Any, delegates: int) -> dict[str, Any]:
    """A conference under way with so many delegates; secretaries signed in, one a phone; the stream's address."""
    from django.utils import timezone  # noqa: PLC0415

    from thidua.conference.models import Conference, Delegate, Delegation, Item  # noqa: PLC0415
    from thidua.conference.views.stage import ticket  # noqa: PLC0415

    members = list(year.memberships.select_related("unit"))
    held = Conference.objects.create(year=year, title="Hội nghị để đo", on=timezone.localdate(), place="Hội trường",
                                     host=members[0].unit, state="open")  # fmt: skip
    Item.objects.bulk_create(Item(conference=held, order=n, title=f"Mục {n}", minutes=15) for n in range(1, 41))
    groups = Delegation.objects.bulk_create(
        Delegation(conference=held, body=f"Đoàn {n}", order=n, membership=members[n] if n < 5 else None)
        for n in range(20)
    )
    people = Delegate.objects.bulk_create(
        Delegate(delegation=groups[n % 20], name=f"Đại biểu {n}", title="Chuyên viên", code=f"code{n:012}", order=n)
        for n in range(delegates)
    )
    cookies = [signed_in(f"tk-{n}", "conference_secretary", year) for n in range(PHONES)]
    at = f"/cum/{year.cluster.slug}/2026/hoi-nghi/{held.pk}/"
    return {"at": at, "people": [one.pk for one in people], "cookies": cookies, "ticket": ticket(held),
            "now": dt.datetime.now(dt.UTC).isoformat()}  # fmt: skip


@contextmanager
def streaming(home: str) -> Iterator[int]:
    """The stream's process, two workers: its port."""
    port = free_port()
    command = [sys.executable, "-m", "thidua", "live", "--port", str(port), "--workers", "2"]
    with running(command, port, {**os.environ, "THIDUA_HOME": home}):
        time.sleep(2)
        yield port


def door(site: str, told: dict[str, Any]) -> list[Figure]:
    """All through the door: from the first mark to the last answer."""
    taken: list[float] = []
    wrong: list[str] = []

    def phone(number: int) -> None:
        for pk in told["people"][number::PHONES]:
            mark = {"key": uuid.uuid4().hex, "delegate": pk, "presence": "present", "at": told["now"]}
            started = time.perf_counter()
            sent = json.dumps({"marks": [mark]}).encode()
            status, answer = fetched(f"{site}{told['at']}diem-danh/gui/", told["cookies"][number], sent,
                                     Content_Type="application/json")  # fmt: skip
            taken.append(time.perf_counter() - started)
            if status != 200 or json.loads(answer)["answers"][0]["outcome"] != "ok":
                wrong.append(f"{status} {answer[:200]!r}")

    threads = [threading.Thread(target=phone, args=(number,)) for number in range(PHONES)]
    started = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    seconds, p95 = time.perf_counter() - started, percentile(taken, 95) * 1000
    return [
        (f"{DELEGATES} delegates from {PHONES} phones", f"{seconds:.1f}", "s", "≤ 60", seconds <= 60),
        ("one mark: p95", f"{p95:.0f}", "ms", "< 500", p95 < 500),
        ("marks not taken", f"{len(wrong)}", "", "0", not wrong),
    ]


@dataclass
class Ear:
    """A listener: when it had which press, and the last number it was told."""

    heard: dict[int, float] = field(default_factory=dict)
    last: bytes = b""
    writer: asyncio.StreamWriter | None = None


async def listen(port: int, address: str, ear: Ear) -> None:
    """Read events until the line is cut."""
    reader, ear.writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    ear.writer.write(
        f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nLast-Event-ID: {ear.last.decode()}\r\n\r\n".encode()
    )
    while line := await reader.readline():
        if line.startswith(b"id: "):
            ear.last = line[4:].strip()
        elif line.startswith(b"data: {") and (found := line.find("Lần số ".encode())) >= 0:
            number = int(line[found + len("Lần số ".encode()) :].split(b".", 1)[0])
            ear.heard.setdefault(number, time.perf_counter())


def live(site: str, port: int, told: dict[str, Any]) -> list[Figure]:
    """Press and listen."""
    ears, pressed, failed = [Ear() for _ in range(LISTENERS)], {}, []

    def press(number: int) -> None:
        version = number  # every press moves it by one, and nobody else presses
        pressed[number] = time.perf_counter()
        sent = urllib.parse.urlencode({"showing": "notice", "notice": f"Lần số {number}.", "version": version}).encode()
        status, _answer = fetched(f"{site}{told['at']}dieu-hanh/hien/", told["cookies"][number % 2], sent)
        failed.extend([status] if status != 302 else [])

    async def run() -> None:
        loop = asyncio.get_running_loop()
        tasks = [asyncio.create_task(listen(port, told["ticket"], ear)) for ear in ears]
        await asyncio.sleep(3)
        for number in range(PRESSES):
            if number == PRESSES // 2:
                for place in range(0, LISTENERS, 10):
                    tasks[place].cancel()
                    ears[place].writer.close()  # type: ignore[union-attr]
            if number == PRESSES // 2 + 2:
                for place in range(0, LISTENERS, 10):
                    tasks[place] = asyncio.create_task(listen(port, told["ticket"], ears[place]))
                await asyncio.sleep(1)
            await loop.run_in_executor(None, press, number)
            await asyncio.sleep(PAUSE)
        await asyncio.sleep(1)
        pages.extend(await loop.run_in_executor(None, ordinary, site, told))
        for task in tasks:
            task.cancel()

    pages: list[float] = []
    asyncio.run(run())
    return _told(ears, pressed, failed, pages)


def _told(ears: list["Ear"], pressed: dict[int, float], failed: list[int], pages: list[float]) -> list[Figure]:
    """The figures of the stream."""
    away = {PRESSES // 2, PRESSES // 2 + 1}
    waits = [ear.heard[number] - pressed[number] for ear in ears for number in ear.heard if number not in away]
    lost = sum(number not in ear.heard for ear in ears for number in pressed if number not in away)
    back = sum(PRESSES // 2 + 1 in ear.heard for ear in ears[::10])
    p50, p95 = percentile(waits, 50) * 1000, percentile(waits, 95) * 1000
    return [
        (f"a press at {LISTENERS} listeners: p50", f"{p50:.0f}", "ms", "told, no bar", True),
        (f"a press at {LISTENERS} listeners: p95", f"{p95:.0f}", "ms", "< 250", p95 < 250),
        ("messages lost", f"{lost}", f"of {len(waits) + lost}", "0", lost == 0),
        ("cut off, then right again by themselves", f"{back}", f"of {LISTENERS // 10}", "all", back == LISTENERS // 10),
        ("presses refused or failed", f"{len(failed)}", "", "0", not failed),
        (
            "the console's page while they listen: p95",
            f"{percentile(pages, 95) * 1000:.0f}",
            "ms",
            "told, no bar",
            True,
        ),
    ]


def ordinary(site: str, told: dict[str, Any]) -> list[float]:
    """The console, asked forty times."""
    taken = []
    for _ in range(40):
        started = time.perf_counter()
        status, _page = fetched(f"{site}{told['at']}dieu-hanh/", told["cookies"][0])
        assert status == 200, status
        taken.append(time.perf_counter() - started)
    return taken


def percentile(found: list[float], rank: int) -> float:
    return statistics.quantiles(found, n=100)[rank - 1]
