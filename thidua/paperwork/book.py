"""Sổ văn bản đi as a workbook, its columns those of Nghị định 30/2020/NĐ-CP, Phụ lục IV."""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from thidua.kit.workbook_pen import Pen
from thidua.members.models import ClusterYear
from thidua.paperwork.layout import lay_out, symbol
from thidua.paperwork.models import Document

TRAITS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bg_color": "#EFE7DA", "border": 1, "align": "center", "valign": "vcenter",
             "text_wrap": True},
    "cell": {"border": 1}, "text": {"text_wrap": True}, "number": {"num_format": "0"},
    "day": {"num_format": "dd/mm/yyyy"},
}  # fmt: skip
WIDTHS = (6, 18, 12, 16, 60, 26, 34, 18)


def workbook(year: ClusterYear, papers: Sequence[Document]) -> bytes:
    """One sheet, one row a paper."""
    out = io.BytesIO()
    pen = Pen(out, TRAITS)
    sheet = pen.book.add_worksheet(_("Sổ văn bản"))
    sheet.write_string(0, 0, _("Sổ văn bản đi, %(year)s") % {"year": str(year)}, pen.format("title"))
    heads = (_("TT"), _("Số, ký hiệu"), _("Ngày"), _("Loại"), _("Trích yếu"), _("Nơi ban hành"), _("Nơi nhận"),
             _("Trạng thái"))  # fmt: skip
    for column, (head, width) in enumerate(zip(heads, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, head, pen.format("head"))
    for row, document in enumerate(papers, 1):
        paper = lay_out(document)
        cells = (Decimal(row), symbol(document), document.issued_on or "", str(document.get_kind_display()),
                 document.about, document.issuer.name, "\n".join(one.rstrip(";.") for one in paper.recipients),
                 str(document.get_status_display()))  # fmt: skip
        for column, value in enumerate(cells):
            pen.put(sheet, row + 2, column, value)
    sheet.freeze_panes(3, 2)
    sheet.autofilter(2, 0, len(papers) + 2, len(heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(2)
    sheet.fit_to_pages(1, 0)
    pen.book.close()
    return out.getvalue()
