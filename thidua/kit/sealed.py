"""Tệp có dấu: named parts in one zip, with a manifest that holds the hash of each and the site's signature over it.

manifest.json   what the file tells of itself, the public key, the size and SHA-256 of every part
manifest.sig    Ed25519 over manifest.json, in hex
"""

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from thidua.kit import signing

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
PARTS = 2000
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, LookupError, TypeError)


class NotSealed(ValueError):
    """The file is not as its maker sealed it; the message is a sentence that names the part."""


@dataclass(frozen=True)
class Opened:
    """A file whose parts are as they were signed by `key`; whether that one is trusted, others say."""

    manifest: Mapping[str, Any]
    parts: Mapping[str, bytes]
    key: str


def sealed(told: Mapping[str, object], parts: Mapping[str, bytes]) -> bytes:
    """The file: what is told of it, its parts, signed by this site. The same content is always the same bytes."""
    listed = {name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
              for name, data in sorted(parts.items())}  # fmt: skip
    kept = {**told, "key": signing.public_key(), "parts": listed}
    manifest = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in {MANIFEST: manifest, SIGNATURE: signing.sign(manifest).encode(), **parts}.items():
            packed.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), data)
    return made.getvalue()


def opened(data: bytes, form: str, names: "re.Pattern[str]") -> Opened:
    """Open a file of this `form` whose parts are called as `names` says; NotSealed says what is wrong, and where.

    Its size is known before a byte is unpacked; each part is unpacked to the size it declares and no further.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            listed = packed.infolist()
            _sound(listed, names)
            read = {one.filename: _read(packed, one) for one in listed}
    except NotSealed:
        raise
    except BROKEN:
        raise NotSealed(_("Tệp này không phải gói dữ liệu, hoặc đã hỏng khi chép. Hãy lấy lại từ nơi gửi.")) from None
    return _checked(read, form)


def _sound(listed: list[zipfile.ZipInfo], names: "re.Pattern[str]") -> None:
    """Refuse by the table of contents alone: too much, the same name twice, a name that is none of ours."""
    limit = settings.PACKAGE_LIMIT
    if len(listed) > PARTS or sum(one.file_size for one in listed) > limit:
        raise NotSealed(_("Gói bung ra quá lớn (hơn %(limit)s MB hoặc %(parts)s phần) nên không được mở.")
                        % {"limit": limit // (1024 * 1024), "parts": PARTS})  # fmt: skip
    there = [one.filename for one in listed]
    if not {MANIFEST, SIGNATURE} <= set(there):
        raise NotSealed(_("Tệp zip này không phải gói dữ liệu: thiếu manifest.json hoặc manifest.sig."))
    for one in listed:
        if one.filename not in {MANIFEST, SIGNATURE} and not names.fullmatch(one.filename):
            raise NotSealed(_("Gói có phần lạ “%(part)s” nên không được mở. Hãy xin nơi gửi xuất lại gói.")
                            % {"part": one.filename[:80]})  # fmt: skip
        if there.count(one.filename) > 1 or one.compress_type not in (0, 8) or one.flag_bits & 1:
            raise NotSealed(_altered(one.filename))


def _read(packed: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    try:
        with packed.open(one) as stream:
            return stream.read(one.file_size + 1)
    except BROKEN:
        raise NotSealed(_altered(one.filename)) from None


def _checked(read: Mapping[str, bytes], form: str) -> Opened:
    """The signature holds over the manifest, and every part is as the manifest says."""
    try:
        manifest = json.loads(read[MANIFEST])
        key, listed, found = str(manifest["key"]), dict(manifest["parts"]), manifest["format"]
        hashes = {name: (one["size"], one["sha256"]) for name, one in listed.items()}
        signed = signing.holds(read[MANIFEST], read[SIGNATURE].decode("ascii").strip(), key)
    except BROKEN:
        raise NotSealed(_altered(MANIFEST)) from None
    if not signed:
        raise NotSealed(_("Chữ ký không khớp với manifest.json: gói đã bị sửa sau khi ký. Hãy xin nơi gửi gửi lại."))
    if found != form:
        raise NotSealed(_("Gói thuộc loại “%(found)s”; phần mềm này đọc loại “%(form)s”. Hãy nâng cấp, hoặc xin nơi "
                          "gửi xuất lại.") % {"found": str(found)[:40], "form": form})  # fmt: skip
    parts = {name: data for name, data in read.items() if name not in {MANIFEST, SIGNATURE}}
    for name in sorted(set(parts) ^ set(hashes)):
        raise NotSealed(_("Phần “%(part)s” thiếu, hoặc thừa so với lúc ký. Hãy xin nơi gửi gửi lại gói.")
                        % {"part": name[:80]})  # fmt: skip
    for name, data in parts.items():
        if hashes[name] != (len(data), hashlib.sha256(data).hexdigest()):
            raise NotSealed(_altered(name))
    return Opened(manifest, parts, key)


def _altered(name: str) -> str:
    return _("Phần “%(part)s” không còn như lúc ký: đã bị sửa, hoặc hỏng khi chép. Hãy xin nơi gửi gửi lại gói.") % {
        "part": name[:80]
    }


def fingerprint(key: str) -> str:
    """A public key as two people read it to each other: the first 16 bytes of its SHA-256, in groups of four."""
    mark = hashlib.sha256(bytes.fromhex(key)).hexdigest()[:32].upper()
    return " ".join(mark[place : place + 4] for place in range(0, 32, 4))
