"""Giấy chứng nhận hàng loạt: one PDF of many pages, made in parts so that it tells how far it is and can be stopped."""

import io
from collections.abc import Sequence
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pypdf import PdfWriter

from thidua.awards.models import Award, CertificateLayout
from thidua.jobs.work import Made, Run, long_work
from thidua.kit.refusal import Refused
from thidua.kit.typeset import pdf, source
from thidua.kit.viet import day_in_words, printable

SOURCE = Path(__file__).parent / "typst" / "certificate.typ"
A_PART = 100
"""Pages set at a time."""
MOST = 5000
FIELDS = {
    "country": gettext_lazy("Quốc hiệu"), "motto": gettext_lazy("Tiêu ngữ"), "body": gettext_lazy("Cơ quan quyết định"),
    "gives": gettext_lazy("Chữ “Tặng”"), "title": gettext_lazy("Danh hiệu, hình thức"),
    "holder": gettext_lazy("Người, đơn vị được khen"), "unit": gettext_lazy("Đơn vị của cá nhân"),
    "ground": gettext_lazy("Thành tích"), "decision": gettext_lazy("Số quyết định"), "day": gettext_lazy("Ngày"),
    "signer": gettext_lazy("Người ký"),
}  # fmt: skip
BOLD = ("country", "motto", "body", "title", "holder", "signer")
OURS = {
    "country": [1485, 340, 140, True], "motto": [1485, 420, 140, True], "body": [1485, 560, 160, True],
    "gives": [1485, 720, 160, True], "title": [1485, 900, 320, True], "holder": [1485, 1080, 260, True],
    "unit": [1485, 1180, 150, True], "ground": [1485, 1300, 150, True], "decision": [300, 1600, 120, False],
    "day": [2100, 1480, 130, True], "signer": [2100, 1800, 140, True],
}  # fmt: skip
"""Our own layout, for A4 lying down."""
BLANK = {field: OURS[field] for field in ("holder", "unit", "ground", "decision", "day", "signer")}
"""What is printed on a blank to begin with."""


def row_of(award: Award) -> dict[str, str]:
    """The lines of one certificate, Vietnamese whoever prints."""
    decision = award.decision
    with translation.override("vi"):
        told = {
            "country": "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "motto": "Độc lập - Tự do - Hạnh phúc",
            "body": decision.body.upper(), "gives": "TẶNG" if not award.person else "TẶNG DANH HIỆU, HÌNH THỨC",
            "title": award.title_name.upper(), "holder": award.person or award.unit_name,
            "unit": ", ".join(filter(None, (award.office, award.unit_name))) if award.person else "",
            "ground": f"Đã có thành tích xuất sắc trong phong trào thi đua năm {award.year}",
            "decision": f"Quyết định số {decision.number} {day_in_words(decision.on)}",
            "day": day_in_words(decision.on).capitalize(), "signer": decision.signer,
        }  # fmt: skip
    return {field: printable(text) for field, text in told.items()}


def pages(awards: Sequence[Award], layout: CertificateLayout) -> bytes:
    """The certificates of some awards, a page each."""
    rows = [row_of(award) for award in awards]
    same = {field: text for field, text in (rows[0] if rows else {}).items() if all(row[field] == text for row in rows)}
    return pdf(source(SOURCE), {
        "rows": [{field: text for field, text in row.items() if field not in same} for row in rows], "same": same,
        "places": layout.places, "bold": BOLD, "width": layout.width, "height": layout.height,
        "printed": layout.printed,
    })  # fmt: skip


@long_work
def certificates(run: Run, *, awards: list[int], layout: int) -> Made:
    """The work of the background: parts set one by one, joined into one file."""
    chosen = CertificateLayout.objects.filter(pk=layout).first()
    if chosen is None or not awards:
        raise Refused(_("Chưa có giấy nào để in. Hãy chọn ít nhất một khen thưởng."))
    whole = PdfWriter()
    for start in range(0, len(awards), A_PART):
        run.step(start, len(awards))
        part = awards[start : start + A_PART]
        rows = Award.objects.select_related("decision").in_bulk(part)
        whole.append(io.BytesIO(pages([rows[pk] for pk in part if pk in rows], chosen)), import_outline=False)
    into = io.BytesIO()
    run.step(len(awards), len(awards))
    whole.write(into)
    into.seek(0)
    return Made(into, "giay-chung-nhan.pdf", "application/pdf", _("%(n)s giấy chứng nhận.") % {"n": len(awards)})
