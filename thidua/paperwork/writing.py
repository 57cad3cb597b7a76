"""Soạn thảo: the text of a paper as one writes it in a box, and back. A heading begins with #, a table is [Bảng 1]."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused

HEADING = re.compile(r"(?:#\s*)(.+)|((?:[IVX]{1,5}\.|Điều \d+\.|Phần [IVX]+)\s.+)")
TABLE = re.compile(r"\[Bảng (\d{1,3})\]")


def text_of(content: dict[str, Any]) -> str:
    """The sections of a paper as lines."""
    lines: list[str] = []
    tables = 0
    for section in content.get("sections", ()):
        if heading := section.get("heading"):
            lines += ["", f"# {heading}"]
        lines += [str(said) for said in section.get("paragraphs") or ()]
        if section.get("table"):
            tables += 1
            lines.append(f"[Bảng {tables}]")
    return "\n".join(lines).strip()


def sections_of(text: str, before: Sequence[dict[str, Any]] = ()) -> list[dict[str, Any]]:
    """The lines as sections; the tables are those of the sections before."""
    tables = [section["table"] for section in before if section.get("table")]
    made: list[dict[str, Any]] = []
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            continue
        if heading := HEADING.fullmatch(line):
            made.append({"heading": heading[1] or heading[2], "paragraphs": []})
        elif table := TABLE.fullmatch(line):
            _last(made)["table"] = _table(tables, int(table[1]))
        else:
            _last(made)["paragraphs"].append(line)
    return made


def _last(made: list[dict[str, Any]]) -> dict[str, Any]:
    """The section being written; after a table a new one begins, for a section's table stands at its end."""
    if not made or made[-1].get("table"):
        made.append({"heading": "", "paragraphs": []})
    return made[-1]


def _table(tables: Sequence[Any], number: int) -> Any:
    if not 1 <= number <= len(tables):
        raise Refused(
            _("Văn bản không có [Bảng %(n)s]; các bảng lấy từ số liệu, đánh số từ 1 đến %(all)s.")
            % {"n": number, "all": len(tables)} if tables
            else _("Văn bản không có bảng nào; hãy bỏ dòng [Bảng %(n)s].") % {"n": number},
            "text",
        )  # fmt: skip
    return tables[number - 1]


def lines_of(text: str) -> list[str]:
    """What was typed one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
