"""Mẫu Word có sẵn: the template of a kind of paper, built here by code (decision 0024), by Nghị định 30/2020/NĐ-CP.

A clerk downloads it, changes it in Word and uploads it (`vetting.py`). What stands in {{ }} and {% %} is filled in by
`filling.py`, which also says what may stand there.
"""

import io
from functools import cache
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips
from docx.table import Table
from docx.text.paragraph import Paragraph

from thidua.paperwork.terms import ORDAINS, PERSONAL, Kind

FACE = "Times New Roman"
LEFT, RIGHT = 71, 94
"""Millimetres of the two columns at the head; together the width between the margins."""
INDENT = Twips(720)
"""The first line of a paragraph stands 1,27 cm in: half an inch, 720 twentieths of a point."""
CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def shipped(kind: str) -> bytes:
    """The template as a .docx file."""
    return _built(str(kind))


@cache
def _built(kind: str) -> bytes:
    word: WordFile = docx.Document()
    about = word.core_properties
    about.author, about.comments, about.title = "Thi Đua", "", f"Mẫu {kind}"
    _page(word)
    _head(word, letter=kind in PERSONAL)
    _body(word, Kind(kind))
    _foot(word)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _page(word: WordFile) -> None:
    """A4; margins 20/20/30/15 mm; the number in the middle of the top margin, not on the first page."""
    normal: Any = word.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FACE)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance, section.footer_distance = Mm(8), Mm(8)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    for part, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = number.add_run()
        run.font.size = Pt(13)
        tag = OxmlElement("w:fldChar" if part else "w:instrText")
        if part:
            tag.set(qn("w:fldCharType"), part)
        tag.text = text or None
        run._element.append(tag)


