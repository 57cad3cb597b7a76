"""Bản in: a paper as PDF (`pdf_of`), several as one (`pdf_of_many`), and as Word (`docx_of`)."""

import io
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from thidua.kit import typeset
from thidua.kit.viet import slug
from thidua.paperwork.filling import fill, square_of
from thidua.paperwork.layout import Paper, lay_out, symbol
from thidua.paperwork.models import Document
from thidua.paperwork.shipped import shipped

SOURCE = Path(__file__).parent / "typst" / "paper.typ"
QR = "qr.svg"


def pdf_of(paper: Document, *, archival: bool = True) -> bytes:
    """The paper as PDF, PDF/A-2b unless told otherwise: the same row, the same bytes."""
    return set_in_type(lay_out(paper), at=_made(paper), archival=archival)


def set_in_type(paper: Paper, *, at: datetime | None = None, archival: bool = True) -> bytes:
    """A paper that may never become a row, as PDF."""
    return typeset.pdf(typeset.source(SOURCE), _given(paper), files=_files(paper), archival=archival, at=at)


def pages_of(paper: Document) -> list[bytes]:
    """The pages of the PDF as SVG pictures."""
    laid = lay_out(paper)
    return typeset.drawings(typeset.source(SOURCE), _given(laid), files=_files(laid))


def pdf_of_many(papers: Sequence[Document]) -> bytes:
    """One file to print, each paper a bookmark."""
    whole = PdfWriter()
    for paper in papers:
        whole.append(PdfReader(io.BytesIO(pdf_of(paper, archival=False))), outline_item=f"{symbol(paper)} {paper}")
    out = io.BytesIO()
    whole.write(out)
    return out.getvalue()


def docx_of(paper: Document) -> bytes:
    """The paper as Word, by the template it was made with; the shipped one when the cluster has none of its own."""
    if paper.template is None:
        return fill(shipped(paper.kind), lay_out(paper))
    with paper.template.file.open("rb") as own:
        return fill(own.read(), lay_out(paper))


def file_name(paper: Document, extension: str) -> str:
    """A name in plain letters: 01-bb-ctd-hoi-nghi-tong-ket.pdf"""
    return f"{slug(f'{symbol(paper)} {paper.about}')[:80].strip('-') or 'van-ban'}.{extension}"


def _given(paper: Paper) -> dict[str, object]:
    return {**asdict(paper), "title": paper.title}


def _files(paper: Paper) -> dict[str, bytes]:
    return {QR: square_of(paper.check, "svg")} if paper.check else {}


def _made(paper: Document) -> datetime | None:
    """The file's own date: noon of the day of issue, so that it does not change with the day it is asked for."""
    return datetime.combine(paper.issued_on, time(5), UTC) if paper.issued_on else None
