"""Lời tìm: how an award is folded, and how what was typed becomes the same words; a table of each database."""

import sys
from collections.abc import Iterable, Sequence

from django.db import connection

from thidua.kit.viet import fold

WORDS = 8
"""So many words of what is typed are looked for."""
IN_FTS = (
    "awards_award.id IN (SELECT rowid FROM awards_words WHERE awards_words MATCH %s AND rowid < %s "
    "ORDER BY rowid DESC LIMIT %s)"
)
"""SQLite has an index of words of its own (FTS5), which follows the rows by triggers; it stops at so many."""
IN_GIN = "awards_award.words @@ to_tsquery('simple', %s)"
"""PostgreSQL keeps the words of an award in a column made from `search`, with an index (GIN)."""
IN_ROW = "NOT awards_award.words @@ to_tsquery('simple', %s)"
"""The same for a negated query: no index answers it, so it is looked up in rows found otherwise."""
IN_BOTH = (
    "awards_award.id IN (SELECT id FROM (SELECT id FROM awards_award WHERE words @@ to_tsquery('simple', %s) "
    "AND NOT words @@ to_tsquery('simple', %s) AND id < %s OFFSET 0) AS held ORDER BY id DESC LIMIT %s)"
)
"""Some words by the index, the others in the rows it gives; of the newest so many. OFFSET 0: in this order."""
NEVER = "!a & a"
"""What no row says."""


def folded(*parts: object) -> str:
    """
    >>> folded("Đơn vị Trường Sơn", 2026, "99/QĐ-BCA")
    'don vi truong son 2026 99 qd bca'
    """
    return " ".join("".join(c if c.isalnum() else " " for c in fold(" ".join(map(str, parts)))).split())


def looked_for(typed: str) -> list[str]:
    """
    >>> looked_for("Trường  Sơn, 2026")
    ['truong', 'son', '2026']
    """
    return list(dict.fromkeys(folded(typed).split()))[:WORDS]


def asked_for(words: Iterable[str]) -> str:
    """
    >>> asked_for(["song", "hong"])
    'song:* & hong:*'
    """
    return " & ".join(f"{word}:*" for word in words)


def but(words: Sequence[str]) -> str:
    """The negated query of `IN_ROW`.

    >>> but(["song", "hong"])
    '!(song:* & hong:*)'
    """
    return f"!({asked_for(words)})" if words else NEVER


def where(typed: str, *, before: int = 0, most: int = -1) -> tuple[str, list[str | int]]:
    """The condition, in SQL, that every word typed begins a word of the award; "" when nothing was typed.

    The words hold letters and digits only, so none can be an operator. Of the newest `most` entries before `before`.
    """
    words = looked_for(typed)
    if not words:
        return "", []
    if connection.vendor == "sqlite":
        return IN_FTS, [" ".join(f'"{word}"*' for word in words), before or sys.maxsize, most]
    return IN_GIN, [asked_for(words)]
