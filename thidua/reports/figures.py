"""Ô số liệu: the cells officers type into, as the adopted table asks; kept as written, read by the engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua import engine

Written = dict[str, dict[str, str]]
"""What was typed: criterion code → input key → text."""
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """One input of one criterion: what is asked, what was typed, what is wrong with it, what stood there before."""

    name: str
    asked: engine.Input
    text: str
    wrong: str = ""
    before: str = ""


def asked_of_unit(criterion: engine.Criterion) -> Iterator[engine.Input]:
    """The inputs the unit itself types; an assigned target is typed by those who assign it."""
    return (asked for asked in engine.inputs(criterion) if asked.owner == "unit")


def cell_name(code: str, key: str) -> str:
    return f"{code}:{key}"


def typed_in(edition: engine.Edition, data: Mapping[str, str]) -> Written:
    """The cells of a posted form; cells that were not on the page are left out."""
    found: Written = {}
    for leaf in edition.leaves:
        for asked in asked_of_unit(leaf):
            text = data.get(cell_name(leaf.code, asked.key))
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


def cells(
    leaf: engine.Criterion, texts: Mapping[str, str], wrong: Mapping[str, str], before: Mapping[str, str] | None = None
) -> list[Cell]:
    """The cells of one criterion as they stand."""
    return [
        Cell(
            cell_name(leaf.code, asked.key), asked, texts.get(asked.key, ""), wrong.get(asked.key, ""),
            (before or {}).get(asked.key, ""),
        )
        for asked in asked_of_unit(leaf)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: a group's heading, or a criterion with its cells and how many files stand behind it."""

    criterion: engine.Criterion
    cells: list[Cell]
    files: int = 0


def lines(
    edition: engine.Edition, texts: Mapping[str, Mapping[str, str]], wrong: Mapping[str, Mapping[str, str]],
    before: Mapping[str, Mapping[str, str]], files: Mapping[str, int],
) -> list[Line]:  # fmt: skip
    """The whole table in its order."""
    none: dict[str, str] = {}
    return [
        Line(one, cells(one, texts.get(one.code, none), wrong.get(one.code, none), before.get(one.code)),
             files.get(one.code, 0))
        for one in edition.criteria
    ]  # fmt: skip
