"""`make mutants`: does a test notice when the arithmetic of the engine is wrong? Changes it in thousands of small ways.

    make mutants                                    every module that makes or explains a point
    .venv/bin/python tools/mutants.py rank rules    these modules only (a folder stands for all in it)
    .venv/bin/python tools/mutants.py --quick       minutes: no fresh processes and no random tables; a lower bound
    .venv/bin/python tools/mutants.py --again       only what was not killed last time, kept in var/mutants.json

A mutant is one wrong change (`mutations.py`). Killed: a test of tests/engine fails, or runs into the time limit.
Most are tried in a copy of one warmed-up process: the changed function takes the place of the right one, and only the
tests that call it run, those first that killed most so far, then the quickest. What survives that, and what stands
outside functions, is tried again in a fresh process with every test of tests/engine; --quick leaves that out and calls
what stands outside functions "not tried", which the score leaves out too. tests/engine/equivalent_mutants.toml lists,
each with its reason, what cannot change a point; an entry that meets nothing is an error. The last line is the score.
Exit code 1: some survived.
"""

import argparse
import hashlib
import importlib.abc
import importlib.util
import json
import mmap
import os
import resource
import subprocess
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest
from mutations import Mutant, mutants

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ROOT / "thidua" / "engine"
TESTS = ROOT / "tests" / "engine"
EQUIVALENT = TESTS / "equivalent_mutants.toml"
KEPT = ROOT / "var" / "mutants.json"
AT_ONCE = 2
PATIENCE = 30
"""Seconds of work a mutant's tests may take before it counts as found: it hangs. All tests take half of that, and those
of a quick look a tenth."""
MODULES = (
    "answers", "attributes", "compare", "compiling", "edition", "explain", "expression", "figures", "grades",
    "language", "periods", "plan", "points", "rank", "rules.amounts", "rules.basic", "rules.choices", "rules.cohort",
    "rules.events", "rules.formulas", "rules.free", "rules.measured", "score", "tracing", "writing",
)  # fmt: skip
SURVIVED, KILLED, NOT_TRIED = 0, 1, 2
HOW = {SURVIVED: "survived", KILLED: "killed", NOT_TRIED: "not tried"}
RANDOM = "test_properties.py"
"""The slowest tests by far: random tables. What needs them to be killed has no test that says why."""


def source_of(module: str) -> str:
    """The text of a module of the engine."""
    return (ENGINE / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8")


@dataclass
class Excuses:
    """What need not be killed: mutants that change no point, and functions that make none."""

    entries: list[dict[str, str]]
    met: set[int] = field(default_factory=set)

    def excuse(self, mutant: Mutant) -> bool:
        """Whether an entry speaks of this mutant."""
        for place, one in enumerate(self.entries):
            same = one["module"] in (mutant.module, "*") and fnmatchcase(mutant.where, one["where"])
            if same and ("change" not in one or one["change"] == mutant.change):
                self.met.add(place)
                return True
        return False


class Marks:
    """Which functions of the engine each test calls, how long it takes, and how many mutants it killed so far.

    `kills` is memory that the forked processes share: by the place of the test.
    """

    def __init__(self, tests: int) -> None:
        self.called: dict[str, set[tuple[str, str]]] = {}
        self.seconds: dict[str, float] = {}
        self.kills = memoryview(mmap.mmap(-1, 4 * tests)).cast("I")

    def watch(self, name: str, run: Callable[[], object]) -> None:
        """Run a test and write down what it calls."""
        seen: set[CodeType] = set()

        def note(frame: FrameType, event: str, _: Any) -> None:
            if event == "call":
                seen.add(frame.f_code)

        started = time.monotonic()
        sys.setprofile(note)
        try:
            run()
        finally:
            sys.setprofile(None)
        inside = str(ENGINE)
        self.called[name] = {(one.co_filename, one.co_qualname.split(".<locals>")[0])
                             for one in seen if one.co_filename.startswith(inside)}  # fmt: skip
        self.seconds[name] = time.monotonic() - started


class Plugin:
    """Takes pytest's collected tests and runs mutants in place of the usual loop."""

    def __init__(self, wanted: Sequence[Mutant], report: Callable[[Mutant, int], None], patience: int) -> None:
        self.wanted, self.report, self.patience, self.failed, self.done = wanted, report, patience, False, 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        session.config.pluginmanager.unregister(name="terminalreporter")  # thousands of dots from forked processes
        marks = self.warm(session)
        for mutant, how in in_parallel(self.wanted, lambda one: self.attempt(session, marks, one), self.patience):
            self.done += 1
            self.report(mutant, how)
        return True

    def warm(self, session: pytest.Session) -> Marks:
        """Every test once, unchanged, in a process of its own so that nothing is kept from it here."""
        told, tell = os.pipe()
        child = os.fork()
        if not child:
            hush()
            marks = Marks(len(session.items))
            for item in session.items:
                forget()
                marks.watch(item.nodeid, lambda item=item: self.run(item))
            with os.fdopen(tell, "w") as out:
                called = {name: sorted(pairs) for name, pairs in marks.called.items()}
                json.dump({"failed": self.failed, "called": called, "seconds": marks.seconds}, out)
            os._exit(0)
        os.close(tell)
        with os.fdopen(told) as source:
            found = json.load(source)
        os.waitpid(child, 0)
        if found["failed"]:
            raise SystemExit("Tests fail before anything was changed; mend them first.")
        marks = Marks(len(session.items))
        marks.called = {name: {(one, two) for one, two in pairs} for name, pairs in found["called"].items()}
        marks.seconds = found["seconds"]
        return marks

    def run(self, item: pytest.Item) -> None:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)

    def attempt(self, session: pytest.Session, marks: Marks, mutant: Mutant) -> int:
        """In a forked process: put the changed function in place and run the tests that call it."""
        if not swap(mutant):
            return NOT_TRIED
        path = str(ENGINE / (mutant.module.replace(".", "/") + ".py"))
        calling = [(place, item) for place, item in enumerate(session.items)
                   if (path, mutant.where) in marks.called[item.nodeid]]  # fmt: skip
        for place, item in sorted(calling, key=lambda one: (-marks.kills[one[0]], marks.seconds[one[1].nodeid])):
            self.run(item)
            if self.failed:
                marks.kills[place] += 1
                return KILLED
        return SURVIVED


