"""What an officer may get wrong in the workbook: each is told with the cell, and nothing is guessed in silence."""

import datetime as dt

import pytest
from openpyxl.styles import Alignment

from tests.rulebook.excel import GENERAL, RULES, TABLE, Edited, edition
from thidua.engine import dump
from thidua.rulebook.workbook_read import read


def problems(book):
    return [str(problem) for problem in read(book.data).problems]


def notes(book):
    return [str(note) for note in read(book.data).notes]


def test_an_unknown_rule_is_named_with_its_cell():
    with Edited() as book:
        cell = book.put(TABLE, "I.2.b", "Tên cách tính", "Chấm theo cảm tình")
    (said,) = problems(book)
    assert said.startswith(f"ô {cell}, trang “Bảng tiêu chí”: Không có cách tính “Chấm theo cảm tình”.")
    assert "Chấm trực tiếp" in said


def test_a_number_kept_as_text_is_read_and_said():
    with Edited() as book:
        cell = book.put(TABLE, "I.2.b", "Thang điểm", "40,0 ")
    assert notes(book) == [f"ô {cell}, trang “Bảng tiêu chí”: Số “40,0” đang ở dạng chữ; đã đọc là số."]
    assert read(book.data).edition == edition()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("bốn mươi", "“bốn mươi” không phải là một số"),
        ("1.234", "có thể hiểu hai cách"),
        (12.3456, "ba chữ số thập phân"),
        (dt.date(2026, 1, 2), "Cần một số, nhưng ô đang là ngày"),
        (True, "giá trị đúng, sai"),
    ],
)
def test_what_is_no_number_of_points_is_told_at_its_cell(value, said):
    with Edited() as book:
        cell = book.put(TABLE, "I.2.b", "Thang điểm", value)
        book.sheet(TABLE)[cell].number_format = "dd/mm/yyyy" if isinstance(value, dt.date) else "General"
    (told,) = problems(book)
    assert told.startswith(f"ô {cell}, trang “Bảng tiêu chí”: ")
    assert said in told


def test_text_that_became_a_number_or_a_day_is_told():
    with Edited() as book:
        code = book.put(TABLE, "I.2.b", "Ký hiệu in", 1.1)
        day = book.put(TABLE, "I.2.c", "Ký hiệu in", dt.date(2026, 2, 1))
    assert f"ô {code}, trang “Bảng tiêu chí”: Ô là số; đã đọc là “1.1”" in notes(book)[0]
    assert f"ô {day}, trang “Bảng tiêu chí”: Cần chữ, nhưng ô đang là ngày" in problems(book)[0]


def test_merged_cells_are_refused_in_the_table_but_not_above_it():
    with Edited() as book:
        book.sheet(TABLE).merge_cells("A1:F1")
        book.sheet(TABLE).merge_cells("B8:B9")
    said, *_emptied = problems(book)
    assert said.startswith("ô B8, trang “Bảng tiêu chí”: Các ô B8:B9 bị trộn.")


def test_hidden_rows_columns_and_sheets_are_refused():
    with Edited() as book:
        row = book.row(TABLE, "I.1.a")
        book.sheet(TABLE).row_dimensions[row].hidden = True
        book.sheet(TABLE).column_dimensions["C"].hidden = True
        book.sheet(TABLE).row_dimensions[row + 100].hidden = True  # nothing in it
    assert problems(book) == [
        f"ô A{row}, trang “Bảng tiêu chí”: Dòng {row} đang bị ẩn mà có nội dung. Hãy cho hiện dòng, hoặc xoá đi.",
        "ô C5, trang “Bảng tiêu chí”: Cột C đang bị ẩn mà có nội dung. Hãy cho hiện cột, hoặc xoá đi.",
    ]
    with Edited() as book:
        book.sheet(RULES).sheet_state = "hidden"
    assert problems(book) == ["Cách tính: Trang “Cách tính” đang bị ẩn. Hãy cho hiện trang (Unhide)."]


def test_a_formula_without_a_result_is_refused_with_its_cell():
    with Edited() as book:
        cell = book.put(TABLE, "I.2.b", "Thang điểm", "=20*2")
    assert problems(book) == [
        f"ô {cell}, trang “Bảng tiêu chí”: Ô là công thức chưa có kết quả. Hãy ghi giá trị thay cho công thức."
    ]