def _head(word: WordFile, *, letter: bool) -> None:
    table = _bare(word, 2, (LEFT, RIGHT))
    left, right = table.rows[0].cells
    _line(left.paragraphs[0], "{{ co_quan_chu_quan|upper }}", 12)
    _line(left.add_paragraph(), "{{ co_quan_ban_hanh|upper }}", 12, bold=True)
    _rule(left.add_paragraph(), LEFT, 24)
    _line(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    _line(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    _rule(right.add_paragraph(), RIGHT, 58)
    left, right = table.rows[1].cells
    _line(left.paragraphs[0], "Số: {{ so_ky_hieu }}", 13)
    if letter:
        _line(left.add_paragraph(), "V/v {{ trich_yeu }}", 12)
    _line(right.paragraphs[0], "{{ dia_danh_ngay }}", 13, italic=True)


def _body(word: WordFile, kind: Kind) -> None:
    if kind not in PERSONAL:
        _line(word.add_paragraph(), "{{ ten_loai|upper }}", 14, bold=True, before=16)
        _line(word.add_paragraph(), "{{ trich_yeu }}", 14, bold=True)
        _rule(word.add_paragraph(), LEFT + RIGHT, 40, after=8)
    _line(word.add_paragraph(), "{%p if kinh_gui %}", 14)
    _line(word.add_paragraph(), "Kính gửi: {{ kinh_gui|join('; ') }}", 14, before=6, after=6)
    _line(word.add_paragraph(), "{%p endif %}", 14)
    _line(word.add_paragraph(), "{%p for can_cu in cac_can_cu %}", 14)
    _said(word, "{{ can_cu }}", italic=True)
    _line(word.add_paragraph(), "{%p endfor %}", 14)
    if kind in ORDAINS:
        _line(word.add_paragraph(), ORDAINS[kind].upper(), 14, bold=True, before=6, after=6)
    _line(word.add_paragraph(), "{%p for muc in noi_dung %}", 14)
    _line(word.add_paragraph(), "{%p if muc.tieu_de %}", 14)
    _said(word, "{{ muc.tieu_de }}", bold=True).paragraph_format.keep_with_next = True
    _line(word.add_paragraph(), "{%p endif %}", 14)
    _line(word.add_paragraph(), "{%p for doan in muc.cac_doan %}", 14)
    _said(word, "{{ doan }}")
    _line(word.add_paragraph(), "{%p endfor %}", 14)
    _line(word.add_paragraph(), "{%p if muc.bang %}", 14)
    _line(word.add_paragraph(), "", 5)
    _grid(word)
    _line(word.add_paragraph(), "{%p endif %}", 14)
    _line(word.add_paragraph(), "{%p endfor %}", 14)


def _grid(word: WordFile) -> None:
    """A table with as many columns and rows as there are; its head again on every page."""
    table = word.add_table(rows=4, cols=3)
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, True
    cells = (
        ("{%tc for o in muc.bang.cot %}", "{{ o }}", "{%tc endfor %}"),
        ("{%tr for dong in muc.bang.cac_dong %}", "", ""),
        ("{%tc for o in dong %}", "{{ o }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            _line(cell.paragraphs[0], text, 12, bold=row is table.rows[0], before=2, after=2)
            if row.cells[0].text.startswith("{%tc for o in dong"):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    _whole(table)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _foot(word: WordFile) -> None:
    """One signs: recipients left, signature right. Several sign: two a row, recipients under them."""
    _line(word.add_paragraph(), "", 6)
    _line(word.add_paragraph(), "{%p if cac_chu_ky|length == 1 %}", 14)
    alone = _bare(word, 1, (75, 90))
    _told(alone.rows[0].cells[0])
    _signature(alone.rows[0].cells[1], "cac_chu_ky[0]")
    _line(word.add_paragraph(), "{%p else %}", 14)
    many = _bare(word, 3, (82, 83))
    _line(many.rows[0].cells[0].paragraphs[0], "{%tr for doi in cac_chu_ky|batch(2) %}", 13)
    _signature(many.rows[1].cells[0], "doi[0]")
    _signature(many.rows[1].cells[1], "doi[1]")
    _line(many.rows[2].cells[0].paragraphs[0], "{%tr endfor %}", 13)
    below = _bare(word, 1, (75, 90))
    _told(below.rows[0].cells[0])
    _line(word.add_paragraph(), "{%p endif %}", 14)


def _signature(cell: Any, one: str) -> None:
    _line(cell.paragraphs[0], f"{{%p for dong in {one}.quyen_han %}}", 13)
    _line(cell.add_paragraph(), "{{ dong|upper }}", 13, bold=True)
    _line(cell.add_paragraph(), "{%p endfor %}", 13)
    _line(cell.add_paragraph(), f"{{{{ {one}.ghi_chu }}}}", 12, italic=True)
    _line(cell.add_paragraph(), f"{{{{ {one}.ho_ten }}}}", 14, bold=True, before=60, after=10)


def _told(cell: Any) -> None:
    title = _line(cell.paragraphs[0], "Nơi nhận:", 12, bold=True, italic=True)
    title.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for text in ("{%p for noi in noi_nhan %}", "- {{ noi }}", "{%p endfor %}"):
        _line(cell.add_paragraph(), text, 11).alignment = WD_ALIGN_PARAGRAPH.LEFT
    for text, size in (("{{ ma_vuong }}", 8), ("{{ dia_chi_kiem_tra }}", 8)):
        _line(cell.add_paragraph(), text, size, before=4).alignment = WD_ALIGN_PARAGRAPH.LEFT


def _bare(word: WordFile, rows: int, widths: tuple[int, int]) -> Table:
    """A table without lines, its columns of these millimetres, standing exactly between the margins."""
    table: Table = word.add_table(rows=rows, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        none = OxmlElement(f"w:{side}")
        none.set(qn("w:w"), "0")
        none.set(qn("w:type"), "dxa")
        margins.append(none)
    table._tbl.tblPr.append(margins)
    _whole(table)
    return table


def _whole(table: Table) -> None:
    """No row is broken between two pages."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _line(
    paragraph: Paragraph, text: str, size: int, *, bold: bool = False, italic: bool = False, before: int = 0,
    after: int = 0,
) -> Paragraph:  # fmt: skip
    """A line in the middle of its place."""
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def _said(word: WordFile, text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """A paragraph of the text: justified, first line 1,27 cm in, 6 pt after the one before."""
    paragraph = word.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(14), bold, italic
    paragraph.alignment = JUSTIFY
    shape = paragraph.paragraph_format
    shape.first_line_indent, shape.space_before = INDENT, Pt(6)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18)
    return paragraph


def _rule(paragraph: Paragraph, room: int, length: int, after: int = 0) -> None:
    """A thin rule of a length in the middle of its room: the upper border of a paragraph that is nearly nothing."""
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm((room - length) / 2)
    shape.space_before, shape.space_after = Pt(2), Pt(after)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    border = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    border.append(top)
    paragraph._p.get_or_add_pPr().append(border)
