"""Danh sách tham dự: as a PDF to be signed and filed, and as a workbook."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

from django.utils import timezone, translation

from thidua.conference.preparing.words import when
from thidua.conference.queries import ConferenceRecord
from thidua.conference.terms import Presence
from thidua.kit import typeset
from thidua.kit.workbook_pen import Pen

HERE = Path(__file__).parent / "typst"
HEAD = ("TT", "Cơ quan, đơn vị", "Cấp bậc", "Họ và tên", "Chức vụ", "Trưởng đoàn", "Điểm danh", "Giờ đến")
WIDTHS = (6, 34, 14, 28, 34, 12, 16, 10)
TRAITS: dict[str, dict[str, Any]] = {
    "cell": {"border": 1}, "text": {"text_wrap": True}, "number": {"align": "center"},
    "day": {"num_format": "dd/mm/yyyy"},
    "head": {"bold": True, "bg_color": "#F1E7D8", "align": "center"}, "title": {"bold": True, "font_size": 14},
}  # fmt: skip


def rows(told: ConferenceRecord) -> list[list[str]]:
    """One row a delegate, in protocol order."""
    with translation.override("vi"):
        return [
        [str(number), body, one.rank, one.name, one.title, "x" if one.lead else "", str(Presence(one.presence).label),
         _hour(one.checked_in_at)]
        for number, (body, one) in enumerate(
            ((group.delegation.body, one) for group in told.groups for one in group.delegates), 1)
    ]  # fmt: skip


def _hour(moment: dt.datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M}" if moment else ""


def summary(told: ConferenceRecord) -> str:
    """How many came, in one sentence."""
    counted = {one: sum(each.presence == one for each in told.delegates) for one in Presence}
    return (f"Có mặt {counted[Presence.PRESENT]}/{len(told.delegates)} đại biểu, thuộc {told.units_present}/"
            f"{len(told.members)} đơn vị thành viên; vắng có lý do {counted[Presence.EXCUSED]}; "
            f"vắng {counted[Presence.ABSENT] + counted[Presence.EXPECTED]}.")  # fmt: skip


def attendance_pdf(told: ConferenceRecord) -> bytes:
    """The list as pages."""
    conference = told.conference
    given = {"cluster": conference.year.cluster.name, "title": conference.title,
             "when": f"{when(conference)}, {conference.place}", "head": HEAD, "rows": rows(told),
             "summary": summary(told)}  # fmt: skip
    return typeset.pdf(typeset.source(HERE / "attendance.typ"), given)


def attendance_workbook(told: ConferenceRecord) -> bytes:
    """The list as a workbook."""
    made = io.BytesIO()
    pen = Pen(made, TRAITS)
    sheet = pen.book.add_worksheet("Tham dự")
    sheet.merge_range(0, 0, 0, len(HEAD) - 1, told.conference.title, pen.format("title"))
    sheet.write_string(1, 0, summary(told), pen.format())
    for column, (word, width) in enumerate(zip(HEAD, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        pen.put(sheet, 3, column, word, "head")
    for at, row in enumerate(rows(told), 4):
        for column, value in enumerate(row):
            pen.put(sheet, at, column, value)
    sheet.freeze_panes(4, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    pen.book.close()
    return made.getvalue()
