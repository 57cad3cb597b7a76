"""Chạy phần mềm (`make run`): bring the site up to date, fill an empty one with the samples, serve it on this machine.

Each part looks first and does only what is missing, so that a later start takes a second or two.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command, get_commands
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from thidua.members.models import Person
from thidua.samples.cast import OF_EVERY_UNIT, OF_THE_CLUSTER, OF_THE_SITE, PASSWORD, UNITS

SHOWN_UNIT, SHOWN_UNIT_NAME = UNITS[2][0], UNITS[2][2]
"""The unit whose people are shown: a plain member, neither head nor deputy."""


class Command(BaseCommand):
    help = "Chuẩn bị cơ sở dữ liệu, nạp số liệu mẫu lần đầu, rồi phục vụ tại 127.0.0.1"
    requires_system_checks: list[str] = []  # the server makes them as it starts

    def handle(self, *args: Any, **options: Any) -> None:
        update_database()
        collect_static_files()
        if not Person.objects.exists() and "load_samples" in get_commands():
            print("· nạp số liệu mẫu (chỉ lần đầu)", flush=True)
            with transaction.atomic():  # all of it or nothing: a later start finds the site empty again, not half full
                call_command("load_samples")
        port = free_port(number("THIDUA_PORT", 8000))
        print(welcome(port), flush=True)
        connection.close()
        stream(free_port(port + 1))
        work_beside()
        serve(port, number("THIDUA_WORKERS", 2))


def update_database() -> None:
    """Migrate when there is something to migrate; the table of the cache belongs to it."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("· cập nhật cơ sở dữ liệu", flush=True)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)


def collect_static_files() -> None:
    """Collect when a source file is other than when last collected; the stamp lies beside the collected files."""
    sources = "\n".join(sorted(static_sources()))
    stamp = Path(settings.STATIC_ROOT) / "collected-from"
    if stamp.exists() and stamp.read_text() == sources:
        return
    print("· gom các tệp giao diện", flush=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(sources)


def static_sources() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list([]):
            seen = Path(storage.path(path)).stat()
            yield f"{path} {seen.st_size} {seen.st_mtime_ns}"


def number(name: str, default: int) -> int:
    """A whole number from the environment."""
    given = os.environ.get(name, str(default))
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise CommandError(f"{name}={given}: cần một số nguyên từ 1 đến 65535.")
    return int(given)


def free_port(wanted: int) -> int:
    """The port wanted, or the next one nobody listens on."""
    for port in range(wanted, min(wanted + 50, 65536)):
        with socket.socket() as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                door.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CommandError(f"Các cổng từ {wanted} đều bận; hãy đặt THIDUA_PORT thành một cổng khác.")


def sign_ins() -> list[tuple[str, str]]:
    """One sample account of every office: (office, sign-in name)."""
    found = [
        (f"{office.label}, {SHOWN_UNIT_NAME}", f"{prefix}-{SHOWN_UNIT}") for prefix, _title, office in OF_EVERY_UNIT
    ]
    found += [(title, username) for username, title, _office, _code in OF_THE_CLUSTER]
    return found + [(str(office.label), username) for username, _title, office in OF_THE_SITE]


def welcome(port: int) -> str:
    """The address and, while the samples are there, their accounts."""
    lines = ["", f"  Thi Đua đang chạy tại  http://127.0.0.1:{port}/", "  Dừng: Ctrl-C", ""]
    shown = [(office, name) for office, name in sign_ins() if Person.objects.filter(username=name, illustrative=True)]
    if settings.SHOW_SAMPLE_SIGN_INS and shown:
        width = max(len(office) for office, _name in shown)
        lines += ["  Tài khoản mẫu (số liệu minh hoạ), mật khẩu chung: " + PASSWORD, ""]
        lines += [f"    {'Chức trách'.ljust(width)}   Tên đăng nhập", f"    {'─' * width}   {'─' * 20}"]
        lines += [f"    {office.ljust(width)}   {name}" for office, name in shown]
        lines.append("")
    return "\n".join(lines)


def stream(port: int) -> None:
    """The light process beside the server that tells the screens of a conference every change; it ends with it."""
    command = [sys.executable, "-m", "thidua", "live", "--port", str(port), "--with-parent"]
    subprocess.Popen(command, cwd=settings.ROOT)  # noqa: S603  our own interpreter, no shell
    os.environ.setdefault("THIDUA_LIVE_URL", f"http://127.0.0.1:{port}")


def work_beside() -> None:
    """The worker of the background, after the pages in the machine's favour; it ends with this process."""
    command = [sys.executable, "-m", "thidua", "work", "--beside"]
    subprocess.Popen(command, cwd=settings.ROOT, preexec_fn=lambda: os.nice(10))  # noqa: PLW1509, S603  one thread here


def serve(port: int, workers: int) -> None:
    """Become the server, so that Ctrl-C reaches it alone."""
    os.chdir(settings.ROOT)
    command = [sys.executable, "-m", "thidua", "serve", "--host", "127.0.0.1", "--port", str(port),
               "--workers", str(workers)]  # fmt: skip
    os.execv(sys.executable, command)  # noqa: S606  our own interpreter, no shell
