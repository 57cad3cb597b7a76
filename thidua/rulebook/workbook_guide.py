"""Hướng dẫn: the last sheet of the workbook tells how to change the others, and holds the words they choose from."""

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from thidua.engine import Edition
from thidua.rulebook.workbook_columns import every_section, rule_sections
from thidua.rulebook.workbook_words import EMPTY, GENERAL, GUIDE, KIND, RULES, SECTION, TABLE

_SAID = (
    f"Trang “{TABLE}”: mỗi tiêu chí một dòng. Các cột TT, Cách tính, Căn cứ do phần mềm viết từ các cột khác nên khoá.",
    "Thêm tiêu chí: chèn một dòng vào bảng rồi ghi.",
    f"Bỏ tiêu chí: xoá trắng các ô không khoá của dòng đó, và các dòng mang mã đó ở trang “{RULES}”.",
    f"Trang “{RULES}”: các phần của cách tính, mỗi phần một dòng, ghi mã tiêu chí và chọn “{SECTION}”.",
    f"Trang “{GENERAL}”: tên bảng, tổng điểm, làm tròn, văn bản căn cứ, tiêu chí phụ, các hạng.",
    f"Ô để trống là theo thông lệ; chữ cố ý để trống thì ghi {EMPTY}. Tỷ lệ không viết hết được thì ghi như 1/3.",
    "Không trộn ô, không ẩn dòng hoặc cột, không đổi tên trang và tên cột. Khoá trang tính không có mật khẩu.",
    "Sửa xong, tải tệp lên phần mềm: phần mềm so với bản dự thảo và chỉ lưu sau khi được đồng ý.",
)


def write_guide(book: Workbook, sheet: Worksheet) -> dict[str, str]:
    """Write it; answers where each list of words stands, for the drop-downs of the other sheets."""
    plain = book.add_format({"font_name": "Times New Roman", "font_size": 12, "valign": "top"})
    head = book.add_format({"font_name": "Times New Roman", "font_size": 12, "bold": True, "bottom": 1})
    every = rule_sections()
    listed = tuple(dict.fromkeys(word for told in every.values() for word in told))
    columns = {
        "A": (KIND, tuple(every)),
        "B": ("Các mục dùng được", tuple(", ".join(told) for told in every.values())),
        "D": (f"{SECTION} (trang {RULES})", listed),
        "E": (f"{SECTION} (trang {GENERAL})", every_section(Edition)),
    }
    sheet.write_string("A1", "Các từ để chọn", head)
    for letter, (title, words) in columns.items():
        sheet.write_string(f"{letter}2", title, head)
        for place, word in enumerate(words, 3):
            sheet.write_string(f"{letter}{place}", word, plain)
    below = 4 + max(len(listed), len(every_section(Edition)))
    sheet.write_string(f"A{below}", "Cách sửa bảng", head)
    for place, sentence in enumerate(_SAID, below + 1):
        sheet.write_string(f"A{place}", sentence, plain)
    sheet.set_column("A:A", 34)
    sheet.set_column("B:B", 90)
    sheet.set_column("D:E", 32)
    sheet.freeze_panes(2, 0)
    sheet.protect()
    return {
        KIND: f"='{GUIDE}'!$A$3:$A${2 + len(every)}",
        SECTION: f"='{GUIDE}'!$D$3:$D${2 + len(listed)}",
        GENERAL: f"='{GUIDE}'!$E$3:$E${2 + len(every_section(Edition))}",
    }
