"""Khác nhau: what changed between two versions of a text, word by word."""

import difflib
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A stretch of text: kept, added or removed."""

    what: str
    text: str


def between(before: str, after: str) -> list[Piece]:
    """
    >>> [(one.what, one.text) for one in between("họp lúc 8 giờ", "họp lúc 9 giờ")]
    [('kept', 'họp lúc '), ('removed', '8'), ('added', '9'), ('kept', ' giờ')]
    """
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    found = []
    for what, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("kept", "".join(old[i:j])))
            continue
        found += [Piece("removed", "".join(old[i:j]))] if i < j else []
        found += [Piece("added", "".join(new[k:m]))] if k < m else []
    return found
