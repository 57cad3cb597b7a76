"""Bảng điểm ra tệp: the units ranked on the first sheet, every criterion of every unit on the second."""

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from thidua import engine
from thidua.kit.exact import from_thousandths
from thidua.kit.workbook_pen import Pen
from thidua.members.models import ClusterYear, Membership
from thidua.scoring.bridge import Book
from thidua.scoring.queries import Board, decimal
from thidua.scoring.terms import Column
from thidua.scoring.workbooks.csvs import Value, csv
from thidua.scoring.workbooks.frame import A3, A4, TRAITS, Frame, Printed, standing
from thidua.scoring.workbooks.sums import Part, formula, not_a_sum
from thidua.scoring.workbooks.words import WORDS, Said, said

RANKED, DETAILED = "Bảng điểm", "Chi tiết tiêu chí"
OF_COLUMN = {
    Column.SELF: "điểm tự chấm", Column.CROSS: "điểm sau chấm chéo", Column.APPRAISED: "điểm thẩm định",
    Column.AGREED: "điểm thống nhất",
}  # fmt: skip
"""What a column holds, in a file's own words."""
_SIGNERS = (
    ("NGƯỜI LẬP BẢNG", "(Ký, ghi rõ họ tên)"),
    ("CỤM PHÓ", "(Ký, ghi rõ họ tên, đóng dấu)"),
    ("TM. CỤM THI ĐUA, CỤM TRƯỞNG", "(Ký, ghi rõ họ tên, đóng dấu)"),
)
_AFTER = [("Tổng điểm", 12), ("Thang điểm được giao", 12), ("Tỷ lệ", 10), ("Xếp loại", 31), ("Ghi chú", 36)]
_Points = Mapping[str, Mapping[str, Said]]


@dataclass(frozen=True)
class Scored:
    """A unit of the board that has points."""

    place: engine.Place
    member: Membership
    score: engine.UnitScore
    total: Decimal


def scored(board: Board) -> list[Scored]:
    """The units that have points, in the board's order; who took no part in a period has none."""
    return [
        Scored(row.place, row.member, row.score, row.total)
        for row in board.rows
        if row.score is not None and row.total is not None
    ]


def write(found: Book, board: Board, year: ClusterYear, day: dt.date) -> bytes:
    """The workbook's bytes."""
    into = io.BytesIO()
    pen = Pen(into, TRAITS)
    cohort = found.cohort(board.column)
    points = {row.place.unit: said(cohort, row.score, row.place.unit) for row in scored(board)}
    frame = frame_of(board, year, day)
    _ranked(Printed(pen, RANKED), board, points, frame)
    _detailed(Printed(pen, DETAILED), board, points, frame)
    pen.book.set_properties({"title": frame.title, "comments": engine.digest(board.edition)})
    pen.book.close()
    return into.getvalue()


def frame_of(board: Board, year: ClusterYear, day: dt.date) -> Frame:
    absent = ", ".join(row.member.unit.name for row in board.rows if row.score is None)
    named = "".join(f", {one.title}" for one in board.edition.periods if one.code == board.period)
    return Frame(
        year, f"BẢNG ĐIỂM THI ĐUA NĂM {year.year}", standing(official=board.official),
        (f"Theo “{board.edition.title}”; {OF_COLUMN[board.column]}{named}",), day, _SIGNERS,
        (*([f"Không có phiếu trong kỳ: {absent}."] if absent else []), _ranking(board.edition),
         f"Mã bảng tiêu chí (SHA-256): {engine.digest(board.edition)}"),
    )  # fmt: skip


def _ranking(edition: engine.Edition) -> str:
    by = "tỷ lệ điểm trên thang điểm được giao" if edition.rank_by == "percent" else "tổng điểm"
    ties = "; ".join(one.name for one in edition.tie_breaks)
    return f"Xếp hạng theo {by}" + (f"; bằng nhau thì xét: {ties}." if ties else ".")


def _section_title(top: engine.Criterion) -> str:
    most = "" if top.max is None else f" (tối đa {engine.show(top.max)})"
    return f"{top.label or top.code}. {top.title}{most}"


def _ranked(made: Printed, board: Board, points: _Points, frame: Frame) -> None:
    """One row a unit: its sections, their total, the share of what was assigned, place and grade."""
    columns = [("Hạng", 7), ("Đơn vị", 34), *((_section_title(top), 18) for top in board.sections), *_AFTER]
    first = made.head(frame, len(columns))
    made.titles(first, columns)
    for row, one in enumerate(scored(board), first + 1):
        _standing(made, row, one, board, points[one.place.unit])
    last = made.foot(frame, first + len(points) + 2, len(columns))
    paper = A4 if len(columns) <= 11 else A3
    made.page(frozen=(first + 1, 2), paper=paper, last=(last, len(columns) - 1), mark=frame.title)


def _standing(
    made: Printed, row: int, one: Scored, board: Board, points: Mapping[str, Said]
) -> None:  # fmt: skip
    rank = "–" if one.place.rank is None else Decimal(one.place.rank)
    made.put(row, 0, rank, "centre", "bold")
    made.put(row, 1, one.member.unit.name)
    parts: list[Part] = []
    for column, top in enumerate(board.sections, 2):
        made.point((row, column), points[top.code])
        if top.counts:
            parts.append((xl_rowcol_to_cell(row, column), points[top.code].points))
    total = len(board.sections) + 2
    adds = total_of(board.edition, parts, one.total)
    made.point((row, total), Said(one.total), "bold", adds=adds)
    made.put(row, total + 1, from_thousandths(one.score.assigned_max))
    cells = xl_rowcol_to_cell(row, total), xl_rowcol_to_cell(row, total + 1)
    made.share((row, total + 2), one.score, of=cells)
    made.put(row, total + 3, one.place.grade or "–", "centre")
    made.put(row, total + 4, "; ".join([*notes(one), *([] if adds else [not_a_sum(one.total)])]))