def swap(mutant: Mutant) -> bool:
    """Put the changed function's code in the place of the right one, and forget what that had made."""
    if not mutant.where:
        return False
    module = sys.modules[f"thidua.engine.{mutant.module}"]
    made = _code(compile(mutant.tree(source_of(mutant.module)), str(module.__file__), "exec"), mutant.where)
    thing: Any = module
    for name in mutant.where.split("."):
        thing = thing.__dict__.get(name)
    function = next(
        (one for one in (getattr(thing, way, None) for way in ("__wrapped__", "func", "fget")) if one), thing
    )
    if made is None or not isinstance(function, FunctionType) or made.co_freevars != function.__code__.co_freevars:
        return False
    function.__code__ = made
    forget()
    return True


def forget() -> None:
    """What was compiled for another test, or before the change, is compiled again."""
    sys.modules["thidua.engine.plan"].plan.cache_clear()
    sys.modules["thidua.engine.grades"]._gate.cache_clear()


def _code(code: CodeType, where: str) -> CodeType | None:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_qualname == where:
                return inner
            if where.startswith(inner.co_qualname + ".") and (found := _code(inner, where)):
                return found
    return None


def in_parallel(
    wanted: Iterable[Mutant], attempt: Callable[[Mutant], int], patience: int
) -> Iterator[tuple[Mutant, int]]:
    """Each mutant in a forked process, a few at a time; a process that was ended from outside found its mutant."""
    running: dict[int, Mutant] = {}
    left = iter(wanted)
    while True:
        while len(running) < AT_ONCE and (mutant := next(left, None)):
            sys.stdout.flush()
            child = os.fork()
            if not child:
                _alone(lambda mutant=mutant: attempt(mutant), patience)
            running[child] = mutant
        if not running:
            return
        child, status = os.wait()
        if child in running:
            code = os.waitstatus_to_exitcode(status)
            yield running.pop(child), code if code in (SURVIVED, NOT_TRIED) else KILLED


def hush() -> None:
    """Nothing more is read or printed by this process."""
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)


def _alone(run: Callable[[], int], patience: int) -> None:
    """Run in a process that says nothing and cannot hang, then end it."""
    hush()
    resource.setrlimit(resource.RLIMIT_CPU, (patience, patience))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    try:
        os._exit(run())
    except BaseException:  # a mutant may raise anything at all, and is then found
        os._exit(KILLED)


def afresh(mutant: Mutant) -> int:
    """Every test of tests/engine in a new process that reads the changed module from the start."""
    command = [sys.executable, __file__, "--try", mutant.module, mutant.key]
    done = subprocess.run(command, cwd=ROOT, check=False, timeout=PATIENCE * 40)
    return KILLED if done.returncode else SURVIVED


def try_one(module: str, key: str) -> int:
    """In that new process: read the changed module in the place of the right one, then run the tests."""
    name, source = f"thidua.engine.{module}", source_of(module)
    mutant = next(one for one in mutants(module, source) if one.key == key)
    path = str(ENGINE / (module.replace(".", "/") + ".py"))

    class Reader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
        def find_spec(self, wanted: str, *_: object) -> Any:
            return importlib.util.spec_from_file_location(name, path, loader=self) if wanted == name else None

        def exec_module(self, made: Any) -> None:
            exec(compile(mutant.tree(source), path, "exec"), made.__dict__)  # noqa: S102  # our own text

    sys.meta_path.insert(0, Reader())
    slow = TESTS / RANDOM
    return int(pytest.main(["-x", "-q", f"--ignore={slow}", str(TESTS)]) or pytest.main(["-x", "-q", str(slow)]))


