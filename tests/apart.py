"""Several acts at the same moment, in a process and a database of their own: real threads on a real database.

The ledger refuses deletes, so a database that several threads committed to cannot be rolled back: it is thrown away.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management import call_command
from django.db import connection

from tests.browser import ROOT, empty_home
from thidua.kit.refusal import Refused
from thidua.samples.cast import Cast, assemble

DONE = "done"


@contextmanager
def own_database(home: Path) -> Iterator[dict[str, str]]:
    """The environment of a process with a database of its own, on the engine under test."""
    environment = {**os.environ, "THIDUA_HOME": str(home), "PYTHONPATH": str(ROOT),
                   "DJANGO_SETTINGS_MODULE": "thidua.config.settings"}  # fmt: skip
    if connection.vendor != "postgresql":
        environment.pop("DATABASE_URL", None)
        shutil.copytree(empty_home(), home)
        yield environment
        return
    import psycopg  # noqa: PLC0415

    home.mkdir()
    given, name = os.environ["DATABASE_URL"], f"rush_{secrets.token_hex(4)}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield environment | {"DATABASE_URL": urlsplit(given)._replace(path=f"/{name}").geturl()}
        server.execute(f"DROP DATABASE {name}")


def told_by(module: str, environment: dict[str, str]) -> Any:
    """What the `main` of a module writes as JSON, run in that environment."""
    run = f"import django; django.setup(); from {module} import main; main()"
    ran = subprocess.run([sys.executable, "-c", run], cwd=ROOT, env=environment, capture_output=True, text=True,
                         check=False, timeout=300)  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def assembled_apart() -> Cast:
    """The sample cluster in this process's own database, which `own_database` gave migrated on SQLite alone."""
    if connection.vendor == "postgresql":
        call_command("migrate", verbosity=0)
    return assemble()


def at_once(acts: Sequence[Callable[[], object]]) -> list[str]:
    """All of them together; what each was told: that it is done, why it was refused, or how it broke."""
    together, said = threading.Barrier(len(acts)), []

    def one(act: Callable[[], object]) -> None:
        together.wait()
        try:
            act()
            said.append(DONE)
        except Refused as refused:
            said.append(str(refused))
        except Exception as broken:
            said.append(f"broken: {broken!r}")
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said
