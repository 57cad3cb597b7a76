"""The same 105 × 176 table as a spreadsheet, recalculated by LibreOffice without a window.

LibreOffice opens the workbook, recalculates everything (told to: a file's stored values are otherwise believed) and
saves it. Its time is the whole process's own time less that of an empty workbook; less that of the same workbook with
numbers in the place of formulas, it is the formulas alone: read, worked out, written.

Ours is file to file likewise: the figures as typed read from JSON, the table read and compiled, scored, ranked, the
points written as JSON; and the scoring and ranking alone. Every number has to be equal, or there is no ratio to tell.

What is held against the bar is working out against working out: LibreOffice's formulas alone, ours scoring and ranking
alone. Its start is counted apart, for it says nothing of either; whoever wants one result from a shell waits for it,
so a whole run of each, starts and files counted, is told beside it.
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from bench._cohort import CRITERIA, compared, dice, table, typed
from bench._workbook import Cluster, numbers_only, read, write
from thidua.engine import Answer, Edition, load, rank, read_answer, score
from thidua.engine.plan import plan

Figure = tuple[str, str, str, str, bool]
ROOT = Path(__file__).parents[1]
OFFICE = shutil.which("soffice")
CLUSTERS, EACH, ROUNDS = 15, 7, 3
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
"""LibreOffice's setting: recalculate what another program wrote, always."""
TOLD = "told, no bar"


def main() -> list[Figure]:
    if OFFICE is None:
        return [("the same table in LibreOffice", "left out: there is no soffice here", "", "≥ 50", True)]
    with tempfile.TemporaryDirectory() as folder:
        return figures(Path(folder))


def figures(folder: Path) -> list[Figure]:
    edition = load(table(0))
    clusters = [cluster(edition, seed) for seed in range(CLUSTERS)]
    (folder / "table.toml").write_text(table(0))
    (folder / "figures.json").write_text(json.dumps(clusters))
    write(folder / "full.xlsx", edition, clusters)
    write(folder / "empty.xlsx", edition, [])
    differ, count = differences(results(folder), recalculated(folder, "full"))
    numbers_only(folder / "numbers.xlsx", folder / "saved" / "full.xlsx")
    turns = [[spent(folder, name) for name in ("full", "empty", "numbers")] for _ in range(ROUNDS)]
    full, empty, numbers = (min(column) for column in zip(*turns, strict=True))
    whole, formulas = full - empty, full - numbers
    here, alone, run = fastest(lambda: results(folder)), scoring(edition, clusters), whole_run(folder)
    what = f"{CLUSTERS * EACH}×{CRITERIA}"
    return [
        (f"{what}, LibreOffice's numbers that are not ours", f"{differ}", f"of {count:,}", "0", differ == 0),
        ("LibreOffice, its start and an empty workbook", f"{empty:.2f}", "s", TOLD, True),
        ("LibreOffice, file to file, less an empty workbook", f"{whole:.2f}", "s", TOLD, True),
        ("LibreOffice, formulas alone, less numbers only", f"{formulas:.2f}", "s", TOLD, True),
        ("here, file to file", f"{here:.3f}", "s", TOLD, True),
        ("here, scoring and ranking alone", f"{alone:.3f}", "s", TOLD, True),
        ("here, a whole run: start, read, score, write", f"{run:.3f}", "s", TOLD, True),
        ("LibreOffice's whole run ÷ a whole run here", f"{full / run:.1f}", "×", TOLD, True),
        ("LibreOffice file to file ÷ here file to file", f"{whole / here:.1f}", "×", TOLD, True),
        ("LibreOffice formulas ÷ here scoring", f"{formulas / alone:.1f}", "×", "≥ 50", formulas / alone >= 50),
    ]


def cluster(edition: Edition, seed: int) -> Cluster:
    chance = dice(seed)
    sheets = {f"{seed}.{place}": typed(edition, chance) for place in range(EACH)}
    return sheets, {unit: {code: str(chance.randint(50, 150)) for code in compared(edition)} for unit in sheets}


def results(folder: Path) -> list[list[int]]:
    """File to file, as LibreOffice does it: of every unit the points, the groups, the total, the place."""
    edition = load((folder / "table.toml").read_text())
    found = [row for one in json.loads((folder / "figures.json").read_text())
             for row in scored(edition, *understood(edition, one))]  # fmt: skip
    (folder / "points.json").write_text(json.dumps(found))
    return found


def understood(edition: Edition, one: Cluster) -> tuple[dict[str, dict[str, Answer]], dict[str, dict[str, Fraction]]]:
    sheets, targets = one
    answers: dict[str, dict[str, Answer]] = {}
    for unit, sheet in sheets.items():
        read_in = {code: read_answer(edition.criterion(code), texts) for code, texts in sheet.items()}
        answers[unit] = {code: answer for code, answer in read_in.items() if isinstance(answer, Answer)}
    return answers, {unit: {code: Fraction(text) for code, text in row.items()} for unit, row in targets.items()}


def scored(edition: Edition, answers: Any, targets: Any) -> list[list[int]]:
    scores = score(edition, answers, targets)
    places = {place.unit: place.rank or 0 for place in rank(edition, scores)}
    order = [leaf.code for leaf in edition.leaves] + [group.code for group in edition.children("")]
    return [[*(one.points[code] or 0 for code in order), one.total, places[unit]] for unit, one in scores.units.items()]


def differences(ours: list[list[int]], theirs: list[list[int]]) -> tuple[int, int]:
    """How many of how many numbers differ."""
    pairs = [pair for one, other in zip(ours, theirs, strict=True) for pair in zip(one, other, strict=True)]
    return sum(one != other for one, other in pairs), len(pairs)


def scoring(edition: Edition, clusters: list[Cluster]) -> float:
    read_in = [understood(edition, one) for one in clusters]
    plan.cache_clear()  # an equal table read from a file would be compared with this one, criterion by criterion
    return fastest(lambda: [scored(edition, *one) for one in read_in], compiled=True)


def fastest(act: Callable[[], object], *, compiled: bool = False) -> float:
    """Seconds of this process's own time, the least of a few turns; with the table compiled or yet to be."""
    turns = []
    for _ in range(ROUNDS * 12):
        if not compiled:
            plan.cache_clear()
        started = time.process_time()
        act()
        turns.append(time.process_time() - started)
    return min(turns)


def recalculated(folder: Path, name: str) -> list[list[int]]:
    """What LibreOffice makes of a workbook of formulas, every one of which was stored as 0."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS)
    spent(folder, name)
    return read(folder / "saved" / f"{name}.xlsx")


def spent(folder: Path, name: str) -> float:
    """LibreOffice opens, recalculates and saves: seconds of that process's own time."""
    return child([str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                  "xlsx:Calc MS Excel 2007 XML", "--outdir", folder / "saved", folder / f"{name}.xlsx"])  # fmt: skip


def whole_run(folder: Path) -> float:
    """The same of ours: a process that starts, reads, scores and writes."""
    script = f"from pathlib import Path; from bench._office import results; results(Path({str(folder)!r}))"
    return min(child([sys.executable, "-c", script]) for _ in range(ROUNDS))


def child(command: list[Any]) -> float:
    """A process's own seconds, from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, timeout=600, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
