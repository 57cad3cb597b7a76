"""What one machine holds on the day of the conference: two workers, eight people at once, without a pause.

The mix is that of `_day`. SQLite and PostgreSQL as they come (every commit on the disk), on the same machine, as is
whoever asks: the figures are of both together. Every acknowledged write is looked for afterwards.
"""

import statistics
import threading
import time

from bench._day import Day, Told, checked, seeded
from bench._site import Figure, apart, on_both, served

AT_ONCE, SECONDS, BALLOTS = 8, 30, 12
RATE, SLOWEST = 40, 500
"""The bars: requests a second, and milliseconds for 95 of a hundred."""


def main() -> list[Figure]:
    return on_both(measured, ())


def measured(engine: str, home: str) -> list[Figure]:
    """The day on one engine."""
    plan = apart(seeded, home, BALLOTS)
    with served(home) as (site, _server):
        day = Day(int(site.rpartition(":")[2]), plan)
        crowd(day, 3)
        day.told.waits.clear()
        crowd(day, SECONDS)
    return figures(engine, day.told, apart(checked, home, plan, day.told))


def crowd(day: Day, seconds: float) -> None:
    """So many people at once, for so long."""
    until = time.monotonic() + seconds

    def one() -> None:
        while time.monotonic() < until:
            day.act()

    threads = [threading.Thread(target=one) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def figures(engine: str, told: Told, found: dict[str, int]) -> list[Figure]:
    waits = sorted(wait for _kind, wait in told.waits)
    rate, p95, p50 = len(waits) / SECONDS, percentile(waits, 95), percentile(waits, 50)
    wrong = told.answers["5xx"] + told.answers["cut"] + len(told.refused)
    kinds = {
        kind: sorted(wait for one, wait in told.waits if one == kind) for kind in sorted({k for k, _ in told.waits})
    }
    return [
        (f"{engine}: the whole mix", f"{rate:.0f}", "requests/s", f"≥ {RATE}", rate >= RATE),
        (f"{engine}: p95", f"{p95:.0f}", "ms", f"< {SLOWEST}", p95 < SLOWEST),
        (f"{engine}: p50", f"{p50:.0f}", "ms", "told, no bar", True),
        *((f"{engine}: {kind}, {len(own)} times: p95", f"{percentile(own, 95):.0f}", "ms", "told, no bar", True)
          for kind, own in kinds.items() if len(own) > 1),
        (f"{engine}: answers that failed or refused", f"{wrong}", f"of {sum(told.answers.values())}", "0", not wrong),
        (f"{engine}: of {len(told.acknowledged)} acknowledged writes lost, doubled, halved",
         f"{sum(found.values())}", "", "0", not any(found.values())),
    ]  # fmt: skip


def percentile(found: list[float], rank: int) -> float:
    return statistics.quantiles(found, n=100)[rank - 1]
