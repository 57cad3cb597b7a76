"""Mở tệp bảng tính: what an uploaded workbook holds, with its size known before a byte of it is unpacked.

A workbook is a zip of XML. Its parts are counted and their declared sizes added up first; each is then unpacked to the
size it declares and no further.
"""

import io
import zipfile
import zlib
from posixpath import join, normpath

from django.utils.translation import gettext as _

from thidua.kit.workbook_parts import (
    PartError,
    Shared,
    Sheet,
    broken,
    dates_of,
    percents_of,
    relations_of,
    sheet_of,
    sheets_of,
    texts_of,
)

LARGEST = 5 * 1024 * 1024
_PARTS, _INFLATED = 300, 32 * 1024 * 1024
_BOOK, _RELATIONS, _TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
_TEXTS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_OLD = b"\xd0\xcf\x11\xe0"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, LookupError)


class NotABook(ValueError):
    """The file cannot be read as a workbook; the message is a sentence."""


def opened(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook, in its order."""
    parts = _unpacked(data)
    try:
        listed, days_off = sheets_of(parts[_BOOK])
        targets = relations_of(parts[_RELATIONS])
        texts = texts_of(parts[_TEXTS]) if _TEXTS in parts else []
        styles = parts.get(_STYLES, b"<styleSheet/>")
        shared = Shared(texts, dates_of(styles), days_off, percents_of(styles))
        paths = [normpath(join("/xl", targets.get(sheet.relation, ""))).lstrip("/") for sheet in listed]
        return tuple(
            sheet_of(parts[path], sheet, shared) if path in parts else Sheet(sheet.name, sheet.hidden)
            for sheet, path in zip(listed, paths, strict=True)
        )
    except PartError as error:
        raise NotABook(str(error)) from None


def _unpacked(data: bytes) -> dict[str, bytes]:
    """Every part that is read, once the whole is known to be small."""
    if data[:4] == _OLD:
        raise NotABook(_("Đây là tệp Excel kiểu cũ (.xls) hoặc có mật khẩu. Hãy lưu lại thành .xlsx, bỏ mật khẩu."))
    if data[:4] != b"PK\x03\x04":
        raise NotABook(_("Đây không phải tệp Excel (.xlsx); phần mềm xem nội dung tệp, không xem đuôi tên."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = archive.infolist()
            _sound(found)
            return {part.filename: _read(archive, part) for part in found if part.filename.endswith((".xml", ".rels"))}
    except NotABook:
        raise
    except _BROKEN:
        raise NotABook(broken()) from None


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """One part, to the size it declares: asked for all of it at once, zipfile would first unpack whatever there is."""
    with archive.open(part) as stream:
        return stream.read(part.file_size + 1)


def _sound(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse by the table of contents alone: too many parts, too large, not a workbook, with macros."""
    names = {part.filename for part in parts}
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > _INFLATED:
        raise NotABook(_("Tệp bung ra quá lớn (hơn 32 MB hoặc 300 phần). Hãy bỏ ảnh và các trang thừa."))
    if not {_BOOK, _RELATIONS, _TYPES} <= names:
        raise NotABook(_("Đây không phải tệp Excel (.xlsx); phần mềm xem nội dung tệp, không xem đuôi tên."))
    if len(names) != len(parts) or any(part.compress_type not in (0, 8) for part in parts):
        raise NotABook(broken())
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NotABook(_("Tệp có macro nên không được nhận. Hãy lưu lại thành .xlsx."))
