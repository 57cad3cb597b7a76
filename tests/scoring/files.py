"""Files the room hands out, opened as an officer's programs open them."""

import csv
import io
import shutil
import subprocess
from decimal import Decimal

from openpyxl import load_workbook

OFFICE = shutil.which("soffice")


def opened(answer, *, values=False):
    """The workbook of an answer; with `values`, what its formulas are worth instead of the formulas."""
    return load_workbook(io.BytesIO(answer.content), data_only=values)


def texts(sheet):
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def column(sheet, title):
    """The place (row, column) of a column's title."""
    return next((cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value == title)


def below(sheet, title, name, *, named="Đơn vị"):
    """The cell under `title` in the row that is called `name` in the column `named`."""
    at = column(sheet, named)[1]
    row = next(row[0].row for row in sheet.iter_rows() if row[at - 1].value == name)
    return sheet.cell(row, column(sheet, title)[1])


def lines(answer):
    """A CSV as a Vietnamese Excel reads it: title → text, line by line."""
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def exact(value):
    return Decimal(str(value)).quantize(Decimal("0.001"))


def formulas(book):
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row
            if isinstance(cell.value, str) and cell.data_type == "f"}  # fmt: skip


def recalculated(data, folder):
    """The workbook after LibreOffice has worked every formula out anew: what we had worked out is thrown away first."""
    bare = load_workbook(io.BytesIO(data))
    bare.save(folder / "bare.xlsx")
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", folder / "out", folder / "bare.xlsx"],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return load_workbook(folder / "out" / "bare.xlsx", data_only=True)
