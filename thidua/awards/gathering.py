"""Gom hồ sơ: all that speaks for a nominee as one bookmarked PDF, and as one zip with the hash of every file.

Files handed in are opened in a process apart; what cannot become pages lies in the zip alone, and the list says so.
"""

import datetime as dt
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import IO

from django.utils import translation
from django.utils.translation import gettext as _
from pypdf import PdfWriter
from pypdf.generic import IndirectObject

from thidua.awards import sheets
from thidua.awards.models import Dossier
from thidua.ballots.models import Ballot
from thidua.jobs.work import Made, Run, long_work
from thidua.kit.apart import ran
from thidua.kit.files import PICTURES
from thidua.kit.refusal import Refused
from thidua.kit.viet import printable, slug
from thidua.paperwork.layout import symbol
from thidua.paperwork.models import Document
from thidua.paperwork.output import pdf_of
from thidua.paperwork.queries import signed_copies
from thidua.reports.models import Evidence, Report

PDF, ZIP, MANIFEST = "pdf", "zip", "manifest-sha256.txt"
PDF_TYPE = "application/pdf"
PAGED = frozenset({PDF_TYPE, *PICTURES})
MOST = 200 * 1024 * 1024
"""Bytes of files handed in that are joined; what comes after lies in the zip alone."""


@dataclass(frozen=True)
class Piece:
    """One file of the dossier. `ours`: set by this software; `paged`: its pages are joined."""

    group: str
    title: str
    extension: str
    media_type: str
    read: Callable[[], bytes]
    ours: bool = True
    paged: bool = True


def pieces_of(
    dossier: Dossier, papers: list[int], counts: list[int], evidence: list[int], day: dt.date
) -> Iterator[Piece]:
    """In the order they are read: the sheet, the reports, the papers, the Council's counts, the evidence."""
    yield Piece("", "Tờ hồ sơ và xét điều kiện", PDF, PDF_TYPE, partial(sheets.first, dossier))
    reports = Report.objects.filter(membership=dossier.membership, state="submitted").select_related(
        "period__year", "membership__unit"
    )
    for report in reports.order_by("period__from_date", "period__to_date"):
        yield Piece("Báo cáo của đơn vị", f"Báo cáo {report.period.name}", PDF, PDF_TYPE,
                    partial(sheets.of_report, report, day))  # fmt: skip
    for paper in Document.objects.filter(pk__in=papers).order_by("issued_on", "pk"):
        name = f"{symbol(paper)} {paper}"
        yield Piece("Biên bản, văn bản", name, PDF, PDF_TYPE, partial(pdf_of, paper))
        for copy in signed_copies(paper):
            yield Piece("Biên bản, văn bản", f"{name} (bản ký số)", PDF, PDF_TYPE, partial(_stored, copy.file, name),
                        ours=False, paged=False)  # fmt: skip
    for ballot in Ballot.objects.filter(pk__in=counts).select_related("year").order_by("pk"):
        yield Piece("Biên bản, văn bản", f"Biên bản kiểm phiếu của Hội đồng, {ballot.title}", PDF, PDF_TYPE,
                    partial(sheets.of_count, ballot))  # fmt: skip
    for one in Evidence.objects.filter(pk__in=evidence):
        extension = (one.file.name or "").rpartition(".")[2]
        yield Piece("Minh chứng", one.name, extension, one.media_type, partial(_stored, one.file, one.name), ours=False,
                    paged=one.media_type in PAGED)  # fmt: skip


def _stored(file: object, name: str) -> bytes:
    try:
        with file.open("rb") as kept:  # type: ignore[attr-defined]
            return bytes(kept.read())
    except FileNotFoundError:
        raise Refused(_("Tệp “%(name)s” không còn trong kho lưu trữ; hãy báo quản trị hệ thống khôi phục rồi gom "
                        "lại.") % {"name": name}) from None  # fmt: skip


class Bundle:
    """The joined PDF, and the zip when one is asked for, filled piece by piece."""

    def __init__(self, *, zipped: bool) -> None:
        self._whole, self._joined, self._groups = PdfWriter(), 0, dict[str, IndirectObject]()
        self.rows: list[list[str]] = []
        self._into = tempfile.TemporaryFile()  # noqa: SIM115  handed to whoever keeps the result
        self._zip = zipfile.ZipFile(self._into, "w", zipfile.ZIP_DEFLATED) if zipped else None
        self._hashes: list[str] = []

    def add(self, piece: Piece) -> None:
        """Its bytes into the zip, its pages behind the others under a bookmark."""
        data, title = piece.read(), printable(piece.title)
        stem = slug(piece.title.rpartition(".")[0] or piece.title)[:60].strip("-") or "tep"
        name = f"{len(self.rows) + 1:03d}-{stem}.{piece.extension}"
        shown = self._join(piece, title, data)
        self.rows.append([name, title, "Có" if shown else "Chỉ trong tệp nén", hashlib.sha256(data).hexdigest()])
        self._keep(name, data)

    def _join(self, piece: Piece, title: str, data: bytes) -> bool:
        if not piece.ours:
            self._joined += len(data)
        fits = piece.ours or self._joined <= MOST
        pages = (data if piece.ours else ran("as_pages", piece.media_type, data=data)) if piece.paged and fits else None
        if pages is None:
            return False
        start = len(self._whole.pages)
        self._whole.append(io.BytesIO(pages), import_outline=False)
        if piece.group and piece.group not in self._groups:
            self._groups[piece.group] = self._whole.add_outline_item(title=piece.group, page_number=start)
        self._whole.add_outline_item(title=title, page_number=start, parent=self._groups.get(piece.group))
        return True

    def _keep(self, name: str, data: bytes) -> None:
        if self._zip:
            self._zip.writestr(name, data)
            self._hashes.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")

    def close(self, name: str) -> tuple[IO[bytes], int]:
        """The file asked for, and how many files are in it or joined in it."""
        whole = io.BytesIO()
        self._whole.write(whole)
        if self._zip is None:
            self._into.close()
            whole.seek(0)
            return whole, len(self.rows)
        self._keep(f"{name}.pdf", whole.getvalue())
        self._zip.writestr(MANIFEST, "".join(self._hashes))
        self._zip.close()
        self._into.seek(0)
        return self._into, len(self.rows)


@long_work
def gathered(
    run: Run, *, dossier: int, papers: list[int], evidence: list[int], day: str, how: str, counts: Sequence[int] = ()
) -> Made:
    """The work of the background: one step a file, then the list of them all."""
    found = Dossier.objects.select_related("membership__unit", "year").get(pk=dossier)
    with translation.override("vi"):
        pieces = list(pieces_of(found, papers, list(counts), evidence, dt.date.fromisoformat(day)))
        bundle, name = Bundle(zipped=how == ZIP), f"ho-so-{slug(found.person or found.membership.unit.name)[:60]}"
        for done, piece in enumerate(pieces):
            run.step(done, len(pieces) + 1)
            bundle.add(piece)
        listed = sheets.part("", "Dưới tên mỗi tệp là mã SHA-256 của tệp.", head=["Tệp", "Tên", "Trong bản gộp"],
                             rows=bundle.rows, widths=[4, 7, 3])  # fmt: skip
        bundle.add(Piece("", "Danh mục tệp", PDF, PDF_TYPE, partial(sheets.sheet, "Danh mục tệp", "", [listed])))
        run.step(len(pieces) + 1, len(pieces) + 1)
        made, count = bundle.close(name)
    return Made(made, f"{name}.{how}", PDF_TYPE if how == PDF else "application/zip",
                _("Hồ sơ gồm %(n)s tệp.") % {"n": count})  # fmt: skip
