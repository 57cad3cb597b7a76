"""`make test`: every check the project has, in order; `--check` is the fast half.

    format, lint, types, layers, templates, Django's own checks, migrations     one after the other
    pytest on SQLite, on PostgreSQL, in a browser (in parts)                     three at a time, the former beside

Needs no network once installed; runs as root and as anyone else. What a stage printed is shown when it failed.
The last line is `N passed, N failed`: the tests of all three runs, and each other stage that failed counted as one.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from postgres import server

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
PATIENCE = 2400
"""Seconds after which a stage is ended: a hanging test must not hang whoever waits for the answer."""

LANES, PARTS = 3, 4
"""Runs at a time, one more than a small machine's two cores, for a browser waits a third of its time; and into how many
the browser's files are dealt."""

ON_SQLITE = "not browser and not postgres_only"
WHOLE = ("tests/house", "tests/journeys", "tests/security")
"""What walks the whole house is a run of its own: no lane is left alone at the end."""

FAST: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff format", (str(BIN / "ruff"), "format", "--check", "--quiet", ".")),
    ("ruff check", (str(BIN / "ruff"), "check", "--quiet", ".")),
    ("mypy", (str(BIN / "mypy"), "--no-error-summary", "thidua")),
    ("lint-imports", (str(BIN / "lint-imports"),)),
    ("djlint", (str(BIN / "djlint"), "thidua", "--lint", "--quiet")),
    ("thidua check", (PYTHON, "-m", "thidua", "check", "--fail-level", "WARNING")),
    ("makemigrations --check", (PYTHON, "-m", "thidua", "makemigrations", "--check", "--dry-run")),
)


@dataclass(frozen=True)
class Outcome:
    """What a stage came to: tests passed and failed (a stage without tests: 0 and 0 or 1), and what it printed."""

    name: str
    passed: int
    failed: int
    seconds: float
    output: str = ""

    def show(self) -> None:
        tests = f", {self.passed} passed, {self.failed} failed" if self.passed else ""
        print(f"{'✗' if self.failed else '✓'} {self.name} ({self.seconds:.1f} s{tests})", flush=True)
        if self.failed:
            print(self.output.rstrip(), flush=True)


def environment(home: Path, **more: str) -> dict[str, str]:
    """The caller's environment without settings of a site, on a home of its own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("THIDUA_", "DATABASE_", "DJANGO_", "PYTHONDONTWRITE"))  # read once, not every time
    }
    return {**kept, "THIDUA_HOME": str(home), **more}


def call(command: tuple[str, ...], env: dict[str, str]) -> tuple[int, str]:
    """Exit code and everything printed."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    try:
        printed = process.communicate(timeout=PATIENCE)[0]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # with the servers it started; they are its own group
        printed = process.communicate()[0]
        return 124, f"{printed}\nquá {PATIENCE} giây, đã dừng"
    return process.returncode, printed


def stage(name: str, command: tuple[str, ...], home: Path) -> Outcome:
    started = time.monotonic()
    code, output = call(command, environment(home))
    return Outcome(name, 0, 1 if code else 0, time.monotonic() - started, output)


def run_tests(name: str, home: Path, *options: str, postgres: bool = False) -> list[Outcome]:
    """One pytest run; its own report is counted, not its printed summary."""
    started, report = time.monotonic(), home / "report.xml"
    home.mkdir(parents=True, exist_ok=True)
    with server() if postgres else nullcontext("") as url:
        env = environment(home, TESTS_SHARE=str(home.parent), **({"DATABASE_URL": url} if url else {}))
        code, output = call((PYTHON, "-m", "pytest", f"--junitxml={report}", *options), env)
    passed, failed = counted(report)
    if code and not failed:
        failed, output = 1, f"{output}\npytest dừng trước khi kịp báo cáo (mã thoát {code})"
    return [Outcome(name, passed, failed, time.monotonic() - started, output)]


def counted(report: Path) -> tuple[int, int]:
    if not report.exists():
        return 0, 0
    suites = ET.parse(report).getroot().iter("testsuite")  # noqa: S314  written by our own pytest a moment ago
    passed = failed = 0
    for suite in suites:
        count = {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
        failed += count["failures"] + count["errors"]
        passed += count["tests"] - count["failures"] - count["errors"] - count["skipped"]
    return passed, failed


def fast(home: Path) -> list[Outcome]:
    return [stage(name, command, home / "fast") for name, command in FAST]


def pieces(home: Path) -> list[Callable[[], list[Outcome]]]:
    """The tests as runs of their own, the longest first, so that all lanes end at about the same time.

    PostgreSQL runs what asks the database (`tests/conftest.py`). The browser's files go by turns.
    """
    from browser import find_or_install  # noqa: PLC0415  only the whole run needs one

    found = [
        partial(run_tests, "pytest, PostgreSQL", home / "postgres", "-m", "not browser", postgres=True),
        partial(run_tests, "pytest, SQLite", home / "sqlite", "-m", ON_SQLITE, *(f"--ignore={one}" for one in WHOLE)),
        partial(fast, home),
    ]
    whole = partial(run_tests, "pytest, SQLite, cả nhà", home / "whole", "-m", ON_SQLITE, *WHOLE)
    started, (browser, how) = time.monotonic(), find_or_install()
    if not browser:
        return [*found, whole, lambda: [Outcome("trình duyệt", 0, 1, time.monotonic() - started, how)]]
    seen = sorted(str(one.relative_to(ROOT)) for one in (ROOT / "tests").rglob("test_*.py")
                  if "pytest.mark.browser" in one.read_text(encoding="utf-8"))  # fmt: skip
    return found + [
        partial(run_tests, f"pytest, trình duyệt {at + 1}/{PARTS}", home / f"browser-{at}", "-m", "browser",
                *seen[at::PARTS])
        for at in range(PARTS)
    ] + [whole]  # fmt: skip


def main() -> int:
    outcomes: list[Outcome] = []
    home = Path(tempfile.mkdtemp(prefix="thidua-test-"))

    def add(*done: Outcome) -> None:
        for outcome in done:
            outcome.show()
            outcomes.append(outcome)

    try:
        if "--check" in sys.argv:
            add(*fast(home))
        else:
            print(
                "· kiểm tra nhanh; pytest trên SQLite, PostgreSQL và trong trình duyệt; ba phần một lúc …", flush=True
            )
            with ThreadPoolExecutor(LANES) as lanes:
                for run in as_completed([lanes.submit(piece) for piece in pieces(home)]):
                    add(*run.result())
    finally:
        shutil.rmtree(home, ignore_errors=True)
    wrong = [outcome.name for outcome in outcomes if outcome.failed]
    seconds = sum(outcome.seconds for outcome in outcomes)
    print(
        f"\n{len(outcomes)} phần, {seconds:.0f} giây máy; " + ("không đạt: " + ", ".join(wrong) if wrong else "đều đạt")
    )
    print(f"{sum(o.passed for o in outcomes)} passed, {sum(o.failed for o in outcomes)} failed", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
