"""How the time grows with the units, to a whole country: 176 criteria, to 10,000 units.

One cohort of so many units is one task on one core: each unit is compared with the leader of all. Each size runs in a
process of its own, so that its peak of memory is its own. A country is many clusters that do not look at one another:
there both cores are used, each process scoring and ranking half of 1,250 clusters of 8; the figures lie ready in the
processes, and the totals come back. Time by the clock is what anybody waits, but only a machine with nothing else to do
shows both cores there; the processes' own time, the longer of the two, is what it comes to then.
"""

import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from bench._cohort import CRITERIA, cohort, figures, table
from thidua.engine import load, rank, score

Figure = tuple[str, str, str, str, bool]
SIZES = (100, 1_000, 2_500, 5_000, 10_000)
COUNTRY, EACH, CORES, ROUNDS = 1_250, 8, 2, 3
CHART = Path(__file__).parent.parent / "var" / "bench" / "growth.svg"
TOLD = "told, no bar"
FRESH = multiprocessing.get_context("spawn")
ready: list[Any] = []
"""In a country's process: the clusters it keeps."""


def main() -> list[Figure]:
    measured = [apart(one_cohort, size) for size in SIZES]
    CHART.parent.mkdir(parents=True, exist_ok=True)
    CHART.write_text(chart([(size, scored) for size, (scored, _, _) in zip(SIZES, measured, strict=True)]))
    seconds = {size: scored + ranked for size, (scored, ranked, _) in zip(SIZES, measured, strict=True)}
    tenfold = seconds[10_000] / seconds[1_000]
    (one, one_own), (two, two_own) = country(1), country(CORES)
    evaluations = COUNTRY * EACH * CRITERIA
    return [
        *(row(size, *told) for size, told in zip(SIZES, measured, strict=True)),
        ("one cohort, 10,000 units against 1,000", f"{tenfold:.1f}", "times as long", "≤ 13", tenfold <= 13),
        (
            "1,250 clusters of 8, one core",
            f"{one:.2f}",
            f"s by the clock, {one_own:.2f} s of its own, {evaluations / one_own:,.0f} a second",
            TOLD,
            True,
        ),
        (
            "1,250 clusters of 8, two cores",
            f"{two:.2f}",
            f"s by the clock, {two_own:.2f} s of the longer process's own, {evaluations / two_own:,.0f} a second",
            TOLD,
            True,
        ),
        ("two cores against one, by the clock", f"{one / two:.2f}", "times as fast", TOLD, True),
        (
            "two cores against one, by the processes' own time",
            f"{one_own / two_own:.2f}",
            "times as fast",
            "≥ 1.7",
            one_own / two_own >= 1.7,
        ),
        ("chart of one cohort's growth", os.path.relpath(CHART), "", TOLD, True),
    ]


def row(size: int, scored: float, ranked: float, peak: float) -> Figure:
    speed = size * CRITERIA / scored
    told = f"s scored, {ranked:.3f} s ranked, {speed:,.0f} evaluations a second, {peak:,.0f} MiB at the peak"
    return f"one cohort of {size:,}, one core", f"{scored:.3f}", told, TOLD, True


def apart(act: Callable[..., Any], *given: Any) -> Any:
    """Done in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=FRESH) as one:
        return one.submit(act, *given).result()


def one_cohort(units: int) -> tuple[float, float, float]:
    """Seconds of the process's own time to score and to rank, the least of a few turns; its peak in MiB."""
    edition, answers, targets = cohort(units)
    turns = []
    for _ in range(ROUNDS):
        started = time.process_time()
        scores = score(edition, answers, targets)
        between = time.process_time()
        rank(edition, scores)
        turns.append((between - started, time.process_time() - between))
    scored, ranked = (min(column) for column in zip(*turns, strict=True))
    return scored, ranked, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def country(cores: int) -> tuple[float, float]:
    """Until every cluster is scored and ranked on so many cores: seconds by the clock, and of the longest process."""
    shares = [range(core, COUNTRY, cores) for core in range(cores)]
    pools = [ProcessPoolExecutor(1, mp_context=FRESH) for _ in shares]
    try:
        together(pools, prepare, shares)
        turns = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            spent = max(own for own, _ in together(pools, score_all, shares))
            turns.append((time.perf_counter() - started, spent))
        clock, own = (min(column) for column in zip(*turns, strict=True))
        return clock, own
    finally:
        for pool in pools:
            pool.shutdown()


def together(pools: Sequence[ProcessPoolExecutor], act: Callable[[range], Any], shares: Sequence[range]) -> list[Any]:
    begun = [pool.submit(act, share) for pool, share in zip(pools, shares, strict=True)]
    return [one.result() for one in begun]


def prepare(share: range) -> None:
    """Every cluster of the share: its figures, all under one table."""
    edition = load(table(0))
    ready.extend((edition, *figures(edition, EACH, number)) for number in share)


def score_all(share: range) -> tuple[float, list[list[int]]]:
    """The process's own seconds, and every unit's total: few numbers go between processes."""
    started = time.process_time()
    totals = []
    for edition, answers, targets in ready:
        scores = score(edition, answers, targets)
        rank(edition, scores)
        totals.append([one.total for one in scores.units.values()])
    assert len(totals) == len(share)
    return time.process_time() - started, totals


def chart(points: list[tuple[int, float]]) -> str:
    """Seconds over units, and the straight line from nothing to the last of them."""
    width, height, left, top = 640, 360, 60, 20
    most_units, most = points[-1]

    def place(units: int, seconds: float) -> tuple[float, float]:
        return left + units / most_units * (width - left - 30), top + (1 - seconds / most) * (height - top - 50)

    dots = [place(units, seconds) for units, seconds in points]
    (x0, y0), (x1, y1) = place(0, 0), dots[-1]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
    marks = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in dots)
    words = "".join(
        f'<text x="{x:.1f}" y="{y0 + 18:.1f}" text-anchor="middle">{units:,}</text>'
        f'<text x="{x - 8:.1f}" y="{y - 8:.1f}" text-anchor="end">{seconds:.2f} s</text>'
        for (x, y), (units, seconds) in zip(dots, points, strict=True) if units >= 1_000
    )  # fmt: skip
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"
 font-family="sans-serif" font-size="12">
<title>Seconds to score one cohort, by its number of units (176 criteria, one core)</title>
<rect width="100%" height="100%" fill="#fff"/>
<path d="M{x0:.1f} {top} V{y0:.1f} H{width - 20}" fill="none" stroke="#555"/>
<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="#999" stroke-dasharray="4 4"/>
<polyline points="{path}" fill="none" stroke="#a00" stroke-width="2"/><g fill="#a00">{marks}</g>
{words}<text x="{width / 2}" y="{height - 10}" text-anchor="middle">units in one cohort</text>
</svg>
"""
