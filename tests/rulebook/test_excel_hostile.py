"""Workbooks made to harm: refused with a sentence before they cost anything; broken bytes never raise anything else."""

import random
import tracemalloc
import zipfile

import pytest

from tests.rulebook.excel import edition, packed, parts, with_part, workbook
from thidua.kit.workbook_open import NotABook, opened
from thidua.rulebook.workbook_read import read

SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MEGABYTE = 1024 * 1024


def refused(data):
    with pytest.raises(NotABook) as caught:
        read(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "không phải tệp Excel"),
        (b"TT;Noi dung;Diem\n1;a;2", "không phải tệp Excel"),
        (b"%PDF-1.7 ...", "không phải tệp Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "kiểu cũ (.xls) hoặc có mật khẩu"),
        (packed({"word/document.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}), "không phải tệp Excel"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "không phải tệp Excel"),
        (b"PK\x03\x04" + b"\0" * 100, "hỏng"),
    ],
)
def test_what_is_no_workbook_is_refused_by_its_bytes(data, said):
    assert said in refused(data)


def test_macros_are_refused():
    assert "macro" in refused(packed({**parts(), "xl/vbaProject.bin": b"x"}))


def peak(data):
    tracemalloc.start()
    try:
        said = refused(data)
        return said, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_bomb_is_refused_before_it_goes_off():
    said, memory = peak(packed({**parts(), "xl/media/image1.xml": bytes(64 * MEGABYTE)}))
    assert "quá lớn" in said
    assert memory < MEGABYTE


def test_a_bomb_that_lies_about_its_size_is_not_believed():
    found = parts()
    found[TEXTS] = found[TEXTS].replace(b"</sst>", b"<si><t>" + b"A" * (64 * MEGABYTE) + b"</t></si></sst>")
    true, told = len(found[TEXTS]).to_bytes(4, "little"), (5000).to_bytes(4, "little")
    honest = packed(found)
    assert honest.count(true) == 2
    said, memory = peak(honest.replace(true, told))
    assert "hỏng" in said
    assert memory < 2 * MEGABYTE


def test_too_many_parts_are_refused():
    assert "300 phần" in refused(packed({**parts(), **{f"x/{n}.xml": b"" for n in range(300)}}))


@pytest.mark.parametrize("name", [SHEET, TEXTS, "xl/workbook.xml", "xl/styles.xml"])
def test_entities_are_refused(name):
    root = {SHEET: b"<worksheet", TEXTS: b"<sst", "xl/workbook.xml": b"<workbook", "xl/styles.xml": b"<styleSheet"}[
        name
    ]
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    assert "hỏng" in refused(with_part(name, root, laughs + root))


def test_counts_and_extents_a_file_declares_are_not_believed():
    """Each of these makes a well-known reader ask for terabytes."""
    count = b'uniqueCount="'
    assert read(with_part(TEXTS, count, b'uniqueCount="99999999999999')).edition == edition()
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert "bị trộn" in str(read(with_part(SHEET, b"</sheetData>", merged)).problems[0])
    styled = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    assert read(with_part(SHEET, b"</sheetData>", styled)).edition == edition()
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert "10.000 dòng và 100 cột" in refused(with_part(SHEET, b"</sheetData>", far))


def test_a_formula_with_a_result_is_read_and_said():
    found = read(with_part(SHEET, b"<v>50</v>", b"<f>25*2</f><v>50</v>"))
    assert found.edition == edition()
    assert "là công thức; đã lấy kết quả “50”" in str(found.notes[0])
    error = read(with_part(SHEET, b"><v>50</v>", b' t="e"><f>1/0</f><v>#DIV/0!</v>'))
    assert "Ô đang báo lỗi" in str(error.problems[0])


def test_what_spreadsheets_write_otherwise_is_the_same():
    """Numbers with noise in the last digits, inline texts, texts in pieces with their reading beside them."""
    noisy = with_part(SHEET, b"<v>50</v>", b"<v>50.000000000000007</v>")
    assert read(noisy).edition == edition()
    pieces = "<si><r><t>Nội dung </t></r><rPh sb='0' eb='1'><t>x</t></rPh><r><t>tiêu chí</t></r></si>"
    whole = "<si><t>Nội dung tiêu chí</t></si>"
    assert read(with_part(TEXTS, whole.encode(), pieces.encode())).edition == edition()


def outcome(data):
    try:
        return "edition" if read(data).edition else "problems"
    except NotABook as error:
        return "refused" if str(error) else "silent"


def test_a_thousand_broken_workbooks_are_answered():
    chance = random.Random(20)  # noqa: S311  the same thousand every time
    base, seen = parts(workbook("dieu6")), set()
    names = [name for name in base if name.startswith(("xl/w", "xl/s", "xl/_"))]
    for _ in range(700):
        name = chance.choice(names)
        part = bytearray(base[name])
        for _ in range(chance.choice((1, 1, 4, 20))):
            place = chance.randrange(len(part))
            if chance.random() < 0.6:
                part[place] = chance.randrange(32, 127)
            else:
                del part[place : place + chance.randrange(1, 60)]
        seen.add(outcome(packed({**base, name: bytes(part)}, zipfile.ZIP_STORED)))
    assert seen == {"edition", "problems", "refused"}
    for _ in range(300):
        data = bytearray(workbook("dieu6"))
        for _ in range(chance.choice((1, 8, 60))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        outcome(bytes(data[: chance.randrange(1, len(data))]) if chance.random() < 0.3 else bytes(data))


def test_sheets_come_in_their_order():
    assert [sheet.name for sheet in opened(workbook())] == ["Bảng tiêu chí", "Cách tính", "Quy định chung", "Hướng dẫn"]
