"""Bảng tính “Đăng ký và kết quả”: one sheet of targets, one of titles; numbers are numbers, text is never a formula."""

import io
from collections.abc import Sequence

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from thidua.results.fulfilment import Fulfilment
from thidua.targets.terms import Scope

WIDTHS = (34, 9, 46, 14, 14, 14, 14, 11, 30)
QUIET = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(rows: Sequence[Fulfilment], heading: str) -> bytes:
    """The workbook's bytes; blank cells are figures that are missing."""
    into = io.BytesIO()
    with Workbook(into, dict(QUIET)) as made:
        bold = made.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
        percent = made.add_format({"num_format": "0.00%"})
        _targets(made.add_worksheet(_("Chỉ tiêu")), rows, heading, bold, percent)
        _titles(made.add_worksheet(_("Danh hiệu")), rows, heading, bold)
    return into.getvalue()


def _head(sheet: Worksheet, heading: str, names: Sequence[str], bold: Format) -> None:
    sheet.write_string(0, 0, heading, bold)
    for column, name in enumerate(names):
        sheet.write_string(2, column, name, bold)
        sheet.set_column(column, column, WIDTHS[column])
    sheet.freeze_panes(3, 1)


def _targets(sheet: Worksheet, rows: Sequence[Fulfilment], heading: str, bold: Format, percent: Format) -> None:
    names = (_("Đơn vị"), _("Mã"), _("Tiêu chí"), _("Đơn vị tính"), _("Đăng ký"), _("Được giao"), _("Đạt"), _("Tỷ lệ"),
             _("Ghi chú"))  # fmt: skip
    _head(sheet, heading, names, bold)
    at = 3
    for row in rows:
        for line in row.lines:
            texts = (row.membership.unit.name, line.criterion.code, line.criterion.title, line.measure)
            for column, text in enumerate(texts):
                sheet.write_string(at, column, text)
            for column, value in enumerate((line.proposed, line.agreed, line.achieved), 4):
                if value is not None:
                    sheet.write_number(at, column, value)
            if line.share is not None:
                sheet.write_number(at, 7, line.share, percent)
            sheet.write_string(at, 8, "" if line.scope == Scope.ASSIGNED else str(line.scope.label))
            at += 1


def _titles(sheet: Worksheet, rows: Sequence[Fulfilment], heading: str, bold: Format) -> None:
    _head(sheet, heading, (_("Đơn vị"), _("Đăng ký"), _("Danh hiệu"), _("Kết quả"), _("Số quyết định")), bold)
    at = 3
    for row in rows:
        for one in row.titles:
            decision = one.nomination.decision if one.nomination else None
            texts = (row.membership.unit.name, _("có") if one.registered else _("không"), one.title,
                     str(one.outcome.label), decision.number if decision else "")  # fmt: skip
            for column, text in enumerate(texts):
                sheet.write_string(at, column, text)
            at += 1
