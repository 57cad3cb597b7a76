"""Django's SQLite, with a queue for writers.

SQLite lets one transaction write at a time. Whoever comes second asks again after a nap, and the naps grow to a tenth
of a second: with thirty at the door the database idles while they sleep, and the unlucky sleep longest. Here a
transaction first locks a file beside the database; the kernel wakes whoever is next the moment it is free, in this
process or another, and lets go of it when a process dies.
"""

import fcntl
from contextlib import suppress
from typing import IO, Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection of one thread; it has the turn from BEGIN to COMMIT or ROLLBACK."""

    _turn: IO[bytes] | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> Any:
        super()._commit()  # type: ignore[misc]  # one that fails is rolled back next, and keeps the turn until then
        self._end_turn()

    def _rollback(self) -> Any:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> Any:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _take_turn(self) -> None:
        if self.is_in_memory_db():
            return
        with suppress(OSError):  # where no file can be locked, writers nap as SQLite has them
            self._turn = open(f"{self.settings_dict['NAME']}-turn", "ab")  # noqa: SIM115  closed by _end_turn
            fcntl.flock(self._turn, fcntl.LOCK_EX)

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            with suppress(OSError):  # closing alone would not do, if a child process was begun meanwhile
                fcntl.flock(turn, fcntl.LOCK_UN)
            turn.close()
