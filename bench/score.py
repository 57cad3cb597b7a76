"""How fast scoring is: the arithmetic alone, a year's results from the database, a spreadsheet, a whole country.

The bars: a million criterion evaluations a second on one core with explanations off, one explanation in a millisecond;
105 units × 176 criteria read from the database, scored and stored in a second, and in twice the time of only reading
and writing the same rows; fifty times as fast as LibreOffice recalculating the same table; and growth in a straight
line. The parts are in `_stored`, `_office`, `_growth`; the figures they score in `_cohort`.
"""

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

from bench import _growth, _office, _stored
from bench._cohort import CRITERIA, cohort
from thidua.engine import explain, score

Figure = tuple[str, str, str, str, bool]
UNITS = 7


def main() -> list[Figure]:
    return [*arithmetic(), *apart(_stored.main), *_office.main(), *_growth.main()]


def arithmetic() -> list[Figure]:
    """A cluster of seven units scored against 176 criteria, and one point explained."""
    edition, answers, targets = cohort(UNITS)
    score(edition, answers, targets)
    speed = UNITS * CRITERIA / typical(lambda: score(edition, answers, targets))
    leader = edition.leaves[-1].code
    why = typical(lambda: explain(edition, answers, targets, "unit-0", leader)) * 1000
    fresh, others, aims = cohort(UNITS, seed=2)
    started = time.process_time()
    score(fresh, others, aims)
    first = (time.process_time() - started) * 1000
    return [
        ("evaluations per second, 7×176", f"{speed:,.0f}", "1/s", "≥ 1,000,000", speed >= 1_000_000),
        ("one why", f"{why:.3f}", "ms", "≤ 1", why <= 1),
        ("first score of a new table", f"{first:.1f}", "ms", "≤ 50", first <= 50),
    ]


def apart(measure: Callable[[], list[Figure]]) -> list[Figure]:
    """Measured in a process of its own: a database is settled once a process, and another bench has its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as one:
        return one.submit(measure).result()


def typical(act: Callable[[], object]) -> float:
    """Seconds of one call: the least of twenty rounds, in this process's own time, whatever else the machine does."""
    rounds = []
    for _ in range(20):
        started = time.process_time()
        for _ in range(50):
            act()
        rounds.append((time.process_time() - started) / 50)
    return min(rounds)
