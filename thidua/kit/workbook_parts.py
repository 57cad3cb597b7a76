"""Các phần của tệp bảng tính: the XML of a workbook walked once, in bounded memory, numbers kept digit by digit.

Written here rather than taken from a library: the fast readers trust the counts a file declares about itself and end
the process when one lies; the full ones build every cell of a merged range. A hostile workbook of 20 KB suffices.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from xml.parsers import expat

from django.utils.translation import gettext as _

ROWS, COLUMNS = 10_000, 100
_MOST = 200_000
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_NUMBER = re.compile(r"[-+]?[0-9]{1,25}(?:\.[0-9]{0,25})?(?:[eE][-+]?[0-9]{1,3})?\Z")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_FIFTEEN = Context(prec=15)  # a spreadsheet means no more digits, though it may write more
_DAY_ZERO, _DAYS_1904, _LAST_DAY = dt.date(1899, 12, 30), 1462, 2_958_465
_DATE_FORMATS = {*range(14, 23), *range(45, 48)}
Value = str | Decimal | bool | dt.date
Place = tuple[int, int]
Start = Callable[[str, Mapping[str, str]], None]


class PartError(ValueError):
    """A part that cannot be walked; the message is a sentence."""


@dataclass(frozen=True)
class Listed:
    """A sheet as the workbook lists it."""

    name: str
    relation: str
    hidden: bool


@dataclass(frozen=True)
class Shared:
    """What all sheets of a workbook share: texts, which styles are dates or percentages, where days count from."""

    texts: list[str]
    dates: list[bool]
    days_off: int = 0
    percents: list[bool] = field(default_factory=list)


@dataclass
class Sheet:
    """Trang tính: its values, and what the eye does not see. Rows and columns count from 0."""

    name: str = ""
    hidden: bool = False
    values: dict[Place, Value] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    errors: set[Place] = field(default_factory=set)
    percents: set[Place] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    height: int = 0


def broken() -> str:
    """What to say of a file that makes no sense."""
    return _("Tệp Excel hỏng, không mở được. Hãy mở bằng Excel hoặc LibreOffice rồi lưu lại.")


def sheets_of(part: bytes) -> tuple[list[Listed], int]:
    """The sheets a workbook lists, and how many days its calendar is off."""
    found: list[Listed] = []
    off = [0]

    def start(tag: str, given: Mapping[str, str]) -> None:
        if tag == "sheet":
            relation = next((value for name, value in given.items() if name.endswith("relationships id")), "")
            found.append(Listed(given.get("name", ""), relation, given.get("state", "visible") != "visible"))
        elif tag == "workbookPr" and _on(given.get("date1904")):
            off[0] = _DAYS_1904

    walk(part, start)
    return found, off[0]


def relations_of(part: bytes) -> dict[str, str]:
    """Where the workbook's relations lead."""
    found: dict[str, str] = {}

    def start(tag: str, given: Mapping[str, str]) -> None:
        if tag == "Relationship":
            found[given.get("Id", "")] = given.get("Target", "")

    walk(part, start)
    return found


def texts_of(part: bytes) -> list[str]:
    """The shared texts; how a text is to be pronounced is no part of it."""
    walker = _Texts()
    walk(part, walker.start, walker.end, walker.text)
    return walker.found


class _Texts:
    def __init__(self) -> None:
        self.found: list[str] = []
        self.pieces: list[str] = []
        self.inside = ""

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "si":
            self.pieces = []
        elif self.inside != "rPh":
            self.inside = tag

    def text(self, piece: str) -> None:
        if self.inside == "t":
            self.pieces.append(piece)

    def end(self, tag: str) -> None:
        if tag == "si":
            self.found.append(unescaped("".join(self.pieces)))
            if len(self.found) > _MOST:
                raise PartError(broken())
        if tag in ("t", "rPh") and (self.inside != "rPh" or tag == "rPh"):
            self.inside = ""


def unescaped(text: str) -> str:
    """What the format writes as _x000A_ is that character; half of a pair stays as it is written."""

    def meant(code: re.Match[str]) -> str:
        number = int(code[1], 16)
        return code[0] if 0xD800 <= number <= 0xDFFF else chr(number)

    return _ESCAPED.sub(meant, text)


def dates_of(part: bytes) -> list[bool]:
    """Which of the cell styles show a number as a date."""
    return _styles(part, _shows_date)


def percents_of(part: bytes) -> list[bool]:
    """Which of the cell styles show a number as a percentage: what reads 95% is kept as 0.95."""
    return _styles(part, _shows_percent)


