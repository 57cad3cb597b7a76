"""Thể thức văn bản: what a paper shows, by Nghị định 30/2020/NĐ-CP; the millimetres are in paperwork.css."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thidua.paperwork.models import Document

REGISTER = "CTĐ"
"""The cluster's papers, apart from the head unit's own (domain.md 6.2)."""


@dataclass(frozen=True)
class Paper:
    """One paper, ready to be set."""

    superior: str
    issuer: str
    symbol: str
    place_and_day: str
    kind: str
    about: str
    sections: tuple[Mapping[str, Any], ...]
    signatures: tuple[Mapping[str, Any], ...]
    recipients: tuple[str, ...]


def symbol(document: Document) -> str:
    """Số và ký hiệu, such as 12/BB-CTĐ; a draft has no number yet."""
    number = f"{document.number:02d}" if document.number else "…"
    return f"{number}/{document.kind}-{REGISTER}"


def day_in_full(day: dt.date) -> str:
    """ngày 05 tháng 02 năm 2026: days below ten and the first two months carry a nought, so that none is altered."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def lay_out(document: Document) -> Paper:
    """The nine parts of a paper, from its row."""
    content = document.content
    place = content.get("place", "")
    day = day_in_full(document.issued_on) if document.issued_on else "ngày … tháng … năm …"
    return Paper(
        superior=document.year.cluster.organiser,
        issuer=document.issuer.name,
        symbol=symbol(document),
        place_and_day=f"{place}, {day}" if place else day.capitalize(),
        kind=str(document.get_kind_display()),
        about=document.about,
        sections=tuple(content.get("sections", ())),
        signatures=tuple(content.get("signatures", ())),
        recipients=(*content.get("recipients", ()), "Lưu: VT"),
    )
