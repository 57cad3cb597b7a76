"""Workbooks for the tests: ours, and ours after another program changed and saved them."""

import io
import zipfile
from functools import cache

from openpyxl import load_workbook

from tests.house.source import ROOT
from thidua.engine import load
from thidua.rulebook import workbook_words as words
from thidua.rulebook.workbook_write import write

TABLES = {path.stem: path for path in sorted(ROOT.glob("tests/engine/tables/*.toml"))}
TABLES["mau-minh-hoa"] = ROOT / "thidua/rulebook/editions/mau-minh-hoa.toml"
TABLE, RULES, GENERAL = words.TABLE, words.RULES, words.GENERAL


@cache
def edition(name="mau-minh-hoa"):
    return load(TABLES[name].read_text(encoding="utf-8"))


@cache
def workbook(name="mau-minh-hoa"):
    return write(edition(name))


class Edited:
    """with Edited() as book: book.put(TABLE, "I.1.a", "Thang điểm", 40); then book.data"""

    def __init__(self, data=None):
        self.book = load_workbook(io.BytesIO(data or workbook()))
        self.data = b""

    def __enter__(self):
        return self

    def __exit__(self, *_raised):
        out = io.BytesIO()
        self.book.save(out)
        self.data = out.getvalue()

    def sheet(self, name):
        return self.book[name]

    def column(self, sheet, title):
        return next(cell.column for row in self.book[sheet].iter_rows() for cell in row if cell.value == title)

    def row(self, sheet, code, about=""):
        """The first row of this code (in the general sheet: of this section)."""
        keyed = self.column(sheet, words.SECTION if sheet == GENERAL else words.CODE)
        section = self.column(sheet, words.SECTION) if sheet != TABLE else 0
        return next(
            row[0].row for row in self.book[sheet].iter_rows()
            if row[keyed - 1].value == code and (not about or row[section - 1].value == about)
        )  # fmt: skip

    def cell(self, sheet, code, title, about=""):
        return self.book[sheet].cell(self.row(sheet, code, about), self.column(sheet, title))

    def put(self, sheet, code, title, value, about=""):
        """Write a value; answers the cell's name."""
        found = self.cell(sheet, code, title, about)
        found.value = value
        return found.coordinate


def parts(data=None):
    with zipfile.ZipFile(io.BytesIO(data or workbook())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(found, how=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, part in found.items():
            archive.writestr(name, part)
    return out.getvalue()


def with_part(name, old, new):
    found = parts()
    assert old in found[name]
    return packed({**found, name: found[name].replace(old, new, 1)})
