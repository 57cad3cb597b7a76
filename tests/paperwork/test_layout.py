"""Thể thức: the rendered PDF and the Word file measured in millimetres against Nghị định 30/2020/NĐ-CP."""

import io
import shutil
import subprocess
import zipfile

import docx
import pypdfium2
import pytest
from docx.shared import Mm, Pt
from pypdf import PdfReader

from tests.paperwork.test_papers import issue
from thidua.paperwork.layout import lay_out
from thidua.paperwork.models import Document
from thidua.paperwork.output import docx_of, file_name, pages_of, pdf_of, pdf_of_many
from thidua.paperwork.terms import Kind
from thidua.samples.cast import moment

MM = 25.4 / 72
LONG = [{"heading": "I. Kết quả", "paragraphs": [f"Đoạn {n}: " + "chữ của đoạn văn này dài hơn một dòng. " * 6
                                                 for n in range(14)]}]  # fmt: skip
CONTENT = {
    "place": "Hà Nội",
    "bases": ["Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"],
    "sections": LONG,
    "recipients": ["Bộ Minh hoạ", "Các đơn vị thành viên"],
    "signatures": [{"authority": "TM. Cụm thi đua\nCụm trưởng", "name": "Lãnh đạo đơn vị"}],
}


class Sheet:
    """A PDF in millimetres from the left and the top of its pages."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pypdfium2.PdfDocument(data)

    def size(self) -> tuple[float, float]:
        return tuple(round(side * MM, 1) for side in self.pdf[0].get_size())

    def box(self, words: str, page: int = 0) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) of the first place where the words stand."""
        height, text = self.pdf[page].get_size()[1], self.pdf[page].get_textpage()
        index, count = text.search(words, match_case=True).get_next()
        boxes = [text.get_charbox(n) for n in range(index, index + count)]
        left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
        return left * MM, (height - top) * MM, right * MM, (height - bottom) * MM

    def words(self, page: int) -> str:
        return self.pdf[page].get_textpage().get_text_range()

    def ink(self, page: int) -> tuple[float, float, float, float]:
        """The bounds of everything written on a page."""
        text, height = self.pdf[page].get_textpage(), self.pdf[page].get_size()[1]
        boxes = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
        return (min(b[0] for b in boxes) * MM, (height - max(b[3] for b in boxes)) * MM, max(b[2] for b in boxes) * MM,
                (height - min(b[1] for b in boxes)) * MM)  # fmt: skip


@pytest.fixture
def paper(cast) -> Document:
    made = issue(cast, kind=Kind.REPORT, about="Tổng kết phong trào thi đua năm 2026")
    made.content = CONTENT
    return made


def test_the_page_is_a4_with_the_margins_of_the_decree(paper):
    sheet = Sheet(pdf_of(paper))
    assert sheet.size() == (210.0, 297.0)
    left, top, right, bottom = sheet.ink(0)
    assert 30 <= left < 31.5
    assert 20 <= top < 23
    assert 194 < right <= 195.1
    assert bottom <= 277


def test_the_head_stands_where_the_decree_puts_it(paper):
    sheet = Sheet(pdf_of(paper))
    nation, motto = sheet.box("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), sheet.box("Độc lập - Tự do - Hạnh phúc")
    superior, issuer = sheet.box("BỘ MINH HOẠ"), sheet.box("ĐƠN VỊ SÔNG HỒNG (MINH HOẠ)")
    number, dated = sheet.box("Số: 01/BC-CTĐ"), sheet.box("Hà Nội, ngày 05 tháng 3 năm 2026")

    def middle(box):
        return (box[0] + box[2]) / 2

    assert middle(nation) == pytest.approx(middle(motto), abs=0.6)
    assert middle(nation) == pytest.approx(middle(dated), abs=0.6)
    assert middle(superior) == pytest.approx(middle(issuer), abs=0.6)
    assert middle(number) == pytest.approx(middle(issuer), abs=0.6)
    assert superior[2] < nation[0], "two columns"
    assert nation[1] < motto[1] < dated[1]
    assert superior[1] < issuer[1] < number[1]
    assert number[3] == pytest.approx(dated[3], abs=1.2), "number and day on one line"
    kind, about = sheet.box("BÁO CÁO"), sheet.box("Tổng kết phong trào thi đua năm 2026")
    assert middle(kind) == pytest.approx(30 + 165 / 2, abs=0.6)
    assert middle(about) == pytest.approx(middle(kind), abs=0.6)
    assert dated[3] < kind[1] < about[1]


def test_the_text_is_indented_and_justified(paper):
    sheet = Sheet(pdf_of(paper))
    assert sheet.box("Đoạn 0")[0] == pytest.approx(30 + 12.7, abs=0.5)
    gap = sheet.box("Đoạn 1:")[1] - sheet.box("Đoạn 0:")[1]
    lines = 4
    pitch = gap / lines * 72 / 25.4
    assert 14 <= pitch <= 14 * 1.5 + 6, "single to one and a half lines"


def test_the_number_of_the_page_is_centred_at_the_top_and_not_on_the_first(paper):
    sheet = Sheet(pdf_of(paper))
    assert len(sheet.pdf) == 2
    assert not sheet.words(0).lstrip().startswith("1")
    left, top, right, bottom = sheet.box("2", 1)
    assert (left + right) / 2 == pytest.approx(30 + 165 / 2, abs=0.6)
    assert 0 < top < bottom < 20, "in the top margin"
    assert sheet.words(1).lstrip().startswith("2")


def test_who_signs_stands_right_and_who_gets_it_left(paper):
    sheet = Sheet(pdf_of(paper))
    told, office, name = sheet.box("Nơi nhận:", 1), sheet.box("CỤM TRƯỞNG", 1), sheet.box("Lãnh đạo đơn vị", 1)
    assert told[0] == pytest.approx(30, abs=0.6)
    assert office[0] > 110
    assert (office[0] + office[2]) / 2 == pytest.approx((name[0] + name[2]) / 2, abs=0.6)
    assert name[1] - office[3] > 20, "room to sign and seal"
    for part in ("- Bộ Minh hoạ;", "- Các đơn vị thành viên;", "- Lưu: VT."):
        assert part in sheet.words(1)


def test_sizes_and_faces_are_those_of_the_decree(paper):
    page = Sheet(pdf_of(paper)).pdf[0]
    found = {}
    for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage()):
        if words := one.extract().strip():
            found.setdefault(words, (one.get_font().get_base_name(), round(one.get_font_size())))

    def traits(start):
        return next(value for words, value in found.items() if words.startswith(start))

    wanted = {"CỘNG HÒA": 12, "Độc lập": 13, "BỘ MINH": 12, "ĐƠN VỊ": 12, "Số:": 13, "Hà Nội": 13, "BÁO CÁO": 14,
              "Tổng kết": 14, "Căn cứ": 14, "Đoạn 0": 14}  # fmt: skip
    assert {start: traits(start)[1] for start in wanted} == wanted
    assert {start for start in wanted if "Bold" in traits(start)[0]} == {
        "CỘNG HÒA", "Độc lập", "ĐƠN VỊ", "BÁO CÁO", "Tổng kết",
    }  # fmt: skip
    assert {start for start in wanted if "Italic" in traits(start)[0]} == {"Hà Nội", "Căn cứ"}


