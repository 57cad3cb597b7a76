"""Bản sao chỉ đọc: public pages may be read from a streaming replica; nothing else is, and nobody who is signed in.

A replica is late by a moment. Somebody who has written must find it written: so whoever has a session reads where
everything is written, and so does every page that is not the public's. Without `DATABASE_REPLICA_URL` there is no
replica, and nothing here does anything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.http import HttpRequest

REPLICA = "replica"
_reading: ContextVar[bool] = ContextVar("reading_replica", default=False)


class Router:
    """Where Django reads and writes: the replica inside `read_for`, otherwise the one database there is."""

    def db_for_read(self, _model: object, **_hints: object) -> str | None:
        return REPLICA if _reading.get() else None

    def db_for_write(self, _model: object, **_hints: object) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, *_: object, **__: object) -> bool:
        return True  # one database, seen twice

    def allow_migrate(self, db: str, *_: object, **__: object) -> bool:
        return db == DEFAULT_DB_ALIAS


@contextmanager
def read_for(request: HttpRequest) -> Iterator[None]:
    """What this reader of a public page may read from: one moment of the replica, or the database itself."""
    if REPLICA not in connections.settings or settings.SESSION_COOKIE_NAME in request.COOKIES:
        yield
        return
    token = _reading.set(True)
    try:
        with transaction.atomic(using=REPLICA):  # repeatable read: the page is of the moment its stamp says
            yield
    finally:
        _reading.reset(token)


def connection() -> Any:
    """The connection that is read from just now."""
    return connections[REPLICA if _reading.get() else DEFAULT_DB_ALIAS]
