"""Lưới: a sheet as rows under named columns, every cell with its name; what is hidden, merged or computed is told."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from thidua.engine import Problem
from thidua.kit.encodings import recognise
from thidua.kit.workbook_parts import COLUMNS, Sheet
from thidua.rulebook.workbook_lines import Cell, Conversion, Told

_DANGER = re.compile(r"\||\[|\b(?:WEBSERVICE|HYPERLINK|CALL|REGISTER|EXEC|DDE|FILTERXML|RTD)\s*\(", re.IGNORECASE)
_DANGEROUS_TEXT = re.compile(r"\s*(?:=.*\||[+\-@]\s*\w+\s*\|.*!)", re.DOTALL)


@dataclass(frozen=True)
class Grid:
    """A sheet's rows below its head: column title → cell, blank cells left out."""

    sheet: str
    head: int
    columns: dict[str, int]
    rows: tuple[dict[str, Cell], ...]

    def name(self, row: int, title: str) -> str:
        """The name of a cell of the row that stands so many rows below the head."""
        return cell_name(self.sheet, self.head + 1 + row, self.columns[title])


def cell_name(sheet: str, row: int, column: int) -> str:
    """ô C14, trang “Bảng tiêu chí”"""
    return _("ô %(cell)s, trang “%(sheet)s”") % {"cell": xl_rowcol_to_cell(row, column), "sheet": sheet}


def grid_of(sheet: Sheet, anchor: str, known: Iterable[str], derived: Iterable[str], told: Told) -> Grid:
    """The sheet under its head, which is the row that holds `anchor`; `derived` columns are not read back."""
    wanted, words = set(known), set(derived)
    head = next((row for (row, _column), raw in sorted(sheet.values.items()) if _title(raw) == anchor), None)
    _dangers(sheet, told)
    if head is None:
        what = _("Trang “%(sheet)s” không còn dòng tiêu đề có cột “%(column)s”.")
        told.problems.append(Problem("no_head", sheet.name, what % {"sheet": sheet.name, "column": anchor},
                                     _("Hãy tải lại bảng hiện có và sửa trên đó.")))  # fmt: skip
        return Grid(sheet.name, 0, {}, ())
    columns = _columns(sheet, head, wanted, words, told)
    for title in wanted - columns.keys():
        what = _("Trang “%(sheet)s” thiếu cột “%(column)s”.") % {"sheet": sheet.name, "column": title}
        told.problems.append(
            Problem("no_column", cell_name(sheet.name, head, 0), what, _("Hãy tải lại bảng hiện có và sửa trên đó."))
        )
    if wanted - columns.keys():
        return Grid(sheet.name, head, {}, ())
    _unseen(sheet, head, columns, told)
    rows = tuple(
        {title: Cell(cell_name(sheet.name, place, column), raw) for title, column in columns.items()
         if (raw := _value(sheet, place, column, told)) is not None}
        for place in range(head + 1, sheet.height)
    )  # fmt: skip
    return Grid(sheet.name, head, columns, rows)


def _title(raw: Any) -> str:
    return " ".join(str(raw).split())


def _columns(sheet: Sheet, head: int, wanted: set[str], words: set[str], told: Told) -> dict[str, int]:
    """Which column holds what. Columns nobody knows are left alone, and that is said."""
    found: dict[str, int] = {}
    below = {column for (row, column) in sheet.values if row > head}
    for place in range(COLUMNS):
        title, filled = _title(sheet.values.get((head, place), "")), place in below
        where = cell_name(sheet.name, head, place)
        if title in found:
            what = _("Có hai cột “%(title)s”.") % {"title": title}
            told.problems.append(Problem("twice", where, what, _("Xin bỏ một cột.")))
        elif title in wanted:
            found[title] = place
        elif title not in words and filled:
            what = _("Cột %(letter)s “%(title)s” không thuộc bảng nên không được đọc.")
            values = {"letter": xl_col_to_name(place), "title": title[:40]}
            told.notes.append(Problem("unknown_column", where, what % values, ""))
    return found


