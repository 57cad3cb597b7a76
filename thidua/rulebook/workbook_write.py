"""Ghi bảng tính: an edition as the official table, and beside it all that is needed to read it back whole."""

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from thidua.engine import Criterion, Edition, digest, show
from thidua.engine.load import implied_parent
from thidua.kit.viet import day_in_words
from thidua.kit.workbook_pen import Pen
from thidua.rulebook import workbook_words as words
from thidua.rulebook.table import Row, sections
from thidua.rulebook.workbook_columns import GENERAL_COLUMNS, RULE_COLUMNS
from thidua.rulebook.workbook_guide import write_guide
from thidua.rulebook.workbook_lines import Line, cells, lines

FACE = (words.NUMBER, words.FACE["title"], words.FACE["max"], words.HOW, words.FACE["evidence"], words.CITED)
COLUMNS = (*FACE, words.CODE, words.KIND, *(title for title in words.TYPED.values() if title != words.CODE))
_WIDTHS = {words.NUMBER: 7, words.FACE["title"]: 46, words.FACE["max"]: 9, words.HOW: 52, words.FACE["evidence"]: 11,
           words.CITED: 34, words.KIND: 30, words.CRITERION["cites"]: 26, words.CRITERION["note"]: 26,
           words.CRITERION["applies"]: 22, words.ABOUT: 36, words.SECTION: 26, words.VALUE: 30, "Nội dung": 44,
           "Các lựa chọn": 22, "Khi (công thức)": 24, "Khi (bằng lời)": 24}  # fmt: skip
_NUMBERS = ("Thang điểm", "Nhóm: cao nhất", "Nhóm: thấp nhất", "Điểm thưởng", "Khoảng dài: cao nhất",
            "Khoảng dài: thấp nhất")  # fmt: skip
_ITEM_NUMBERS = ("Điểm", "Tối đa", "Đến mức", "Từ (≥)", "Trên (>)", "Đến (≤)", "Dưới (<)", "Đúng bằng")
_HEAD = 4
_MARGINS = Decimal("0.8"), Decimal("0.6"), Decimal("0.8"), Decimal("0.8")  # inches: left, right, top, bottom
_SPARE = 60  # rows below the lists that keep their drop-downs, for what is added
_OPEN = {
    "insert_rows": True, "delete_rows": True, "format_cells": True, "format_columns": True, "format_rows": True,
    "sort": True, "autofilter": True, "select_locked_cells": True, "select_unlocked_cells": True,
}  # fmt: skip


_TRAITS: dict[str, dict[str, Any]] = {
    "cell": {"border": 1, "text_wrap": True, "locked": False},
    "text": {"num_format": "@"},
    "number": {"align": "center", "num_format": "General"},
    "day": {"align": "center", "num_format": "dd/mm/yyyy"},
    "centre": {"align": "center"},
    "bold": {"bold": True},
    "top": {"bold": True, "bg_color": "#F3ECDD"},
    "head": {
        "bold": True,
        "border": 1,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
        "bg_color": "#EFE3C8",
    },
    "derived": {"locked": True, "num_format": "General", "font_color": "#4A4038"},
    "title": {"bold": True, "font_size": 14, "align": "center_across"},
    "under": {"italic": True, "align": "center_across"},
    "foot": {"italic": True, "font_size": 11},
}


