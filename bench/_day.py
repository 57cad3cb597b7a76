"""The day of a conference as load: one seed, the same people and the same acts, whatever answers them.

Of a hundred acts 45 read the board, 20 a public page without signing in, 15 mark a delegate present at the door, 12
cast a secret ballot, 8 save two figures of a sheet. Three clusters: a board of seven units × 176 criteria; a sheet of
176 rows being filled in each of seven units, with a conference under way; an electorate of sixty. Each act is one
request on a connection of its own; nobody follows links.

Every answer that acknowledges a write is kept, and `checked` looks for each in the database: a mark, a receipt, and a
number that no other save wrote, in both rows and in the ledger.
"""

import http.client
import json
import random
import threading
import time
import urllib.parse
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from bench._site import SECRET, cluster_of, settled, signed_in

MIX = {"board": 45, "public": 20, "mark": 15, "vote": 12, "save": 8}
VOTERS, DELEGATES, UNITS, READERS = 60, 2000, 7, 6
ROWS = "10.164", "10.165"
FIRST = 1000
"""Numbers saved are above it, numbers seeded below."""
PUBLIC = ("/", "/tin/", "/bang-xep-hang/", "/phong-trao/")
SAID = ("yes", "yes", "no", "abstain")
TRIES = 400
"""How often somebody tries again who got no answer, or was told that the site is not there."""


def seeded(home: str, ballots: int) -> dict[str, Any]:
    """The three clusters and everybody signed in."""
    settled(home)
    from bench.ballot import electorate  # noqa: PLC0415
    from bench.checkin import hall  # noqa: PLC0415

    cluster_of(UNITS, "cum-bang")
    filling = cluster_of(UNITS, "cum-phieu", sent=False)
    return {
        "readers": [signed_in(f"doc-{n}", "standing_office") for n in range(READERS)],
        "officers": [signed_in(f"cb-{n}", "unit_officer", filling, n) for n in range(UNITS)],
        "hall": hall(filling, DELEGATES),
        "electorate": electorate("cum-bau", VOTERS, ballots),
    }


@dataclass
class Told:
    """What the day's people were told: each acknowledged write, when, and how long each act took."""

    marks: set[int] = field(default_factory=set)
    receipts: dict[int, list[str]] = field(default_factory=dict)
    numbers: dict[int, list[int]] = field(default_factory=dict)
    acknowledged: list[float] = field(default_factory=list)
    waits: list[tuple[str, float]] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)