def _styles(part: bytes, shows: Callable[[str, dict[str, str]], bool]) -> list[bool]:
    """Of every cell style, whether its number format does so."""
    codes: dict[str, str] = {}
    found: list[bool] = []
    inside = [False]

    def start(tag: str, given: Mapping[str, str]) -> None:
        if tag == "numFmt":
            codes[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyleXfs", "dxfs"):
            inside[0] = tag == "cellXfs"
        elif tag == "xf" and inside[0]:
            found.append(shows(given.get("numFmtId", "0"), codes))

    walk(part, start)
    return found


def _shows_date(key: str, codes: dict[str, str]) -> bool:
    if key in codes:
        return bool(re.search(r"[dy]", _QUOTED.sub("", codes[key]), re.IGNORECASE))
    return key.isdecimal() and int(key[:6]) in _DATE_FORMATS


def _shows_percent(key: str, codes: dict[str, str]) -> bool:
    return "%" in _QUOTED.sub("", codes[key]) if key in codes else key in ("9", "10")


def sheet_of(part: bytes, listed: Listed, shared: Shared) -> Sheet:
    """A sheet's values and facts; refuses one that reaches too far."""
    walker = _Cells(Sheet(listed.name, listed.hidden), shared)
    walk(part, walker.start, walker.end, walker.text)
    return walker.sheet


class _Cells:
    def __init__(self, sheet: Sheet, shared: Shared) -> None:
        self.sheet, self.shared = sheet, shared
        self.row, self.column = -1, -1
        self.given: Mapping[str, str] = {}
        self.pieces: dict[str, list[str]] = {}
        self.inside = ""

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "row":
            self.row = int(given["r"][:8]) - 1 if given.get("r", "").isdecimal() else self.row + 1
            self.column = -1
            if self.row < ROWS and (_on(given.get("hidden")) or given.get("ht") == "0"):
                self.sheet.hidden_rows.add(self.row)
        elif tag == "c":
            self.row, self.column = cell_place(given["r"]) if "r" in given else (self.row, self.column + 1)
            self.given, self.pieces = given, {}
        elif tag in ("v", "t", "f"):
            self.inside = tag
            self.pieces.setdefault(tag, [])
        else:
            self._fact(tag, given)

    def _fact(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "mergeCell":
            first, _colon, last = given.get("ref", "").partition(":")
            self.sheet.merged.append((*cell_place(first), *cell_place(last or first)))
            self._bounded(self.sheet.merged)
        elif tag == "col" and (_on(given.get("hidden")) or given.get("width") == "0"):
            first, last = given.get("min", ""), given.get("max", "")
            if first.isdecimal() and last.isdecimal():
                self.sheet.hidden_columns |= set(range(int(first[:8]) - 1, min(int(last[:8]), COLUMNS)))

    def text(self, piece: str) -> None:
        if self.inside:
            self.pieces[self.inside].append(piece)

    def end(self, tag: str) -> None:
        if tag == "c" and self.pieces:
            self._cell({tag: "".join(pieces) for tag, pieces in self.pieces.items()})
            self.pieces = {}
        elif tag == self.inside:
            self.inside = ""

    def _cell(self, told: dict[str, str]) -> None:
        if not (0 <= self.row < ROWS and 0 <= self.column < COLUMNS):
            raise PartError(_("Trang tính có ô ghi quá xa: không quá 10.000 dòng và 100 cột. Hãy xoá các ô thừa."))
        place = self.row, self.column
        if "f" in told:
            self.sheet.formulas[place] = told["f"]
        kind = self.given.get("t", "n")
        if kind == "e":
            self.sheet.errors.add(place)
        elif "v" in told or "t" in told:
            value = self._value(kind, told.get("v", ""), told.get("t", ""))
            if value != "":
                self.sheet.values[place] = value
        self.sheet.height = max(self.sheet.height, self.row + 1)
        self._bounded(self.sheet.values)

    def _value(self, kind: str, value: str, inline: str) -> Value:
        if kind in ("str", "inlineStr"):
            return unescaped(inline if kind == "inlineStr" else value)
        if kind == "s":
            if not value.isdecimal() or int(value[:9]) >= len(self.shared.texts):
                raise PartError(broken())
            return self.shared.texts[int(value[:9])]
        if kind == "b":
            return value == "1"
        if kind == "d":
            return value[:10]
        if not value.strip():
            return ""
        if not _NUMBER.match(value.strip()):
            raise PartError(broken())
        return self._number(_FIFTEEN.create_decimal(value.strip()))

    def _number(self, value: Decimal) -> Value:
        days = value + self.shared.days_off
        if self._styled(self.shared.dates) and 0 < days <= _LAST_DAY:
            return _DAY_ZERO + dt.timedelta(int(days))
        if self._styled(self.shared.percents):
            self.sheet.percents.add((self.row, self.column))
        return value

    def _styled(self, styles: list[bool]) -> bool:
        style = self.given.get("s", "0")
        return style.isdecimal() and int(style[:8]) < len(styles) and styles[int(style[:8])]

    @staticmethod
    def _bounded(found: object) -> None:
        if isinstance(found, dict | list) and len(found) > _MOST:
            raise PartError(_("Trang tính có quá nhiều ô. Hãy chỉ giữ bảng cần đọc trong tệp."))


def cell_place(name: str) -> Place:
    """“C14” → (13, 2)."""
    shape = _PLACE.match(name)
    if not shape:
        raise PartError(broken())
    column = 0
    for letter in shape[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(shape[2]) - 1, column - 1


def _on(flag: str | None) -> bool:
    return flag in ("1", "true")


def walk(
    part: bytes, start: Start, end: Callable[[str], None] | None = None, text: Callable[[str], None] | None = None
) -> None:
    """Walk a part of XML; one that declares entities of its own is refused, whatever they are."""

    def no_doctype(*_of: object) -> None:
        raise PartError(broken())

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, given: start(tag.rpartition(" ")[2], given)
    if end and text:
        parser.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = no_doctype
    try:
        parser.Parse(part, True)
    except PartError:
        raise
    except (expat.ExpatError, ValueError, LookupError):
        raise PartError(broken()) from None
