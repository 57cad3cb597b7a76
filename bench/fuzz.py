"""Requests and files nobody means: does anything answer with a fault of ours, hang, or eat the memory?

A site that holds much (the sample year in its middle, under appraisal, in its conference, handed over) is asked in
one process, as six of its people and a stranger: their own forms with odd things in some places, every address with
odd words in it, bodies of JSON and noise; and at each form that takes a file, files of its kind that were broken in
many ways. What a request changes is taken back, so that the site stays as it is. Same seed, same requests.

    BENCH_REQUESTS=100000 BENCH_FILES=10000 python -m bench fuzz
"""

import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from copy import copy
from pathlib import Path
from typing import Any

from bench import _mutated

Figure = tuple[str, str, str, str, bool]
ROOT = Path(__file__).resolve().parent.parent
REQUESTS, FILES = int(os.environ.get("BENCH_REQUESTS", "2000")), int(os.environ.get("BENCH_FILES", "200"))
SEED = int(os.environ.get("BENCH_SEED", "2026"))
HANGS, BROKEN, ROOM = 20, 500, 1024
"""Seconds of the processor after which a request counts as hanging; the least status of a fault; MiB of memory."""
PEOPLE = ("", "can-bo-bien-dong", "lanh-dao-bien-dong", "thu-ky-cum-truong", "thu-ky-hoi-nghi", "thuong-truc",
          "tuyen-truyen", "quan-tri")  # fmt: skip
METHODS = ("get", "post", "put", "delete", "patch", "head", "options")


def main() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home:
        kept = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
        env = {**kept, "THIDUA_HOME": home, "DJANGO_SETTINGS_MODULE": "thidua.config.settings"}
        done = subprocess.run([sys.executable, "-m", "bench.fuzz"], cwd=ROOT, env=env, text=True, check=True,
                              stdout=subprocess.PIPE)  # fmt: skip
    rows = [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]
    return [(name, value, unit, bar, met == "True") for name, value, unit, bar, met in rows]


class Hung(BaseException):
    """Raised by the alarm; nothing in the program catches it."""


class Fuzzer:
    """One site, its people and their forms; what came of every request."""

    def __init__(self) -> None:
        self.dice = random.Random(SEED)  # noqa: S311
        self.statuses: Counter[int] = Counter()
        self.faults: Counter[str] = Counter()
        self.hangs: list[str] = []
        self.slowest = (0.0, "")
        self.visitors = {person: signed_in(person) for person in PEOPLE}
        self.cookies = {person: copy(visitor.cookies) for person, visitor in self.visitors.items()}
        self.forms = [(person, form) for person in PEOPLE for form in forms_of(self.visitors[person])]
        self.uploads = [(person, form) for person, form in self.forms
                        if any(one.kind == "file" for one in form.controls.values())]  # fmt: skip
        self.addresses = addresses(self.visitors["thu-ky-cum-truong"])
        self.samples = samples(self.visitors, self.addresses)

    def ask(self, person: str, how_asked: str, *given: Any, **how: Any) -> None:
        """One request, taken back afterwards, ended when it hangs."""
        from django.db import transaction  # noqa: PLC0415

        visitor, began = self.visitors[person], time.process_time()
        visitor.cookies = copy(self.cookies[person])  # a session changed by a request was taken back with it
        signal.setitimer(signal.ITIMER_PROF, HANGS)
        try:
            with transaction.atomic():
                answer = getattr(visitor, how_asked)(*given, **how)
                _ = b"".join(answer.streaming_content) if answer.streaming else answer.content
                transaction.set_rollback(True)
            self.statuses[answer.status_code] += 1
            if answer.status_code >= BROKEN:
                self.faults[fault(answer)] += 1
                print(f"! {person} {how_asked} {str(given)[:300]}: {fault(answer)}", file=sys.stderr, flush=True)
        except Hung:
            self.hangs.append(str(given)[:200])
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        self.slowest = max(
            self.slowest, (time.process_time() - began, f"{how_asked} {given[0]} {str(given[1:2])[:80]}")
        )

    def form(self) -> None:
        """Somebody's form, plausible but for a few places."""
        person, form = self.dice.choice(self.forms)
        sent: dict[str, Any] = form.plausible()
        for name in self.dice.sample(sorted(form.controls), min(len(form.controls), self.dice.randrange(1, 4))):
            sent[name] = [_mutated.word(self.dice) for _each in range(self.dice.choice((0, 1, 1, 1, 2)))]
        if self.dice.random() < 0.1:
            sent[_mutated.word(self.dice)[:50]] = "x"
        self.ask(self.dice.choice((person, person, person, *PEOPLE)), "post", form.action, sent)

    def address(self) -> None:
        """An address with odd words for its parts or its questions."""
        parts = self.dice.choice(self.addresses).split("/")
        if self.dice.random() < 0.6:
            parts[self.dice.randrange(len(parts))] = self.dice.choice(
                ("0", "999999", "9" * 30, "x", "²", "%00", "đ", "song-hong")
            )
        asked = {name: _mutated.word(self.dice)[:2000] for name in self.dice.sample(ASKED, self.dice.randrange(3))}
        self.ask(self.dice.choice(PEOPLE), "get", "/".join(parts) or "/", asked)

    def noise(self) -> None:
        """A body that is no form, by any method, under any type."""
        noise = _mutated.word(self.dice).encode(errors="replace") * 3
        body, kind = self.dice.choice((*BODIES, noise)), self.dice.choice(TYPES)
        method, headers = self.dice.choice(METHODS), {}
        if self.dice.random() < 0.3:
            name = self.dice.choice(
                ("HX-Request", "Accept-Language", "If-None-Match", "Range", "Cookie", "X-Forwarded-For")
            )
            headers[name] = "".join(one for one in _mutated.word(self.dice) if " " <= one <= "~")[:500]
        where = self.dice.choice(self.addresses)
        self.ask(self.dice.choice(PEOPLE), "generic", method.upper(), where, body, kind, headers=headers)

    def upload(self) -> None:
        """A broken file in a form that takes one."""
        from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

        person, form = self.dice.choice(self.uploads)
        sent: dict[str, Any] = form.plausible()
        for name, one in form.controls.items():
            if one.kind == "file":
                sent[name] = SimpleUploadedFile(*_mutated.file(self.dice, self.samples))
        self.ask(person, "post", form.action, sent)


