"""Phiếu chấm: the rows of a score sheet, as they are shown, typed and posted. Nothing here writes."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from thidua import engine
from thidua.kit.posted import whole
from thidua.reports.figures import Cell, Written, cells
from thidua.scoring.bridge import Book, Cohort, blank, reading
from thidua.scoring.models import Claim
from thidua.scoring.queries import decimal
from thidua.scoring.terms import Column, Hand
from thidua.scoring.timeliness import Fact

Texts = Mapping[str, str]
NONE: Mapping[str, Fact] = MappingProxyType({})
LONGEST_NOTE = 2000
"""Of the reason beside a row of a sheet, and of giving a sheet back."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One row as posted: what was typed, why, and the version of the row it was typed over (None: any)."""

    code: str
    written: dict[str, str]
    reason: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A row before anything is typed: its texts and reason, the version, what the hands before say.

    `from_report`: filled in and kept by nobody yet; `fact` says from where, when it is a day something was handed in.
    """

    texts: Texts
    reason: str
    version: int
    earlier: list[tuple[Hand, Texts, str]]
    from_report: bool = False
    fact: Fact | None = None

    @property
    def seen(self) -> str:
        """The mark a posted row carries, so that untouched rows are left alone and stale ones are noticed."""
        texts = dict.fromkeys(self.texts, "") if self.from_report else self.texts
        return f"{self.version}.{fingerprint(texts, self.reason)}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet: a group, or a criterion with its cells, its point, its evidence, what others wrote."""

    criterion: engine.Criterion
    says: str = ""
    kept: Kept | None = None
    cells: tuple[Cell, ...] = ()
    reason: str = ""
    target: str = ""
    points: Decimal | None = None
    files: int = 0
    scope: str = ""
    overtaken: Claim | None = None
    touched: bool = False


def fingerprint(texts: Texts, reason: str) -> str:
    """A short mark of a row's content."""
    return f"{zlib.crc32(json.dumps([sorted(texts.items()), reason], ensure_ascii=False).encode()):08x}"


@lru_cache(maxsize=32)
def said(edition: engine.Edition) -> dict[str, str]:
    """How each criterion counts, in words."""
    return {leaf.code: leaf.rule.says(leaf) for leaf in edition.leaves if leaf.rule}


def kept_rows(
    found: Book, unit: str, hand: Hand, reported: Written, facts: Mapping[str, Fact] = NONE
) -> dict[str, Kept]:
    """Every row the hand may write on: kept, prefilled (from the last report, from what was handed in when), or as
    the hand before says."""
    rows = {}
    claims, scoped = found.claims.get((unit, hand), {}), found.scopes.get(unit, {})
    for leaf in found.edition.leaves:
        if leaf.code in scoped:
            continue
        empty = blank(found.edition, leaf.code)
        earlier = [
            (before, empty | claim.written, claim.reason)
            for before in hand.before if (claim := found.claim(unit, leaf.code, before))
        ]  # fmt: skip
        claim = claims.get(leaf.code)
        if claim is not None:
            rows[leaf.code] = Kept(empty | claim.written, claim.reason, claim.version, earlier)
        elif hand == Hand.SELF and (figures := reported.get(leaf.code)):
            rows[leaf.code] = Kept(empty | figures, "", 0, earlier, from_report=True)
        elif hand == Hand.SELF and (fact := facts.get(leaf.code)):
            rows[leaf.code] = Kept(empty | fact.written, "", 0, earlier, from_report=True, fact=fact)
        else:
            rows[leaf.code] = Kept(earlier[-1][1] if earlier else empty, "", 0, earlier)
    return rows


def posted(kept: Mapping[str, Kept], data: Mapping[str, str], typed: Written) -> list[Typed]:
    """The rows of a posted sheet that were touched since they were shown."""
    found = []
    for code, row in kept.items():
        if code not in typed:
            continue
        texts = dict.fromkeys(row.texts, "") | typed[code]
        reason = data.get(f"note:{code}", "").strip()
        version, _dot, mark = data.get(f"seen:{code}", row.seen).partition(".")
        if fingerprint(texts, reason) != mark:
            found.append(Typed(code, texts, reason, whole(version) or 0))
    return found


def unexplained(edition: engine.Edition, row: Typed) -> bool:
    """Whether a row says that nobody can tell, without saying why."""
    return not row.reason and reading(edition, row.code, row.written) == engine.UNKNOWN


def texts_of(kept: Mapping[str, Kept]) -> Written:
    return {code: dict(row.texts) for code, row in kept.items()}


@dataclass(frozen=True)
class Shown:
    """What to show on the page beside what is kept."""

    typed: Mapping[str, Typed]
    wrong: Mapping[str, Mapping[str, str]]
    overtaken: Mapping[str, Claim]
    files: Mapping[str, int]


def sheet_rows(found: Book, score: engine.UnitScore, unit: str, kept: Mapping[str, Kept], shown: Shown) -> list[Row]:
    """The whole sheet in the table's order, with the points of what is shown."""
    words, scoped = said(found.edition), found.scopes.get(unit, {})
    none: dict[str, str] = {}
    rows = []
    for one in found.edition.criteria:
        code = one.code
        value = decimal(score.points[code])
        if code not in kept:
            rows.append(Row(one, words.get(code, ""), points=value, scope=scoped.get(code, "")))
            continue
        typed = shown.typed.get(code)
        texts = typed.written if typed else kept[code].texts
        target = found.targets.get(unit, {}).get(code)
        rows.append(Row(
            one, words[code], kept[code], tuple(cells(one, texts, shown.wrong.get(code, none))),
            typed.reason if typed else kept[code].reason, target.agreed if target else "", value,
            shown.files.get(code, 0), "", shown.overtaken.get(code), typed is not None,
        ))  # fmt: skip
    return rows


def preview(found: Book, unit: str, hand: Hand, typed: Written) -> Cohort:
    """The column of this hand with what is being typed in the place of what is kept."""
    return found.cohort(Column(hand.value), draft=(unit, hand)).typed_over(unit, typed)
