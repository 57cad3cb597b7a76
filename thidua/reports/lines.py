"""The rows of a report's page: the table in its order, each cell with what stands beside it. Nothing here writes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from thidua import engine
from thidua.reports.comparison import Beside, Former, Place, beside
from thidua.reports.doubting import Then, questions
from thidua.reports.figures import NUMBERS, Cell, Shown, Written, asked_of_unit, cell_name, numbers
from thidua.reports.models import Evidence, Figure
from thidua.reports.signatures import in_short

Kept = Mapping[Place, Figure]
"""A report's figures by criterion code and input key."""
Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Box(Cell):
    """A cell of the report.

    `seen`, `seen_note`: what the page shows, posted back; `other`: what somebody else wrote meanwhile; `beside`: former
    figures; `asks`: what is questioned, answered in `note`; `carried`: taken over and not yet confirmed.
    """

    seen: str = ""
    other: Figure | None = None
    beside: tuple[Beside, ...] = ()
    asks: tuple[str, ...] = ()
    note: str = ""
    seen_note: str = ""
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: a group's heading, or a criterion with its cells and the files that stand behind it."""

    criterion: engine.Criterion
    cells: list[Box]
    files: Sequence[Evidence] = ()

    @property
    def signed(self) -> list[tuple[str, str]]:
        """What the signed files among them come to: a few words and their colour."""
        return list(dict.fromkeys(short for file in self.files if (short := in_short(file))[0]))

    @property
    def asked(self) -> list[Box]:
        """The cells that are questioned."""
        return [cell for cell in self.cells if cell.asks]


@dataclass(frozen=True)
class Sheet:
    """What a report's page is made of: what is kept, and of a refused post what was typed and what was wrong."""

    kept: Kept
    typed: Texts = field(default_factory=dict)
    notes: Texts = field(default_factory=dict)
    wrong: Texts = field(default_factory=dict)
    shown: Shown = field(default_factory=Shown)
    overtaken: Kept = field(default_factory=dict)
    former: Mapping[str, Former] = field(default_factory=dict)
    files: Mapping[str, Sequence[Evidence]] = field(default_factory=dict)
    day: dt.date = dt.date.max

    def texts(self) -> Written:
        """The cells as the page shows them: typed, or else kept."""
        found: Written = {}
        for (code, key), figure in self.kept.items():
            found.setdefault(code, {})[key] = figure.written
        for code, texts in self.typed.items():
            found.setdefault(code, {}).update(texts)
        return found


def lines(edition: engine.Edition, sheet: Sheet) -> list[Line]:
    """The whole table in its order."""
    texts = sheet.texts()
    now = numbers(edition, texts)
    return [
        Line(one, [box(sheet, one.code, asked, texts, now.get((one.code, asked.key))) for asked in asked_of_unit(one)],
             sheet.files.get(one.code, ()))
        for one in edition.criteria
    ]  # fmt: skip


def box(sheet: Sheet, code: str, asked: engine.Input, texts: Texts, now: Fraction | None) -> Box:
    """One cell. After a refusal it keeps what was shown before, unless somebody else's text is now shown beside it."""
    place = (code, asked.key)
    kept = sheet.kept.get(place, Figure())
    fresh = place in sheet.overtaken
    seen = None if fresh else sheet.shown.figures.get(code, {}).get(asked.key)
    seen_note = None if fresh else sheet.shown.notes.get(code, {}).get(asked.key)
    found = [beside(former, place, now) for former in sheet.former.values()] if asked.kind in NUMBERS else []
    return Box(
        cell_name(code, asked.key), asked, texts.get(code, {}).get(asked.key, ""),
        sheet.wrong.get(code, {}).get(asked.key, ""),
        seen=kept.written if seen is None else seen, other=sheet.overtaken.get(place),
        beside=tuple(one for one in found if one), asks=doubted(sheet, place, asked, now),
        note=sheet.notes.get(code, {}).get(asked.key, kept.note),
        seen_note=kept.note if seen_note is None else seen_note, carried=kept.carried,
    )  # fmt: skip


def doubted(sheet: Sheet, place: Place, asked: engine.Input, now: Fraction | None) -> tuple[str, ...]:
    """What is asked about a figure, given the former ones that can be compared."""
    if now is None:
        return ()
    then = {name: Then(former.values[place], former.when, former.within)
            for name, former in sheet.former.items() if place in former.values}  # fmt: skip
    return tuple(questions(asked, now, then, sheet.day))
