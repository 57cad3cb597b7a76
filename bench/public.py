"""What everybody reads, before anonymous readers: a published article and a published board under two workers.

The bar is 60 % of the requests a second of a bare Django answer of the same size (`_bare`: no middleware, no database),
served by the same server and loaded by the same program in turns; whole pages, neither packed nor 304. Then what one
page costs made anew, and how much of it a reader fetches before the first picture.
"""

import re
import statistics
import tempfile
import urllib.request
from pathlib import Path

from bench._site import WRK, apart, bare, fetched, load, served, settled
from bench.board import TOLD, Figure, one_page

ROUNDS = 3
LEAST = 0.6
FIRST_VIEW = 100


def main() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home:
        costs = apart(published, home)
        found = under_load(Path(home))
    return [*found, *costs]


def published(home: str) -> list[Figure]:
    """The sample cluster at the end of its year, all of it shown; what its pages cost made anew."""
    settled(home)
    from django.test import Client  # noqa: PLC0415  the settings are only known now
    from django.test.utils import override_settings  # noqa: PLC0415

    from thidua.members.terms import Stage  # noqa: PLC0415
    from thidua.samples.demo import seed  # noqa: PLC0415

    seed(Stage.HANDED_OVER)
    told = []
    with override_settings(MIDDLEWARE=[]):
        for name, address in addresses(Client().get("/").content.decode()):
            asked, spent = one_page(Client(), address)
            told.append((f"{name}, made anew: CPU", f"{spent:.1f}", f"ms, {asked} statements", TOLD, True))
    return told


def addresses(front: str) -> list[tuple[str, str]]:
    """The leading article, and the board."""
    article = re.search(r'href="(/tin/[^"/]+/)"', front)
    board = re.search(r'href="(/bang-xep-hang/[^"/]+/)"', front)
    assert article
    assert board
    return [("article", article.group(1)), ("board", board.group(1))]


def under_load(home: Path) -> list[Figure]:
    found: list[Figure] = []
    with served(str(home)) as (ours, _server):
        front = fetched(ours + "/")[1].decode()
        for name, address in addresses(front):
            found += [*weighed(ours, name, address)]
            if WRK is None:
                found.append((f"{name} under load", "left out: there is no wrk here", "", "", True))
                continue
            found += compared(home, ours + address, name)
    return found


def compared(home: Path, page: str, name: str) -> list[Figure]:
    """Ours and the bare one in turns."""
    size = len(fetched(page)[1])
    with bare(size) as floor_at:
        load(home, page, [], seconds=3)
        turns = [(load(home, floor_at + "/", []), load(home, page, [])) for _ in range(ROUNDS)]
    floor = statistics.median(turn.rate for turn, _ in turns)
    rate = statistics.median(turn.rate for _, turn in turns)
    failed = sum(turn.failed for pair in turns for turn in pair)
    return [
        (f"a bare Django answer of {size / 1024:.0f} KiB", f"{floor:,.0f}", "a second", "the floor", True),
        (f"the {name}, anonymous", f"{rate:,.0f}", f"a second, p95 {turns[-1][1].p95:.1f} ms", TOLD, True),
        (f"the {name} ÷ bare", f"{rate / floor:.2f}", "×", f"≥ {LEAST}", rate >= floor * LEAST),
        (f"the {name}: answers that failed", f"{failed}", "", "0", failed == 0),
    ]


def weighed(site: str, name: str, address: str) -> list[Figure]:
    """What a browser fetches before pictures: the page, its styles, scripts and letters, packed as they are sent."""
    page = fetched(site + address)[1].decode()
    named = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|woff2))"', page)
    letters = [one for sheet in named if sheet.endswith(".css") and "/news/site" in sheet
               for one in re.findall(r'url\("\.\./(fonts/[^"]+(?:regular|semibold|bold)[^"]*)"\)',
                                     fetched(site + sheet)[1].decode())]  # fmt: skip
    wanted = dict.fromkeys([address, *named, *(f"/static/{one}" for one in letters)])
    total = sum(packed(site + one) for one in wanted)
    return [(f"the {name}: first view without pictures", f"{total / 1000:.0f}", "kB", f"< {FIRST_VIEW}",
             total < FIRST_VIEW * 1000)]  # fmt: skip


def packed(address: str) -> int:
    """Bytes over the wire of one file."""
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310  our own server
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
        return len(answer.read())