def chosen(names: Sequence[str]) -> list[str]:
    """The modules meant: by name, or by the folder they are in."""
    if not names:
        return list(MODULES)
    found = [one for one in MODULES if any(one == name or one.startswith(name + ".") for name in names)]
    return found or sys.exit(f"No such module: {' '.join(names)}")


def tried(wanted: Sequence[Mutant], *, quick: bool) -> dict[str, int]:
    """How each that was not killed ended, by its key: no test noticed it, or (quick) it was not tried."""
    left: dict[str, int] = {}

    def first(mutant: Mutant, how: int) -> None:
        if how != KILLED:
            left[mutant.key] = how

    plugin = Plugin(wanted, first, PATIENCE // 3 if quick else PATIENCE)
    without = [f"--ignore={TESTS / RANDOM}"] if quick else []
    pytest.main(["-qq", "--no-header", "--no-summary", *without, str(TESTS)], plugins=[plugin])
    if plugin.done != len(wanted):
        raise SystemExit("The tests could not be collected.")
    if quick:
        return left
    print(f"{len(left)} of {len(wanted)} to be tried afresh", flush=True)
    doubtful = [mutant for mutant in wanted if mutant.key in left]
    return {mutant.key: how for mutant, how in in_parallel(doubtful, afresh, PATIENCE) if how != KILLED}


def kept_last() -> dict[str, Any]:
    """For each module: the digest of its text, and the keys of what was not killed."""
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    return found


def digest(module: str) -> str:
    """What a module's text was when its mutants were tried: another text is tried whole again."""
    return hashlib.sha256(source_of(module).encode()).hexdigest()


def main() -> int:
    """Try the mutants, tell what survived, and the score."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("modules", nargs="*", help="such as rank, rules, rules.events; none: all")
    options.add_argument("--again", action="store_true", help="only what was not killed last time")
    options.add_argument("--quick", action="store_true", help="no fresh processes, no random tables: a lower bound")
    options.add_argument("--try", nargs=2, dest="one", help=argparse.SUPPRESS)
    told = options.parse_args()
    if told.one:
        return try_one(*told.one)
    last = kept_last()
    known = {module for module, one in last.items() if one["text"] == digest(module)} if told.again else set()
    excuses = Excuses(tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["mutant"] if EQUIVALENT.exists() else [])
    modules = chosen(told.modules)
    every = [mutant for module in modules for mutant in mutants(module, source_of(module))]
    kept = [mutant for mutant in every if not excuses.excuse(mutant)]
    left = tried([one for one in kept if one.module not in known or one.key in last[one.module]["left"]],
                 quick=told.quick)  # fmt: skip
    for one in kept:
        if one.key in left:
            word = "survived " if left[one.key] == SURVIVED else "not tried"
            path = f"thidua/engine/{one.module.replace('.', '/')}.py"
            print(f"{word} {path}:{one.line}  {one.where or '(module)'}  {one.change}  [{one.nth}]")
    last = kept_last()
    for module in modules:
        keys = sorted(key for key in left if key.startswith(module + "|"))
        last[module] = {"text": digest(module), "left": keys}
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(last, ensure_ascii=False, indent=1), encoding="utf-8")
    return summary(modules, every, {one.key for one in kept}, left, excuses)


def summary(modules: list[str], every: list[Mutant], kept: set[str], left: dict[str, int], excuses: Excuses) -> int:
    """A line for each module and the score: of those tried, how many were killed; what excuse met no mutant."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for mutant in every:
        how = "excused" if mutant.key not in kept else HOW[left.get(mutant.key, KILLED)]
        for row in (mutant.module, "all"):
            count[row].update(("mutants", how))
    columns = ("mutants", "killed", "excused", "survived", "not tried")
    print(f"{'module':<16}" + "".join(f"{name:>10}" for name in columns))
    for row in (*modules, "all"):
        print(f"{row:<16}" + "".join(f"{count[row][name]:>10}" for name in columns))
    spoken = {*modules, "*"} if set(modules) == set(MODULES) else {*modules}
    idle = [one for place, one in enumerate(excuses.entries) if place not in excuses.met and one["module"] in spoken]
    for one in idle:
        print(f"excuse without a mutant: {one}")
    killed, survived = count["all"]["killed"], count["all"]["survived"]
    score = killed * 1000 // (killed + survived) / 10 if killed + survived else 100
    print(f"score: {killed} of {killed + survived} tried were killed, {score} %")
    return int(bool(survived or idle))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
