"""Nhập sổ các năm trước từ Excel: each row read, each problem at its row and column; nothing is saved here."""

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from thidua.awards.queries import decisions_using, named_titles
from thidua.awards.words import folded
from thidua.kit.posted import whole, why_not_text
from thidua.kit.refusal import Refused
from thidua.kit.workbook_open import LARGEST, NotABook, opened
from thidua.kit.workbook_parts import Sheet

COLUMNS = ("Số quyết định", "Ngày quyết định", "Cơ quan quyết định", "Người ký", "Đơn vị", "Cá nhân", "Chức vụ",
           "Danh hiệu, hình thức", "Thành tích năm")  # fmt: skip
NEEDED = (0, 1, 2, 4, 7, 8)
MOST, SHOWN, HEAD = 5000, 100, 0
QUIET = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
SALT = "thidua.awards.import"
EARLIEST, LATEST = 1945, 2100
Row = list[str]


@dataclass(frozen=True)
class Read:
    """What a file holds: its rows as texts, and each problem with its row."""

    rows: list[Row]
    problems: list[str]

    @property
    def decisions(self) -> int:
        return len({(folded(row[2]), folded(row[0]), row[1][:4]) for row in self.rows})

    def signed(self) -> str:
        """The rows as the page carries them to the second step; nobody can change them on the way."""
        return signing.dumps(self.rows, salt=SALT, compress=True)


def carried(text: str) -> list[Row]:
    """The rows of the first step."""
    try:
        rows: list[Row] = signing.loads(text, salt=SALT, max_age=3600)
    except signing.BadSignature:
        raise Refused(_("Bản xem trước đã quá một giờ hoặc không đọc được. Hãy tải tệp lên lại.")) from None
    return rows


def blank() -> bytes:
    """The workbook to fill in: the headings and one example row."""
    into = io.BytesIO()
    with Workbook(into, dict(QUIET)) as made:
        sheet = made.add_worksheet("Sổ khen thưởng")
        bold = made.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, bold)
            sheet.set_column(column, column, 22)
        example = ("12/QĐ-MH", "21/11/2024", "Bộ Minh hoạ", "Người có thẩm quyền (minh hoạ)",
                   "Đơn vị Sông Hồng (minh hoạ)", "", "", "Cờ thi đua của Bộ, tỉnh", "2024")  # fmt: skip
        for column, text in enumerate(example):
            sheet.write_string(1, column, text)
        sheet.freeze_panes(1, 0)
    return into.getvalue()


def read(data: bytes) -> Read:
    """Every row of the first sheet under the headings."""
    if len(data) > LARGEST:
        raise Refused(_("Tệp lớn hơn %(n)s MB; hãy tách thành nhiều tệp.") % {"n": LARGEST // 1024 // 1024}, "file")
    try:
        sheets = opened(data)
    except NotABook as error:
        raise Refused(str(error), "file") from None
    sheet = next((one for one in sheets if not one.hidden), Sheet())
    places = _headings(sheet)
    rows, problems = [], []
    titles, seen = named_titles(), set()
    for line in range(1, min(sheet.height, MOST + 2)):
        row = [_text(sheet.values.get((line, place))) if place is not None else "" for place in places]
        if not any(row):
            continue
        found = _wrong(row, titles)
        key = (folded(row[2]), folded(row[0]), row[1][:4], folded(row[4]), folded(row[5]), folded(row[7]))
        if not found and key in seen:
            found = [_("trùng một dòng ở trên")]
        seen.add(key)
        problems += [_("Dòng %(n)s: %(what)s") % {"n": line + 1, "what": one} for one in found]
        rows.append(row)
    if sheet.height > MOST + 1:
        problems.insert(0, _("Tệp có quá %(n)s dòng; hãy tách thành nhiều tệp.") % {"n": MOST})
    if not rows:
        problems.append(_("Tệp không có dòng nào dưới dòng tiêu đề."))
    return Read(rows, problems[:SHOWN])


def _headings(sheet: Sheet) -> list[int | None]:
    """Where each column stands; a file may have them in another order."""
    heads = {folded(_text(value)): column for (line, column), value in sheet.values.items() if line == HEAD}
    places = [heads.get(folded(name)) for name in COLUMNS]
    if lacking := [COLUMNS[n] for n in NEEDED if places[n] is None]:
        raise Refused(_("Dòng đầu thiếu cột: %(names)s. Hãy dùng tệp mẫu.") % {"names": ", ".join(lacking)}, "file")
    return places


def _text(value: object) -> str:
    if isinstance(value, dt.datetime):
        value = value.date()
    text = value.isoformat() if isinstance(value, dt.date) else str(value if value is not None else "")
    return " ".join(text.removesuffix(".0").split())


def day_of(text: str) -> dt.date | None:
    """A day as a cell or a hand writes it."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007  a day of the calendar
        except ValueError:
            continue
    return None


def _wrong(row: Row, titles: Mapping[str, object]) -> list[str]:
    found = [_("thiếu “%(name)s”") % {"name": COLUMNS[n]} for n in NEEDED if not row[n]]
    found += [
        f"“{COLUMNS[n]}”: {why}" for n, text in enumerate(row) if (why := why_not_text(text, 60 if n == 0 else 200))
    ]
    day = day_of(row[1])
    if row[1] and (day is None or not EARLIEST <= day.year <= LATEST):
        found.append(_("“%(text)s” không phải ngày; hãy ghi như 21/11/2024") % {"text": row[1][:40]})
    elif day:
        row[1] = day.isoformat()
        if not found and decisions_using(folded(row[2]), folded(row[0]), day.year):
            found.append(_("số %(number)s của %(body)s năm %(year)s đã có trong sổ") % {
                "number": row[0], "body": row[2], "year": day.year})  # fmt: skip
    year = whole(row[8])
    if row[8] and (year is None or not EARLIEST <= year <= LATEST):
        found.append(_("“%(text)s” không phải năm") % {"text": row[8][:40]})
    if row[7] and folded(row[7]) not in titles:
        found.append(_("“%(text)s” không có trong danh mục danh hiệu, hình thức") % {"text": row[7][:80]})
    return found
