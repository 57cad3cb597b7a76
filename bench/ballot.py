"""Three hundred voters at thirty-two at a time, over real HTTP, on SQLite and on PostgreSQL.

Three rounds of a secret ballot with mixed answers. Some press twice at once, some lose the line and try again, and in
the second round one of the server's two workers is killed with -9. Nothing may be lost, doubled or answered with an
error of the server. A respected evaluation system under such a load: 5.6 ballots a second, 16 of 24 answers lost.
"""

import random
import re
import signal
import socket
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import psutil

from bench._site import SECRET, Figure, apart, on_both, served, settled, signed_in

VOTERS, AT_ONCE, ROUNDS, NOMINEES = 300, 32, 3, 5
SAID = ("yes", "yes", "yes", "no", "abstain")


def main() -> list[Figure]:
    return on_both(measured)


def measured(engine: str, home: str) -> list[Figure]:
    """All three rounds on one engine."""
    plan, told = apart(prepared, home), Told()
    with served(home, log="critical") as (site, server):  # a worker that dies is begun anew
        for number, ballot in enumerate(plan["ballots"]):
            cast(int(site.rpartition(":")[2]), psutil.Process(server), plan, ballot, told, killed=number == 1)
    return figures(engine, told, apart(held, home, [ballot["pk"] for ballot in plan["ballots"]]))


def prepared(home: str) -> dict[str, Any]:
    """A ballot open for each round."""
    settled(home)
    return electorate("cum-do", VOTERS, ROUNDS)


def electorate(slug: str, voters: int, rounds: int) -> dict[str, Any]:
    """A cluster of so many units, each with a leader signed in, and so many secret ballots open at once."""
    import datetime as dt  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from thidua.ballots import actions  # noqa: PLC0415
    from thidua.members.models import Cluster, ClusterYear, Membership, Person, Seat, Unit  # noqa: PLC0415
    from thidua.members.queries import standing  # noqa: PLC0415

    cluster = Cluster.objects.create(slug=slug, organiser="Đo", number=slug, name="Cụm để đo", illustrative=True)
    year = ClusterYear.objects.create(cluster=cluster, year=2026, stage="appraised")
    units = Unit.objects.bulk_create(
        Unit(code=f"{slug}-{at}", name=f"Đơn vị {at} (minh hoạ)", short_name=f"ĐV {at}") for at in range(voters)
    )
    members = Membership.objects.bulk_create(
        Membership(year=year, unit=unit, order=at) for at, unit in enumerate(units)
    )
    cookies = [signed_in(f"bo-phieu-{at}", "unit_leader", year, at) for at in range(voters)]
    heres = {}
    for office, at in (("head_secretary", 0), ("teller", voters - 1), ("teller", voters - 2)):
        person = Person.objects.create(username=f"{office}-{at}", name=f"{office} {at}", password="!")  # noqa: S106
        Seat.objects.create(person=person, office=office, year=year, membership=members[at], since=dt.date(2020, 1, 1))
        heres[at] = standing(person, year, dt.date(2026, 11, 20))
    ballots = []
    for number in range(rounds):
        made = actions.call(here=heres[0], title=f"Vòng đo {number}", form="secret", threshold_percent=80, basis="Đo",
                            units=members[1 : NOMINEES + 1], award="co-bo-tinh", at=timezone.now())  # fmt: skip
        for at in (voters - 1, voters - 2):
            actions.mark_open(here=heres[at], ballot=made, at=timezone.now())
        ballots.append({"pk": made.pk, "nominees": list(made.nominees.values_list("pk", flat=True))})
    return {"cookies": cookies, "ballots": ballots}


@dataclass
class Told:
    """What the voters were told, over all rounds."""

    receipts: dict[int, list[str]] = field(default_factory=dict)
    seconds: float = 0
    waits: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    tries: int = 0
    cut: int = 0


def cast(port: int, server: psutil.Process, plan: dict[str, Any], ballot: dict[str, Any], told: Told, *,
         killed: bool) -> None:  # fmt: skip
    """One round: everybody votes, so many at a time."""
    waiting = list(range(VOTERS))
    random.Random(ballot["pk"]).shuffle(waiting)  # noqa: S311
    lock, done = threading.Lock(), threading.Event()
    receipts = told.receipts.setdefault(ballot["pk"], [])

    def voter() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                who = waiting.pop()
                if killed and len(waiting) == VOTERS // 2:
                    done.set()
            vote(port, plan["cookies"][who], ballot, who, told, receipts, lock)

    def killer() -> None:
        done.wait()
        workers = [one for one in server.children(recursive=True) if one.num_threads() > 1]
        workers[0].send_signal(signal.SIGKILL)

    threads = [threading.Thread(target=voter) for _n in range(AT_ONCE)]
    if killed:
        threads.append(threading.Thread(target=killer))
    began = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    told.seconds += time.perf_counter() - began


