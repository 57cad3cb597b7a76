"""Papers: the year's pack of five units as Word and PDF, a page of PDF, and LibreOffice making the same PDFs from the
same Word files.

LibreOffice is asked in two ways, its profile warm in both: for one paper at a time, as a program asks it whenever
somebody opens a paper, and for all in one batch. The bar is held to both."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACK, PAGE, TIMES = 5.0, 30.0, 20
WANTED, ASKED = 60, 8
"""So many papers a cluster of five units issues in a year (the demo's are gone through again until there are); so many
of them LibreOffice is asked for one at a time."""


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def office(files: list[Path], into: Path) -> tuple[float, float] | None:
    """Seconds a paper of LibreOffice, already begun once with this profile: asked for one at a time, and for all the
    files in one batch; None without it."""
    program = shutil.which("soffice")
    if not program:
        return None
    command = [program, f"-env:UserInstallation=file://{into}/profile", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(into / "warm"), str(files[0])], check=True, capture_output=True)

    def made(*some: Path) -> None:
        subprocess.run([*command, str(into / "pdf"), *map(str, some)], check=True, capture_output=True)

    one = timed(lambda: [made(file) for file in files[:ASKED]]) / ASKED
    return one, timed(lambda: made(*files)) / len(files)


Figures = list[tuple[str, str, str, str, bool]]


def measured(into: Path) -> Figures:
    """The figures, in a site of its own."""
    from tests.pack import specimens  # noqa: PLC0415  Django must be set up first
    from thidua.paperwork.output import docx_of, pdf_of  # noqa: PLC0415

    papers = specimens.issued(cast := specimens.year(), specimens.drafted(cast))
    begun = timed(lambda: (pdf_of(papers[0]), docx_of(papers[0])))
    pack = (papers * 2)[:WANTED]
    files = [into / f"{n:02d}.docx" for n in range(len(pack))]
    worked = time.process_time()
    whole = timed(lambda: [(pdf_of(paper), file.write_bytes(docx_of(paper)))
                           for paper, file in zip(pack, files, strict=True)])  # fmt: skip
    worked = time.process_time() - worked
    figures = [
        (f"{len(pack)} papers as .docx and PDF/A", f"{whole:.2f}", "s", f"≤ {PACK:g}", whole <= PACK),
        ("… processor time of the same", f"{worked:.2f}", "s", "–", True),
        ("the first paper of a process", f"{begun:.2f}", "s", "–", True),
    ]
    return [*figures, *pdfs(pack, files, into)]


def pdfs(pack: list[Any], files: list[Path], into: Path) -> Figures:
    """Every paper as PDF by us, then by LibreOffice from the Word files."""
    from pypdf import PdfReader  # noqa: PLC0415

    from thidua.paperwork.output import pdf_of  # noqa: PLC0415

    worked, made = time.process_time(), []
    ours = timed(lambda: made.extend(pdf_of(paper) for paper in pack))
    worked = time.process_time() - worked
    pages = sum(len(PdfReader(io.BytesIO(data)).pages) for data in made)
    page = 1000 * ours / pages
    figures = [
        (f"a page of PDF/A ({pages} pages)", f"{page:.1f}", "ms", f"≤ {PAGE:g}", page <= PAGE),
        ("… processor time of the same", f"{1000 * worked / pages:.1f}", "ms", "–", True),
    ]
    theirs = office(files, into)
    if theirs is None:
        return [*figures, ("LibreOffice is not on this machine", "–", "", f"≥ {TIMES} ×", True)]
    paper = ours / len(pack)
    alone, batch = (seconds / paper for seconds in theirs)
    return [
        *figures,
        ("a PDF from data", f"{1000 * paper:.1f}", "ms", "–", True),
        ("LibreOffice, one .docx at a time", f"{1000 * theirs[0]:.0f}", "ms", "–", True),
        ("LibreOffice, the same .docx in one batch", f"{1000 * theirs[1]:.0f}", "ms", "–", True),
        ("a PDF from data, against LibreOffice in one batch", f"{batch:.1f}", "×", f"≥ {TIMES}", batch >= TIMES),
        ("a PDF from data, against LibreOffice asked for it", f"{alone:.1f}", "×", f"≥ {TIMES}", alone >= TIMES),
    ]


def main() -> Figures:
    """Seed a site in a temporary home, then measure there."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"THIDUA_HOME": home, "DJANGO_SETTINGS_MODULE": "thidua.config.settings"}
        os.environ.pop("DATABASE_URL", None)
        sys.path.insert(0, str(ROOT))
        import django  # noqa: PLC0415
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        return measured(Path(home))