def _unseen(sheet: Sheet, head: int, columns: dict[str, int], told: Told) -> None:
    """Refuse what the eye would not see or a reader would lose: hidden rows and columns, merged cells."""
    read = set(columns.values())
    filled = {place for place in sheet.values if place[0] > head and place[1] in read}
    for place in sorted(sheet.hidden_rows & {row for row, _column in filled}):
        what = _("Dòng %(row)s đang bị ẩn mà có nội dung.") % {"row": place + 1}
        where = cell_name(sheet.name, place, 0)
        told.problems.append(Problem("hidden", where, what, _("Hãy cho hiện dòng, hoặc xoá đi.")))
    for column in sorted(sheet.hidden_columns & {column for _row, column in filled}):
        what = _("Cột %(column)s đang bị ẩn mà có nội dung.") % {"column": xl_col_to_name(column)}
        where = cell_name(sheet.name, head, column)
        told.problems.append(Problem("hidden", where, what, _("Hãy cho hiện cột, hoặc xoá đi.")))
    for top, left, bottom, right in sheet.merged:
        if bottom >= head and any(left <= column <= right for column in read):
            what = _("Các ô %(first)s:%(last)s bị trộn.")
            cells = {"first": xl_rowcol_to_cell(top, left), "last": xl_rowcol_to_cell(bottom, right)}
            where = cell_name(sheet.name, top, left)
            told.problems.append(Problem("merged", where, what % cells, _("Hãy bỏ trộn ô và ghi riêng từng ô.")))


def _dangers(sheet: Sheet, told: Told) -> None:
    """Formulas that reach out of the workbook, wherever they stand, also when kept as text."""
    for (row, column), formula in sheet.formulas.items():
        if _DANGER.search(formula):
            told.problems.append(_danger(cell_name(sheet.name, row, column), formula))
    for (row, column), raw in sheet.values.items():
        if isinstance(raw, str) and _DANGEROUS_TEXT.match(raw):
            told.problems.append(_danger(cell_name(sheet.name, row, column), raw))


def _danger(where: str, text: str) -> Problem:
    what = _("Công thức “%(text)s” gọi ra ngoài bảng tính nên không được nhận.") % {"text": text[:40]}
    return Problem("danger", where, what, _("Hãy xoá và ghi giá trị."))


def _value(sheet: Sheet, row: int, column: int, told: Told) -> Any:
    """What stands in a cell, or None for nothing; says so when it was computed or typed in an old code."""
    raw = sheet.values.get((row, column), "")
    where = cell_name(sheet.name, row, column)
    if (row, column) in sheet.errors:
        told.problems.append(Problem("error", where, _("Ô đang báo lỗi."), _("Hãy ghi giá trị đúng.")))
        return None
    if (row, column) in sheet.formulas:
        if raw == "":
            what = _("Ô là công thức chưa có kết quả.")
            told.problems.append(Problem("formula_cell", where, what, _("Hãy ghi giá trị thay cho công thức.")))
            return None
        what = _("Ô là công thức; đã lấy kết quả “%(value)s”.") % {"value": _brief(raw)}
        told.notes.append(Problem("formula_cell", where, what, ""))
    if isinstance(raw, str) and (found := recognise(raw)):
        told.conversions.append(Conversion(where, found.encoding, raw, found.text))
        return found.text if told.convert else raw
    return None if isinstance(raw, str) and not raw.strip() else raw


def _brief(raw: Any) -> str:
    return str(raw)[:40]


def unread(told: Told, sheets: Iterable[Sheet], known: Iterable[str]) -> Iterator[Sheet]:
    """The sheets of the format, each at most once as the workbook guarantees; others are said and left alone."""
    for sheet in sheets:
        if sheet.name not in known:
            what = _("Trang “%(sheet)s” không thuộc bảng tiêu chí nên không được đọc.") % {"sheet": sheet.name}
            told.notes.append(Problem("unknown_sheet", sheet.name, what, ""))
            _dangers(sheet, told)
        elif sheet.hidden:
            what = _("Trang “%(sheet)s” đang bị ẩn.") % {"sheet": sheet.name}
            told.problems.append(Problem("hidden", sheet.name, what, _("Hãy cho hiện trang (Unhide).")))
        else:
            yield sheet