def vote(  # noqa: PLR0917
    port: int, cookies: str, ballot: dict[str, Any], who: int, told: Told, receipts: list[str],
    lock: threading.Lock,
) -> None:  # fmt: skip
    """One voter: every seventh presses twice at once; whoever is cut off tries again until there is an answer."""
    chance = random.Random(who * 31 + ballot["pk"])  # noqa: S311
    paper = urllib.parse.urlencode({f"n{pk}": chance.choice(SAID) for pk in ballot["nominees"]})

    def press() -> None:
        for _attempt in range(50):
            began = time.perf_counter()
            try:
                status, page = posted(port, f"/cum/cum-do/2026/bo-phieu/{ballot['pk']}/la-phieu/", cookies, paper)
            except OSError:
                with lock:
                    told.cut += 1
                time.sleep(0.1)
                continue
            with lock:
                told.waits.append((time.perf_counter() - began) * 1000)
                told.answers[status] += 1
                if b'class="big receipt">' in page:
                    receipts.append(page.split(b'class="big receipt">')[1][:14].decode())
            return

    again = threading.Thread(target=press) if who % 7 == 0 else None
    if again:
        again.start()
    press()
    if again:
        again.join()


def posted(port: int, address: str, cookies: str, body: str) -> tuple[int, bytes]:
    """One request on a line of its own, read by hand: the voters stand on the same two cores as the server."""
    asked = (f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: {cookies}\r\n"
             f"X-CSRFToken: {SECRET}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
             f"Content-Length: {len(body)}\r\n\r\n{body}")  # fmt: skip
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        line.sendall(asked.encode())
        head, _between, page = b"".join(iter(lambda: line.recv(65536), b"")).partition(b"\r\n\r\n")
    promised = re.search(rb"(?i)^content-length: (\d+)", head, re.MULTILINE)
    if not promised or len(page) < int(promised[1]):
        raise ConnectionError("cut off")
    return int(head[9:12]), page


def held(home: str, ballots: Sequence[int]) -> dict[int, tuple[int, int, list[str]]]:
    """What the database holds of each: mandates that voted, papers, their receipts."""
    settled(home)
    from thidua.ballots.models import Paper, Turnout  # noqa: PLC0415

    return {
        pk: (Turnout.objects.filter(ballot=pk, voted=True).count(),
             Paper.objects.filter(ballot=pk, choices__isnull=False).count(),
             list(Paper.objects.filter(ballot=pk, choices__isnull=False).values_list("receipt", flat=True)))
        for pk in ballots
    }  # fmt: skip


def figures(engine: str, told: Told, counted: dict[int, tuple[int, int, list[str]]]) -> list[Figure]:
    lost = sum(max(VOTERS - voted, VOTERS - papers, 0) for voted, papers, _kept in counted.values())
    lost += sum(len(set(told.receipts[pk]) - set(kept)) for pk, (_voted, _papers, kept) in counted.items())
    doubled = sum(max(papers - VOTERS, 0) for _voted, papers, _kept in counted.values())
    doubled += sum(len(given) - len(set(given)) for given in told.receipts.values())
    broken = sum(times for status, times in told.answers.items() if status >= 500)
    rate, waits = VOTERS * ROUNDS / told.seconds, sorted(told.waits)
    p95 = waits[len(waits) * 95 // 100]
    return [
        (f"{engine}: lost", f"{lost}", "ballots", "= 0", lost == 0),
        (f"{engine}: doubled", f"{doubled}", "ballots", "= 0", doubled == 0),
        (f"{engine}: answers that were the server's error", f"{broken}", f"of {sum(told.answers.values())}", "= 0",
         broken == 0),
        (f"{engine}: lines cut by kill -9 and tried again", f"{told.cut}", "requests", "any", True),
        (f"{engine}: rate", f"{rate:.0f}", "ballots/s", "≥ 50", rate >= 50),
        (f"{engine}: p50", f"{waits[len(waits) // 2]:.0f}", "ms", "any", True),
        (f"{engine}: p95", f"{p95:.0f}", "ms", "< 500", p95 < 500),
    ]  # fmt: skip
