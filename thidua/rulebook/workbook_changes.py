"""Những chỗ thay đổi: two editions beside each other, criterion by criterion, in the workbook's words."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thidua.engine import Criterion, Edition
from thidua.kit.viet import fold, number
from thidua.rulebook.workbook_cells import type_of_cell
from thidua.rulebook.workbook_lines import cells, lines
from thidua.rulebook.workbook_words import CRITERION, GENERAL, HOW, KIND, VALUE, section

ADDED, REMOVED, CHANGED, MOVED = _("Thêm"), _("Bỏ"), _("Sửa"), _("Đổi mã")
YEAR = section(Edition, "year")
"""A year is no amount: it is written without a dot."""
ORDER = _("Thứ tự các tiêu chí")


@dataclass(frozen=True)
class Pair:
    """The same criterion in two editions: by its code, or, where the code went, by its title."""

    before: Criterion | None
    after: Criterion | None

    @property
    def how(self) -> Promise | None:
        """In what it differs; None when it does not."""
        if self.before is None or self.after is None:
            return ADDED if self.before is None else REMOVED
        if self.before.code != self.after.code:
            return MOVED
        return CHANGED if self.before != self.after else None


@dataclass(frozen=True)
class Part:
    """One thing that differs: its word, before and after; "" stands for nothing."""

    word: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One criterion that differs, or the table as a whole when `code` is empty."""

    how: Promise
    code: str
    title: str
    parts: tuple[Part, ...]


def changes(before: Edition, after: Edition) -> tuple[Change, ...]:
    """Everything by which two editions differ; nothing when their digests are one."""
    return (*_whole(before, after), *_criteria(before, after))


def paired(before: Edition, after: Edition) -> list[Pair]:
    """Every criterion of both editions, in the later one's order; what was left out stands where it stood."""
    became = {one.code: one for one in after.criteria if one.code in before.codes} | _moved(before, after)
    came_from = {new.code: before.criterion(old) for old, new in became.items()}
    left_out: dict[str, list[Pair]] = {}
    last = ""
    for one in before.criteria:
        if one.code in became:
            last = became[one.code].code
        else:
            left_out.setdefault(last, []).append(Pair(one, None))
    found = left_out.pop("", [])
    for one in after.criteria:
        found += [Pair(came_from.get(one.code), one), *left_out.pop(one.code, [])]
    return found


def _moved(before: Edition, after: Edition) -> dict[str, Criterion]:
    """Where a code went and one other came with the very same title, the criterion moved."""
    gone, new = _by_title(before, after), _by_title(after, before)
    return {gone[key][0].code: new[key][0] for key in gone.keys() & new.keys() if len(gone[key]) == len(new[key]) == 1}


def _by_title(edition: Edition, other: Edition) -> dict[tuple[str, bool], list[Criterion]]:
    found: dict[tuple[str, bool], list[Criterion]] = {}
    for one in edition.criteria:
        if one.code not in other.codes:
            found.setdefault((fold(one.title), one.is_leaf), []).append(one)
    return found


def whole(before: Edition, after: Edition) -> list[Part]:
    """Where the two tables differ beside their criteria: total, rounding, ranking, grades, sources, order."""
    parts = list(differing(_said(before), _said(after)))
    pairs = [(one.before.code, one.after.code) for one in paired(before, after) if one.before and one.after]
    places = {code: place for place, code in enumerate(one.code for one in before.criteria)}
    old = sorted(pairs, key=lambda pair: places[pair[0]])
    moved = [(was[0], now[1]) for was, now in zip(old, pairs, strict=True) if was != now]
    if moved:
        parts.append(Part(ORDER, ", ".join(was for was, _now in moved), ", ".join(now for _was, now in moved)))
    return parts


def _whole(before: Edition, after: Edition) -> Iterator[Change]:
    if parts := whole(before, after):
        yield Change(CHANGED, "", GENERAL, tuple(parts))


def _criteria(before: Edition, after: Edition) -> Iterator[Change]:
    for pair in paired(before, after):
        one = pair.after or pair.before
        if one and pair.how:
            yield Change(pair.how, one.code, one.title, tuple(parts_of(pair)))


def parts_of(pair: Pair) -> Iterator[Part]:
    """Where two criteria differ; the parts of a rule only where its sentence does not tell already."""
    before, after = ({} if one is None else face(one) for one in (pair.before, pair.after))
    yield from differing(before, after)
    if pair.before and pair.after and pair.before.rule != pair.after.rule and before.get(HOW) == after.get(HOW):
        yield from differing(_said(pair.before.rule), _said(pair.after.rule))


def face(criterion: Criterion) -> dict[str, str]:
    """What a criterion's row says, by column."""
    implied = bool(criterion.parent) and criterion.code.rpartition(".")[0] == criterion.parent
    bare = replace(criterion, rule=None, parent="" if implied else criterion.parent)
    found = {title: _text(value) for title, value in cells(bare, lambda _cls, name: CRITERION[name]).items()}
    if criterion.rule:
        found |= {KIND: criterion.rule.name, HOW: criterion.rule.says(criterion)}
    return found


def _said(thing: Any) -> dict[str, str]:
    """Everything a thing's rows say, by what they are about."""
    found: dict[str, str] = {}
    for line in lines(thing) if thing else ():
        if line.section == YEAR:
            found[YEAR] = str(line.cells[VALUE])
            continue
        said = ", ".join(_text(value) if title == VALUE else f"{title}: {_text(value)}"
                         for title, value in line.cells.items())  # fmt: skip
        found[line.section] = "\n".join(filter(None, (found.get(line.section, ""), said)))
    return found


def differing(before: dict[str, str], after: dict[str, str]) -> Iterator[Part]:
    """The words told differently, or on one side only."""
    for word in dict.fromkeys((*before, *after)):
        old, new = before.get(word, ""), after.get(word, "")
        if old != new:
            yield Part(word, old, new)


def _text(value: type_of_cell) -> str:
    if isinstance(value, Decimal):
        return number(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value
