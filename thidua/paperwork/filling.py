"""Điền mẫu: a paper's parts put into a Word template, under the names a clerk reads in it."""

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import segno
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Template, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from thidua.paperwork.layout import Paper, Section, is_figure, shares_of

FIELDS = {
    "co_quan_chu_quan", "co_quan_ban_hanh", "so_ky_hieu", "dia_danh_ngay", "ten_loai", "trich_yeu", "kinh_gui",
    "cac_can_cu", "noi_dung", "cac_chu_ky", "noi_nhan", "ma_vuong", "dia_chi_kiem_tra",
}  # fmt: skip
"""What a template may ask for."""
LISTS = {
    "kinh_gui": set(), "cac_can_cu": set(), "noi_nhan": set(), "noi_dung": {"tieu_de", "cac_doan", "bang"},
    "cac_chu_ky": {"quyen_han", "ghi_chu", "ho_ten"}, "bang": {"cot", "cac_dong"},
}  # fmt: skip
"""The lists among them, and what each of their parts has."""
PARTS = set().union(*LISTS.values())
FILTERS = {"upper", "lower", "join", "length", "batch", "default"}


class Nothing(Undefined):
    """What is not there is empty, at any depth: the second of a pair that has only one."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    __getitem__ = __getattr__


class Environment(ImmutableSandboxedEnvironment):
    """Where a template is filled: nothing but text can be reached from it. What was compiled is kept."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=Nothing)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {}

    def from_string(self, source: Any, *_how: Any, **_named: Any) -> Template:
        return _compiled(str(source))


@lru_cache(maxsize=64)
def _compiled(source: str) -> Template:
    return super(Environment, ENVIRONMENT).from_string(source)


ENVIRONMENT = Environment()


class Word(DocxTemplate):  # type: ignore[misc]  # the library has no types
    """A template whose text is made ready for filling once, not for every paper."""

    def patch_xml(self, src_xml: str) -> str:
        return _ready(src_xml)


@lru_cache(maxsize=64)
def _ready(source: str) -> str:
    return str(DocxTemplate.patch_xml(Word.__new__(Word), source))


def fill(template: bytes, paper: Paper) -> bytes:
    """The filled .docx."""
    word = Word(io.BytesIO(template))
    square = ""
    if paper.check:
        square = InlineImage(word, io.BytesIO(square_of(paper.check, "png")), width=Mm(18))
    word.render({**values(paper), "ma_vuong": square}, ENVIRONMENT)
    for table in word.docx.element.body.iter(qn("w:tbl")):
        _fit(table)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _fit(table: Any) -> None:
    """A table that is to fit its text: columns as wide as what they hold, figures in the middle.

    Word would do it when it opens the file, LibreOffice would not.
    """
    layout = table.tblPr.find(qn("w:tblLayout"))
    if layout is not None and layout.get(qn("w:type")) == "fixed":
        return
    rows = [list(row.tc_lst) for row in table.tr_lst]
    columns = list(zip(*rows, strict=True)) if len({len(row) for row in rows}) == 1 else []
    asked = shares_of([[_text(cell) for cell in column] for column in columns])
    room = sum(int(one.get(qn("w:w"))) for one in table.tblGrid.gridCol_lst)
    for column, grid, share in zip(columns, table.tblGrid.gridCol_lst, asked, strict=False):
        width = room * share // sum(asked)
        grid.set(qn("w:w"), str(width))
        for cell in column:
            cell.width = width * 635  # twentieths of a point, as English Metric Units
        if all(is_figure(_text(cell)) for cell in column[1:]):
            for cell in column[1:]:
                for paragraph in cell.p_lst:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _text(cell: Any) -> str:
    return "".join(_texts(cell))


def _texts(cell: Any) -> Iterator[str]:
    for one in cell.iter(qn("w:t")):
        yield one.text or ""


@lru_cache(maxsize=256)
def square_of(address: str, kind: str) -> bytes:
    """The code to scan, as a picture; its mask is given, for trying all eight takes longer than the page."""
    out = io.BytesIO()
    segno.make(address, error="m", mask=2).save(out, kind=kind, border=0, scale=4)
    return out.getvalue()


def values(paper: Paper) -> dict[str, Any]:
    """The parts of a paper by the names of a template."""
    return {
        "co_quan_chu_quan": paper.superior, "co_quan_ban_hanh": paper.issuer, "so_ky_hieu": paper.symbol,
        "dia_danh_ngay": paper.place_and_day, "ten_loai": paper.kind, "trich_yeu": paper.about,
        "kinh_gui": list(paper.to), "cac_can_cu": list(paper.bases),
        "noi_dung": [_section(one) for one in paper.sections],
        "cac_chu_ky": [{"quyen_han": list(one.lines), "ghi_chu": one.note, "ho_ten": one.name}
                       for one in paper.signatures] or [{"quyen_han": [], "ghi_chu": "", "ho_ten": ""}],
        "noi_nhan": list(paper.recipients), "ma_vuong": "", "dia_chi_kiem_tra": f"{paper.check}\n{paper.held}".strip(),
    }  # fmt: skip


def _section(one: Section) -> dict[str, Any]:
    table = {"cot": list(one.table.head), "cac_dong": [list(row) for row in one.table.rows]} if one.table else None
    return {
        "tieu_de": one.heading,
        "cac_doan": [line for said in one.paragraphs for line in said.split("\n") if line.strip()],
        "bang": table,
    }
