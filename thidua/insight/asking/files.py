"""Ra tệp: a table with every column documented, as a workbook whose numbers add up, and as CSV."""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from thidua.insight.asking.answer import Answer
from thidua.insight.asking.facts import Fact
from thidua.insight.asking.pivot import Cell
from thidua.insight.asking.register import behind
from thidua.insight.asking.terms import AWARDS, How
from thidua.kit import clock
from thidua.kit.workbook_pen import Pen, Value
from thidua.scoring.workbooks.csvs import csv
from thidua.scoring.workbooks.frame import TRAITS

HEAD_ROW = 3


@dataclass(frozen=True)
class Column:
    """What a column of a file is called, what it means, what it counts, where it is from."""

    name: str
    meaning: str
    unit: str
    source: str
    percent: bool = False


@dataclass(frozen=True)
class Filed:
    """A table for a file: its sentence, its columns, its rows; `totals` the row of everything, a
    formula over the rows where it is `summed`."""

    title: str
    taken: str
    columns: list[Column]
    rows: list[list[Value]]
    totals: list[Value] = field(default_factory=list)
    summed: bool = False
    notes: Sequence[str] = ()


def _number(value: Fraction | None) -> Value:
    return "" if value is None else Decimal(value.numerator) / value.denominator


def of_pivot(found: Answer) -> Filed:
    """The table on the page."""
    asked, table = found.asked, found.pivot
    measure, how = asked.measure, str(asked.how.label)
    percent = asked.how == How.SHARE or (measure.ratio and asked.how != How.COUNT)
    unit = "%" if percent else str(measure.unit) or _("theo đơn vị tính của tiêu chí")
    source = str(asked.subject.source)
    rows = asked.subject.dimension(asked.rows)
    assert rows is not None  # noqa: S101  the question was read with it
    told = _("%(how)s của “%(measure)s”: %(meaning)s") % {
        "how": how, "measure": measure.name, "meaning": measure.meaning}  # fmt: skip
    columns = [Column(str(rows.name), str(rows.meaning), "", source)]
    by = asked.subject.dimension(asked.columns)
    columns += [Column(name, f"{told}; {by.by if by else ''} {name}", unit, source, percent)
                for _key, name in table.columns]  # fmt: skip
    columns.append(Column(_("Tất cả"), _("%(told)s; tính từ mọi dòng số liệu của hàng") % {"told": told}, unit, source,
                          percent))  # fmt: skip

    def line(name: str, cells: list[Cell]) -> list[Value]:
        return [name, *(_number(cell.value) if cell.shown else "" for cell in cells)]

    lines = [line(one.name, [*(cell for _key, cell in one.cells), one.total]) for one in table.lines]
    totals = line(_("Tất cả"), [*(cell for _key, cell in table.totals.cells), table.totals.total])
    return Filed(
        found.sentence, _taken(found), columns, lines, totals, asked.how in (How.SUM, How.COUNT), _notes(found)
    )


def of_rows(found: Answer, row: str, column: str) -> Filed:
    """The rows behind a cell."""
    asked, facts = found.asked, found.behind(row, column)
    source = str(asked.subject.source)
    columns = [Column(str(one.name), str(one.meaning), "", source) for one in asked.subject.dimensions]
    if asked.subject is AWARDS:
        columns += [
            Column(_("Cá nhân"), _("Người được khen, như trong quyết định"), "", source),
            Column(_("Số quyết định"), _("Số của quyết định khen thưởng"), "", source),
            Column(_("Ngày quyết định"), _("Ngày của quyết định khen thưởng"), _("ngày"), source),
        ]
        rows: list[list[Value]] = [
            [*_said(found, fact), award.person, award.decision.number, award.decision.on]
            for award, fact in behind(asked, found.sight, facts)
        ]
        return Filed(found.sentence, _taken(found), columns, rows, notes=_notes(found))
    measure = asked.measure
    columns.append(Column(str(measure.name), str(measure.meaning), str(measure.unit), source, measure.ratio))
    columns.append(Column(_("Đơn vị tính"), _("Con số đếm bằng gì"), "", source))
    rows = [
        [*_said(found, fact), _number(None if fact.value is None else Fraction(fact.value) / measure.per),
         str(measure.unit) or fact.scale] for fact in facts
    ]  # fmt: skip
    return Filed(found.sentence, _taken(found), columns, rows, notes=_notes(found))


