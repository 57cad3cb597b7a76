"""The board of 7 units × 176 criteria before twenty readers at once, unchanged and while it is being edited.

The readers are twenty people of the standing office in sessions of their own; each gets whole pages (no 304).
Unchanged, the bar is half the requests a second of a bare Django answer of the same size (`_bare`: no middleware, no
database), served by the same server and loaded by the same program; the two take turns. Edited: every half second the
secretariat agrees on another point through the site, which changes the board for everybody; the last page of every
reader has to show the last point. Then what one page costs when nothing is kept, from 5 to 500 units.
"""

import statistics
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

from bench._site import WRK, YEAR, Load, apart, bare, cluster_of, fetched, load, memory, served, settled, signed_in

Figure = tuple[str, str, str, str, bool]
READERS, UNITS, ROUNDS, PAUSE = 20, 7, 3, 0.5
SIZES = (5, 7, 50, 500)
TOLD = "told, no bar"
BOARD = YEAR + "bang-diem/"


def main() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home:
        costs = apart(costs_of_sizes, home)
    if WRK is None:
        return [*costs, ("the board under load", "left out: there is no wrk here", "", "", True)]
    with tempfile.TemporaryDirectory() as home:
        readers, editor = apart(seeded, home)
        return [*under_load(Path(home), readers, editor), *costs]


def seeded(home: str) -> tuple[list[str], str]:
    """The cluster and its people: the cookies of the readers and of the secretary."""
    settled(home)
    year = cluster_of(UNITS)
    return [signed_in(f"doc-{at}", "standing_office") for at in range(READERS)], signed_in("tk", "head_secretary", year)


def under_load(home: Path, readers: list[str], editor: str) -> list[Figure]:
    with served(str(home)) as (ours, server):
        size = len(page(ours, readers[0]))
        with bare(size) as floor_at:
            warmed(home, ours + BOARD, readers, server)
            turns = [(load(home, floor_at + "/", []), load(home, ours + BOARD, readers)) for _ in range(ROUNDS)]
        edited, edits = while_edited(home, ours, readers, editor)
        used = memory(server)
    floor = statistics.median(turn.rate for turn, _ in turns)
    rate = statistics.median(turn.rate for _, turn in turns)
    failed = sum(turn.failed for pair in turns for turn in pair) + edited.failed
    return [
        (f"a bare Django answer of {size / 1024:.0f} KiB", f"{floor:,.0f}", "a second", "the floor", True),
        ("the board, unchanged", f"{rate:,.0f}", f"a second, p95 {turns[-1][1].p95:.1f} ms", TOLD, True),
        ("unchanged ÷ bare", f"{rate / floor:.2f}", "×", "≥ 0.5", rate >= floor / 2),
        (f"the board, {edits} edits in the run", f"{edited.rate:,.0f}", "a second", "≥ 300", edited.rate >= 300),
        ("the board while edited: p95", f"{edited.p95:.1f}", "ms", "< 100", edited.p95 < 100),
        ("answers that failed", f"{failed}", "", "0", failed == 0),
        ("memory, two workers, after all this", f"{used:.0f}", "MiB", TOLD, True),
    ]


def warmed(home: Path, board: str, readers: list[str], server: int) -> None:
    """Every reader's page kept in both workers: loaded until they no longer work for it."""
    load(home, board, readers, seconds=8)


def page(site: str, cookies: str) -> str:
    status, content = fetched(site + BOARD, cookies)
    assert status == 200, status
    return content.decode()


def while_edited(home: Path, site: str, readers: list[str], editor: str) -> tuple[Load, int]:
    """The readers' load while points are agreed on, one after another; and how many were."""
    over, agreed = threading.Event(), []

    def edit() -> None:
        while not over.wait(PAUSE):
            points = f"{len(agreed) % 9},{len(agreed) % 99 + 1:02}"
            sent = urllib.parse.urlencode({"points": points, "reason": "Đo"}).encode()
            status, content = fetched(f"{site}{BOARD}cum-do-0/0.0/thong-nhat/", editor, sent)
            assert status == 302, (status, content.decode()[-2000:])
            agreed.append(points)

    writer = threading.Thread(target=edit)
    writer.start()
    try:
        found = load(home, site + BOARD, readers, seconds=12)
    finally:
        over.set()
        writer.join()
    totals = {shown(page(site, cookies)) for cookies in readers for _worker in range(4)}
    assert len(agreed) > 1
    assert len(totals) == 1, f"readers see different totals: {totals}"
    return found, len(agreed)


def shown(board: str) -> str:
    """The total of the first unit, as the page shows it."""
    return board.split("Đơn vị 0 (minh hoạ)", 1)[1].split('class="number points">', 1)[1].split("</a>", 1)[0]


def costs_of_sizes(home: str) -> list[Figure]:
    """One page made anew: statements and CPU, the sizes one after another."""
    settled(home)
    from django.test import Client  # noqa: PLC0415

    reader = Client()
    for cookie in signed_in("doc", "standing_office").split("; "):
        reader.cookies[cookie.partition("=")[0]] = cookie.partition("=")[2]
    found = []
    for size in SIZES:
        cluster_of(size, f"cum-{size}")
        found.append((size, *one_page(reader, f"/cum/cum-{size}/2026/bang-diem/")))
    least, most = min(asked for _, asked, _ in found), max(asked for _, asked, _ in found)
    own = next(spent for size, _, spent in found if size == UNITS)
    return [
        (f"made anew, {UNITS} units: CPU", f"{own:.1f}", "ms", "≤ 50", own <= 50),
        ("made anew: SQL, 5 to 500 units", f"{least}–{most}", "statements", "≤ 20, constant", least == most <= 20),
        *((f"made anew, {size} units: CPU", f"{spent:.0f}", "ms", TOLD, True)
          for size, _, spent in found if size != UNITS),
    ]  # fmt: skip


def one_page(reader: object, address: str) -> tuple[int, float]:
    """Statements and milliseconds of the process's own time, nothing kept of the page."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from thidua.kit import keeping  # noqa: PLC0415

    spent = []
    for _run in range(8):
        keeping.forget()
        started = time.process_time()
        answer = reader.get(address)  # type: ignore[attr-defined]
        spent.append((time.process_time() - started) * 1000)
        assert answer.status_code == 200, address
    keeping.forget()
    with CaptureQueriesContext(connection) as asked:
        reader.get(address)  # type: ignore[attr-defined]
    return len(asked), statistics.median(spent)
