"""A site to put under load: one cluster whose appraisal is open, full sheets of 176 criteria, people signed in.

Everything runs as it is run in earnest: granian with two workers of four threads on a SQLite home, requests over
HTTP with the cookies of real sessions. The load comes from wrk, a C program that leaves the machine to the server.
"""

import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tools.serving import free_port, running, web_server

Figure = tuple[str, str, str, str, bool]
WRK = shutil.which("wrk")
SECRET = "f" * 32
"""The secret of forms in everybody's cookie; as good as any here."""
YEAR = "/cum/cum-do/2026/"


def apart(act: Callable[..., Any], *given: Any) -> Any:
    """Done in a process of its own: a database is settled once a process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as one:
        return one.submit(act, *given).result()


def on_both(measured: Callable[[str, str], list[Figure]], settings: Sequence[str] | None = None) -> list[Figure]:
    """A measurement on SQLite and on PostgreSQL: told the engine and a home of its own, `DATABASE_URL` set.

    `settings` of the PostgreSQL server; () as in earnest, every commit on the disk.
    """
    from tools.postgres import FAST, server  # noqa: PLC0415

    def at_home(engine: str) -> list[Figure]:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:  # a worker that was killed leaves files
            return measured(engine, home)

    found = at_home("SQLite")
    with server(FAST if settings is None else settings) as address:
        os.environ["DATABASE_URL"] = address
        try:
            return found + at_home("PostgreSQL")
        finally:
            os.environ.pop("DATABASE_URL")


def settled(home: str) -> None:
    """Django ready in this process, on a migrated home."""
    os.environ |= {"THIDUA_HOME": home, "DJANGO_SETTINGS_MODULE": "thidua.config.settings"}
    import django  # noqa: PLC0415  the settings are only known now

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def cluster_of(units: int, slug: str = "cum-do", *, sent: bool = True) -> Any:
    """A cluster year of so many units: every sheet full and sent, the appraisal open; or the self-scoring open."""
    import datetime as dt  # noqa: PLC0415

    from bench import _stored  # noqa: PLC0415
    from bench._cohort import table  # noqa: PLC0415
    from thidua.engine import load  # noqa: PLC0415
    from thidua.members.models import Cluster, ClusterYear, Membership, Unit  # noqa: PLC0415
    from thidua.scoring.models import Claim, Round, Settlement, Sheet  # noqa: PLC0415

    cluster = Cluster.objects.create(slug=slug, organiser="Đo", number=slug, name="Cụm để đo", illustrative=True)
    year = ClusterYear.objects.create(cluster=cluster, year=2026, stage="self_scored" if sent else "running")
    made = Unit.objects.bulk_create(
        Unit(code=f"{slug}-{at}", name=f"Đơn vị {at} (minh hoạ)", short_name=f"ĐV {at}") for at in range(units)
    )
    members = Membership.objects.bulk_create(Membership(year=year, unit=unit, order=at) for at, unit in enumerate(made))
    _stored.fill(year, members, load(table(0)), 0)
    opened = dt.date(2026, 1, 1)
    own = Round.objects.create(year=year, hand="self", opened_on=opened, due_on=dt.date(2030, 1, 1))
    if sent:
        Round.objects.filter(pk=own.pk).update(closed_at=_stored.AT)
        Round.objects.create(year=year, hand="appraised", opened_on=opened, due_on=dt.date(2030, 1, 1))
    else:
        Settlement.objects.filter(membership__year=year).delete()
        Claim.objects.filter(sheet__membership__year=year, sheet__hand="appraised").delete()
        Sheet.objects.filter(membership__year=year, hand="appraised").delete()
        Sheet.objects.filter(membership__year=year).update(submitted_at=None)
    return year


def signed_in(username: str, office: str, year: Any = None, unit: int = 0) -> str:
    """A new person with an office, in a unit of a year or for the whole site; the cookies of their session."""
    import datetime as dt  # noqa: PLC0415

    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    from thidua.members.models import Person, Seat  # noqa: PLC0415

    person = Person.objects.create(username=username, name=f"Người đọc {username}", password="!")  # noqa: S106
    member = year.memberships.order_by("order")[unit] if year else None
    Seat.objects.create(person=person, office=office, year=year, membership=member, since=dt.date(2020, 1, 1))
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"sessionid={session.session_key}; csrftoken={SECRET}"


@contextmanager
def served(home: str, log: str = "error") -> Iterator[tuple[str, int]]:
    """The site under two workers of the real server: its address, and the server's process id."""
    port = free_port()
    command = web_server(port, log=log)
    with running(command, port, {**os.environ, "THIDUA_HOME": home, "THIDUA_LOG_LEVEL": "ERROR"}) as server:
        yield f"http://127.0.0.1:{port}", server.pid


