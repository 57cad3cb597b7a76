"""Mở tệp bảng tính: what an uploaded workbook holds, read with its size known before a byte is unpacked.

A workbook is a zip of XML. Its parts are counted and their sizes added up first; each is unpacked to the size it
declares and no further, walked once for what a spreadsheet can hide (formulas, merged and hidden cells), and only then
are the values read, from a copy that holds nothing but what was looked at.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass
from posixpath import join, normpath
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook

from thidua.rulebook.workbook_parts import Facts, PartError, facts_of, relations_of, sheets_of

LARGEST = 5 * 1024 * 1024
_PARTS, _INFLATED = 300, 32 * 1024 * 1024
_BOOK, _RELATIONS, _TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
_NEEDED = (_BOOK, _RELATIONS, _TYPES)
_KEPT = ("_rels/.rels", "xl/sharedStrings.xml", "xl/styles.xml")
_OLD = b"\xd0\xcf\x11\xe0"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError)


class NotABook(ValueError):
    """The file cannot be read as a workbook; the message is a sentence."""


@dataclass(frozen=True)
class Sheet:
    """Trang tính: its cells as rows of values, and what the eye does not see."""

    name: str
    rows: list[list[Any]]
    facts: Facts
    hidden: bool


def opened(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook, in its order."""
    parts = _unpacked(data)
    try:
        listed, targets = sheets_of(parts[_BOOK]), relations_of(parts[_RELATIONS])
        paths = [normpath(join("/xl", targets.get(sheet.relation, ""))).lstrip("/") for sheet in listed]
        facts = [facts_of(parts[path]) if path in parts else Facts() for path in paths]
    except PartError as error:
        raise NotABook(str(error)) from None
    grids = _grids({name: parts[name] for name in (*_NEEDED, *_KEPT, *paths) if name in parts})
    if [sheet.name for sheet in listed] != list(grids):
        raise NotABook(_("Tệp hỏng: danh sách trang tính không khớp với nội dung."))
    return tuple(
        Sheet(sheet.name, grids[sheet.name], fact, sheet.hidden) for sheet, fact in zip(listed, facts, strict=True)
    )


def _unpacked(data: bytes) -> dict[str, bytes]:
    """Every part, once the whole is known to be small."""
    if data[:4] == _OLD:
        raise NotABook(_("Đây là tệp Excel kiểu cũ (.xls) hoặc có mật khẩu. Hãy lưu lại thành .xlsx, không đặt mật khẩu."))
    if data[:4] != b"PK\x03\x04":
        raise NotABook(_("Đây không phải tệp Excel (.xlsx); phần mềm xem nội dung tệp, không xem đuôi tên."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = archive.infolist()
            _sound(found)
            return {part.filename.lstrip("/"): archive.read(part) for part in found if not part.is_dir()}
    except NotABook:
        raise
    except _BROKEN:
        raise NotABook(_("Tệp Excel hỏng, không mở được. Hãy mở bằng Excel hoặc LibreOffice rồi lưu lại.")) from None


def _sound(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse by the table of contents alone: too many parts, too large, not a workbook, with macros."""
    names = [part.filename.lstrip("/") for part in parts]
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > _INFLATED:
        raise NotABook(_("Tệp bung ra quá lớn (hơn 32 MB hoặc 300 phần). Hãy bỏ ảnh và các trang không phải bảng tiêu chí."))
    if len(set(names)) != len(names) or any(part.compress_type not in (0, 8) for part in parts):
        raise NotABook(_("Tệp Excel hỏng, không mở được. Hãy mở bằng Excel hoặc LibreOffice rồi lưu lại."))
    if not set(_NEEDED) <= set(names):
        raise NotABook(_("Đây không phải tệp Excel (.xlsx); phần mềm xem nội dung tệp, không xem đuôi tên."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NotABook(_("Tệp có macro nên không được nhận. Hãy lưu lại thành .xlsx."))


def _grids(parts: dict[str, bytes]) -> dict[str, list[list[Any]]]:
    """The values, sheet by sheet."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    try:
        copy.seek(0)
        book = CalamineWorkbook.from_filelike(copy)
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a panic of the reader is no Exception
        raise NotABook(_("Tệp Excel hỏng, không mở được. Hãy mở bằng Excel hoặc LibreOffice rồi lưu lại.")) from None
