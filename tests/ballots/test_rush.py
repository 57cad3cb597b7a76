"""Exactly one vote a mandate, whatever happens at once: real threads on a real database."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
RUN = "import django; django.setup(); from tests.ballots.rush import main; main()"


@pytest.fixture
def scratch(tmp_path):
    """The environment of a database of its own, on the engine under test."""
    environment = {**os.environ, "THIDUA_HOME": str(tmp_path), "PYTHONPATH": str(ROOT),
                   "DJANGO_SETTINGS_MODULE": "thidua.config.settings"}  # fmt: skip
    if connection.vendor != "postgresql":
        environment.pop("DATABASE_URL", None)
        yield environment
        return
    import psycopg  # noqa: PLC0415

    given, name = os.environ["DATABASE_URL"], f"rush_{secrets.token_hex(4)}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield environment | {"DATABASE_URL": urlsplit(given)._replace(path=f"/{name}").geturl()}
        server.execute(f"DROP DATABASE {name}")


def test_eight_votes_of_one_leader_at_once_leave_one_paper_and_others_get_through(scratch):
    ran = subprocess.run([sys.executable, "-c", RUN], cwd=ROOT, env=scratch, capture_output=True,
                         text=True, check=False, timeout=180)  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["same"].count("voted") == 1, told
    assert sum("mỗi đơn vị chỉ bỏ một phiếu" in said for said in told["same"]) == 7, told
    assert told["others"] == ["voted"] * 4, told
    assert (told["papers"], told["receipts"], told["voted"]) == (5, 5, 5)
