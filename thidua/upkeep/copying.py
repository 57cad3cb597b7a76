"""A copy of the whole site in one file, made while people work: every table as it stood at one moment, and every file.

    thidua-20261121-230000.tar
      salt                   of the passphrase, when one is set
      tables/ballots.ballot/0000.jsonl.gz …     rows, in pieces
      files/evidence/….pdf …                    uploaded files, as stored
      manifest.json          what is in it: rows and digest of each table, size and SHA-256 of each file

The keys of the site (its secret, its signing key) are not in it: whoever finds a copy must not be able to sign for the
site. They go into a file of their own, `….keys.tar`, to be kept elsewhere.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction

from thidua.upkeep.sealing import Seal
from thidua.upkeep.tables import digest, lines, tables

FORMAT = "thidua-copy/1"
PIECE = 5000
"""Rows in one piece of a table: what is held in memory at once."""
KEYS = ("secret-key", "signing-key")


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is of one moment, and nobody who writes has to wait."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        connection.transaction_mode = None  # type: ignore[attr-defined]  # reads only: the lock stays with who writes
    with transaction.atomic():
        if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def write_copy(to: Path, *, passphrase: str, at: datetime) -> dict[str, Any]:
    """Write the copy at `to`, whole or not at all; return its manifest."""
    half, seal = to.with_suffix(".part"), Seal(passphrase)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w") as tar:
            _add(tar, "salt", seal.salt.encode())
            with one_moment():
                rows = {model._meta.label_lower: _add_table(tar, seal, model) for model in tables()}
            files = {name: _add_file(tar, seal, name) for name in stored_files()}
            manifest = {"format": FORMAT, "at": at.isoformat(), "engine": connection.vendor, "tables": rows,
                        "files": files, "migrations": migrations_done()}  # fmt: skip
            _add(tar, "manifest.json", seal.close(json.dumps(manifest, ensure_ascii=False, indent=1).encode()))
        raw.flush()
        os.fsync(raw.fileno())
    os.utime(half, (at.timestamp(), at.timestamp()))
    half.replace(to)
    return manifest


def write_keys(to: Path) -> None:
    """The site's keys, for another place than the copy's."""
    with (
        os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw,
        tarfile.open(fileobj=raw, mode="w") as tar,
    ):
        for name in KEYS:
            if (settings.HOME / name).exists():
                _add(tar, name, (settings.HOME / name).read_bytes())


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    tar.addfile(info, io.BytesIO(data))


def _add_table(tar: tarfile.TarFile, seal: Seal, model: Any) -> list[object]:
    pieces = _in_pieces(tar, seal, model)
    return list(digest(pieces))


def _in_pieces(tar: tarfile.TarFile, seal: Seal, model: Any) -> Iterator[str]:
    """The lines of a table, passed on as they are written away piece by piece."""
    rows, number = lines(model), 0
    while piece := list(islice(rows, PIECE)):
        packed = gzip.compress("".join(line + "\n" for line in piece).encode(), mtime=0)
        _add(tar, f"tables/{model._meta.label_lower}/{number:04}.jsonl.gz", seal.close(packed))
        number += 1
        yield from piece


def stored_files(folder: str = "") -> Iterator[str]:
    """Every file of the store, wherever the store is."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from stored_files(f"{folder}/{name}" if folder else name)


def _add_file(tar: tarfile.TarFile, seal: Seal, name: str) -> list[object]:
    with default_storage.open(name) as stored:
        data = stored.read()
    _add(tar, f"files/{name}", seal.close(data))
    return [len(data), hashlib.sha256(data).hexdigest()]


def migrations_done() -> list[str]:
    """How far the tables' form has come: a copy restores into the same form, then goes on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [f"{app}.{name}" for app, name in cursor.fetchall()]
