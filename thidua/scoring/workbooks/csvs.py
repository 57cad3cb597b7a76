"""CSV: as a Vietnamese Excel opens it by a double click: UTF-8 with its mark, semicolons, decimal commas."""

import csv as writer
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Value = str | Decimal | None


def csv(rows: Iterable[Sequence[Value]]) -> bytes:
    """The file's bytes."""
    out = io.StringIO(newline="")
    made = writer.writer(out, delimiter=";", lineterminator="\r\n")
    made.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def cell(value: Value) -> str:
    """A number with a decimal comma; a text that a worksheet would take for a formula stands behind an apostrophe.

    >>> cell(Decimal("12.500")), cell(Decimal("-3")), cell("=cmd|' /C calc'!A0"), cell(None)
    ('12,5', '-3', "'=cmd|' /C calc'!A0", '')
    """
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
    text = value or ""
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINS_A_FORMULA) else text
