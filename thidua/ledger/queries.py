"""Reading the ledger."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from thidua.kit import signing
from thidua.kit.viet import fold
from thidua.ledger.models import DayHead, Entry
from thidua.ledger.terms import GENESIS


def history(subject: object) -> QuerySet[Entry]:
    """All acts on one thing, newest first."""
    return Entry.objects.filter(subject_kind=kind_of(subject), subject_id=str(subject.pk)).order_by("-seq")  # type: ignore[attr-defined]


def of_year(year_id: int, search: str = "") -> QuerySet[Entry]:
    """The acts of one cluster year, newest first; `search` looks in act, subject, person and unit."""
    entries = Entry.objects.filter(year_id=year_id).order_by("-seq")
    for word in search.split():
        entries = entries.filter(
            Q(subject_name__icontains=word) | Q(actor_name__icontains=word) | Q(actor_unit__icontains=word)
            | Q(act__icontains=fold(word)) | Q(reason__icontains=word)
        )  # fmt: skip
    return entries


def last() -> Entry | None:
    """The entry written last; of it the number and the hash are read."""
    return Entry.objects.order_by("-seq").only("seq", "hash").first()


def told_head() -> dict[str, int | str] | None:
    """The last entry as a manifest tells it."""
    found = last()
    return {"seq": found.seq, "hash": found.hash} if found else None


def head() -> str:
    """The hash of the last entry: while it stays, nothing has been written. No two histories share one."""
    return Entry.objects.order_by("-seq").values_list("hash", flat=True).first() or GENESIS


def kind_of(subject: object) -> str:
    return str(subject._meta.label_lower)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Break:
    """Where the record does not hold: the entry's number, and what is wrong with it, in words."""

    seq: int
    what: str


def first_break() -> Break | None:
    """The first entry that does not follow from the one before it, or whose content was altered; None when whole.

    Entries are compared as they lie in the database, byte for byte, not only as they read: on SQLite a moment written
    another way reads the same. Then the signed heads: each must be an entry of this chain, signed by the key it names.
    """
    previous, expected, hashes = GENESIS, 1, {}
    heads = {head.seq: head for head in DayHead.objects.all()}
    for entry in _as_stored():
        if entry.seq != expected or entry.previous != previous:
            return Break(entry.seq, _("không nối với dòng trước"))
        if entry.hash != entry.computed_hash() or not _stored_as_written(entry):
            return Break(entry.seq, _("nội dung khác lúc ghi"))
        if entry.seq in heads:
            hashes[entry.seq] = entry.hash
        previous, expected = entry.hash, expected + 1
    for seq, head in sorted(heads.items()):
        if hashes.get(seq) != head.hash:
            return Break(seq, _("khác đầu sổ đã ký ngày %(day)s") % {"day": head.day.strftime("%d/%m/%Y")})
        if not signing.holds(head.text(), head.signature, head.key):
            return Break(seq, _("chữ ký đầu sổ ngày %(day)s không đúng") % {"day": head.day.strftime("%d/%m/%Y")})
    return None


def _as_stored() -> Iterator[Entry]:
    """The entries in order, on SQLite with the texts of moments and JSON as they lie in the file."""
    entries = Entry.objects.order_by("seq")
    if connection.vendor == "sqlite":
        entries = entries.extra(select={"raw_at": "at || ''", "raw_facts": "facts || ''"})
    return entries.iterator()


def _stored_as_written(entry: Entry) -> bool:
    """On SQLite moments and JSON are text: it must be the very text that was written."""
    if connection.vendor != "sqlite":
        return True
    at = connection.ops.adapt_datetimefield_value(entry.at)
    return bool(entry.raw_at == at and entry.raw_facts == json.dumps(entry.facts))  # type: ignore[attr-defined]


def heads() -> QuerySet[DayHead]:
    """The signed heads, newest first."""
    return DayHead.objects.order_by("-day")


def head_on(day: dt.date) -> DayHead | None:
    """The latest head signed on that day or before it: what a paper of the day can carry."""
    return DayHead.objects.filter(day__lte=day).order_by("-day").first()
