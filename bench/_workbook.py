"""The workbook of `_office`: figures, and the formulas an office would write for them; and its numbers read back.

One unit a row, one criterion a column, the same cell on every sheet; after the criteria the groups, the total, the
place within the cluster.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell as cell

from bench._cohort import Typed
from thidua.engine import Criterion, Edition, points

FORMULAS = {
    "given": "=ROUND(MIN(10,MAX(0,'Figures'!{own})),2)",
    "yes_no": "=IF('Figures'!{own}=\"có\",10,0)",
    "leader_relative": "=ROUND(IF('Figures'!{own}<'Targets'!{own},5*'Figures'!{own}/'Targets'!{own},"
                       "IF('Figures'!{own}>'Targets'!{own},MIN(10,MAX(0,5+5*'Beyond'!{own}/{lead})),5)),2)",
}  # fmt: skip
Cluster = tuple[Mapping[str, Typed], Mapping[str, Mapping[str, str]]]
"""A cluster's sheets as typed and its targets."""


def write(path: Path, edition: Edition, clusters: list[Cluster]) -> None:
    book = xlsxwriter.Workbook(path)
    sheets = {name: book.add_worksheet(name) for name in ("Figures", "Targets", "Beyond", "Points")}
    row = 0
    for typed, targets in clusters:
        rows = (row, row + len(typed) - 1)
        for unit, figures in typed.items():
            for column, leaf in enumerate(edition.leaves):
                _figure(sheets, row, column, next(iter(figures[leaf.code].values())), targets[unit].get(leaf.code))
                sheets["Points"].write_formula(row, column, _formula(leaf, row, column, rows))
            _sums(sheets["Points"], edition, row, rows)
            row += 1
    book.close()


def _figure(sheets: Mapping[str, Any], row: int, column: int, text: str, target: str | None) -> None:
    if text in ("có", "không"):
        sheets["Figures"].write_string(row, column, text)
    else:
        sheets["Figures"].write_number(row, column, Decimal(text.replace(",", ".")))
    if target is not None:
        own = cell(row, column)
        sheets["Targets"].write_number(row, column, int(target))
        sheets["Beyond"].write_formula(row, column, f"=('Figures'!{own}-'Targets'!{own})/'Targets'!{own}")


def _formula(leaf: Criterion, row: int, column: int, rows: tuple[int, int]) -> str:
    kind = leaf.rule.kind if leaf.rule else ""
    return FORMULAS[kind].format(own=cell(row, column), lead=f"MAX('Beyond'!{_range(rows, column)})")


def _range(rows: tuple[int, int], column: int) -> str:
    """A column of the cluster's rows."""
    return ":".join(cell(row, column, row_abs=True, col_abs=True) for row in rows)


def _sums(sheet: Any, edition: Edition, row: int, rows: tuple[int, int]) -> None:
    """The groups, the total, the place."""
    order = [leaf.code for leaf in edition.leaves]
    groups = edition.children("")
    for column, group in enumerate(groups, start=len(order)):
        inside = [order.index(child.code) for child in edition.children(group.code)]
        sheet.write_formula(row, column, f"=ROUND(SUM({cell(row, inside[0])}:{cell(row, inside[-1])}),2)")
    total = len(order) + len(groups)
    sheet.write_formula(row, total, f"=ROUND(SUM({cell(row, len(order))}:{cell(row, total - 1)}),2)")
    sheet.write_formula(row, total + 1, f"=RANK({cell(row, total)},{_range(rows, total)})")


def read(path: Path) -> list[list[int]]:
    """What stands on the sheet of points: thousandths, and the place last."""
    sheet = openpyxl.load_workbook(path, data_only=True)["Points"]
    return [[*(points(str(value).replace(".", ",")) for value in row[:-1]), int(row[-1])]
            for row in sheet.iter_rows(values_only=True)]  # fmt: skip


def numbers_only(path: Path, saved: Path) -> None:
    """The same workbook as `saved`, every formula's number in its place."""
    recalculated = openpyxl.load_workbook(saved, data_only=True)
    book = xlsxwriter.Workbook(path)
    for sheet in recalculated:
        copy = book.add_worksheet(sheet.title)
        for row, values in enumerate(sheet.iter_rows(values_only=True)):
            copy.write_row(row, 0, values)
    book.close()
