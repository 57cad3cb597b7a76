"""Writers of an SQLite file wait in a queue, across threads and processes; a dead one does not hold it up.

SQLite itself is told not to wait at all: without the queue every second writer would be refused.
"""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db.utils import ConnectionHandler

from tools.serving import ROOT

WRITES = """
import sys, time
from django.conf import settings
settings.configure(DATABASES={{"default": {given!r}}})
from django.db import connection, transaction
for number in range({times}):
    with transaction.atomic():
        connection.cursor().execute("INSERT INTO told VALUES ('other')")
        print(number, flush=True)
        time.sleep({nap})
"""


@pytest.fixture
def given(tmp_path, django_db_blocker):
    """The settings of a database file with one table; it is not the tests' own database that is opened."""
    at = {"ENGINE": "thidua.kit.sqlite3", "NAME": str(tmp_path / "site.sqlite3"),
          "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 0,
                      "init_command": "PRAGMA journal_mode=WAL"}}  # fmt: skip
    with django_db_blocker.unblock():
        one = opened(at)
        one.cursor().execute("CREATE TABLE told (what text)")
        yield at  # this connection stays: the last to leave would put the file in order, and keep out who comes
        one.close()


def opened(at):
    return ConnectionHandler({"default": at})["default"]


def write(at, *what, end="commit"):
    """One transaction each on a connection of its own."""
    one = opened(at)
    try:
        for word in what:
            one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
            one.cursor().execute("INSERT INTO told VALUES (%s)", [word])
            getattr(one, end)()
            one.set_autocommit(True)
    finally:
        one.close()


def told(at):
    one = opened(at)
    try:
        return [what for (what,) in one.cursor().execute("SELECT what FROM told").fetchall()]
    finally:
        one.close()


def another(at, times, nap):
    """A process that writes, and has begun to."""
    program = WRITES.format(given=at, times=times, nap=nap)
    process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"0\n"
    return process


def test_nobody_is_refused(given):
    process = another(given, times=40, nap=0.002)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: write(given, *[f"{number}"] * 10), range(8)))
    assert process.wait() == 0
    process.stdout.close()
    assert sorted(told(given)) == sorted([*map(str, range(8))] * 10 + ["other"] * 40)


def test_who_takes_it_back_lets_the_next_in(given):
    for end in ("rollback", "close", "commit"):
        write(given, end, end=end)
    assert told(given) == ["commit"]


def test_the_turn_of_a_killed_process_is_free(given):
    process = another(given, times=1, nap=600)
    process.kill()
    process.wait()
    process.stdout.close()
    write(given, "next")
    assert told(given) == ["next"]


def test_a_child_begun_within_a_turn_does_not_keep_it(given):
    one = opened(given)
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    child = os.fork()
    if not child:
        signal.pause()
        os._exit(0)
    try:
        one.commit()
        next_one = threading.Thread(target=write, args=(given, "next"), daemon=True)
        next_one.start()
        next_one.join(20)
        assert told(given) == ["next"]
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        one.close()
