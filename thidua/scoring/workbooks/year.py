"""Bảng điểm cả năm ra tệp: the units ranked by the year with each period beside, then every criterion of every unit
in every period."""

import datetime as dt
import io
from collections.abc import Mapping
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from thidua import engine
from thidua.kit.exact import from_thousandths
from thidua.kit.workbook_pen import Pen, Value
from thidua.members.models import ClusterYear
from thidua.scoring.queries import Board, decimal
from thidua.scoring.workbooks.board import frame_of, notes, scored, total_of
from thidua.scoring.workbooks.frame import A3, TRAITS, Frame, Printed
from thidua.scoring.workbooks.sums import not_a_sum
from thidua.scoring.workbooks.words import NO_POINTS, Said
from thidua.scoring.yearly import Year, combined

RANKED, DETAILED = "Cả năm", "Tiêu chí theo kỳ"
_AFTER = [("Cả năm", 12), ("Thang điểm được giao", 12), ("Tỷ lệ", 10), ("Xếp loại", 24), ("Ghi chú", 40)]


def write(whole: Year, board: Board, year: ClusterYear, day: dt.date) -> bytes:
    """The workbook's bytes."""
    into = io.BytesIO()
    pen, frame = Pen(into, TRAITS), frame_of(board, year, day)
    _ranked(Printed(pen, RANKED), whole, board, frame)
    _detailed(Printed(pen, DETAILED), whole, board, frame)
    pen.book.set_properties({"title": frame.title, "comments": engine.digest(board.edition)})
    pen.book.close()
    return into.getvalue()


def _point(points: Decimal | None) -> Said:
    return Said(points, NO_POINTS if points is None else "")


def _ranked(made: Printed, whole: Year, board: Board, frame: Frame) -> None:
    """One row a unit: its periods, the year made of them, the share of what was assigned, place and grade."""
    periods = board.edition.periods
    columns = [("Hạng", 7), ("Đơn vị", 34), *((one.title, 12) for one in periods), *_AFTER]
    first = made.head(frame, len(columns))
    made.titles(first, columns)
    rows = scored(board)
    told = {row.place.unit: row for row in board.rows}
    for row, one in enumerate(rows, first + 1):
        points = {period.code: value for period, value in told[one.place.unit].periods}
        made.put(row, 0, "–" if one.place.rank is None else Decimal(one.place.rank), "centre", "bold")
        made.put(row, 1, one.member.unit.name)
        for column, period in enumerate(periods, 2):
            made.point((row, column), _point(points[period.code]))
        total = len(periods) + 2
        parts = [(xl_rowcol_to_cell(row, 2 + at), points[period.code]) for at, period in enumerate(periods)]
        adds = total_of(board.edition, parts, one.total) if board.edition.combine == "sum" else ""
        made.point((row, total), Said(one.total), "bold", adds=adds)
        made.put(row, total + 1, from_thousandths(one.score.assigned_max))
        made.share((row, total + 2), one.score, of=(xl_rowcol_to_cell(row, total), xl_rowcol_to_cell(row, total + 1)))
        made.put(row, total + 3, one.place.grade or "–", "centre")
        lacks = [f"chưa đủ: {', '.join(told[one.place.unit].missing)}"] if told[one.place.unit].missing else []
        made.put(row, total + 4, "; ".join([*notes(one), *lacks, *([] if adds else [_made(board, one.total)])]))
    last = made.foot(frame, first + len(rows) + 2, len(columns))
    made.page(frozen=(first + 1, 2), paper=A3, last=(last, len(columns) - 1), mark=frame.title)


def _made(board: Board, total: Decimal) -> str:
    """How the year is made where it is not a sum."""
    return not_a_sum(total) if board.edition.combine == "sum" else combined(board.edition)[0]


def _detailed(made: Printed, whole: Year, board: Board, frame: Frame) -> None:
    """One row a unit and criterion, one column a period: long, so that it can be filtered and turned over."""
    periods = board.edition.periods
    columns = [("Đơn vị", 26), ("TT", 8), ("Nội dung", 46), ("Tối đa", 9), *((one.title, 11) for one in periods),
               ("Cả năm", 11)]  # fmt: skip
    first = made.head(frame, len(columns))
    made.titles(first, columns)
    row = first
    for unit in scored(board):
        parts = [whole.part(unit.place.unit, one.code) for one in periods]
        for one in board.edition.criteria:
            row += 1
            weight = () if one.is_leaf else ("group",)
            most: Value = "" if one.max is None else from_thousandths(one.max)
            for column, shown in enumerate((unit.member.unit.short_name, one.label or one.code, one.title, most)):
                made.put(row, column, shown, *weight)
            values = [decimal(part.points.get(one.code)) if part else None for part in parts]
            for column, value in enumerate([*values, _year(unit.score.points, one.code)], 4):
                made.point((row, column), _point(value), *weight)
    made.sheet.autofilter(first, 0, row, len(columns) - 1)
    made.page(frozen=(first + 1, 3), paper=A3, last=(row, len(columns) - 1), mark=frame.title)


def _year(points: Mapping[str, engine.Points | None], code: str) -> Decimal | None:
    return decimal(points[code])
