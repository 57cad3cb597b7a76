"""Thể thức văn bản: what a paper shows, by Nghị định 30/2020/NĐ-CP; the millimetres are in typst/paper.typ,
shipped.py (Word) and paperwork.css (the reading page)."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import override

from thidua.ledger.models import DayHead
from thidua.paperwork.models import Document
from thidua.paperwork.terms import ORDAINS, PERSONAL, Capacity, Kind, Status

REGISTER = "CTĐ"
"""The cluster's papers, apart from the head unit's own (domain.md 6.2)."""
SHORT = 9
"""A head so short is not broken: Đồng ý, Tự chấm."""
WATERMARKS = {
    Status.DRAFT: "Dự thảo", Status.SIGNED: "Dự thảo", Status.REVOKED: "Đã thu hồi", Status.DROPPED: "Đã bỏ",
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A table of a paper; every row as long as its head. `narrow`: columns of numbers, set in the middle."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    narrow: tuple[bool, ...]
    shares: tuple[int, ...]
    """How much of the line each column asks for."""


@dataclass(frozen=True)
class Section:
    """A part of the text: a heading (or ""), paragraphs, a table."""

    heading: str
    paragraphs: tuple[str, ...]
    table: Table | None


@dataclass(frozen=True)
class Signature:
    """Who signs: the lines above, such as TM. CỤM THI ĐUA / CỤM TRƯỞNG; a note under them; the name."""

    lines: tuple[str, ...]
    note: str
    name: str

    @property
    def authority(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True)
class Paper:
    """One paper, ready to be set."""

    superior: str
    issuer: str
    symbol: str
    place_and_day: str
    kind: str
    letter: bool
    about: str
    to: tuple[str, ...]
    bases: tuple[str, ...]
    ordains: str
    sections: tuple[Section, ...]
    signatures: tuple[Signature, ...]
    recipients: tuple[str, ...]
    check: str
    held: str
    mark: str

    @property
    def title(self) -> str:
        return f"{self.kind} {self.symbol}: {self.about}"


def symbol(document: Document) -> str:
    """Số và ký hiệu, such as 12/BB-CTĐ; a draft has no number yet; an official letter's has no kind in it."""
    number = f"{document.number:02d}" if document.number else "…"
    kind = "" if document.kind in PERSONAL else f"{document.kind}-"
    return f"{number}/{kind}{document.mark}"


def day_in_full(day: dt.date) -> str:
    """ngày 05 tháng 02 năm 2026: days below ten and the first two months carry a nought, so that none is altered."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def check_address(code: str) -> str:
    """Where anybody can ask about a paper by the code printed on it."""
    return f"{settings.SITE_URL}/kiem-tra/{code}/"


def held_by(head: DayHead | None) -> dict[str, str]:
    """The small print that holds the record fast: the last signed head of the ledger when the paper is issued.

    It belongs to what the paper says and its digest covers; a paper issued before any head was signed has none.
    """
    said = f"Đầu sổ cái {head.day:%d/%m/%Y}, dòng {head.seq}: {head.hash[:16]}" if head else ""
    return {"ledger_head": said} if said else {}


def signing(capacity: Capacity, body: str, title: str, name: str = "") -> dict[str, str]:
    """A place to sign in the content of a paper: TM. <body> / <title>; signing by one's own office has no first line.

    >>> signing(Capacity.FOR_CHIEF, "Cụm trưởng", "Phó Cụm trưởng")["authority"]
    'KT. Cụm trưởng\\nPhó Cụm trưởng'
    """
    first = f"{capacity.value} {body}\n" if capacity != Capacity.OWN and body else ""
    return {"authority": f"{first}{title}", "name": name}


def lay_out(document: Document) -> Paper:
    """The nine parts of a paper, from its row. Vietnamese, whoever reads."""
    content, kind = document.content, Kind(document.kind)
    place = content.get("place", "")
    day = day_in_full(document.issued_on) if document.issued_on else "ngày … tháng … năm …"
    organiser = document.year.cluster.organiser
    with override("vi"):
        name = str(kind.label)
    return Paper(
        superior=organiser,
        issuer=document.issuer.name,
        symbol=symbol(document),
        place_and_day=f"{place}, {day}" if place else day.capitalize(),
        kind=name,
        letter=kind in PERSONAL,
        about=document.about,
        to=tuple(content.get("to", (organiser,) if kind == Kind.SUBMISSION else ())),
        bases=tuple(content.get("bases", ())),
        ordains=ORDAINS.get(kind, ""),
        sections=tuple(_section(one) for one in content.get("sections", ())),
        signatures=tuple(_signature(one) for one in content.get("signatures", ())),
        recipients=_recipients(content.get("recipients", ())),
        check=check_address(document.code) if document.code else "",
        held=content.get("ledger_head", ""),
        mark=WATERMARKS.get(Status(document.status), ""),
    )


def digest_of(document: Document) -> str:
    """SHA-256 of all that an issued paper says: whoever changes a letter of it in the database changes this."""
    said = {
        "issuer": document.issuer_id, "symbol": symbol(document), "issued_on": str(document.issued_on),
        "about": document.about, "content": document.content,
    }  # fmt: skip
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _section(one: Mapping[str, Any]) -> Section:
    return Section(
        str(one.get("heading") or ""),
        tuple(str(said) for said in one.get("paragraphs") or () if str(said).strip()),
        _table(one.get("table")),
    )


def _table(given: Mapping[str, Any] | None) -> Table | None:
    if not given or not given.get("head"):
        return None
    head = tuple(str(cell) for cell in given["head"])
    rows = tuple(
        tuple(str(row[n]) if n < len(row) else "" for n in range(len(head))) for row in given.get("rows") or ()
    )
    narrow = tuple(all(is_figure(row[n]) for row in rows) for n in range(len(head)))
    kept = tuple(tuple(_together(cell) if is_figure(cell) else cell for cell in row) for row in rows)
    return Table(head, kept, narrow, shares_of([(head[n], *(row[n] for row in kept)) for n in range(len(head))]))


def shares_of(columns: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """A column asks for its longest word and a margin, and for long texts ever more slowly; heads are bold.

    Counted in letters, the same for the PDF and for Word.
    """
    return tuple(_share(column[0], column[1:]) for column in columns)


def _share(head: str, cells: Sequence[str]) -> int:
    word = max((len(part) for text in (head, *cells) for part in text.split(" ")), default=1)
    longest = max((len(text) for text in (head, *cells)), default=1)
    return max(word + 4, min(longest + 3, 14 + longest // 3), len(head) + 4 if len(head) < SHORT else 0)


def _together(cell: str) -> str:
    """60 % on one line."""
    return cell.replace(" ", "\N{NO-BREAK SPACE}")


def is_figure(cell: str) -> bool:
    """A number, a share, a day, a dash: what stands in the middle of its column."""
    return len(cell) <= 12 and not any(c.isalpha() for c in cell)


def _signature(one: Mapping[str, Any]) -> Signature:
    lines = tuple(line.strip() for line in str(one.get("authority", "")).split("\n") if line.strip())
    return Signature(lines, str(one.get("note", "")), str(one.get("name", "")))


def _recipients(given: Any) -> tuple[str, ...]:
    """Each once, ended with a semicolon, the file copy last with a full stop."""
    named = dict.fromkeys(str(one).strip().rstrip(";.") for one in given)
    said = [one for one in named if one and not one.startswith("Lưu: ")]
    kept = next((one for one in named if one.startswith("Lưu: ")), "Lưu: VT")
    return (*(f"{one};" for one in said), f"{kept}.")
