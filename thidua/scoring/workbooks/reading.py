"""Phiếu chấm từ tệp: what an officer filled in, each problem at its cell, each change shown. Nothing is saved.

The workbook is opened by the reader of the kit (sizes, bombs, macros) and laid out by the rulebook's grid (hidden,
merged and computed cells, old encodings); here its rows become what was typed.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from thidua import engine
from thidua.engine import Problem
from thidua.kit.posted import whole, why_not_text
from thidua.kit.workbook_open import opened
from thidua.kit.workbook_parts import Sheet
from thidua.reports.figures import cell_name as field_name
from thidua.reports.figures import wrong_in
from thidua.rulebook.workbook_grid import Grid, grid_of
from thidua.rulebook.workbook_lines import Cell, Told
from thidua.scoring.bridge import Book, reading
from thidua.scoring.models import Claim
from thidua.scoring.sheets import LONGEST_NOTE, Kept, Typed, fingerprint, preview, texts_of, unexplained
from thidua.scoring.terms import Hand
from thidua.scoring.workbooks.sheet import CODE, DERIVED, GUIDE, KEY, MARK, NOTE, SHEET, VALUE

_READ = (CODE, KEY, VALUE, NOTE, MARK)
_MOST = 100
"""Problems that are listed; a file with more is wrong as a whole."""


@dataclass(frozen=True)
class Changed:
    """One figure or reason that the file would change: its field on the sheet, its words, before and after."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One criterion the file would change. `other`: what somebody else wrote since the file was taken, if anything."""

    criterion: engine.Criterion
    where: str
    typed: Typed
    kept: Kept
    parts: list[Changed]
    other: Claim | None
    before: engine.Points | None = None
    after: engine.Points | None = None

    @property
    def rest(self) -> list[tuple[str, str]]:
        """The fields of the row, as the sheet's own form posts them, without those still to be chosen."""
        open_ones = {part.field for part in self.parts} if self.other else set()
        code = self.criterion.code
        posted = {field_name(code, key): text for key, text in self.typed.written.items()}
        posted[f"note:{code}"] = self.typed.reason
        return [(name, text) for name, text in posted.items() if name not in open_ones]