@contextmanager
def bare(size: int) -> Iterator[str]:
    """So many bytes answered by the same server with nothing of the site in it (`_bare`): its address."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "2",
               "--blocking-threads", "4", "--no-ws", "--log-level", "error", "bench._bare:application"]  # fmt: skip
    with running(command, port, {**os.environ, "BENCH_BYTES": str(size)}):
        yield f"http://127.0.0.1:{port}"


def family(server: int) -> list[psutil.Process]:
    """The server and its workers."""
    return [psutil.Process(server), *psutil.Process(server).children(recursive=True)]


def memory(server: int) -> float:
    """MiB of the server and its workers, what they share counted once."""
    return sum(process.memory_full_info().pss for process in family(server)) / 2**20


def worked(server: int) -> float:
    """Seconds of the processor the server and its workers have used."""
    return sum(sum(process.cpu_times()[:2]) for process in family(server))


def fetched(address: str, cookies: str = "", data: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    """One request, `Content_Type` and other headers by name: status and bytes; a redirect is not followed."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    headers = {name.replace("_", "-"): text for name, text in headers.items()}
    headers |= {"Cookie": cookies, "X-CSRFToken": SECRET} if cookies else {}
    asked = urllib.request.Request(address, data, headers)  # noqa: S310  our own server
    try:
        with urllib.request.build_opener(Stay).open(asked, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def spent(username: str, path: str, runs: int) -> tuple[int, float, bytes]:
    """A page asked for in this process, by somebody of the samples: its statements, the median of its CPU
    milliseconds, what was answered. The process is set as the server's workers are: see thidua/config/wsgi.py."""
    from django.db import connection  # noqa: PLC0415  Django is settled by now
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from thidua.config.wsgi import application  # noqa: F401, PLC0415
    from thidua.members.models import Person  # noqa: PLC0415

    client = Client()
    client.force_login(Person.objects.get(username=username))
    answer = client.get(path)
    assert answer.status_code == 200, path
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    statements, times = len(asked), []  # counted now: the next request begins the list anew
    for _run in range(runs):
        before = time.process_time()
        client.get(path)
        times.append((time.process_time() - before) * 1000)
    return statements, statistics.median(times), answer.content


@dataclass(frozen=True)
class Load:
    """What a load found: requests a second, milliseconds in the middle and at the 95th of a hundred, failures."""

    rate: float
    p50: float
    p95: float
    failed: int


def load(folder: Path, address: str, cookies: Sequence[str], *, readers: int = 20, seconds: int = 6) -> Load:
    """So many readers at once, each request with the next one's cookies."""
    script = folder / "readers.lua"
    listed = ", ".join(f'"{one}"' for one in cookies) or '""'
    script.write_text(f"""
local cookies, at = {{{listed}}}, 0
request = function()
  at = at % #cookies + 1
  wrk.headers["Cookie"] = cookies[at]
  return wrk.format("GET")
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("told %f %f %f %d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, e.connect + e.read + e.write + e.status + e.timeout))
end
""")
    done = subprocess.run([str(WRK), "-t1", f"-c{readers}", f"-d{seconds}s", "-s", script, address], check=True,
                          capture_output=True, text=True)  # fmt: skip
    _told, rate, p50, p95, failed = next(line for line in done.stdout.splitlines() if line.startswith("told")).split()
    return Load(float(rate), float(p50), float(p95), int(failed))
