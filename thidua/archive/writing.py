"""The archive file of a year: a zip of plain texts and the files themselves, its manifest signed by the site.

DOC-TRUOC.txt        what this is, how to check it
data/<table>.jsonl   the year's rows, one JSON a line
files/…              every file of the year, as it was handed in
ledger.jsonl         the chain of the ledger from its first entry: the year's entries as they were hashed, of the
                     others only their links (number, hash before, hash)
manifest.json        the SHA-256 of all of these, the head of the ledger, the public key
manifest.sig         Ed25519 over manifest.json, in hex
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from thidua.archive.queries import columns_of, files_of, rows_of
from thidua.kit import signing
from thidua.kit.sealed import sealed
from thidua.ledger.models import Entry
from thidua.ledger.queries import told_head
from thidua.members.models import ClusterYear

FORMAT = "thidua-archive/1"
GUIDE = """HỒ SƠ LƯU NĂM THI ĐUA

{name}
Lập lúc {at}. Khoá công khai của nơi lập: {key}

Tệp này tự đủ: dữ liệu là văn bản (data/*.jsonl), tệp đính kèm để nguyên (files/), sổ cái nối bằng SHA-256
(ledger.jsonl), tất cả có mã băm trong manifest.json, và manifest.json có chữ ký Ed25519 (manifest.sig).

Kiểm tra trên một máy không nối mạng, không cần phần mềm Thi Đua (Python 3.11 trở lên; thêm gói cryptography để soát
chữ ký):

    python3 check_archive.py TỆP.zip [--key KHOÁ_CÔNG_KHAI]

Khoá công khai nên lấy từ giấy tờ đã ban hành hoặc từ nơi lập, không lấy từ chính tệp này.
"""


@transaction.atomic
def write_archive(year: ClusterYear, at: datetime) -> bytes:
    """The whole file. Read inside one transaction: of one moment."""
    rows = rows_of(year)
    parts: dict[str, bytes] = {
        "DOC-TRUOC.txt": GUIDE.format(
            name=year, at=at.isoformat(timespec="minutes"), key=signing.public_key()
        ).encode(),
        "ledger.jsonl": _joined(_chain(year)),
    }
    for model in sorted(rows, key=lambda one: one._meta.label_lower):
        parts[f"data/{model._meta.label_lower}.jsonl"] = _joined(_lines(model, rows[model]))
    for name in files_of(rows):
        with default_storage.open(name) as stored:
            parts[f"files/{name}"] = stored.read()
    return sealed(_told(year, at), parts)


def _joined(lines: Iterator[str]) -> bytes:
    return "".join(line + "\n" for line in lines).encode()


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _lines(model: Any, rows: list[Any]) -> Iterator[str]:
    columns = columns_of(model)
    for row in rows:
        yield _dumps({field.attname: _value(row, field) for field in columns})


def _value(row: Any, field: Any) -> Any:
    value = getattr(row, field.attname)
    return value.name if hasattr(value, "storage") else value


def _chain(year: ClusterYear) -> Iterator[str]:
    for entry in Entry.objects.order_by("seq").iterator():
        link: dict[str, object] = {"seq": entry.seq, "previous": entry.previous, "hash": entry.hash}
        if entry.year_id == year.pk:
            link["text"] = entry.canonical()
        yield _dumps(link)


def _told(year: ClusterYear, at: datetime) -> dict[str, object]:
    return {
        "format": FORMAT, "cluster": year.cluster.slug, "name": str(year), "year": year.year, "at": at.isoformat(),
        "ledger": told_head(),
    }  # fmt: skip
