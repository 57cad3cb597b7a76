"""Phiếu chấm ra tệp: a hand's whole sheet, one row for each figure to be typed; all but those cells is locked."""

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter import Workbook

from thidua import engine
from thidua.kit.exact import from_thousandths
from thidua.kit.viet import printable
from thidua.kit.workbook_pen import Pen
from thidua.members.models import ClusterYear
from thidua.reports.figures import Cell
from thidua.scoring.sheets import Row
from thidua.scoring.terms import Hand
from thidua.scoring.workbooks.frame import A4, TRAITS, Frame, Printed
from thidua.scoring.workbooks.words import WORDS

SHEET, GUIDE = "Phiếu chấm", "Hướng dẫn"
CODE, VALUE, NOTE, KEY, MARK = "Mã", "Giá trị", "Ghi chú, lý do", "Khoá", "Dấu phiên bản"
"""The columns that are read back; KEY and MARK are not printed."""
FACE = (("TT", 7), ("Nội dung", 46), ("Tối đa", 9), ("Cách tính", 46), ("Chỉ tiêu", 12), ("Người chấm trước", 20),
        ("Cần ghi", 30), (VALUE, 16), (NOTE, 34), ("Điểm khi tải về", 12), ("Tệp minh chứng", 10))  # fmt: skip
TYPED = ((CODE, 10), (KEY, 12), (MARK, 16))
COLUMNS = (*FACE, *TYPED)
DERIVED = tuple(title for title, _width in FACE if title not in (VALUE, NOTE))
HANDS = {Hand.SELF: "Tự chấm", Hand.CROSS: "Chấm chéo", Hand.APPRAISED: "Thẩm định"}
UNKNOWN = WORDS["UNKNOWN"]
_AT = {title: place for place, (title, _width) in enumerate(COLUMNS)}
_HOW = {
    "points": "điểm", "number": "số", "count": "số nguyên", "counts": "số lần của từng người, cách nhau dấu ;",
    "yes_no": "có hoặc không", "date": "ngày/tháng/năm", "level": "một mức trong danh sách",
}  # fmt: skip
_SAID = (
    "Chỉ ghi vào các ô nền vàng. Các ô khác đã khoá (không có mật khẩu) và không được đọc lại.",
    f"Không phát sinh thì ghi 0 hoặc “không”. Không ai biết được thì ghi “{UNKNOWN}” và ghi lý do ở cùng dòng.",
    "Số ghi như thường: 12,5 hoặc 1.234,5. Không ghi công thức; chép từ tệp khác thì dán giá trị (Paste values).",
    "Không trộn ô, không ẩn dòng hoặc cột, không đổi tên trang và tên cột.",
    "Ghi xong, lưu tệp rồi tải lên ở chính trang phiếu. Phần mềm cho xem các chỗ thay đổi trước khi lưu.",
    "Dòng có người khác vừa sửa sau khi tải về thì không bị ghi đè: phần mềm cho xem cả hai giá trị để chọn.",
)
_LIST_LIMIT = 255  # characters a drop-down holds


@dataclass(frozen=True)
class Whose:
    """Whose sheet it is: the year, the unit's code and name, the hand, and the period where the table has periods."""

    year: ClusterYear
    unit: str
    name: str
    hand: Hand
    period: engine.Period | None = None


def identity(whose: Whose, edition: engine.Edition) -> dict[str, str]:
    """What a file says it is, so that another unit's, another hand's or an old table's is noticed."""
    return {
        "Cụm": whose.year.cluster.slug, "Năm": str(whose.year.year), "Đơn vị": whose.unit, "Phiếu": HANDS[whose.hand],
        **({"Kỳ": whose.period.code} if whose.period else {}),
        "Bảng tiêu chí (SHA-256)": engine.digest(edition),
    }  # fmt: skip


