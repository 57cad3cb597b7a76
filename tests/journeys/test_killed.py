"""kill -9 of the whole server in the middle of saving: what was acknowledged is there, and nothing half-written is.

A real server on a home of its own. Every save writes the same number into two rows; the answer is the acknowledgement.
"""

import http.client
import json
import re
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
from contextlib import closing
from itertools import count
from pathlib import Path

import psutil
import pytest

from tests.browser import ROOT, environment, make_home
from thidua.samples.cast import PASSWORD
from tools.serving import free_port, killed, started, web_server

pytestmark = pytest.mark.browser  # without a browser, but with the real server that those tests have as well
SEED = """
import django; django.setup()
from thidua.members.terms import Stage
from thidua.samples import demo
from thidua.samples.cast import PASSWORD
demo.open_self_scoring(demo.seed(Stage.MID_REVIEWED, password=PASSWORD))
"""
SHEET = "/cum/cum-mau/2026/cham-diem/tu-cham/song-hong/"
ROWS = "I.1.a", "I.1.b"
PATIENCE = 20
"""Seconds to wait for a server to answer, or for a first save."""


class Server:
    """The site on a free port, all its processes in one group so that all die at once."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        self.process = started(web_server(self.port), self.port, environment(home))

    def kill(self) -> None:
        """kill -9, the server and its workers: this group and no other."""
        killed(self.process)


class Officer:
    """Somebody signed in, without a browser."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, {}
        token = self.token("/dang-nhap/")
        status, _page = self.ask("/dang-nhap/", {"login": "can-bo-song-hong", "password": PASSWORD, **token})
        assert status == 302

    def ask(self, address: str, sent: dict[str, str] | None = None) -> tuple[int, str]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as line:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            if sent is None:
                line.request("GET", address, headers=headers)
            else:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                line.request("POST", address, urllib.parse.urlencode(sent), headers)
            answer = line.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    self.cookies.update([value.split(";")[0].split("=", 1)])
            return answer.status, answer.read().decode()

    def token(self, address: str) -> dict[str, str]:
        _status, page = self.ask(address)
        return {"csrfmiddlewaretoken": re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]}

    def shown(self) -> list[str]:
        """What the sheet's page shows in the rows."""
        _status, page = self.ask(SHEET)
        cells = [re.search(rf'<input[^>]*name="{re.escape(code)}:actual"[^>]*>', page)[0] for code in ROWS]
        return [re.search(r'value="([^"]*)"', cell)[1] for cell in cells]


def save_until_dead(port: int, numbers, acknowledged: list[int], begun: threading.Event) -> None:
    """One number after another into every row, until the line is cut."""
    officer = Officer(port)
    token = officer.token(SHEET)
    while True:
        number = next(numbers)
        try:
            status, _page = officer.ask(SHEET, {**token, **{f"{code}:actual": str(number) for code in ROWS}})
        except (OSError, http.client.HTTPException):
            return
        assert status == 302, f"not saved: {status}"
        acknowledged.append(number)
        begun.set()


def written(home: Path) -> list[str]:
    """The two rows as the database has them."""
    asked = """
        SELECT c.code, c.written FROM scoring_claim c JOIN scoring_sheet s ON c.sheet_id = s.id
        JOIN members_membership m ON s.membership_id = m.id JOIN members_unit u ON m.unit_id = u.id
        WHERE u.code = 'song-hong' AND s.hand = 'self'
    """
    with closing(sqlite3.connect(home / "thidua.sqlite3")) as database:
        found = dict(database.execute(asked).fetchall())
    return [json.loads(found[code])["actual"] for code in ROWS]


def recorded(home: Path) -> list[tuple[str, ...]]:
    """What the ledger says was saved, save by save: the numbers of the rows."""
    asked = "SELECT facts FROM ledger_entry WHERE act = 'scoring.save_sheet' ORDER BY seq"
    with closing(sqlite3.connect(home / "thidua.sqlite3")) as database:
        saves = [json.loads(facts) for (facts,) in database.execute(asked)]
    return [tuple(save[code]["after"]["actual"] if code in save else "" for code in ROWS) for save in saves]


def lose_a_worker(server: psutil.Process) -> None:
    """kill -9 of one worker; until another stands in its place."""
    before = server.children()
    before[0].kill()
    until = time.monotonic() + PATIENCE
    while {one.pid for one in server.children() if one.is_running()} <= {one.pid for one in before}:
        assert time.monotonic() < until, "nobody took the dead worker's place"
        time.sleep(0.01)


def test_nothing_acknowledged_is_lost_and_nothing_half_written_kept(tmp_path):
    home, numbers = make_home(tmp_path / "home", SEED), count(1000)
    acknowledged: list[int] = []
    seeded = len(recorded(home))
    for moment in (0.05, 0.2, 0.31, 0.47):
        server, begun = Server(home), threading.Event()
        saver = threading.Thread(target=save_until_dead, args=(server.port, numbers, acknowledged, begun))
        saver.start()
        assert begun.wait(PATIENCE)
        time.sleep(moment)
        server.kill()
        saver.join()
        one, other = written(home)
        assert one == other, "half a save was kept"
        assert int(one) in (acknowledged[-1], acknowledged[-1] + 1), "an acknowledged save was lost"
        kept = recorded(home)[seeded:]
        assert all(first == second for first, second in kept), "half a save was recorded"
        assert {str(number) for number in acknowledged} <= {first for first, _ in kept}
        assert kept[-1] == (one, other), "the record says another thing than the sheet"
    verified = subprocess.run([sys.executable, "-m", "thidua", "ledger", "verify"], cwd=ROOT, env=environment(home),
                              capture_output=True, text=True, check=False)  # fmt: skip
    assert verified.returncode == 0, verified.stdout
    server = Server(home)
    try:
        assert Officer(server.port).shown() == [one, other]
        lose_a_worker(psutil.Process(server.process.pid))
        assert Officer(server.port).shown() == [one, other], "the worker in the dead one's place does not answer"
    finally:
        server.kill()
