"""Khung: the official head and foot of a table of points, and the look of its sheet (Nghị định 30/2020/NĐ-CP)."""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from thidua import engine
from thidua.kit.workbook_pen import Pen, Value
from thidua.members.models import ClusterYear
from thidua.paperwork.layout import day_in_full
from thidua.scoring.workbooks.words import Said

OFFICIAL, PREVIEW = "KẾT QUẢ CHÍNH THỨC", "BẢN XEM TRƯỚC, CHƯA PHẢI KẾT QUẢ CHÍNH THỨC"
A4, A3 = 9, 8
_MARGINS = Decimal("0.8"), Decimal("0.6"), Decimal("0.8"), Decimal("0.8")  # inches: left, right, top, bottom
_LINE, _MOST_LINES = 17, 20  # points a line of Times New Roman 12 takes
_BORDERED = {"border": 1, "text_wrap": True}
TRAITS: dict[str, dict[str, Any]] = {
    "cell": _BORDERED,
    "text": {"num_format": "@"},
    "number": {"align": "right", "num_format": "General"},
    "day": {"align": "center", "num_format": "dd/mm/yyyy"},
    "open": {"locked": False, "bg_color": "#FFF8DC", "num_format": "@"},
    "quiet": {"font_size": 9, "font_color": "#8A8178", "num_format": "@"},
    "centre": {"align": "center"},
    "bold": {"bold": True},
    "group": {"bold": True, "bg_color": "#F3ECDD"},
    "changed": {"bg_color": "#FBF1D0"},
    "percent": {"num_format": "0.00%"},
    "waived": {"num_format": 'General" (miễn)"'},
    "missing": {"num_format": 'General" (chưa nhập)"'},
    "word": {"italic": True, "align": "center", "font_color": "#5A5148"},
    "head": {**_BORDERED, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#EFE3C8"},
    "top": {"align": "center_across"},
    "top_bold": {"bold": True, "align": "center_across"},
    "title": {"bold": True, "font_size": 14, "align": "center_across"},
    "state": {"bold": True, "align": "center_across", "font_color": "#9C1F1F"},
    "under": {"italic": True, "align": "center_across"},
    "italic": {"italic": True},
    "signed": {"align": "center"},
    "foot": {"italic": True, "font_size": 11},
}
_OF_WORD = {"miễn": "waived", "chưa nhập": "missing"}


@dataclass(frozen=True)
class Frame:
    """What stands above and below a table: whose it is, what it is and how far it counts, until when, who signs."""

    year: ClusterYear
    title: str
    state: str
    lines: tuple[str, ...]
    day: dt.date
    signers: tuple[tuple[str, str], ...]
    foot: tuple[str, ...] = ()


class Printed:
    """One sheet of a workbook, made to be printed and signed. Rows and columns count from 0."""

    def __init__(self, pen: Pen, name: str) -> None:
        self.pen, self.sheet = pen, pen.book.add_worksheet(name)
        self.widths: list[int] = []
        self.lines: dict[int, int] = {}

    def put(self, row: int, column: int, value: Value, *traits: str) -> None:
        """One cell by its kind."""
        if isinstance(value, str):
            self._room(row, column, value)
        self.pen.put(self.sheet, row, column, value, *traits)

    def across(self, row: int, columns: range, text: str, trait: str) -> None:
        """A text centred over these columns: not merged, so that the table can be sorted, filtered and read."""
        self.sheet.write_string(row, columns[0], text, self.pen.format(trait))
        for column in columns[1:]:
            self.sheet.write_blank(row, column, None, self.pen.format(trait))

    def head(self, frame: Frame, columns: int) -> int:
        """Above the table: the body on the left, the state on the right. Answers the first free row."""
        cluster, half = frame.year.cluster, max(columns // 2, 1)
        self.across(0, range(half), cluster.organiser.upper(), "top")
        self.across(1, range(half), cluster.name.upper(), "top_bold")
        self.across(0, range(half, columns), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "top_bold")
        self.across(1, range(half, columns), "Độc lập - Tự do - Hạnh phúc", "top_bold")
        said = [(frame.title, "title"), (frame.state, "state")]
        said += [(line, "under") for line in (*frame.lines, until(frame.year))]
        if cluster.illustrative:
            said.append(("Số liệu minh hoạ: cụm, đơn vị và con số đều là giả định.", "state"))
        for row, (text, trait) in enumerate(said, 3):
            self.sheet.set_row(row, _LINE if row > 3 else 22)
            self.across(row, range(columns), text, trait)
        return 3 + len(said) + 1

    def titles(self, row: int, said: Sequence[tuple[str, int]]) -> None:
        """The head of the table: each column's title and width; repeated on every page."""
        self.widths = [width for _title, width in said]
        for column, (title, width) in enumerate(said):
            self._room(row, column, title)
            self.sheet.write_string(row, column, title, self.pen.format("head"))
            self.sheet.set_column(column, column, width)
        self.sheet.repeat_rows(row)

    def _room(self, row: int, column: int, text: str) -> None:
        """A row is as high as its longest text needs: not every program works that out when it opens a file."""
        inside = max(self.widths[column], 1)
        lines = sum(-(-max(len(line), 1) // inside) for line in text.split("\n"))
        self.lines[row] = max(self.lines.get(row, 1), lines)

    def point(self, place: tuple[int, int], said: Said, *traits: str, adds: str = "") -> None:
        """One point: a number (as the formula `adds`, if there is one), its word shown with it, or the word alone."""
        if said.points is None:
            self.sheet.write_string(*place, said.word, self.pen.format("cell", "text", "word", *traits))
            return
        form = self.pen.format("cell", "number", *traits, *filter(None, [_OF_WORD.get(said.word, "")]))
        if adds:
            self.sheet.write_formula(*place, adds, form, said.points)
        else:
            self.sheet.write_number(*place, said.points, form)

    def share(self, place: tuple[int, int], score: engine.UnitScore, *traits: str, of: tuple[str, str]) -> None:
        """The percentage, as the quotient of two cells where it is nothing but that."""
        if score.percent is None:
            self.sheet.write_string(*place, "–", self.pen.format("cell", "text", "word", *traits))
            return
        form = self.pen.format("cell", "number", *traits, "percent")
        value = Decimal(score.percent.numerator) / Decimal(score.percent.denominator)
        if score.percent * score.assigned_max == score.total:
            self.sheet.write_formula(*place, f"={of[0]}/{of[1]}", form, value)
        else:
            self.sheet.write_number(*place, value, form)

    def foot(self, frame: Frame, row: int, columns: int) -> int:
        """Below the table: what it rests on, the day, and where each signs. Answers the last row."""
        for text in frame.foot:
            self.sheet.write_string(row, 0, text, self.pen.format("foot"))
            row += 1
        edges = [columns * place // len(frame.signers) for place in range(len(frame.signers) + 1)]
        over = [range(start, end) for start, end in itertools.pairwise(edges)]
        self._middle(row + 1, over[-1], f"………, {day_in_full(frame.day)}", "signed", "italic")
        for place, (who, how) in zip(over, frame.signers, strict=True):
            self._middle(row + 2, place, who, "signed", "bold")
            self._middle(row + 3, place, how, "signed", "italic")
        return row + 7

    def _middle(self, row: int, columns: range, text: str, *traits: str) -> None:
        """A text in the middle of these columns, in one cell: below a table, LibreOffice merges what is centred over
        several, and a merged cell there would keep a filled file from coming back."""
        self.sheet.write_string(row, columns[len(columns) // 2], text, self.pen.format(*traits))

    def page(self, *, frozen: tuple[int, int], paper: int, last: tuple[int, int], mark: str) -> None:
        """On paper: across, one page wide, numbered; on the screen the head and the names stay in view."""
        for row, lines in self.lines.items():
            self.sheet.set_row(row, _LINE * min(lines, _MOST_LINES))
        self.sheet.freeze_panes(*frozen)
        self.sheet.set_landscape()
        self.sheet.set_paper(paper)
        self.sheet.set_margins(*_MARGINS)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.print_area(0, 0, *last)
        self.sheet.set_footer(f"&L&9{mark}&R&9Trang &P/&N")


def standing(*, official: bool) -> str:
    """Whether a table of points counts, said plainly."""
    return OFFICIAL if official else PREVIEW


def until(year: ClusterYear) -> str:
    """The day the figures were cut off, in words."""
    return f"Số liệu chốt đến {day_in_full(year.cut_off)}" if year.cut_off else "Chưa ấn định ngày chốt số liệu"