def total_of(edition: engine.Edition, parts: list[Part], total: Decimal | None) -> str:
    """The formula of a unit's total over its sections; "" where there is no total."""
    if total is None:
        return ""
    places = edition.rounding.places if edition.rounding.at == "total" else 3
    return formula(parts, total, cap=decimal(edition.cap), floor=decimal(edition.floor), places=places)


def notes(one: Scored) -> list[str]:
    """What belongs to a unit's place: shared, decided by, left out, and what is still wanting."""
    place, score = one.place, one.score
    told = [
        ("đồng hạng", place.shared), (f"xếp hạng trong nhóm {place.group}", place.group), (place.remark, place.remark),
        (f"bằng điểm, xét tiếp: {place.decided_by}", place.decided_by),
        (f"{len(score.missing)} tiêu chí chưa nhập", score.missing),
        (f"{len(score.unknown)} tiêu chí không xác định được", score.unknown),
        (f"{len(score.not_assigned)} tiêu chí không giao", score.not_assigned),
    ]  # fmt: skip
    return [str(text) for text, holds in told if holds]


def _detailed(made: Printed, board: Board, points: _Points, frame: Frame) -> None:
    """One row a criterion, one column a unit, groups and totals adding up what is below them."""
    columns = [("TT", 8), ("Nội dung", 52), ("Tối đa", 9), *((row.member.unit.short_name, 16) for row in scored(board))]
    first = made.head(frame, len(columns))
    made.titles(first, columns)
    rows = {one.code: row for row, one in enumerate(board.edition.criteria, first + 1)}
    for one in board.edition.criteria:
        weight = () if one.is_leaf else ("group",)
        made.put(rows[one.code], 0, one.label or one.code, "centre", *weight)
        made.put(rows[one.code], 1, one.title, *weight)
        made.put(rows[one.code], 2, "" if one.max is None else from_thousandths(one.max), *weight)
        for column, row in enumerate(scored(board), 3):
            own = points[row.place.unit]
            adds = adds_up(board.edition, one, own, rows, column)
            made.point((rows[one.code], column), own[one.code], *weight, adds=adds)
    below = first + 1 + len(rows)
    _totals(made, board, points, rows)
    last = made.foot(frame, below + 5, len(columns))
    made.page(frozen=(first + 1, 3), paper=A4 if len(columns) <= 9 else A3, last=(last, len(columns) - 1),
         mark=frame.title)  # fmt: skip


def adds_up(
    edition: engine.Edition, one: engine.Criterion, own: Mapping[str, Said], rows: Mapping[str, int], column: int
) -> str:
    """The formula of a group over the criteria right under it; "" for a criterion."""
    total = own[one.code].points
    if one.is_leaf or total is None:
        return ""
    below = [child for child in edition.children(one.code) if child.counts]
    parts = [(xl_rowcol_to_cell(rows[child.code], column), own[child.code].points) for child in below]
    return formula(parts, total, cap=decimal(one.cap), floor=decimal(one.floor))


def _totals(made: Printed, board: Board, points: _Points, rows: Mapping[str, int]) -> None:
    below = max(rows.values()) + 1
    for row, text in enumerate(("Tổng điểm", "Thang điểm được giao", "Tỷ lệ", "Hạng"), below):
        for column, shown in enumerate(("", text, "")):
            made.put(row, column, shown, "group")
    tops = [top for top in board.sections if top.counts]
    for column, one in enumerate(scored(board), 3):
        own = points[one.place.unit]
        parts = [(xl_rowcol_to_cell(rows[top.code], column), own[top.code].points) for top in tops]
        adds = total_of(board.edition, parts, one.total)
        made.point((below, column), Said(one.total), "group", adds=adds)
        made.put(below + 1, column, from_thousandths(one.score.assigned_max), "group")
        cells = xl_rowcol_to_cell(below, column), xl_rowcol_to_cell(below + 1, column)
        made.share((below + 2, column), one.score, "group", of=cells)
        rank = "–" if one.place.rank is None else Decimal(one.place.rank)
        made.put(below + 3, column, rank, "group", "centre")


def as_csv(found: Book, board: Board) -> bytes:
    """One row a unit: place, sections, total, and how many criteria have each answer that is no figure."""
    cohort = found.cohort(board.column)
    state = "chính thức" if board.official else "xem trước"
    rows: list[list[Value]] = [["Hạng", "Đơn vị", *(_section_title(top) for top in board.sections), "Tổng điểm",
             "Thang điểm được giao", "Tỷ lệ (%)", "Xếp loại",
             *(f"Số tiêu chí {word}" for word in WORDS.values()), "Ghi chú", "Tình trạng"]]  # fmt: skip
    for one in scored(board):
        own = said(cohort, one.score, one.place.unit)
        leaves = [own[leaf.code].word for leaf in board.edition.leaves]
        rows.append([
            "" if one.place.rank is None else str(one.place.rank), one.member.unit.name,
            *(own[top.code].text or own[top.code].points for top in board.sections),
            one.total, from_thousandths(one.score.assigned_max),
            "" if one.score.percent is None else engine.show_percent(one.score.percent).rstrip("%"),
            one.place.grade or "",
            *(Decimal(leaves.count(word)) for word in WORDS.values()), "; ".join(notes(one)), state,
        ])  # fmt: skip
    return csv(rows)
