"""Ten thousand acknowledged submissions while the server is killed with -9 twenty times, on SQLite and on PostgreSQL.

Seven officers save a number of its own, each time into two rows of their unit's sheet; the redirect acknowledges it.
Every so many saves, at a moment drawn from the seed, the whole server (its two workers with it) is killed and begun
anew. In the end every acknowledged number must be in the ledger, in both rows; the chain must hold. Nobody's save may
be half kept, acknowledged or not.
"""

import os
import random
import threading
import time

from bench._day import UNITS, Day, checked, seeded
from bench._site import Figure, apart, on_both
from tools.serving import free_port, killed, started, web_server

WANTED, KILLS = 10_000, 20


def main() -> list[Figure]:
    return on_both(measured, ())


def measured(engine: str, home: str) -> list[Figure]:
    """All saves on one engine."""
    plan = apart(seeded, home, 0)
    began = time.monotonic()
    day, kills = saving(home, plan)
    seconds = time.monotonic() - began
    found = apart(checked, home, plan, day.told)
    acknowledged, cut = len(day.told.acknowledged), day.told.answers["cut"]
    return [
        (f"{engine}: kill -9 of the server", f"{kills}", "times", f"≥ {KILLS}", kills >= KILLS),
        (f"{engine}: acknowledged saves", f"{acknowledged:,}", f"in {seconds:.0f} s", f"≥ {WANTED:,}",
         acknowledged >= WANTED),
        (f"{engine}: acknowledged and lost", f"{found['saves']}", "saves", "= 0", not found["saves"]),
        (f"{engine}: half kept", f"{found['halves']}", "saves", "= 0", not found["halves"]),
        (f"{engine}: breaks of the ledger's chain", f"{found['breaks']}", "", "= 0", not found["breaks"]),
        (f"{engine}: lines cut, then sent again", f"{cut}", "requests", "any", True),
        (f"{engine}: refused", f"{len(day.told.refused)}", "saves", "= 0", not day.told.refused),
    ]  # fmt: skip


def saving(home: str, plan: dict[str, object]) -> tuple[Day, int]:
    """Everybody saving until there are enough, the server killed again and again; how often it was."""
    port, env = free_port(), {**os.environ, "THIDUA_HOME": home, "THIDUA_LOG_LEVEL": "ERROR"}
    day, chance, kills = Day(port, plan), random.Random(9), 0  # noqa: S311  moments, not secrets
    server = started(web_server(port, log="critical"), port, env)

    def officer(unit: int) -> None:
        while len(day.told.acknowledged) < WANTED:
            with day.lock:
                act = day.save(unit)
            act()

    officers = [threading.Thread(target=officer, args=(unit,)) for unit in range(UNITS)]
    for one in officers:
        one.start()
    try:
        while any(one.is_alive() for one in officers):
            if kills < KILLS and len(day.told.acknowledged) >= (kills + 1) * WANTED // (KILLS + 2):
                time.sleep(chance.random() / 2)
                killed(server)
                server, kills = started(web_server(port, log="critical"), port, env), kills + 1
            time.sleep(0.01)
    finally:
        killed(server)
    return day, kills
