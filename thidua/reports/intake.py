"""Tiếp nhận tệp: what an upload is, looked at before anything is kept: its kind, size, hash, what is taken off it."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from thidua.kit.files import PICTURES, Sniffed, random_name, sniff
from thidua.kit.pictures import without_place
from thidua.kit.signed import PDF, signatures


@dataclass(frozen=True)
class Taken:
    """An upload that may be kept: what was taken off it, the signatures in it, its name in the store."""

    name: str
    file: "File[Any]"
    seen: Sniffed
    place_removed: bool = False
    signed: list[dict[str, object]] | None = field(default_factory=list)
    stored: str = ""


def looked_at(upload: "UploadedFile[Any]") -> Taken:
    """Look at one upload; refuses what may not be kept."""
    seen, name = sniff(upload), (upload.name or "")[:200]
    data = upload.read()
    upload.seek(0)
    if seen.media_type == PDF:
        return Taken(name, upload, seen, signed=signatures(data, settings.TRUST_ROOTS))
    if seen.media_type not in PICTURES:
        return Taken(name, upload, seen)
    bare = without_place(data, name)
    if bare is None:
        return Taken(name, upload, seen)
    kept = replace(seen, size=len(bare), sha256=hashlib.sha256(bare).hexdigest())
    return Taken(name, ContentFile(bare), kept, place_removed=True)


@contextmanager
def stored(taken: Sequence[Taken]) -> Iterator[tuple[list[Taken], set[str]]]:
    """Put files into the store: each with its name there, and the set of names that have come to be needed.

    What is not needed at the end is taken out again; all of it, when something went wrong.
    """
    kept: list[Taken] = []
    needed: set[str] = set()
    try:
        for one in taken:
            name = default_storage.save(random_name("evidence", one.seen.extension), one.file)
            kept.append(replace(one, stored=name))
        yield kept, needed
    except BaseException:
        needed.clear()
        raise
    finally:
        for one in kept:
            if one.stored not in needed:
                default_storage.delete(one.stored)
