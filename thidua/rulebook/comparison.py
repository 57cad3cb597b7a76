"""So sánh: two editions side by side, changed words marked within the text; `workbook_changes` says what differs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.functional import Promise

from thidua.engine import Criterion, Edition, show
from thidua.rulebook.table import cited_in
from thidua.rulebook.workbook_changes import ADDED, CHANGED, MOVED, REMOVED, Pair, Part, face, paired, parts_of, whole
from thidua.rulebook.workbook_words import CITED, CODE, CRITERION, HOW, KIND

SAME, GONE, NEW = "same", "gone", "new"
WORD = re.compile(r"\d[\d.,/]*\d|\w+|\s+|.", re.DOTALL)
LONGEST = 600
"""Words of a text compared one by one; a longer text is marked whole."""
SHOWN = (CRITERION["title"], CRITERION["max"], HOW)
"""Told of every row, changed or not."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text: the same on both sides, gone, or new."""

    text: str
    how: str


@dataclass(frozen=True)
class Line:
    """One column of the table, on both sides."""

    word: str | Promise
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def differs(self) -> bool:
        return any(piece.how != SAME for piece in (*self.before, *self.after))


@dataclass(frozen=True)
class Row:
    """One criterion on both sides; `how` is None where nothing differs."""

    how: Promise | None
    before: Criterion | None
    after: Criterion | None
    lines: tuple[Line, ...]

    @property
    def code(self) -> str:
        one = self.after or self.before
        return one.code if one else ""


@dataclass(frozen=True)
class Comparison:
    """Everything two editions say, side by side."""

    head: tuple[Line, ...]
    rows: tuple[Row, ...]
    totals: tuple[str, str]

    def _count(self, how: Promise) -> int:
        return sum(row.how is how for row in self.rows)

    @property
    def added(self) -> int:
        return self._count(ADDED)

    @property
    def removed(self) -> int:
        return self._count(REMOVED)

    @property
    def changed(self) -> int:
        return self._count(CHANGED)

    @property
    def moved(self) -> int:
        return self._count(MOVED)

    @property
    def differing(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.how)


def compare(before: Edition, after: Edition) -> Comparison:
    """Two editions beside each other, whole; the page shows all rows or those that differ."""
    return Comparison(
        tuple(_line(part) for part in whole(before, after)),
        tuple(Row(one.how, one.before, one.after, tuple(_lines(before, after, one))) for one in paired(before, after)),
        (show(before.total), show(after.total)),
    )


def _lines(before: Edition, after: Edition, pair: Pair) -> Iterator[Line]:
    """The columns everybody reads first, then whatever else differs; citations in full."""
    faces = [{} if one is None else face(one) for one in (pair.before, pair.after)]
    parts = {str(part.word): part for part in parts_of(pair)} if pair.how else {}
    for word in SHOWN:
        texts = [one.get(word, "") for one in faces]
        if any(texts):
            yield _line(Part(word, *texts))
    if CRITERION["cites"] in parts:
        yield _line(Part(CITED, _cited(before, pair.before), _cited(after, pair.after)))
    for word, part in parts.items():
        if word not in (*SHOWN, CODE, CRITERION["cites"]) and not (word == KIND and HOW in parts):
            yield _line(part)


def _cited(edition: Edition, criterion: Criterion | None) -> str:
    return "; ".join(cited_in(edition, criterion)) if criterion else ""


def _line(part: Part) -> Line:
    return Line(part.word, *marked(part.before, part.after))


def marked(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces, word by word; two texts with little in common are marked whole."""
    if before == after:
        return (Piece(before, SAME),), (Piece(after, SAME),)
    old, new = WORD.findall(before), WORD.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return _all(before, GONE), _all(after, NEW)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    steps = matcher.get_opcodes()
    kept = [word for tag, a, b, _c, _d in steps if tag == "equal" for word in old[a:b] if not word.isspace()]
    if 5 * len(kept) < 2 * sum(not word.isspace() for word in min(old, new, key=len)):
        return _all(before, GONE), _all(after, NEW)
    return (
        tuple(Piece("".join(old[a:b]), SAME if tag == "equal" else GONE) for tag, a, b, _c, _d in steps if a < b),
        tuple(Piece("".join(new[c:d]), SAME if tag == "equal" else NEW) for tag, _a, _b, c, d in steps if c < d),
    )


def _all(text: str, how: str) -> tuple[Piece, ...]:
    return (Piece(text, how),) if text else ()
