"""The day of a conference while machines die: what was acknowledged and lost, and how long nobody could write.

The site of `_cluster` under the load of `_day`, six people at a time, a pause between their acts. One fault after
another, each twice: the primary killed with -9, a replica, a web node; the primary cut off from etcd and the replicas
while HAProxy still reaches it, then cut off from everybody. After each the broken part comes back, and the next waits
until the cluster is whole. “No write” is the longest time without an acknowledged write from the fault until the part
is brought back. In the end every acknowledged write is looked for, on the primary, and the nodes are compared.
"""

import os
import random
import secrets
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench._cluster import NODES, WEBS, Cluster, missing, waited
from bench._day import Day, checked, seeded
from bench._site import apart

Figure = tuple[str, str, str, str, bool]
PEOPLE, BALLOTS, CALM = 6, 24, 8
SLOWEST = 60
"""The bar of a fault, in seconds without a write: three times Patroni's own patience (`ttl`)."""


PEERS = ("peer", "rest", "etcd")
FAULTS: list[tuple[str, str, Sequence[str], float]] = [
    ("kill -9 of the primary, first", "leader", (), 30),
    ("kill -9 of a replica, the one that follows each commit", "sync_standby", (), 15),
    ("kill -9 of a web node, first", "web1", (), 8),
    ("the primary cut off from etcd and replicas", "leader", PEERS, 40),
    ("kill -9 of the primary, second", "leader", (), 30),
    ("kill -9 of a replica, the other one", "replica", (), 15),
    ("kill -9 of a web node, second", "web2", (), 8),
    ("the primary cut off from everybody", "leader", (*PEERS, "client", "check"), 40),
]
"""What breaks, whom it hits (a role, or a node), the gates shut (none: kill -9), seconds before it is mended."""


@dataclass
class Fault:
    """What was broken, and what the day's people noticed."""

    name: str
    silence: float
    failed: int
    whole: float

    def figure(self) -> Figure:
        said = f"s without a write; {self.failed} requests failed and were sent again; whole {self.whole:.0f} s after"
        return (self.name, f"{self.silence:.1f}", said, f"< {SLOWEST}", self.silence < SLOWEST)


def main() -> list[Figure]:
    if wanted := missing():
        print(f"  left out: install first: apt-get install {wanted}")
        return []
    os.environ |= {"THIDUA_SECRET_KEY": secrets.token_hex(25), "THIDUA_SIGNING_KEY": secrets.token_hex(32)}
    with tempfile.TemporaryDirectory() as folder, Cluster(Path(folder)) as cluster:
        os.environ["DATABASE_URL"] = cluster.database
        try:
            return measured(cluster, Path(folder))
        finally:
            os.environ.pop("DATABASE_URL", None)


def measured(cluster: Cluster, folder: Path) -> list[Figure]:
    homes = {web: folder / web for web in WEBS}
    plan = apart(seeded, str(homes["web1"]), BALLOTS)
    shutil.copytree(homes["web1"] / "static", homes["web2"] / "static")
    for web, home in homes.items():
        cluster.start_web(web, home)
    day = Day(cluster.ports["site"], plan)
    people = [threading.Thread(target=person, args=(day, number)) for number in range(PEOPLE)]
    for one in people:
        one.start()
    try:
        faults = [Breaker(cluster, day, homes).fault(*one) for one in FAULTS]
        time.sleep(CALM)
    finally:
        day.over.set()
        for one in people:
            one.join()
    lag = compared(cluster)
    return [*(fault.figure() for fault in faults), *totals(day, apart(checked, str(homes["web1"]), plan, day.told)),
            ("rows of the ledger that a replica has otherwise", f"{lag}", "nodes", "= 0", not lag)]  # fmt: skip


def person(day: Day, number: int) -> None:
    """Somebody who acts, and rests for a moment."""
    chance = random.Random(number)  # noqa: S311  a load
    while not day.over.is_set():
        day.act()
        time.sleep(chance.random() * 0.6)


@dataclass
class Breaker:
    """Who breaks one thing after another, and mends it."""

    cluster: Cluster
    day: Day
    homes: dict[str, Path]

    def fault(self, name: str, role: str, cut: Sequence[str], seconds: float) -> Fault:
        """One fault: killed when no gate is cut; so many seconds later, and when somebody writes again, mended."""
        self.cluster.whole()
        time.sleep(CALM)
        hit = self.cluster.node(role) or role
        failed, began = trouble(self.day), time.monotonic()
        if cut:
            self.cluster.cut(*(f"{hit}.{gate}" for gate in cut))
        else:
            self.cluster.kill(hit)
        time.sleep(seconds)
        waited(lambda: any(at > time.monotonic() - 3 for at in self.day.told.acknowledged[-3:]), "nobody writes")
        silence = longest(began, time.monotonic(), self.day)
        self.mend(hit, cut=bool(cut))
        told = Fault(name, silence, trouble(self.day) - failed, self.cluster.whole())
        print(f"  · {name} ({hit}): {silence:.1f} s", file=sys.stderr, flush=True)
        return told

    def mend(self, hit: str, *, cut: bool) -> None:
        if cut:
            self.cluster.cut()
        elif hit in WEBS:
            self.cluster.start_web(hit, self.homes[hit])
        else:
            self.cluster.start(hit)


def trouble(day: Day) -> int:
    return day.told.answers["5xx"] + day.told.answers["cut"]


def longest(began: float, ended: float, day: Day) -> float:
    """The longest time between two acknowledged writes, the fault counted as the first."""
    with day.lock:
        moments = [began, *sorted(at for at in day.told.acknowledged if began < at < ended)]
    return max((later - earlier for earlier, later in pairwise(moments)), default=ended - began)


def totals(day: Day, found: dict[str, int]) -> list[Figure]:
    told = day.told
    votes = sum(map(len, told.receipts.values()))
    saves = sum(map(len, told.numbers.values()))
    return [
        (f"marks lost of {len(told.marks)} acknowledged", f"{found['marks']}", "", "= 0", not found["marks"]),
        (f"ballots lost of {votes} acknowledged", f"{found['votes']}", "", "= 0", not found["votes"]),
        ("ballots doubled", f"{found['doubled']}", "", "= 0", not found["doubled"]),
        (f"saves lost of {saves} acknowledged", f"{found['saves']}", "", "= 0", not found["saves"]),
        ("saves half kept", f"{found['halves']}", "", "= 0", not found["halves"]),
        ("breaks of the ledger's chain", f"{found['breaks']}", "", "= 0", not found["breaks"]),
        ("acts refused", f"{len(told.refused)}", " ".join(told.refused[:2]), "= 0", not told.refused),
        ("requests in all", f"{sum(told.answers.values())}", f"{trouble(day)} without an answer", "told, no bar", True),
    ]  # fmt: skip


def compared(cluster: Cluster) -> int:
    """How many nodes hold another ledger than the primary, a moment after the last write."""
    time.sleep(3)
    leader = cluster.node("leader")
    asked = "SELECT count(*), max(hash) FROM ledger_entry"
    held = {node: cluster.said(node, asked, "thidua") for node in NODES}
    return sum(one != held[leader] for one in held.values())