def write(edition: Edition) -> bytes:
    """The workbook's bytes; the same edition gives the same table, cell by cell."""
    into = io.BytesIO()
    pen = Pen(into, _TRAITS)
    sheets = {name: pen.book.add_worksheet(name) for name in words.SHEETS}
    lists = write_guide(pen.book, sheets[words.GUIDE])
    _table(pen, sheets[words.TABLE], edition, lists)
    _rules(pen, sheets[words.RULES], edition, lists)
    _general(pen, sheets[words.GENERAL], edition, lists)
    pen.book.set_properties({"title": edition.title, "comments": digest(edition), "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001  the same bytes whenever it is written
    pen.book.close()
    return into.getvalue()


def _table(pen: Pen, sheet: Worksheet, edition: Edition, lists: dict[str, str]) -> None:
    """The official table, and to the right of what is printed the columns that are only typed."""
    sheet.write_string(0, 0, edition.title.upper(), pen.format("title"))
    total = f"Năm {edition.year}. " + (f"Tổng điểm: {show(edition.total)} điểm" if edition.total else "Thang điểm mở")
    sheet.write_string(1, 0, total, pen.format("under"))
    for column in range(1, len(FACE)):
        sheet.write_blank(0, column, None, pen.format("title"))
        sheet.write_blank(1, column, None, pen.format("under"))
    _head(pen, sheet, COLUMNS, _HEAD)
    codes = set(edition.codes)
    faces = {row.criterion.code: row for row in _rows(edition)}
    for place, criterion in enumerate(edition.criteria, _HEAD + 1):
        _criterion(pen, sheet, place, faces[criterion.code], codes)
    last = _HEAD + len(edition.criteria)
    _choices(sheet, last + 1, lists)
    end = _foot(pen, sheet, edition, last + 2)
    sheet.print_area(0, 0, end, len(FACE) - 1)
    _page(sheet, _HEAD, 2, edition)


def _rows(edition: Edition) -> Iterable[Row]:
    for section in sections(edition):
        yield section.row
        yield from section.rows


def _traits(title: str) -> tuple[str, ...]:
    if title in (words.NUMBER, words.HOW, words.CITED, words.ABOUT):
        return ("derived",)
    return ("number",) if title in _NUMBERS or title in _ITEM_NUMBERS else ("text",)


def _criterion(pen: Pen, sheet: Worksheet, place: int, face: Row, codes: set[str]) -> None:
    criterion = face.criterion
    shown = cells(replace(criterion, rule=None, parent=""), lambda _cls, name: words.CRITERION[name])
    if criterion.parent != implied_parent(criterion.code, codes):
        shown[words.CRITERION["parent"]] = criterion.parent or words.EMPTY
    if criterion.rule is not None:
        shown[words.KIND] = criterion.rule.name
        shown.setdefault(words.FACE["evidence"], words.choices(Criterion, "evidence")["optional"])
    shown |= {words.NUMBER: face.number, words.HOW: face.how, words.CITED: "; ".join(face.cites)}
    weight = ("top",) if not criterion.parent else () if criterion.is_leaf else ("bold",)
    for column, title in enumerate(COLUMNS):
        derived = ("derived",) if _traits(title) == ("derived",) else ()
        centred = ("centre",) if title in (words.NUMBER, words.FACE["evidence"]) else ()
        pen.put(sheet, place, column, shown.get(title, ""), *weight, *centred, *derived)


def _foot(pen: Pen, sheet: Worksheet, edition: Edition, row: int) -> int:
    """Below the table: what it rests on, how much it holds, and the digest it is known by. Answers the last row."""
    said = [f"Bảng có {len(edition.leaves)} tiêu chí chấm điểm."]
    for source in edition.sources:
        said.append(f"Căn cứ: {source.text}" + (f", {day_in_words(source.date)}." if source.date else "."))
    said.append(f"Mã băm SHA-256 khi tải xuống: {digest(edition)}")
    for place, sentence in enumerate(said):
        sheet.write_string(row + place, 0, sentence, pen.format("foot"))
    return row + len(said) - 1


def _rules(pen: Pen, sheet: Worksheet, edition: Edition, lists: dict[str, str]) -> None:
    """Every rule's parts, under the code of its criterion."""
    titles = (words.CODE, words.ABOUT, *RULE_COLUMNS)
    _head(pen, sheet, titles, 0)
    place = 0
    for criterion in edition.leaves:
        for line in lines(criterion.rule):
            place += 1
            pen.put(sheet, place, 0, criterion.code)
            pen.put(sheet, place, 1, criterion.title, "derived")
            _line(pen, sheet, place, titles, line)
    _spare(pen, sheet, place + 1, titles)
    column = titles.index(words.SECTION)
    sheet.data_validation(1, column, place + _SPARE, column, _list(lists[words.SECTION]))
    for title in _ITEM_NUMBERS:
        _decimal(sheet, 1, place + _SPARE, titles.index(title))
    _page(sheet, 0, 3, edition)


def _general(pen: Pen, sheet: Worksheet, edition: Edition, lists: dict[str, str]) -> None:
    """Everything about the table as a whole."""
    _head(pen, sheet, GENERAL_COLUMNS, 0)
    place = 0
    for place, line in enumerate(lines(edition), 1):
        _line(pen, sheet, place, GENERAL_COLUMNS, line)
    _spare(pen, sheet, place + 1, GENERAL_COLUMNS)
    sheet.data_validation(1, 0, place + _SPARE, 0, _list(lists[words.GENERAL]))
    _page(sheet, 0, 1, edition)


def _spare(pen: Pen, sheet: Worksheet, first: int, titles: tuple[str, ...]) -> None:
    """Blank rows that may be written in."""
    for place in range(first, first + _SPARE):
        for column, title in enumerate(titles):
            sheet.write_blank(place, column, None, pen.format("cell", *_traits(title)))


def _line(pen: Pen, sheet: Worksheet, place: int, titles: tuple[str, ...], line: Line) -> None:
    shown = {words.SECTION: line.section, **line.cells}
    first = titles.index(words.SECTION)
    for column, title in enumerate(titles[first:], first):
        pen.put(sheet, place, column, shown.get(title, ""))
    for title, listed in line.words.items():
        column = titles.index(title)
        sheet.data_validation(place, column, place, column, {**_list(list(listed)), "error_type": "warning"})


def _choices(sheet: Worksheet, last: int, lists: dict[str, str]) -> None:
    """Drop-downs of the table: rule names, evidence, yes or no; numbers where numbers belong."""
    first = _HEAD + 1
    listed: dict[str, object] = {words.KIND: lists[words.KIND]}
    listed |= {words.CRITERION[name]: list(words.choices(Criterion, name).values()) for name in ("evidence", "waived")}
    listed |= {words.CRITERION[name]: list(words.YES_NO) for name in ("counts", "self_scored")}
    for title, source in listed.items():
        column = COLUMNS.index(title)
        sheet.data_validation(first, column, last, column, _list(source))
    for title in _NUMBERS:
        _decimal(sheet, first, last, COLUMNS.index(title))


def _list(source: object) -> dict[str, object]:
    message = "Xin chọn một từ trong danh sách."
    return {"validate": "list", "source": source, "error_title": "Ngoài danh sách", "error_message": message}


def _decimal(sheet: Worksheet, first: int, last: int, column: int) -> None:
    """A number, or a ratio such as 1/3 kept as text."""
    cell = xl_rowcol_to_cell(first, column, row_abs=False, col_abs=True)
    wanted = f'=OR(ISNUMBER({cell}),ISNUMBER(FIND("/",{cell})))'
    said = {"error_title": "Cần một số", "error_message": "Ô này cần một số, ví dụ 12,5."}
    sheet.data_validation(first, column, last, column, {"validate": "custom", "value": wanted, **said})


def _head(pen: Pen, sheet: Worksheet, titles: Iterable[str], row: int) -> None:
    for column, title in enumerate(titles):
        sheet.write_string(row, column, title, pen.format("head"))
        sheet.set_column(column, column, _WIDTHS.get(title, 13))
    sheet.set_row(row, 34)


def _page(sheet: Worksheet, head: int, columns: int, edition: Edition) -> None:
    """Frozen head, A4 across, one page wide; locked only where words follow from other cells."""
    sheet.freeze_panes(head + 1, columns)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(*_MARGINS)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer(f"&L&9{digest(edition)[:12]}&R&9Trang &P/&N")
    sheet.protect("", _OPEN)