BODIES = (b"", b"{", b"[1]", b"null", b'{"marks": [1]}', b'[{"code": 1, "at": "x"}]', b"\xff\xfe")
TYPES = ("application/json", "text/plain", "multipart/form-data; boundary=x", "application/xml", "x",
         "application/x-www-form-urlencoded; charset=utf-7")  # fmt: skip
FILES_AT = re.compile(r"\.(xlsx|csv|pdf|docx|zip|ics)$|/excel/|/toml/|/tai-ve/|/mau/$|/tep/$|in-thu")
ASKED = ["q", "trang", "page", "sap-xep", "don-vi", "ky", "nam", "so-voi", "next", "ma", "tu", "den", "loai", "sort"]


def fault(answer: Any) -> str:
    """Where it broke, once for all that break there."""
    kind, problem, trace = answer.exc_info or (Exception, "", None)
    last = ""
    while trace:
        if "thidua" in trace.tb_frame.f_code.co_filename:
            last = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    where = answer.resolver_match.view_name if getattr(answer, "resolver_match", None) else ""
    return f"{where} {last} {kind.__name__}: {str(problem)[:160]}"


def signed_in(person: str) -> Any:
    from django.test import Client  # noqa: PLC0415

    from thidua.members.models import Person  # noqa: PLC0415

    visitor = Client(raise_request_exception=False)
    if person:
        visitor.force_login(Person.objects.get(username=person))
    return visitor


def years() -> list[str]:
    from thidua.members.models import ClusterYear  # noqa: PLC0415

    return [f"/cum/{one.cluster.slug}/{one.year}/" for one in ClusterYear.objects.select_related("cluster")]


def forms_of(visitor: Any) -> list[Any]:
    """The forms this person meets, of one shape each."""
    from tests.journeys.found_forms import met_by  # noqa: PLC0415

    starts = ["/", "/dang-nhap/", "/moi/", "/viec-cua-toi/", *years()]
    found: dict[object, Any] = {}
    for form in met_by(visitor, starts):
        found.setdefault(form.shape, form)
    return list(found.values())


