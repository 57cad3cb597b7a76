"""Các phần của tệp bảng tính: the XML of a workbook walked once, keeping only facts, in bounded memory."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

ROWS, COLUMNS = 10_000, 100
_MOST = 20_000
_NAME = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_RELATION_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships id"
Start = Callable[[str, Mapping[str, str]], None]


class PartError(ValueError):
    """A part that cannot be walked; the message is a sentence."""


@dataclass(frozen=True)
class Listed:
    """A sheet as the workbook lists it."""

    name: str
    relation: str
    hidden: bool


@dataclass
class Facts:
    """What a sheet holds beside values. Rows and columns count from 0."""

    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def sheets_of(part: bytes) -> list[Listed]:
    """The sheets a workbook lists."""
    found: list[Listed] = []

    def start(tag: str, given: Mapping[str, str]) -> None:
        if tag == "sheet":
            relation = given.get(_RELATION) or given.get(_RELATION_STRICT, "")
            found.append(Listed(given.get("name", ""), relation, given.get("state", "visible") != "visible"))

    _walk(part, start)
    return found


def relations_of(part: bytes) -> dict[str, str]:
    """Where the workbook's relations lead."""
    found: dict[str, str] = {}

    def start(tag: str, given: Mapping[str, str]) -> None:
        if tag == "Relationship":
            found[given.get("Id", "")] = given.get("Target", "")

    _walk(part, start)
    return found


def cell_place(name: str) -> tuple[int, int]:
    """“C14” → (13, 2)."""
    shape = _NAME.match(name)
    if not shape:
        raise PartError(_("Tệp hỏng: không có ô nào tên “%(name)s”.") % {"name": name[:20]})
    column = 0
    for letter in shape[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(shape[2]) - 1, column - 1


def facts_of(part: bytes) -> Facts:
    """Formulas, errors, merged and hidden cells of a sheet; refuses one that reaches too far."""
    walker = _SheetWalker()
    _walk(part, walker.start, walker.end, walker.text)
    return walker.facts


class _SheetWalker:
    def __init__(self) -> None:
        self.facts = Facts()
        self.row, self.column = -1, -1
        self.formula: list[str] | None = None

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "row":
            self.row = int(given["r"]) - 1 if given.get("r", "").isdecimal() else self.row + 1
            self.column = -1
            if self.row < ROWS and (_on(given.get("hidden")) or given.get("ht") == "0"):
                self.facts.hidden_rows.add(self.row)
        elif tag == "c":
            self.row, self.column = cell_place(given["r"]) if "r" in given else (self.row, self.column + 1)
            if given.get("t") == "e":
                self.facts.errors.add((self.row, self.column))
        elif tag in ("v", "is", "f"):
            self.within()
            self.formula = [] if tag == "f" else self.formula
        elif tag == "mergeCell":
            first, _colon, last = given.get("ref", "").partition(":")
            self.facts.merged.append((*cell_place(first), *cell_place(last or first)))
        elif tag == "col" and (_on(given.get("hidden")) or given.get("width") == "0"):
            first, last = given.get("min", ""), given.get("max", "")
            if first.isdecimal() and last.isdecimal():
                self.facts.hidden_columns |= set(range(int(first) - 1, min(int(last), COLUMNS)))
        if max(len(self.facts.merged), len(self.facts.formulas)) > _MOST:
            raise PartError(_("Trang tính có quá nhiều ô trộn hoặc công thức."))

    def within(self) -> None:
        if not (0 <= self.row < ROWS and 0 <= self.column < COLUMNS):
            raise PartError(_("Trang tính có ô ghi quá xa: không quá 10.000 dòng và 100 cột. Hãy xoá các ô thừa."))

    def text(self, piece: str) -> None:
        if self.formula is not None:
            self.formula.append(piece)

    def end(self, tag: str) -> None:
        if tag == "f" and self.formula is not None:
            self.facts.formulas[self.row, self.column] = "".join(self.formula)
            self.formula = None


def _on(flag: str | None) -> bool:
    return flag in ("1", "true")


def _walk(part: bytes, start: Start, end: Any = None, text: Any = None) -> None:
    """Walk a part of XML; one that declares entities of its own is refused, whatever they are."""

    def no_doctype(*_: object) -> None:
        raise PartError(_refusal())

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda tag, given: start(tag.rpartition(" ")[2], given)
    if end and text:
        parser.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = no_doctype
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError) as error:
        raise error if isinstance(error, PartError) else PartError(_refusal()) from None


def _refusal() -> str:
    return _("Tệp Excel hỏng, không mở được. Hãy mở bằng Excel hoặc LibreOffice rồi lưu lại.")