class Day:
    """The acts, in the order of the seed; many threads may take the next."""

    def __init__(self, port: int, plan: dict[str, Any], seed: int = 2026) -> None:
        self.port, self.plan, self.told = port, plan, Told()
        self.lock, self.over = threading.Lock(), threading.Event()
        self.chance = random.Random(seed)  # noqa: S311  a load, not a secret
        ballots = plan["electorate"]["ballots"]
        self.votes = [(ballot, who) for ballot in ballots for who in self.chance.sample(range(VOTERS), VOTERS)]
        self.people = list(plan["hall"]["people"])
        self.number, self.hands = FIRST, [threading.Lock() for _ in range(UNITS)]

    def act(self) -> None:
        """The next act, whole: tried again until it is answered."""
        with self.lock:
            [kind] = self.chance.choices(list(MIX), list(MIX.values()))
            act: Callable[[], None] = getattr(self, kind)()
        act()

    def board(self) -> Callable[[], None]:
        cookies = self.chance.choice(self.plan["readers"])
        return lambda: self.asked("board", "/cum/cum-bang/2026/bang-diem/", cookies)

    def public(self) -> Callable[[], None]:
        address = self.chance.choice(PUBLIC)
        return lambda: self.asked("public", address, "")

    def mark(self) -> Callable[[], None]:
        """The next delegate through the door; a phone keeps its mark, with its key, until it is answered."""
        if not self.people:
            return self.board()
        hall, delegate = self.plan["hall"], self.people.pop()
        sent = json.dumps({"marks": [{"key": uuid.UUID(int=self.chance.getrandbits(128)).hex, "delegate": delegate,
                                      "presence": "present", "at": hall["now"]}]})  # fmt: skip
        cookies = self.chance.choice(hall["cookies"])

        def act() -> None:
            status, page = self.written("mark", f"{hall['at']}diem-danh/gui/", cookies, sent)
            if status == 200 and json.loads(page)["answers"][0]["outcome"] == "ok":
                self.kept(lambda: self.told.marks.add(delegate))

        return act

    def vote(self) -> Callable[[], None]:
        """The next voter of the next ballot; whoever got no answer presses again."""
        if not self.votes:
            return self.board()
        ballot, who = self.votes.pop(0)
        paper = urllib.parse.urlencode({f"n{pk}": self.chance.choice(SAID) for pk in ballot["nominees"]})
        cookies, address = (
            self.plan["electorate"]["cookies"][who],
            f"/cum/cum-bau/2026/bo-phieu/{ballot['pk']}/la-phieu/",
        )

        def act() -> None:
            _status, page = self.written("vote", address, cookies, paper, fine=(200, 409, 422))
            if b'class="big receipt">' in page:
                receipt = page.split(b'class="big receipt">')[1][:14].decode()
                self.kept(lambda: self.told.receipts.setdefault(ballot["pk"], []).append(receipt))

        return act

    def save(self, unit: int | None = None) -> Callable[[], None]:
        """A number of its own into two rows of a unit's sheet; its officer does one thing after another."""
        self.number += 1
        number = self.number
        unit = number % UNITS if unit is None else unit
        sent = urllib.parse.urlencode({f"{row}:actual": number for row in ROWS})
        address = f"/cum/cum-phieu/2026/cham-diem/tu-cham/cum-phieu-{unit}/"

        def act() -> None:
            with self.hands[unit]:
                status, _page = self.written("save", address, self.plan["officers"][unit], sent, fine=(302,))
            if status == 302:
                self.kept(lambda: self.told.numbers.setdefault(unit, []).append(number))

        return act

    def kept(self, keep: Callable[[], object]) -> None:
        with self.lock:
            keep()
            self.told.acknowledged.append(time.monotonic())

    def written(
        self, kind: str, address: str, cookies: str, sent: str, fine: tuple[int, ...] = (200,)
    ) -> tuple[int, bytes]:
        """A write, tried again until it is answered: the last status and page."""
        status, page = 0, b""
        for _attempt in range(TRIES):
            status, page = self.asked(kind, address, cookies, sent)
            if (status and status < 500) or self.over.is_set():
                break
            time.sleep(0.25)
        if status not in fine and not self.over.is_set():
            with self.lock:
                self.told.refused.append(f"{kind}: {status} {page[-300:]!r}")
        return status, page

    def asked(self, kind: str, address: str, cookies: str, sent: str | None = None) -> tuple[int, bytes]:
        """One request; status 0 when the line was cut."""
        headers = {"Cookie": cookies, "X-CSRFToken": SECRET} if cookies else {}
        headers["Referer"] = f"https://127.0.0.1:{self.port}/"  # asked for where the last line is TLS, as a cluster's
        if sent is not None:
            headers["Content-Type"] = "application/json" if sent[:1] == "{" else "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)) as line:
                line.request("GET" if sent is None else "POST", address, sent, headers)
                answer = line.getresponse()
                status, page = answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            status, page = 0, b""
        with self.lock:
            self.told.waits.append((kind, (time.perf_counter() - began) * 1000))
            self.told.answers[f"{status // 100}xx" if status else "cut"] += 1
        return status, page


def checked(home: str, plan: dict[str, Any], told: Told) -> dict[str, int]:
    """How many acknowledged writes the database does not hold, ballots doubled, halves kept, breaks of the chain."""
    settled(home)
    from django.db.models import Count  # noqa: PLC0415

    from thidua.ballots.models import Paper, Turnout  # noqa: PLC0415
    from thidua.conference.models import Delegate  # noqa: PLC0415
    from thidua.ledger.queries import first_break  # noqa: PLC0415

    came = set(Delegate.objects.filter(presence="present").values_list("pk", flat=True))
    lost_votes = doubled = 0
    for ballot in plan["electorate"]["ballots"]:
        papers = Paper.objects.filter(ballot=ballot["pk"], choices__isnull=False)
        receipts, given = set(papers.values_list("receipt", flat=True)), told.receipts.get(ballot["pk"], [])
        voted = Turnout.objects.filter(ballot=ballot["pk"], voted=True)
        lost_votes += len(set(given) - receipts)
        doubled += abs(papers.count() - voted.count()) + len(given) - len(set(given))
        doubled += voted.values("membership").annotate(times=Count("pk")).filter(times__gt=1).count()
    saves, halves = saved()
    return {"marks": len(told.marks - came), "votes": lost_votes, "doubled": doubled, "halves": halves,
            "saves": len({one for given in told.numbers.values() for one in given} - saves),
            "breaks": int(first_break() is not None)}  # fmt: skip


def saved() -> tuple[set[int], int]:
    """Every number the ledger says was saved, and how many sheets hold, or saves recorded, only half."""
    from thidua.ledger.models import Entry  # noqa: PLC0415
    from thidua.scoring.models import Claim  # noqa: PLC0415

    recorded, halves = set(), 0
    for facts in Entry.objects.filter(act="scoring.save_sheet").values_list("facts", flat=True):
        both = {facts[row]["after"]["actual"] if row in facts else "" for row in ROWS}
        halves += len(both) > 1
        recorded |= {int(one) for one in both if one}
    sheets: dict[int, set[int]] = {}
    for claim in Claim.objects.filter(code__in=ROWS, sheet__membership__year__cluster__slug="cum-phieu"):
        sheets.setdefault(claim.sheet_id, set()).add(int(claim.written["actual"]))
    return recorded, halves + sum(len(held) > 1 and max(held) > FIRST for held in sheets.values())
