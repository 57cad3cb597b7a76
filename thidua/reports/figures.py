"""Ô số liệu: the cells officers type into, as the adopted table asks; kept as written, read by the engine."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _

from thidua import engine

Written = dict[str, dict[str, str]]
"""What was typed: criterion code → input key → text."""
LONGEST = 60
NUMBERS = ("number", "count", "points")
"""The kinds of input that are one number."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One input of one criterion: what is asked, what was typed, what is wrong with it."""

    name: str
    asked: engine.Input
    text: str
    wrong: str = ""


@dataclass(frozen=True)
class Shown:
    """What a page showed when it was typed on: the narrative's mark, the figures and notes. The rest is unguarded."""

    narrative: str | None = None
    figures: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def plain_lines(text: str) -> str:
    """A text as it is compared and kept: browsers send every line's end as two characters."""
    return text.replace("\r\n", "\n").strip()


def mark(text: str) -> str:
    """A short mark of a text, to see whether it is still the one that was shown."""
    return hashlib.sha256(plain_lines(text).encode()).hexdigest()[:16]


def touched(
    written: Mapping[str, Mapping[str, str]], shown: Mapping[str, Mapping[str, str]]
) -> dict[tuple[str, str], str]:
    """The cells that differ from what the page showed, by code and key."""
    return {
        (code, key): text
        for code, texts in written.items()
        for key, text in texts.items()
        if text != shown.get(code, {}).get(key)
    }


def numbers(edition: engine.Edition, written: Mapping[str, Mapping[str, str]]) -> dict[tuple[str, str], Fraction]:
    """The written figures that are numbers, exact, by code and key; what cannot be read is left out."""
    found: dict[tuple[str, str], Fraction] = {}
    for code, texts in written.items():
        if code not in edition.codes or not edition.criterion(code).is_leaf:
            continue
        leaf = edition.criterion(code)
        read = engine.read_answer(leaf, texts)
        if not isinstance(read, engine.Answer):
            continue
        for asked in asked_of_unit(leaf):
            value = read.values.get(asked.key)
            if asked.kind in NUMBERS and isinstance(value, int | Fraction):
                found[code, asked.key] = Fraction(value, 1000 if asked.kind == "points" else 1)
    return found


def asked_of_unit(criterion: engine.Criterion) -> Iterator[engine.Input]:
    """The inputs the unit itself types; an assigned target is typed by those who assign it."""
    return (asked for asked in engine.inputs(criterion) if asked.owner == "unit")


def cell_name(code: str, key: str) -> str:
    return f"{code}:{key}"


def typed_in(edition: engine.Edition, data: Mapping[str, str], prefix: str = "") -> Written:
    """The cells of a posted form; cells that were not on the page are left out.

    With a prefix, what the page says beside its cells: "seen:" what each held, "note:" a word on it.
    """
    found: Written = {}
    for leaf in edition.leaves:
        for asked in asked_of_unit(leaf):
            text = data.get(prefix + cell_name(leaf.code, asked.key))
            if text is not None:
                found.setdefault(leaf.code, {})[asked.key] = text.strip()
    return found


def wrong_in(edition: engine.Edition, written: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """What the engine cannot accept: code → input key → sentence. Blank rows are not wrong; they are missing."""
    found: dict[str, dict[str, str]] = {}
    for code, texts in written.items():
        if code not in edition.codes or not edition.criterion(code).is_leaf:
            found[code] = {"": _("Bảng tiêu chí không có tiêu chí chấm điểm “%(code)s”.") % {"code": code}}
            continue
        read = engine.read_answer(edition.criterion(code), texts)
        if not isinstance(read, engine.Answer):
            found[code] = {problem.where: f"{problem.what} {problem.mend}" for problem in read}
        for key, text in texts.items():
            if len(text) > LONGEST:
                found.setdefault(code, {})[key] = _("Nội dung quá dài; hãy ghi không quá %(n)s ký tự.") % {"n": LONGEST}
    return found


def sentences(edition: engine.Edition, wrong: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The wrong cells as sentences that name their rows."""
    return [
        f"{code} {edition.criterion(code).title}: {sentence}" if code in edition.codes else sentence
        for code, cells in wrong.items()
        for sentence in cells.values()
    ]


def cells(leaf: engine.Criterion, texts: Mapping[str, str], wrong: Mapping[str, str]) -> list[Cell]:
    """The cells of one criterion as they stand."""
    return [
        Cell(cell_name(leaf.code, asked.key), asked, texts.get(asked.key, ""), wrong.get(asked.key, ""))
        for asked in asked_of_unit(leaf)
    ]
