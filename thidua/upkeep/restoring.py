"""A copy put back into an empty site, and looked over whole: every row, every file, the ledger's chain."""

import gzip
import hashlib
import json
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from thidua.kit.refusal import Refused
from thidua.ledger.queries import first_break
from thidua.upkeep.copying import FORMAT, migrations_done
from thidua.upkeep.sealing import Seal
from thidua.upkeep.tables import digest, digests, load, numbers_go_on, tables

UNREADABLE = (OSError, EOFError, zlib.error, ValueError, KeyError, tarfile.TarError)
"""How a damaged piece fails to open."""


class Copy:
    """An opened copy. Raises `Refused`, with what to do, for what is not one or cannot be read."""

    def __init__(self, path: Path, passphrase: str) -> None:
        try:
            self.tar = tarfile.open(path)  # noqa: SIM115  closed with the process: a command lives for one copy
            self.seal = Seal(passphrase, self._raw("salt").decode())
            self.manifest: dict[str, Any] = json.loads(self.piece("manifest.json"))
        except (tarfile.TarError, OSError, KeyError, ValueError) as problem:
            raise Refused(f"{path.name} không phải bản sao lưu của Thi Đua, hoặc tệp bị hỏng ({problem}).") from None
        if self.manifest.get("format") != FORMAT:
            raise Refused(f"{path.name} là bản sao lưu đời khác; phần mềm này đọc {FORMAT}.")

    def _raw(self, name: str) -> bytes:
        found = self.tar.extractfile(name)
        if found is None:
            raise KeyError(name)
        return found.read()

    def piece(self, name: str) -> bytes:
        return self.seal.open(self._raw(name))

    def lines(self, table: str) -> Iterator[str]:
        """The rows of a table, in order."""
        names = sorted(name for name in self.tar.getnames() if name.startswith(f"tables/{table}/"))
        for name in names:
            yield from gzip.decompress(self.piece(name)).decode().splitlines()

    def damages(self) -> list[str]:
        """What in the copy is not as it was written, in words; looked for before anything is made of it."""
        found = []
        for table, kept in self.manifest["tables"].items():
            try:
                whole = list(digest(self.lines(table))) == kept
            except UNREADABLE:
                whole = False
            found += [] if whole else [f"bảng {table} khác lúc sao lưu"]
        for name, (_size, sha256) in self.manifest["files"].items():
            try:
                whole = hashlib.sha256(self.piece(f"files/{name}")).hexdigest() == sha256
            except UNREADABLE:
                whole = False
            found += [] if whole else [f"tệp {name} khác lúc sao lưu"]
        return found


def put_back(copy: Copy) -> None:
    """Fill this site's empty tables and its store from the copy; all the rows or none."""
    why_not_fill(copy)
    with transaction.atomic(), connection.constraint_checks_disabled():
        for model in tables():
            load(model, copy.lines(model._meta.label_lower))
        numbers_go_on()
        connection.check_constraints()
    for name in copy.manifest["files"]:
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(copy.piece(f"files/{name}")))


def why_not_fill(copy: Copy) -> None:
    """Raises `Refused`: only an empty site of the same form is filled."""
    filled = [model._meta.label_lower for model in tables() if model._base_manager.exists()]
    if filled:
        raise Refused(f"Cơ sở dữ liệu này đã có dữ liệu ({', '.join(filled[:3])}…). Chỉ khôi phục vào nơi trống.")
    missing = sorted(set(copy.manifest["migrations"]) - set(migrations_done()))
    if missing:
        raise Refused(f"Bản sao lưu của phần mềm mới hơn (có {missing[0]}). Hãy cài bản mới rồi khôi phục.")


def differences(copy: Copy) -> list[str]:
    """What here is not as the copy says, in words; [] when every row, every file and the ledger hold."""
    found, here = [], digests()
    for table, kept in copy.manifest["tables"].items():
        if list(here.get(table, (0, ""))) != kept:
            found.append(f"bảng {table}: bản sao lưu có {kept[0]} dòng, ở đây {here.get(table, (0, ''))[0]}, khác nhau")
    for name, (_size, sha256) in copy.manifest["files"].items():
        if not default_storage.exists(name):
            found.append(f"thiếu tệp {name}")
        elif hashlib.sha256(default_storage.open(name).read()).hexdigest() != sha256:
            found.append(f"tệp {name} khác bản sao lưu")
    if broken := first_break():
        found.append(f"sổ cái đứt ở dòng {broken.seq}: {broken.what}")
    return found