def test_the_pdf_is_archival_and_the_same_every_time(paper):
    first = pdf_of(paper)
    assert b"pdfaid" in first
    assert first == pdf_of(paper)
    assert PdfReader(io.BytesIO(first)).metadata.title.startswith("Báo cáo 01/BC-CTĐ")
    assert len(pages_of(paper)) == 2
    assert pages_of(paper)[0].startswith(b"<svg")


def test_a_draft_says_so_across_the_page(paper):
    paper.status, paper.number = "draft", None
    assert lay_out(paper).mark == "Dự thảo"
    assert "DỰ THẢO" in Sheet(pdf_of(paper)).words(0).upper()


def test_several_papers_in_one_file_have_a_bookmark_each(cast):
    papers = [issue(cast, about=f"Văn bản {n}") for n in range(3)]
    read = PdfReader(io.BytesIO(pdf_of_many(papers)))
    assert len(read.pages) == 3
    assert [mark["/Title"] for mark in read.outline] == [f"0{n + 1}/BB-CTĐ Biên bản Văn bản {n}" for n in range(3)]


def test_the_word_file_has_the_layout_too(paper):
    word = docx.Document(io.BytesIO(docx_of(paper)))
    section = word.sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin,
             section.right_margin)  # fmt: skip
    wanted = (210, 297, 20, 20, 30, 15)
    assert [round(side / Mm(1)) for side in sides] == list(wanted)
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert section.header.paragraphs[0].alignment == 1
    assert not section.first_page_header.paragraphs[0].text
    assert (word.styles["Normal"].font.name, word.styles["Normal"].font.size) == ("Times New Roman", Pt(14))
    said = next(one for one in word.paragraphs if one.text.startswith("Đoạn 0"))
    assert round(said.paragraph_format.first_line_indent / Mm(1), 1) == 12.7
    assert (said.alignment, said.paragraph_format.space_before) == (3, Pt(6))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert any("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc" in text for text in cells)
    assert any("Số: 01/BC-CTĐ" in text for text in cells)
    assert any("- Lưu: VT." in text for text in cells)
    motto = word.tables[0].rows[0].cells[1].paragraphs[1].runs[0]
    assert (motto.font.size, motto.bold) == (Pt(13), True)


@pytest.mark.parametrize("kind", Kind)
def test_no_tag_is_left_in_any_kind(cast, kind):
    made = issue(cast, kind=kind)
    table = {"head": ["TT", "Đơn vị"], "rows": [["1", "X & Y"], ["2"]]}
    made.content = {**CONTENT, "to": ["Bộ Minh hoạ"], "signatures": CONTENT["signatures"] * 3,
                    "sections": [{"paragraphs": ["A & B <c>"], "table": table}]}  # fmt: skip
    data = docx_of(made)
    inside = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert "{{" not in inside
    assert "{%" not in inside
    assert "A &amp; B &lt;c&gt;" in inside
    assert pdf_of(made).startswith(b"%PDF")


def test_the_word_file_opens_clean_in_libreoffice(paper, tmp_path):
    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice is not on this machine")
    (tmp_path / "a.docx").write_bytes(docx_of(paper))
    command = [program, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
               "--outdir", str(tmp_path), str(tmp_path / "a.docx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sheet = Sheet((tmp_path / "a.pdf").read_bytes())
    assert len(sheet.pdf) == 2
    left, top, right, _bottom = sheet.ink(0)
    assert 29.5 <= left < 32
    assert 19.5 <= top < 24
    assert right <= 196
    assert sheet.words(1).lstrip().startswith("2")


def test_a_file_has_a_name_in_plain_letters(paper):
    assert file_name(paper, "pdf") == "01-bc-ctd-tong-ket-phong-trao-thi-dua-nam-2026.pdf"
    assert paper.issued_on == moment(2026, 3, 5).date()