def addresses(visitor: Any) -> list[str]:
    """Every pattern of the site, with the first of each kind in it."""
    from tests.house.addresses import ADDRESSES  # noqa: PLC0415
    from thidua.members.models import ClusterYear  # noqa: PLC0415
    from thidua.samples.cast import Cast  # noqa: PLC0415

    casts = [Cast(one) for one in ClusterYear.objects.select_related("cluster")]
    return [one.filled(cast) for one in ADDRESSES for cast in casts if one.name != "account_logout"]


def samples(visitors: dict[str, Any], known: list[str]) -> dict[str, bytes]:
    """A whole file of every kind the site itself gives, and two pictures."""
    import io  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    found: dict[str, bytes] = {}
    for address in (one for one in known if FILES_AT.search(one)):
        for person in ("thu-ky-cum-truong", "thuong-truc"):
            answer = visitors[person].get(address)
            kind = answer.headers.get("Content-Disposition", "").strip('"').rpartition(".")[2].lower()
            if answer.status_code == 200 and kind.isalpha() and f"mau.{kind}" not in found:
                found[f"mau.{kind}"] = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for kind in ("png", "jpeg"):
        drawn = io.BytesIO()
        Image.new("RGB", (600, 400), "#8f1d1d").save(drawn, kind)
        found[f"anh.{kind}"] = drawn.getvalue()
    return found


def site() -> None:
    """The sample cluster four times over, on a home of its own."""
    import logging  # noqa: PLC0415

    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from thidua.members.terms import Stage  # noqa: PLC0415
    from thidua.samples import demo  # noqa: PLC0415
    from thidua.samples.demo_day import open_meeting  # noqa: PLC0415

    settings.ALLOWED_HOSTS, settings.WRITES_A_MINUTE = ["testserver"], 0
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    demo.seed(Stage.HANDED_OVER)
    demo.open_self_scoring(demo.seed(Stage.MID_REVIEWED))
    open_meeting(demo.seed(Stage.APPRAISED), now())
    demo.seed(Stage.LAUNCHED)


def now() -> Any:
    from thidua.samples.cast import YEAR, moment  # noqa: PLC0415

    return moment(YEAR, 11, 20, 10)


def hang(*_: object) -> None:
    raise Hung


def measured() -> list[Figure]:
    from thidua.kit import clock  # noqa: PLC0415

    site()
    signal.signal(signal.SIGPROF, hang)
    with clock.at(now()):
        fuzzer = Fuzzer()
        before = memory()
        for number in range(REQUESTS):
            (fuzzer.form, fuzzer.form, fuzzer.address, fuzzer.noise)[number % 4]()
            told(number, REQUESTS, fuzzer)
        asked, faults = sum(fuzzer.statuses.values()), sum(fuzzer.faults.values())
        for number in range(FILES):
            fuzzer.upload()
            told(number, FILES, fuzzer)
    files, of_files = sum(fuzzer.statuses.values()) - asked, sum(fuzzer.faults.values()) - faults
    most, where_asked = memory(), f"at {len(fuzzer.forms)} forms, {len(fuzzer.addresses)} addresses"
    print(f"  {dict(fuzzer.statuses)}; samples {sorted(fuzzer.samples)}", file=sys.stderr)
    for one in fuzzer.hangs:
        print(f"! hangs: {one}", file=sys.stderr)
    return [
        ("requests", f"{asked:,}", where_asked, "told, no bar", True),
        ("answered with a fault of ours", str(faults), "", "0", faults == 0),
        ("files", f"{files:,}", f"of {len(fuzzer.samples)} kinds at {len(fuzzer.uploads)} forms", "told, no bar", True),
        ("answered with a fault of ours", str(of_files), "", "0", of_files == 0),
        ("hangs", str(len(fuzzer.hangs)), f"over {HANGS} s", "0", not fuzzer.hangs),
        ("slowest", f"{fuzzer.slowest[0]:.1f}", f"s, {fuzzer.slowest[1]}", "told, no bar", True),
        ("memory at the most", f"{most:.0f}", f"MiB, {before:.0f} before", f"< {ROOM}", most < ROOM),
    ]  # fmt: skip


def told(number: int, of: int, fuzzer: Fuzzer) -> None:
    """Now and then how far it is, for whoever waits."""
    if number % 1000 == 999:
        print(f"· {number + 1:,} of {of:,}: {dict(fuzzer.statuses)}, {memory():.0f} MiB", file=sys.stderr, flush=True)


def memory() -> float:
    """The most memory this process ever held, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    for figure in measured():
        print("\t".join(map(str, figure)))
