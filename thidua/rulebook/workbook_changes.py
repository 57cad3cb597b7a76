"""Những chỗ thay đổi: two editions beside each other, criterion by criterion, in the workbook's words."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thidua.engine import Criterion, Edition
from thidua.kit.viet import number
from thidua.rulebook.workbook_cells import type_of_cell
from thidua.rulebook.workbook_lines import cells, lines
from thidua.rulebook.workbook_words import CRITERION, GENERAL, HOW, KIND, VALUE

ADDED, REMOVED, CHANGED = _("Thêm"), _("Bỏ"), _("Sửa")
ORDER = _("Thứ tự các tiêu chí")


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


def _whole(before: Edition, after: Edition) -> Iterator[Change]:
    parts = list(_differing(_said(before), _said(after)))
    both = before.codes & after.codes
    orders = [[one.code for one in edition.criteria if one.code in both] for edition in (before, after)]
    if orders[0] != orders[1]:
        moved = [(old, new) for old, new in zip(*orders, strict=False) if old != new]
        parts.append(Part(ORDER, ", ".join(old for old, _new in moved), ", ".join(new for _old, new in moved)))
    if parts:
        yield Change(CHANGED, "", GENERAL, tuple(parts))


def _criteria(before: Edition, after: Edition) -> Iterator[Change]:
    old = {one.code: one for one in before.criteria}
    for criterion in after.criteria:
        earlier = old.pop(criterion.code, None)
        if earlier is None:
            yield Change(ADDED, criterion.code, criterion.title, tuple(_differing({}, _face(criterion))))
        elif earlier != criterion:
            yield Change(CHANGED, criterion.code, criterion.title, tuple(_parts(earlier, criterion)))
    for criterion in old.values():
        yield Change(REMOVED, criterion.code, criterion.title, tuple(_differing(_face(criterion), {})))


def _parts(before: Criterion, after: Criterion) -> Iterator[Part]:
    """Where two criteria differ; the parts of a rule only where its sentence does not tell already."""
    faces = _face(before), _face(after)
    yield from _differing(*faces)
    if before.rule != after.rule and faces[0].get(HOW) == faces[1].get(HOW):
        yield from _differing(_said(before.rule), _said(after.rule))


def _face(criterion: Criterion) -> dict[str, str]:
    shown = cells(replace(criterion, rule=None), lambda _cls, name: CRITERION[name])
    found = {title: _text(value) for title, value in shown.items()}
    if criterion.rule:
        found |= {KIND: criterion.rule.name, HOW: criterion.rule.says(criterion)}
    return found


def _said(thing: Any) -> dict[str, str]:
    """Everything a thing's rows say, by what they are about."""
    found: dict[str, str] = {}
    for line in lines(thing) if thing else ():
        said = ", ".join(_text(value) if title == VALUE else f"{title}: {_text(value)}"
                         for title, value in line.cells.items())  # fmt: skip
        found[line.section] = "\n".join(filter(None, (found.get(line.section, ""), said)))
    return found


def _differing(before: dict[str, str], after: dict[str, str]) -> Iterator[Part]:
    for word in dict.fromkeys((*before, *after)):
        old, new = before.get(word, ""), after.get(word, "")
        if old != new:
            yield Part(word, old, new)


def _text(value: type_of_cell) -> str:
    if isinstance(value, Decimal):
        return number(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value
