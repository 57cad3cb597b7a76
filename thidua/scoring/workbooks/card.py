"""Bảng điểm của một đơn vị ra tệp: every criterion with the points of each hand side by side."""

import datetime as dt
import io
from collections.abc import Mapping

from xlsxwriter.utility import xl_rowcol_to_cell

from thidua import engine
from thidua.kit.exact import from_thousandths
from thidua.kit.workbook_pen import Pen
from thidua.members.models import ClusterYear
from thidua.scoring.bridge import Book
from thidua.scoring.queries import Card, CardRow
from thidua.scoring.queries import total_of as unit_total
from thidua.scoring.terms import Column
from thidua.scoring.workbooks.board import adds_up, total_of
from thidua.scoring.workbooks.csvs import Value, csv
from thidua.scoring.workbooks.frame import A4, TRAITS, Frame, Printed, standing
from thidua.scoring.workbooks.words import ANSWERED, NO_POINTS, Said, said

SHEET = "Điểm của đơn vị"
OF_COLUMN = {Column.SELF: "Tự chấm", Column.CROSS: "Chấm chéo", Column.APPRAISED: "Thẩm định",
             Column.AGREED: "Thống nhất"}  # fmt: skip
_SIGNERS = (
    ("ĐẠI DIỆN ĐƠN VỊ", "(Ký, ghi rõ họ tên)"),
    ("NGƯỜI THẨM ĐỊNH", "(Ký, ghi rõ họ tên)"),
    ("TM. CỤM THI ĐUA", "(Ký, ghi rõ họ tên, đóng dấu)"),
)


class _Columns:
    """Each column's points of the unit, and its score."""

    def __init__(self, found: Book, card: Card) -> None:
        unit = card.member.unit.code
        cohorts = {column: found.cohort(column) for column in card.columns}
        self.edition = found.edition
        self.scores = {column: cohort.scores().units[unit] for column, cohort in cohorts.items()}
        self.totals = {column: unit_total(found, unit, column, score) for column, score in self.scores.items()}
        self.points: Mapping[Column, Mapping[str, Said]] = {
            column: said(cohort, self.scores[column], unit) for column, cohort in cohorts.items()
        }

    @property
    def last(self) -> Mapping[str, Said]:
        return self.points[list(self.points)[-1]]


def write(found: Book, card: Card, year: ClusterYear, day: dt.date, *, official: bool) -> bytes:
    """The workbook's bytes. `official`: the board these points stand on is."""
    into = io.BytesIO()
    pen, columns = Pen(into, TRAITS), _Columns(found, card)
    edition = found.edition
    named = "".join(f", {one.title}" for one in edition.periods if one.code == found.period)
    frame = Frame(
        year, f"BẢNG ĐIỂM THI ĐUA NĂM {year.year}", standing(official=official),
        (card.member.unit.name, f"Theo “{edition.title}”{named}"), day, _SIGNERS,
        (f"Mã bảng tiêu chí (SHA-256): {engine.digest(edition)}",),
    )  # fmt: skip
    _sheet(Printed(pen, SHEET), card, columns, frame)
    pen.book.set_properties({"title": f"{frame.title}, {card.member.unit.name}", "comments": engine.digest(edition)})
    pen.book.close()
    return into.getvalue()


def _sheet(
    made: Printed, card: Card, columns: _Columns, frame: Frame
) -> None:  # fmt: skip
    said_titles = [("TT", 8), ("Nội dung", 56), ("Tối đa", 9), *((OF_COLUMN[one], 13) for one in card.columns),
                   ("Trả lời", 18), ("Lý do thay đổi", 40)]  # fmt: skip
    first = made.head(frame, len(said_titles))
    made.titles(first, said_titles)
    rows = {row.criterion.code: place for place, row in enumerate(card.rows, first + 1)}
    for row in card.rows:
        _criterion(made, row, columns, rows)
    _totals(made, columns, rows)
    last = made.foot(frame, max(rows.values()) + 5, len(said_titles))
    made.page(frozen=(first + 1, 2), paper=A4, last=(last, len(said_titles) - 1), mark=card.member.unit.short_name)


def _criterion(
    made: Printed, row: CardRow, columns: _Columns, rows: Mapping[str, int]
) -> None:  # fmt: skip
    one, place = row.criterion, rows[row.criterion.code]
    weight = () if one.is_leaf else ("group",)
    made.put(place, 0, one.label or one.code, "centre", *weight)
    made.put(place, 1, one.title, *weight)
    made.put(place, 2, "" if one.max is None else from_thousandths(one.max), *weight)
    for at, (column, own) in enumerate(columns.points.items()):
        adds = adds_up(columns.edition, one, own, rows, 3 + at)
        differs = ("changed",) if row.points[at][2] else ()
        made.point((place, 3 + at), columns.points[column][one.code], *weight, *differs, adds=adds)
    after = 3 + len(columns.points)
    made.put(place, after, _answer(row, columns), "centre", *weight)
    made.put(place, after + 1, _reason(row), *weight)


def _answer(row: CardRow, columns: _Columns) -> str:
    """The answer in words, for a criterion; a group has none."""
    return (columns.last[row.criterion.code].word or ANSWERED) if row.criterion.is_leaf else ""


def _reason(row: CardRow) -> str:
    return f"{row.claim.reason} ({row.claim.by_name})" if row.claim else ""


def _totals(
    made: Printed, columns: _Columns, rows: Mapping[str, int]
) -> None:  # fmt: skip
    below = max(rows.values()) + 1
    for place, text in enumerate(("Tổng điểm", "Thang điểm được giao", "Tỷ lệ"), below):
        for at, shown in enumerate(("", text, "", *("" for _one in columns.points), "", "")):
            made.put(place, at, shown, "group")
    tops = [top for top in columns.edition.children("") if top.counts]
    for at, (column, score) in enumerate(columns.scores.items(), 3):
        own = columns.points[column]
        total = columns.totals[column]
        parts = [(xl_rowcol_to_cell(rows[top.code], at), own[top.code].points) for top in tops]
        made.point(
            (below, at),
            Said(total, NO_POINTS if total is None else ""),
            "group",
            adds=total_of(columns.edition, parts, total),
        )
        made.put(below + 1, at, from_thousandths(score.assigned_max), "group")
        cells = xl_rowcol_to_cell(below, at), xl_rowcol_to_cell(below + 1, at)
        made.share((below + 2, at), score, "group", of=cells)


def as_csv(found: Book, card: Card) -> bytes:
    """One row a criterion: its answer in words, and the points of every column; groups and the total included."""
    columns = _Columns(found, card)
    rows: list[list[Value]] = [["Mã", "Nội dung", "Tối đa", *(OF_COLUMN[one] for one in card.columns), "Trả lời",
                                "Lý do thay đổi"]]  # fmt: skip
    for row in card.rows:
        one = row.criterion
        points: list[Value] = [own[one.code].text or own[one.code].points for own in columns.points.values()]
        most = None if one.max is None else from_thousandths(one.max)
        rows.append([one.code, one.title, most, *points, _answer(row, columns), _reason(row)])
    totals: list[Value] = [total for _column, total, _percent in card.totals]
    rows.append(["", "Tổng điểm", None, *totals, "", ""])
    return csv(rows)
