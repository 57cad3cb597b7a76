"""Nếu như: one criterion's numbers, or a section's weight, changed; the ranking worked out again beside today's.

The change makes a table of its own (the groups above and the total follow a changed maximum), scored from the very
answers of the year. Nothing is written; a table that pleases can be kept as a draft by the rulebook's own action.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from typing import Any, get_args

from django.utils.translation import gettext as _

from thidua import engine
from thidua.engine import Criterion, Edition, Points, Scores
from thidua.engine.points import NumberError, as_points, number
from thidua.engine.shape import hints
from thidua.kit.refusal import Refused
from thidua.rulebook.workbook_words import FACE, column, section
from thidua.scoring.bridge import Book
from thidua.scoring.terms import Column

USUAL = 100
"""A weight of a hundred percent: as the table has it."""


@dataclass(frozen=True)
class Knob:
    """A number of a criterion that can be turned: its field, its name in the officers' words, what it is now."""

    field: str
    name: str
    shown: str


@dataclass(frozen=True)
class Moved:
    """One unit before and after: place and total (thousandths); None where there is none."""

    unit: str
    place: int | None
    new_place: int | None
    total: int
    new_total: int

    @property
    def change(self) -> int:
        return self.new_total - self.total


def knobs(criterion: Criterion) -> list[Knob]:
    """What can be turned: the maximum, and every number of its rule, in the rule's own parts (events, bands …) too."""
    found = [Knob("max", FACE["max"], engine.show(criterion.max))] if criterion.max is not None else []
    if criterion.rule is not None:
        found += _numbers(criterion.rule, "", "")
    return found


def _numbers(item: Any, path: str, before: str) -> list[Knob]:
    found = []
    for one in fields(item):
        value = getattr(item, one.name)
        if isinstance(value, tuple) and value and is_dataclass(value[0]):
            name = section(type(item), one.name)
            for at, part in enumerate(value):
                found += _numbers(part, f"{path}{one.name}.{at}.", f"{name} {at + 1}: ")
        elif value is not None and (kind := _kind(type(item), one.name)):
            word = column(type(item), one.name) if path else section(type(item), one.name)
            found.append(Knob(path + one.name, before + word, _shown(value, kind)))
    return found


def _kind(cls: type, name: str) -> Any:
    """Points, Fraction or int, where the field is one number; None for everything else."""
    hint = hints(cls)[name]
    kinds = [part for part in (get_args(hint) or (hint,)) if part is not type(None)]
    return kinds[0] if len(kinds) == 1 and kinds[0] in (Points, Fraction, int) else None


def _shown(value: Any, kind: Any) -> str:
    return engine.show(value) if kind is Points else engine.show_number(Fraction(value))


def turned(edition: Edition, code: str, typed: Mapping[str, str]) -> Edition:
    """The table with these numbers in the place of its own; blank leaves one as it is.

    Raises `Refused` for what is no number, naming the field. What `engine.check` then finds is for the page to say.
    """
    criterion, made = edition.criterion(code), edition.criterion(code)
    for knob in knobs(criterion):
        text = typed.get(knob.field, "").strip()
        if text and text != knob.shown:
            made = _set(made, knob, text)
    raised = (made.max or 0) - (criterion.max or 0)
    edition = _with(edition, replace(made, max=criterion.max))
    if raised:
        edition = _raised(edition, code, raised)
    return edition


def _set(criterion: Criterion, knob: Knob, text: str) -> Criterion:
    if knob.field == "max":
        return replace(criterion, max=_read(knob, text, Points))
    return replace(criterion, rule=_put(criterion.rule, knob.field.split("."), knob, text))


def _put(item: Any, path: list[str], knob: Knob, text: str) -> Any:
    """The same rule with one number of it, wherever it lies, read from the text."""
    name = path[0]
    if len(path) == 1:
        return replace(item, **{name: _read(knob, text, _kind(type(item), name))})
    parts, at = list(getattr(item, name)), int(path[1])
    parts[at] = _put(parts[at], path[2:], knob, text)
    return replace(item, **{name: tuple(parts)})


def _read(knob: Knob, text: str, kind: Any) -> Any:
    try:
        value = number(text)
        if kind is Points:
            return as_points(value)
    except NumberError as wrong:
        raise Refused(f"{knob.name}: {wrong}", knob.field) from None
    if kind is int and value.denominator != 1:
        raise Refused(_("“%(name)s” cần một số nguyên.") % {"name": knob.name}, knob.field)
    return int(value) if kind is int else value


def _with(edition: Edition, made: Criterion) -> Edition:
    return replace(edition, criteria=tuple(made if one.code == made.code else one for one in edition.criteria))


def _raised(edition: Edition, code: str, by: int) -> Edition:
    """The maximum of a criterion, and of every group above it, and the total, moved by as much."""
    one = edition.criterion(code)
    while True:
        if one.max is not None:
            edition = _with(edition, replace(edition.criterion(one.code), max=Points(one.max + by)))
        if one.bonus or not one.counts:
            return edition
        if one.parent not in edition.codes:
            cap = edition.cap if edition.cap is None else Points(edition.cap + by)
            return replace(edition, total=Points(edition.total + by), cap=cap)
        one = edition.criterion(one.parent)


def moved(book: Book, edition: Edition, weights: Mapping[str, int]) -> list[Moved]:
    """The units as they stand today and as they would; by today's order. `weights`: section → percent."""
    now = book.cohort(Column.AGREED)
    then = replace(now, edition=edition)
    today, new = now.scores(), then.scores()
    places = {place.unit: place.rank for place in book.ranked(today)}
    weighed = any(weight != USUAL for weight in weights.values())
    totals = {unit: _total(edition, new, unit, weights) for unit in new.units}
    after = _places(totals) if weighed else {place.unit: place.rank for place in engine.rank(edition, new)}
    rows = [
        Moved(unit, places.get(unit), after.get(unit), today.units[unit].total, totals[unit]) for unit in today.units
    ]
    return sorted(rows, key=lambda row: (row.place is None, row.place or 0, row.unit))


def _total(edition: Edition, scores: Scores, unit: str, weights: Mapping[str, int]) -> int:
    one = scores.units[unit]
    if all(weight == USUAL for weight in weights.values()):
        return one.total
    extra = Fraction(0)
    for top in edition.children(""):
        points = one.points.get(top.code)
        if points is not None and top.counts:
            extra += Fraction(points * (weights.get(top.code, USUAL) - USUAL), USUAL)
    return one.total + int(extra)


def _places(totals: Mapping[str, int]) -> dict[str, int | None]:
    order = sorted(totals.values(), reverse=True)
    return {unit: order.index(total) + 1 for unit, total in totals.items()}


def leaves_with_knobs(edition: Edition) -> Iterator[Criterion]:
    """The criteria that have a number to turn."""
    return (leaf for leaf in edition.leaves if knobs(leaf))
