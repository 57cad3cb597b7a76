"""A sample site made once a run; the next test that asks is given the same rows and files."""

import shutil
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.storage import FileSystemStorage, storages
from django.db import connection
from django.db.models import Model

from thidua.ledger.models import Entry
from thidua.members.models import Cluster, ClusterYear
from thidua.members.terms import Stage
from thidua.samples import demo
from thidua.samples.cast import Cast, assemble
from thidua.upkeep.tables import tables


@dataclass(frozen=True)
class Kept:
    """The rows that were written, table by table; a folder with the files, gone with the run; the year."""

    rows: list[tuple[type[Model], list[Model]]]
    files: "TemporaryDirectory[str]"
    year: int


KEPT: dict[Hashable, Kept] = {}


def assembled() -> Cast:
    """The fictitious cluster, constituted, with a person in every office."""
    return again("assembled", assemble)


def seeded(stage: Stage, password: str | None = None) -> Cast:
    """The same, driven to a stage of its year."""
    return again((stage, password), partial(demo.seed, stage, password=password))


def again(name: Hashable, make: Callable[[], Cast]) -> Cast:
    """What `make` makes, made once a run under this name, then put back; on a site that holds something, made anew.

    So it is where files are not in a folder.
    """
    files = _files()
    if files is None or Entry.objects.exists() or Cluster.objects.exists():
        return make()
    kept = KEPT.get(name)
    if kept is None:
        KEPT[name] = kept = keep(make, files)
    else:
        for table, rows in kept.rows:
            table._base_manager.bulk_create(rows)
        shutil.copytree(kept.files.name, files, dirs_exist_ok=True)
    return Cast(ClusterYear.objects.select_related("cluster").get(pk=kept.year))


def keep(make: Callable[[], Cast], files: Path) -> Kept:
    """Make it, and keep what that wrote; what migrations wrote is there already."""
    before = {table: set(table._base_manager.values_list("pk", flat=True)) for table in tables()}
    cast, copy = make(), TemporaryDirectory(prefix="thidua-seeded-")
    shutil.copytree(files, copy.name, dirs_exist_ok=True)
    wrote = [(table, [row for row in table._base_manager.all() if row.pk not in had]) for table, had in before.items()]
    return Kept([(table, rows) for table, rows in wrote if rows], copy, cast.year.pk)


def as_file(path: Path) -> Path:
    """The test's own database (SQLite, in memory) as a site's file, with what the test has not committed.

    A site of another process gets its tables and its year so, in no time; to migrate and to seed takes half a minute.
    """
    connection.ensure_connection()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(connection.connection.serialize())
    return path


def _files() -> Path | None:
    storage = storages["default"]
    if not isinstance(storage, FileSystemStorage):
        return None
    found = Path(storage.path(""))
    found.mkdir(parents=True, exist_ok=True)
    return found
