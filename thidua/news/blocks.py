"""Khối nội dung: what the text of a block means, and why a block cannot stand as typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from thidua.kit.posted import why_not_text
from thidua.news.drafting import BlockKind

LONGEST = 20_000
LONGEST_TITLE = 300
MOST_CELLS, MOST_LINES = 12, 200
LINKS = (BlockKind.VIDEO, BlockKind.DOCUMENT)
WITH_PICTURES = (BlockKind.PICTURE, BlockKind.ALBUM)
SCHEMES = ("https", "http")
BETWEEN = re.compile(r"\t|\s*\|\s*")


@dataclass(frozen=True)
class Figures:
    """Bảng số liệu: its title, the heads of its columns, its rows."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Link:
    """Liên kết: a film or a document elsewhere, by its address and its name."""

    address: str
    title: str

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""


def figures_of(text: str) -> Figures:
    """Lines of cells between tabs (as pasted from a workbook) or bars; lines before the first such are the title.

    >>> figures_of("Xếp hạng\\nĐơn vị | Điểm\\nA | 97,25")
    Figures(title='Xếp hạng', head=('Đơn vị', 'Điểm'), rows=(('A', '97,25'),))
    """
    lines = [line.strip(" |") if "|" in line else line.rstrip() for line in text.split("\n") if line.strip()]
    cells = [tuple(cell.strip() for cell in BETWEEN.split(line)) for line in lines]
    first = next((at for at, line in enumerate(cells) if len(line) > 1), len(cells))
    width = max((len(line) for line in cells[first:]), default=0)
    level = [(*line, *[""] * (width - len(line))) for line in cells[first:]]
    return Figures(" ".join(line[0].strip() for line in cells[:first]), level[0] if level else (), tuple(level[1:]))


def link_of(text: str) -> Link:
    """The address on the first line, its name on the second."""
    address, _newline, title = text.strip().partition("\n")
    return Link(address.strip(), " ".join(title.split()) or urlsplit_host(address.strip()))


def urlsplit_host(address: str) -> str:
    """The host of an address, for want of a name."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address


def why_not_link(address: str) -> str:
    """An address a reader may be sent to: of the web, with a host, and nothing that runs."""
    try:
        split = urlsplit(address)
        whole = split.scheme in SCHEMES and bool(split.hostname) and not re.search(r"[\s<>\"\\]", address)
    except ValueError:
        whole = False
    if whole and len(address) <= LONGEST_TITLE:
        return ""
    return _("địa chỉ phải bắt đầu bằng https:// hoặc http://, ví dụ https://example.vn/tai-lieu.pdf")


def why_not_block(kind: BlockKind, text: str) -> str:
    """What is wrong with a block of words; pictures are looked at by who knows the album."""
    if why_not := why_not_text(text, LONGEST):
        return why_not
    if kind in LINKS:
        link = link_of(text)
        if len(link.title) > LONGEST_TITLE:
            return why_not_text(link.title, LONGEST_TITLE)
        return why_not_link(link.address)
    if kind is BlockKind.FIGURES:
        return _why_not_figures(figures_of(text))
    if kind is BlockKind.HEADING:
        return why_not_text(text, LONGEST_TITLE)
    return ""


def _why_not_figures(figures: Figures) -> str:
    if not figures.rows:
        return _(
            "bảng cần ít nhất một dòng tiêu đề cột và một dòng số liệu; các ô cách nhau bằng dấu | hoặc dán từ Excel"
        )
    if len(figures.head) > MOST_CELLS or len(figures.rows) > MOST_LINES:
        return _("bảng nhiều nhất %(cells)s cột, %(lines)s dòng") % {"cells": MOST_CELLS, "lines": MOST_LINES}
    return ""


def picture_numbers(body: Sequence[dict[str, object]]) -> list[int]:
    """Every picture of a body, in its order."""
    found: list[int] = []
    for block in body:
        if block.get("picture"):
            found.append(block["picture"])  # type: ignore[arg-type]
        found += block.get("pictures") or []  # type: ignore[arg-type]
    return found