def write(edition: engine.Edition, rows: list[Row], whose: Whose, day: dt.date) -> bytes:
    """The workbook's bytes; `rows`: the sheet as its page shows it."""
    into = io.BytesIO()
    pen, hand = Pen(into, TRAITS), HANDS[whose.hand]
    when = f"{whose.period.title.upper()}, " if whose.period else ""
    frame = Frame(
        whose.year, f"PHIẾU {hand.upper()} ĐIỂM {when}NĂM {whose.year.year}",
        "Chỉ ghi vào các ô nền vàng; xem trang “Hướng dẫn”",
        (whose.name, f"Theo “{edition.title}”"), day,
        (("NGƯỜI LẬP PHIẾU", "(Ký, ghi rõ họ tên)"), ("LÃNH ĐẠO ĐƠN VỊ", "(Ký, ghi rõ họ tên, đóng dấu)")),
    )  # fmt: skip
    made = Printed(pen, SHEET)
    place = made.head(frame, len(FACE))
    made.titles(place, list(COLUMNS))
    first = place + 1
    for row in rows:
        place = _row(made, place + 1, row)
    last = made.foot(frame, place + 2, _AT[VALUE])  # left of what is read back
    made.page(frozen=(first, 2), paper=A4, last=(last, len(FACE) - 1), mark=f"{whose.name}, {hand.lower()}")
    made.sheet.ignore_errors({"number_stored_as_text": f"A1:Z{place + 1}"})
    made.sheet.protect("", {"format_columns": True, "format_rows": True})
    _guide(Printed(pen, GUIDE), pen.book, identity(whose, edition))
    pen.book.set_properties({"title": f"{frame.title}, {whose.name}", "comments": engine.digest(edition)})
    pen.book.close()
    return into.getvalue()


def _row(made: Printed, place: int, row: Row) -> int:
    """A group, or a criterion: as many rows as it has figures. Answers the last one."""
    one, weight = row.criterion, () if row.criterion.is_leaf else ("group",)
    shown: dict[str, str | Decimal] = {
        "TT": one.label or one.code, "Nội dung": one.title, CODE: one.code, "Cách tính": row.says,
        "Tối đa": "" if one.max is None else from_thousandths(one.max), "Chỉ tiêu": row.target,
        "Điểm khi tải về": "" if row.points is None else row.points,
        "Tệp minh chứng": Decimal(row.files) if row.files else "",
        VALUE: WORDS[row.scope.upper()] if row.scope else "",
    }  # fmt: skip
    if not row.cells or row.kept is None:
        _cells(made, place, shown, weight)
        return place
    shown |= {"Người chấm trước": _before(row), NOTE: row.reason, MARK: row.kept.seen}
    for number, cell in enumerate(row.cells):
        if number:
            shown = {CODE: one.code, "TT": shown["TT"], "Nội dung": "″"}
        asked = cell.asked
        shown |= {"Cần ghi": _asks(cell), KEY: asked.key, VALUE: cell.text}
        _cells(made, place + number, shown, weight, opens=(VALUE, NOTE) if not number else (VALUE,))
        _choices(made, place + number, asked)
    return place + len(row.cells) - 1


def _cells(
    made: Printed, place: int, shown: Mapping[str, str | Decimal], weight: tuple[str, ...], *,
    opens: tuple[str, ...] = (),
) -> None:  # fmt: skip
    for title, column in _AT.items():
        value = shown.get(title, "")
        traits = ("open",) if title in opens else ("quiet",) if title in (CODE, KEY, MARK) else weight
        made.put(place, column, printable(value) if isinstance(value, str) else value, *traits)


def _before(row: Row) -> str:
    """What the hands before say, the last of them first asked."""
    told = row.kept.earlier if row.kept else []
    return "\n".join(f"{HANDS[hand]}: {'; '.join(texts.values())}" for hand, texts, _reason in told)


def _asks(cell: Cell) -> str:
    asked = cell.asked
    unit = f" ({asked.unit})" if asked.unit else ""
    return f"{asked.label}{unit}: {_HOW.get(asked.kind, asked.kind)}"


def _choices(made: Printed, place: int, asked: engine.Input) -> None:
    """A drop-down where one is chosen; anything else may still be typed, and is judged when the file comes back."""
    words = [*(asked.options or (("có", "không") if asked.kind == "yes_no" else ())), UNKNOWN]
    if len(words) > 1 and len(",".join(words)) <= _LIST_LIMIT and not any("," in word for word in words):
        made.sheet.data_validation(place, _AT[VALUE], place, _AT[VALUE],
                                   {"validate": "list", "source": words, "error_type": "warning"})  # fmt: skip


def _guide(made: Printed, book: Workbook, known: Mapping[str, str]) -> None:
    """How to fill the sheet in, and whose it is."""
    made.widths = [34, 90]
    made.sheet.set_column(0, 0, 34)
    made.sheet.set_column(1, 1, 90)
    for row, (word, value) in enumerate(known.items()):
        made.put(row, 0, word, "bold")
        made.put(row, 1, value)
    for row, sentence in enumerate(_SAID, len(known) + 1):
        made.sheet.write_string(row, 0, sentence, book.add_format({"font_name": "Times New Roman", "font_size": 12}))
    made.sheet.protect()