@dataclass
class Reading:
    """What a file says: problems stop it, notes do not; the changes, and the total before and after them."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    before: engine.UnitScore | None = None
    after: engine.UnitScore | None = None

    @property
    def disputed(self) -> list[Change]:
        """The changes over what somebody else wrote meanwhile."""
        return [change for change in self.changes if change.other]


@dataclass(frozen=True)
class Asked:
    """The sheet a file is read against: the book, whose sheet, by which hand, its rows, and what the file must be."""

    found: Book
    unit: str
    hand: Hand
    kept: Mapping[str, Kept]
    identity: Mapping[str, str]


def read(data: bytes, asked: Asked) -> Reading:
    """Read a workbook; NotABook when it is none."""
    told = Told(convert=True)
    sheets = {sheet.name: sheet for sheet in opened(data)}
    told.problems += _unlike(sheets, asked.identity)
    grid = grid_of(sheets[SHEET], CODE, _READ, DERIVED, told) if not told.problems else None
    for one in told.conversions:
        what = _("Chữ mã cũ %(encoding)s đã đọc thành “%(text)s”.") % {"encoding": one.encoding, "text": one.after[:60]}
        told.notes.append(Problem("old_text", one.where, what, ""))
    rows = _Rows(asked, grid, sheets[SHEET], told).typed() if grid and grid.columns else {}
    made = Reading(told.problems[:_MOST], told.notes[:_MOST])
    if len(told.problems) > _MOST:
        more = _("Còn %(n)s lỗi nữa.") % {"n": len(told.problems) - _MOST}
        made.problems.append(Problem("more", SHEET, more, _("Hãy tải lại phiếu và ghi trên đó.")))
    return made if made.problems else _compared(asked, rows, made)


def _unlike(sheets: Mapping[str, Sheet], identity: Mapping[str, str]) -> Iterator[Problem]:
    """Why this is not a file of this very sheet."""
    again = _("Hãy tải lại phiếu từ trang này và ghi trên đó.")
    for name in (SHEET, GUIDE):
        if name not in sheets:
            what = _("Thiếu trang “%(sheet)s”; trang bị đổi tên hoặc tệp không phải phiếu chấm.") % {"sheet": name}
            yield Problem("no_sheet", name, what, again)
    if SHEET in sheets and sheets[SHEET].hidden:
        what = _("Trang “%(sheet)s” đang bị ẩn.") % {"sheet": SHEET}
        yield Problem("hidden", SHEET, what, _("Hãy cho hiện trang (Unhide)."))
    values = sheets[GUIDE].values if GUIDE in sheets else {}
    said = {
        str(raw).strip(): str(values.get((row, 1), "")).strip() for (row, column), raw in values.items() if not column
    }
    for row, (word, wanted) in enumerate(identity.items() if values else (), 1):
        if said.get(word) != wanted:
            what = _("Tệp này của %(word)s “%(found)s”, phiếu đang mở của “%(wanted)s”.") % {
                "word": word.lower(), "found": said.get(word, "–")[:80], "wanted": wanted,
            }  # fmt: skip
            yield Problem("other_sheet", _("ô B%(row)s, trang “%(sheet)s”") % {"row": row, "sheet": GUIDE}, what, again)


class _Rows:
    """The rows of a file as what was typed, criterion by criterion."""

    def __init__(self, asked: Asked, grid: Grid, sheet: Sheet, told: Told) -> None:
        self.asked, self.grid, self.sheet, self.told = asked, grid, sheet, told
        self.written: dict[str, dict[str, str]] = {}
        self.places: dict[tuple[str, str], str] = {}
        self.reasons: dict[str, tuple[str, str]] = {}
        self.marks: dict[str, str] = {}

    def typed(self) -> dict[str, tuple[Typed, str]]:
        """code → the row as typed, and the cell it stands at; problems are told."""
        for place, row in enumerate(self.grid.rows):
            if KEY in row or row.get(VALUE) or row.get(NOTE):
                self._row(place, row)
        self._wrong()
        made = {}
        for code, texts in self.written.items():
            self._whole(code, texts)
            reason, _where = self.reasons.get(code, ("", ""))
            version, _dot, mark = self.marks.get(code, "").partition(".")
            one = Typed(code, texts, reason, whole(version) or 0)
            self._explained(one)
            if fingerprint(texts, reason) != mark:
                made[code] = (one, self._at(code))
        return made

    def _row(self, place: int, row: Mapping[str, Cell]) -> None:
        code, key = (str(row[title].raw).strip() if title in row else "" for title in (CODE, KEY))
        kept = self.asked.kept.get(code)
        if CODE in row and code in self.asked.found.edition.codes and KEY not in row and NOTE not in row:
            return  # a group, or a criterion nobody types into
        if kept is None or key not in kept.texts:
            where = self.grid.name(place, CODE)
            what = _("Dòng %(row)s không có trong phiếu (mã “%(code)s”).")
            values = {"row": self.grid.head + 2 + place, "code": code[:40] or "–"}
            self._tell("unknown_row", where, what % values, _("Hãy xoá dòng này, hoặc tải lại phiếu."))
            return
        if (code, key) in self.places:
            what = _("Dòng này lặp lại %(other)s.") % {"other": self.places[code, key]}
            self._tell("twice", self.grid.name(place, CODE), what, _("Xin bỏ một dòng."))
            return
        self.places[code, key] = self.grid.name(place, VALUE)
        self.written.setdefault(code, {})[key] = self._text(place, row.get(VALUE))
        if MARK in row:
            self.marks[code] = str(row[MARK].raw)
        if NOTE in row:
            self._reason(code, self._note(row[NOTE]), self.grid.name(place, NOTE))
        self.reasons.setdefault(code, ("", self.grid.name(place, NOTE)))

    def _reason(self, code: str, text: str, where: str) -> None:
        before, _where = self.reasons.get(code, ("", ""))
        text = f"{before} {text}".strip()
        if why_not := why_not_text(text, LONGEST_NOTE):
            self._tell("bad_cell", where, why_not, _("Xin sửa ô này."))
        self.reasons[code] = (text, where)

    def _text(self, place: int, cell: Cell | None) -> str:
        """A value as an officer would type it on the page."""
        if cell is None:
            return ""
        row, column = self.grid.head + 1 + place, self.grid.columns[VALUE]
        return as_typed(cell.raw, percent=(row, column) in self.sheet.percents)

    @staticmethod
    def _note(cell: Cell) -> str:
        return " ".join(as_typed(cell.raw).split())

    def _at(self, code: str) -> str:
        return next(where for (one, _key), where in self.places.items() if one == code)

    def _wrong(self) -> None:
        for code, cells in wrong_in(self.asked.found.edition, self.written).items():
            for key, sentence in cells.items():
                where = self.places.get((code, key)) or self._at(code)
                self._tell("bad_cell", where, f"{code}: {sentence}", "")

    def _whole(self, code: str, texts: dict[str, str]) -> None:
        """All figures of a criterion, or none."""
        if missing := [key for key in self.asked.kept[code].texts if key not in texts]:
            what = _("Tiêu chí %(code)s thiếu %(n)s dòng số liệu.") % {"code": code, "n": len(missing)}
            self._tell("no_row", self._at(code), what, _("Hãy tải lại phiếu và ghi trên đó."))

    def _explained(self, one: Typed) -> None:
        """The reason that “nobody can tell”, or a later hand's change, owes."""
        hand, found = self.asked.hand, self.asked.found
        answer = reading(found.edition, one.code, one.written)
        owes = unexplained(found.edition, one)
        if hand.before and not one.reason:
            earlier = found.answers(self.asked.unit, found.effective(self.asked.unit, hand.before))
            owes = answer != earlier.get(one.code, engine.MISSING)
        if owes:
            what = _("%(code)s: dòng này phải ghi lý do.") % {"code": one.code}
            self._tell("no_reason", self.reasons[one.code][1], what, _("Xin ghi lý do vào ô này."))

    def _tell(self, code: str, where: str, what: str, mend: str) -> None:
        self.told.problems.append(Problem(code, where, what, mend))


