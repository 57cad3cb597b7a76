"""Upgrade and downgrade: tables taken back and forward again, a year's rows in them and a ballot open.

All rooms at once: `DATABASE_URL=… python -m tests.upkeep.going_back`, on a copy of a site.
"""

import json
import subprocess
import sys

import psycopg
import pytest
from django.db import connection

from tests.browser import ROOT, environment, make_home
from tests.seeded import as_file, seeded
from thidua.members.terms import Stage

SEED = """
import django; django.setup()
from thidua.members.terms import Stage
from thidua.samples import demo
demo.seed(Stage.HANDED_OVER)
"""


@pytest.fixture
def home(db, tmp_path):
    """A site at the end of its year, on SQLite: the test's own database, or, where that is PostgreSQL, made anew."""
    if connection.vendor == "sqlite":
        seeded(Stage.HANDED_OVER)
        return as_file(tmp_path / "home" / "thidua.sqlite3").parent
    return make_home(tmp_path / "home", SEED)


def walked(env):
    """The ballots and the rooms they drag along: who writes rows on the way. All rooms take a minute."""
    command = [sys.executable, "-m", "tests.upkeep.going_back", "ballots"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["blank papers"][0] == found["blank papers"][1] == 1, "who waits for the booth finds a paper"
    return {what: found[what] for what in ("back", "forward")}


def on_server(base, statement):
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(statement)


def test_a_step_back_and_forward_loses_nothing(home, db):
    """On PostgreSQL the site gets there by `thidua move`, which compares row by row; a second move is refused."""
    env = environment(home)
    if connection.vendor == "sqlite":
        assert walked(env) == {"back": [], "forward": []}
        return
    connection.ensure_connection()
    server = connection.connection.info
    base = f"postgresql://{server.user}@{server.host}:{server.port}"
    on_server(base, "CREATE DATABASE moved")
    try:
        move = [sys.executable, "-m", "thidua", "move", f"{base}/moved"]
        first, second = (subprocess.run(move, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
                         for _ in range(2))  # fmt: skip
        assert first.returncode == 0, first.stderr
        assert "sổ cái nguyên vẹn" in first.stdout
        assert "Chỉ khôi phục vào nơi trống" in second.stderr
        assert walked({**env, "DATABASE_URL": f"{base}/moved"}) == {"back": [], "forward": []}
    finally:
        on_server(base, "DROP DATABASE moved")