@pytest.mark.parametrize("evil", ["=cmd|' /C calc'!A0", '=HYPERLINK("http://x",1)', "=[1]Sheet1!A1", "=WEBSERVICE(A1)"])
def test_a_formula_that_reaches_out_is_refused_wherever_it_stands(evil):
    for column in ("Nội dung tiêu chí", "Cách tính"):
        with Edited() as book:
            cell = book.put(TABLE, "I.2.b", column, evil)
        assert any(said.startswith(f"ô {cell}, ") and "gọi ra ngoài bảng tính" in said for said in problems(book))


@pytest.mark.parametrize("evil", ["=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "@SUM|x!A1"])
def test_the_same_kept_as_text_is_refused(evil):
    with Edited() as book:
        cell = book.cell(TABLE, "I.2.b", "Ghi chú")
        cell.value = evil
        cell.data_type = "s"
    assert "gọi ra ngoài bảng tính" in problems(book)[0]


def test_a_list_in_a_note_is_no_formula():
    with Edited() as book:
        book.put(TABLE, "I.2.b", "Ghi chú", "- đủ hồ sơ | đúng hạn\n- không bị trả lại")
    found = read(book.data)
    assert found.problems == ()
    assert found.edition.criterion("I.2.b").note == "- đủ hồ sơ | đúng hạn\n- không bị trả lại"


def test_a_code_used_twice_names_both_cells():
    with Edited() as book:
        second = book.put(TABLE, "I.2.b", "Mã", "I.2.a")
        first = book.cell(TABLE, "I.2.a", "Mã").coordinate
    said = [one for one in problems(book) if "đã dùng" in one]
    assert said == [
        f"ô {second}, trang “Bảng tiêu chí”: Mã “I.2.a” đã dùng ở ô {first}, trang “Bảng tiêu chí”. "
        "Xin đặt mỗi tiêu chí một mã riêng."
    ]


def test_a_missing_parent_is_named():
    with Edited() as book:
        cell = book.put(TABLE, "I.2.b", "Mã nhóm cha", "IX")
    assert problems(book) == [
        f"ô {cell}, trang “Bảng tiêu chí”: Không có nhóm cha “IX”. Xin sửa mã, hoặc bổ sung dòng nhóm."
    ]


def test_a_row_without_a_code_and_parts_without_a_criterion_are_named():
    with Edited() as book:
        book.put(TABLE, "I.2.b", "Mã", None)
    said = problems(book)
    assert "Dòng có nội dung nhưng chưa có mã" in said[0]
    with Edited() as book:
        cell = book.put(RULES, "I.1.g", "Mã", "I.1.z", "Khoảng")
        where = book.sheet(RULES)[cell].row
    assert problems(book)[0].startswith(f"ô C{where}, trang “Cách tính”: Mã “I.1.z” không có ở trang “Bảng tiêu chí”")


def test_a_section_or_a_column_that_does_not_belong_is_named():
    with Edited() as book:
        cell = book.put(RULES, "I.1.g", "Mục", "Sự việc", "Số đo")
        column = book.put(RULES, "I.1.g", "Chỉ hỏi có hay không", "có", "Khoảng")
    said = problems(book)
    assert any(one.startswith(f"ô {cell}, trang “Cách tính”: Không hiểu mục “Sự việc” ở đây.") for one in said)
    assert any(one.startswith(f"ô {column}, ") and "không dùng cho dòng này (Khoảng)" not in one for one in said)


def test_what_is_missing_is_asked_for():
    with Edited() as book:
        book.put(RULES, "I.1.g", "Giá trị", None, "Số đo")
        cell = book.cell(TABLE, "I.1.g", "Tên cách tính").coordinate
    assert problems(book) == [f"ô {cell}, trang “Bảng tiêu chí”: Thiếu “Số đo”. Xin bổ sung."]


def test_sheets_and_columns_of_their_own_are_left_alone_and_said():
    with Edited() as book:
        book.book.create_sheet("Nháp")["A1"] = "tính thử"
        book.sheet(TABLE)["AB5"], book.sheet(TABLE)["AB8"] = "Của tôi", 5
    assert notes(book) == [
        "Nháp: Trang “Nháp” không thuộc bảng tiêu chí nên không được đọc.",
        "ô AB5, trang “Bảng tiêu chí”: Cột AB “Của tôi” không thuộc bảng nên không được đọc.",
    ]
    assert read(book.data).edition == edition()


def test_a_sheet_or_a_column_taken_away_is_missed():
    with Edited() as book:
        book.sheet(GENERAL).title = "Chung"
    assert any("Thiếu trang “Quy định chung”" in said for said in problems(book))
    with Edited() as book:
        book.sheet(TABLE).delete_cols(book.column(TABLE, "Điểm thưởng"))
    assert any("thiếu cột “Điểm thưởng”" in said for said in problems(book))


def test_what_the_checker_finds_is_pointed_at_its_cell_and_does_not_stop_the_draft():
    with Edited() as book:
        group = book.cell(TABLE, "I.2", "Thang điểm").coordinate
        book.put(TABLE, "I.2.b", "Thang điểm", 41)
        cites = book.put(TABLE, "I.2.c", "Khoá căn cứ", None)
        total = book.put(GENERAL, "Tổng điểm", "Giá trị", 999)
    found = read(book.data)
    said = [str(doubt) for doubt in found.doubts]
    assert found.edition
    assert any(one.startswith(f"I.2: ô {group}, trang “Bảng tiêu chí”: Điểm tối đa ghi 130") for one in said)
    assert any(one.startswith(f"I.2.c: ô {cites}, trang “Bảng tiêu chí”: Tiêu chí chưa dẫn") for one in said)
    assert any(one.startswith(f"total: ô {total}, trang “Quy định chung”: Tổng điểm ghi 999") for one in said)


def test_the_checker_speaks_in_the_words_of_the_workbook():
    with Edited() as book:
        book.put(RULES, "I.1.g", "Dưới (<)", 98, "Khoảng")
        book.put(TABLE, "I.2.c", "Khoá căn cứ", None)
        line = book.row(RULES, "I.1.g", "Khoảng") + 1
        book.sheet(RULES).cell(line, book.column(RULES, "Dưới (<)")).value = 98
        book.put(RULES, "I.1.g", "Dưới (<)", None, "Khoảng")
    said = " ".join(str(doubt) for doubt in read(book.data).doubts)
    assert "hoặc ghi “Ngoài các khoảng”" in said
    assert "Xin ghi “Khoá căn cứ”" in said


def test_an_officer_changes_and_adds_criteria():
    with Edited() as book:
        book.put(RULES, "I.1.g", "Điểm", 48, "Khoảng")
        sheet, row = book.sheet(TABLE), book.row(TABLE, "I.2.b") + 1
        sheet.insert_rows(row)
        for title, value in {"Nội dung tiêu chí": "Tiêu chí mới", "Thang điểm": 2.5, "Mã": "I.2.z",
                             "Tên cách tính": "đạt hoặc không đạt", "Khoá căn cứ": "qc Điều 9"}.items():  # fmt: skip
            sheet.cell(row, book.column(TABLE, title)).value = value
        sheet.cell(row, 2).alignment = Alignment(wrap_text=True)
    found = read(book.data)
    assert found.problems == ()
    assert found.edition.criterion("I.1.g").rule.bands[0].points == 48000
    made = found.edition.criterion("I.2.z")
    assert (made.title, made.max, made.parent, made.rule.kind) == ("Tiêu chí mới", 2500, "I.2", "yes_no")
    assert [one.code for one in found.edition.criteria].index("I.2.z") == [
        one.code for one in edition().criteria
    ].index("I.2.b") + 1


def test_old_text_is_recognised_and_offered_converted():
    with Edited() as book:
        cell = book.put(TABLE, "I.2.b", "Nội dung tiêu chí", "Tû lÖ hå s¬ gi¶i quyÕt ®óng h¹n")
        book.put(TABLE, "I.2.c", "Ghi chú", "Baùo caùo ñuùng haïn")
    as_typed, converted = read(book.data), read(book.data, convert=True)
    assert [(one.where, one.encoding, one.after) for one in converted.conversions] == [
        (f"ô {cell}, trang “Bảng tiêu chí”", "TCVN3", "Tỷ lệ hồ sơ giải quyết đúng hạn"),
        (as_typed.conversions[1].where, "VNI", "Báo cáo đúng hạn"),
    ]
    assert converted.edition.criterion("I.2.b").title == "Tỷ lệ hồ sơ giải quyết đúng hạn"
    assert as_typed.edition.criterion("I.2.b").title == "Tû lÖ hå s¬ gi¶i quyÕt ®óng h¹n"
    assert dump(edition()) != as_typed.text