def as_typed(raw: Any, *, percent: bool = False) -> str:
    """What stands in a cell, in the words of somebody typing it.

    >>> as_typed(Decimal("12.50")), as_typed(Decimal("0.955"), percent=True), as_typed(True)
    ('12,5', '95,5%', 'có')
    """
    if isinstance(raw, bool):
        return "có" if raw else "không"
    if isinstance(raw, Decimal):
        text = f"{(raw * 100 if percent else raw).normalize():f}".replace(".", ",")
        return f"{text}%" if percent else text
    return f"{raw:%d/%m/%Y}" if isinstance(raw, dt.date) else str(raw).strip()


def _compared(asked: Asked, rows: Mapping[str, tuple[Typed, str]], made: Reading) -> Reading:
    """The changes the rows would make to what is kept now, and the points before and after."""
    claims, edition = asked.found.claims.get((asked.unit, asked.hand), {}), asked.found.edition
    for code, (typed, where) in rows.items():
        kept, claim = asked.kept[code], claims.get(code)
        if parts := list(_parts(edition.criterion(code), kept, typed)):
            other = (claim or Claim(code=code)) if typed.version != kept.version else None
            made.changes.append(Change(edition.criterion(code), where, typed, kept, parts, other))
    now = texts_of(asked.kept)
    then = now | {one.typed.code: one.typed.written for one in made.changes if not one.other}
    made.before, made.after = (
        preview(asked.found, asked.unit, asked.hand, texts).scores().units[asked.unit] for texts in (now, then)
    )
    made.changes = [
        Change(one.criterion, one.where, one.typed, one.kept, one.parts, one.other,
               made.before.points[one.criterion.code], made.after.points[one.criterion.code])
        for one in made.changes
    ]  # fmt: skip
    return made


def _parts(criterion: engine.Criterion, kept: Kept, typed: Typed) -> Iterator[Changed]:
    """Where a row differs from what is kept; figures prefilled from a report are not kept yet."""
    labels = {item.key: item.label for item in engine.inputs(criterion)}
    for key, text in typed.written.items():
        before = "" if kept.from_report else kept.texts.get(key, "")
        if before != text:
            yield Changed(field_name(criterion.code, key), labels.get(key, key), before, text)
    if kept.reason != typed.reason:
        yield Changed(f"note:{criterion.code}", NOTE, kept.reason, typed.reason)