def _said(found: Answer, fact: Fact) -> list[Value]:
    return [found.said(fact, one.key) for one in found.asked.subject.dimensions]


def _taken(found: Answer) -> str:
    return f"{clock.local(found.at):%H:%M %d/%m/%Y}"


def _notes(found: Answer) -> list[str]:
    notes = list(found.gathered.notes)
    if missing := found.pivot.missing:
        notes.append(_("%(n)s dòng không có số: để trống, không tính là 0.") % {"n": missing})
    return notes


def workbook(table: Filed) -> bytes:
    """The table on the first sheet, what every column means on the second."""
    into = io.BytesIO()
    pen = Pen(into, TRAITS)
    sheet = pen.book.add_worksheet(_("Số liệu"))
    sheet.write_string(0, 0, table.title, pen.format("bold"))
    sheet.write_string(1, 0, _("Lấy số liệu lúc %(at)s") % {"at": table.taken}, pen.format("italic"))
    for column, one in enumerate(table.columns):
        sheet.write_string(HEAD_ROW, column, one.name, pen.format("head"))
        sheet.set_column(column, column, 34 if column == 0 else 16)
    for row, values in enumerate(table.rows, HEAD_ROW + 1):
        _line(pen, sheet, row, values, table.columns)
    if table.totals:
        _totals(pen, sheet, table)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    if table.rows:
        sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + len(table.rows), len(table.columns) - 1)
    _documented(pen, table)
    pen.book.set_properties({"title": table.title})
    pen.book.close()
    return into.getvalue()


def _line(pen: Pen, sheet: Worksheet, row: int, values: list[Value], columns: list[Column], *traits: str) -> None:
    for column, value in enumerate(values):
        pen.put(sheet, row, column, value, *traits, *(("percent",) if columns[column].percent else ()))


def _totals(pen: Pen, sheet: Worksheet, table: Filed) -> None:
    """Where it is a sum, the formula of it beside the number: Excel adds the column up again."""
    at = HEAD_ROW + 1 + len(table.rows)
    _line(pen, sheet, at, table.totals, table.columns, "group")
    for column, value in enumerate(table.totals):
        if table.summed and table.rows and isinstance(value, Decimal):
            letter = xl_col_to_name(column)
            formula = f"=SUM({letter}{HEAD_ROW + 2}:{letter}{at})"
            sheet.write_formula(at, column, formula, pen.format("cell", "number", "group"), value)


def documentation(table: Filed) -> list[list[str]]:
    """What every column is: its name, meaning, unit, source, and when it was taken."""
    head = [_("Cột"), _("Ý nghĩa"), _("Đơn vị tính"), _("Nguồn"), _("Lấy lúc")]
    return [head, *([one.name, one.meaning, one.unit, one.source, table.taken] for one in table.columns)]


def _documented(pen: Pen, table: Filed) -> None:
    sheet = pen.book.add_worksheet(_("Giải thích cột"))
    rows = documentation(table)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, pen.format("head" if row == 0 else "cell"))
    for column, width in enumerate((28, 70, 22, 48, 18)):
        sheet.set_column(column, column, width)
    for row, note in enumerate([table.title, *table.notes], len(rows) + 1):
        sheet.write_string(row, 0, note, pen.format("italic"))


def as_csv(table: Filed) -> bytes:
    """The table alone, as a Vietnamese Excel and any program reads it; what the columns mean is a file of its own."""
    head: list[Value] = [one.name for one in table.columns]
    rows = [head, *table.rows, *([table.totals] if table.totals else [])]
    return csv([[f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value for value in row] for row in rows])


def documentation_csv(table: Filed) -> bytes:
    return csv([*documentation(table), [], [table.title], *([note] for note in table.notes)])
