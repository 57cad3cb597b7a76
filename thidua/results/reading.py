"""Đọc kết quả đã chốt: the sealed text as rows for a page or a paper, and what changed between two versions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from thidua.engine import Edition, load, show_percent
from thidua.kit.exact import from_thousandths


@dataclass(frozen=True)
class Row:
    """One unit's line: place, points, share of what it was assigned, points by section."""

    unit: str
    name: str
    rank: int | None
    shared: bool
    total: Decimal
    maximum: Decimal
    percent: str
    grade: str
    decided_by: str
    sections: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Table:
    """A sealed (or drafted) result as it is read; `heads` are the sections, code and title."""

    title: str
    edition: str
    engine: str
    heads: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def complete(self) -> bool:
        return not self.missing

    def place_of(self, unit: str) -> Row | None:
        return next((row for row in self.rows if row.unit == unit), None)


@dataclass(frozen=True)
class Change:
    """What a correction changed for one unit; `criteria` holds code, title, before, after."""

    name: str
    before: Row | None
    after: Row | None
    criteria: tuple[tuple[str, str, Decimal | None, Decimal | None], ...]


@lru_cache(maxsize=32)
def table(sealed: str) -> Table:
    """The rows of a sealed text, best first. It never changes, so reading it once is enough."""
    content = json.loads(sealed)
    given, out = content["given"], content["came_out"]
    edition, names = _edition(given["edition"]["text"]), _names(given)
    sections = edition.children("")
    rows = [
        _row(place, out["scores"][place["unit"]], names, [section.code for section in sections])
        for place in out["places"]
    ]
    missing = [
        (names[unit], (*one["missing"], *one["unknown"])) for unit, one in out["scores"].items() if not one["complete"]
    ]
    return Table(
        title=edition.title, edition=given["edition"]["digest"], engine=content["engine"],
        heads=tuple((section.code, section.title) for section in sections), rows=tuple(rows), missing=tuple(missing),
    )  # fmt: skip


def changes(older: str, newer: str) -> list[Change]:
    """Unit by unit, what differs between two versions."""
    before, after = json.loads(older), json.loads(newer)
    edition = _edition(after["given"]["edition"]["text"])
    titles = {one.code: one.title for one in edition.criteria if one.is_leaf}
    was, now = table(older), table(newer)
    names = {**_names(before["given"]), **_names(after["given"])}
    found = []
    for unit, name in names.items():
        old, new = was.place_of(unit), now.place_of(unit)
        criteria = _moved(_points(before, unit), _points(after, unit), titles)
        if criteria or old != new:
            found.append(Change(name, old, new, criteria))
    return found


@lru_cache(maxsize=8)
def _edition(text: str) -> Edition:
    return load(text)


def _names(given: Mapping[str, Any]) -> dict[str, str]:
    return {member["unit"]: member["name"] for member in given["cohort"]}


def _points(content: Mapping[str, Any], unit: str) -> dict[str, int | None]:
    points: dict[str, int | None] = content["came_out"]["scores"].get(unit, {}).get("points", {})
    return points


def _row(place: Mapping[str, Any], one: Mapping[str, Any], names: Mapping[str, str], sections: list[str]) -> Row:
    percent = one["percent"]
    return Row(
        unit=place["unit"], name=names[place["unit"]], rank=place["rank"], shared=place["shared"],
        total=from_thousandths(one["total"]), maximum=from_thousandths(one["assigned_max"]),
        percent=show_percent(Fraction(percent)) if percent else "–", grade=place["grade"],
        decided_by=place["decided_by"], sections=tuple(_decimal(one["points"].get(code)) for code in sections),
    )  # fmt: skip


def _moved(
    old: Mapping[str, int | None], new: Mapping[str, int | None], titles: Mapping[str, str]
) -> tuple[tuple[str, str, Decimal | None, Decimal | None], ...]:
    return tuple(
        (code, title, _decimal(old.get(code)), _decimal(new.get(code)))
        for code, title in titles.items()
        if old.get(code) != new.get(code)
    )


def _decimal(thousandths: int | None) -> Decimal | None:
    return None if thousandths is None else from_thousandths(thousandths)
