"""Đọc kết quả đã chốt: the sealed text as rows for a page or a paper, and what changed between two versions."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from thidua.engine import Edition, load, show_percent
from thidua.kit.exact import from_thousandths


@dataclass(frozen=True)
class Row:
    """One unit's line: place, points, share of what it was assigned, points by section and by period."""

    unit: str
    name: str
    rank: int | None
    shared: bool
    total: Decimal | None
    maximum: Decimal | None
    percent: str
    grade: str
    decided_by: str
    sections: tuple[Decimal | None, ...]
    periods: tuple[Decimal | None, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Table:
    """A sealed (or drafted) result as it is read; `heads` are the sections, `periods` the periods, code and title.

    `missing` names each unit that lacks something, and what: criteria, or periods with theirs; `exceptions` each unit
    let past a quota, and why.
    """

    title: str
    edition: str
    engine: str
    heads: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    periods: tuple[tuple[str, str], ...] = ()
    exceptions: tuple[tuple[str, str], ...] = ()

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
    periods = tuple((one.code, one.title) for one in edition.periods) if "periods" in out else ()
    rows = [_row(place, out, names, [section.code for section in sections], periods) for place in out["places"]]
    return Table(
        title=edition.title, edition=given["edition"]["digest"], engine=content["engine"],
        heads=tuple((section.code, section.title) for section in sections), rows=tuple(rows),
        missing=_missing(out, names, dict(periods)), periods=periods,
        exceptions=tuple((names[unit], one["told"]) for unit, one in given.get("exceptions", {}).items()),
    )  # fmt: skip


def _missing(
    out: Mapping[str, Any], names: Mapping[str, str], periods: Mapping[str, str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not periods:
        return tuple((names[unit], (*one["missing"], *one["unknown"]))
                     for unit, one in out["scores"].items() if not one["complete"])  # fmt: skip
    found = []
    for unit, gaps in out["missing_periods"].items():
        told = []
        for code in gaps:
            one = out["periods"].get(code, {"scores": {}})["scores"].get(unit)
            what = ", ".join((*one["missing"], *one["unknown"])) if one else ""
            told.append(f"{periods[code]} ({what})" if what else periods[code])
        found.append((names[unit], tuple(told)))
    return tuple(found)


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


def _row(
    place: Mapping[str, Any], out: Mapping[str, Any], names: Mapping[str, str], sections: list[str],
    periods: Iterable[tuple[str, str]],
) -> Row:  # fmt: skip
    unit = place["unit"]
    one = out["scores"].get(unit, {"total": None, "assigned_max": None, "percent": None, "points": {}})
    percent = one["percent"]
    parts = [out["periods"].get(code, {"scores": {}})["scores"].get(unit, {}) for code, _title in periods]
    return Row(
        unit=unit, name=names[unit], rank=place["rank"], shared=place["shared"],
        total=_decimal(one["total"]), maximum=_decimal(one["assigned_max"]),
        percent=show_percent(Fraction(percent)) if percent else "–", grade=place["grade"],
        decided_by=place["decided_by"], sections=tuple(_decimal(one["points"].get(code)) for code in sections),
        periods=tuple(_decimal(part.get("total")) for part in parts), remark=place.get("remark", ""),
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
