"""Chốt kết quả: a result as one canonical text that can be worked out again from itself alone, byte for byte.

The text holds what was *given* (the edition's own text, the cohort, every answer as written, targets, scopes, agreed
points with their reasons) and what *came out* (points, totals, percentages, places). Numbers are whole thousandths
or exact ratios written as text; keys are sorted, so the same content is always the same bytes.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from thidua.engine import (
    ENGINE,
    MISSING,
    NOT_ASSIGNED,
    UNKNOWN,
    WAIVED,
    Answer,
    Edition,
    EditionError,
    Place,
    Points,
    Scores,
    UnitScore,
    digest,
    over_periods,
    rank,
    read_answer,
    read_attribute,
    score,
    year_scores,
)
from thidua.results.models import Result
from thidua.rulebook.queries import edition_of
from thidua.scoring.bridge import places_in_period

Given = dict[str, Any]
SCOPED = {"not_assigned": NOT_ASSIGNED, "waived": WAIVED}
UNDECIDED = {"1": NOT_ASSIGNED, "2": UNKNOWN, "3": UNKNOWN}
"""What each engine there ever was made of a condition on the unit that nobody can decide."""
LEAVES_ONLY = {"1", "2"}
"""The engines that looked for caps over a window only where points are given."""


def seal(given: Given) -> str:
    """The canonical text of a result: what was given and what the engine makes of it."""
    return canonical({"engine": ENGINE, "given": given, "came_out": work_out(given, ENGINE)})


def digest_of(sealed: str) -> str:
    return hashlib.sha256(sealed.encode()).hexdigest()


def replay(result: Result) -> bool:
    """Whether the sealed content alone, worked out again today, gives the very same bytes.

    The engine's version is part of what was sealed: a later engine must still give what the earlier one gave. A
    version this program has never heard of does not replay.
    """
    try:
        content = json.loads(result.sealed)
        again = canonical({**content, "came_out": work_out(content["given"], content["engine"])})
    except (ValueError, KeyError, TypeError, AttributeError, EditionError):
        return False
    return again == result.sealed and digest_of(result.sealed) == result.digest


def canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def work_out(given: Given, version: str) -> dict[str, Any]:
    """Points, totals, percentages and places, from the given part only, as that version of the engine made them.

    Where the year was scored by periods, each period's points and places stand beside the year's.
    """
    edition = _identified(given["edition"])
    units = [member["unit"] for member in given["cohort"]]
    # absent from results sealed before a year could be scored by periods: their bytes stay what they were
    if "periods" not in given:
        return _came_out(edition, _scored(edition, given, given, version), given, given)
    tables = {code: _identified(part.get("edition", given["edition"])) for code, part in given["periods"].items()}
    parts = {code: _scored(tables[code], given, part, version, code)
             for code, part in given["periods"].items()}  # fmt: skip
    old = version in LEAVES_ONLY
    missing = {unit: list(year.missing) for unit, year in over_periods(edition, parts, leaves_only=old).items()}
    every = [period.code for period in edition.periods]
    return {
        **_came_out(edition, year_scores(edition, parts, leaves_only=old), given, given),
        "periods": {
            code: _came_out(tables[code], one, given, given["periods"][code], places_in_period)
            for code, one in parts.items()
        },
        "missing_periods": {unit: gaps for unit in units if (gaps := missing.get(unit, every))},
    }


def _scored(edition: Edition, given: Given, part: Given, version: str, period: str = "") -> Scores:
    """The cohort's points, from the answers and agreed points of the year, or of one period by who took part."""
    units = list(part["answers"]) if period else [member["unit"] for member in given["cohort"]]
    elsewhere = dict.fromkeys(edition.outside(period), NOT_ASSIGNED)
    answers = {unit: _answers(edition, part["answers"].get(unit, {}), given["scopes"].get(unit, {}), version)
                     | elsewhere for unit in units}  # fmt: skip
    targets = {unit: {c: Fraction(t) for c, t in row.items()} for unit, row in given["targets"].items()}
    agreed = {unit: {c: Points(a["points"]) for c, a in row.items()} for unit, row in part["agreed"].items()}
    # absent from results sealed before tables could ask about units
    known = {unit: {key: read_attribute(text) for key, text in row.items()}
             for unit, row in given.get("attributes", {}).items()}  # fmt: skip
    return score(edition, answers, targets, agreed, known, undecided=UNDECIDED[version])


Ranking = Callable[[Edition, Scores, Mapping[str, str], str], tuple[Place, ...]]


def _ranked(edition: Edition, scores: Scores, let_past: Mapping[str, str], above: str) -> tuple[Place, ...]:
    return rank(edition, scores, exceptions=let_past, parent=above)


def _came_out(
    edition: Edition, scores: Scores, given: Given, part: Given, ranking: Ranking = _ranked
) -> dict[str, Any]:  # fmt: skip
    """Points and places; a unit of which nothing is known has a line without a place, and no points."""
    units = [member["unit"] for member in given["cohort"]]
    let_past = {unit: one["told"] for unit, one in part.get("exceptions", {}).items()}
    # why a grade is not the one earned was not sealed before exceptions to a quota could be
    places = [
        {"unit": place.unit, "rank": place.rank, "shared": place.shared, "value": ratio(place.value),
         "grade": place.grade, "official": place.official, "decided_by": place.decided_by,
         **({"group": place.group} if place.group else {}),
         **({"remark": place.remark} if place.remark and "exceptions" in given else {})}
        for place in ranking(edition, scores, let_past, part.get("collective", {}).get("grade", ""))
    ]  # fmt: skip
    places += [
        {"unit": unit, "rank": None, "shared": False, "value": None, "grade": "", "official": False, "decided_by": ""}
        for unit in units if unit not in scores.units
    ]  # fmt: skip
    return {"scores": {unit: _score(one) for unit, one in scores.units.items()}, "places": places}


def _identified(sealed: Mapping[str, str]) -> Edition:
    """The table a result was scored by, if it is still the one that was adopted."""
    edition, identity = _edition(sealed["text"])
    if identity != sealed["digest"]:
        raise ValueError("the edition is not the one that was adopted")
    return edition


@lru_cache(maxsize=64)
def _edition(text: str) -> tuple[Edition, str]:
    """The table a text stands for, and its identity; the text itself is the cache's key."""
    edition = edition_of(text)
    return edition, digest(edition)


def ratio(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _answers(
    edition: Edition, told: Mapping[str, Any], scoped: Mapping[str, Any], version: str
) -> dict[str, Answer]:  # fmt: skip
    """Answers read again through the door an officer's typing goes through; unreadable is missing, never zero.

    Engine 1 could not read “không xác định được”: there it was missing.
    """
    read: dict[str, Answer] = {}
    for code, written in told.items():
        answer = read_answer(edition.criterion(code), written)
        read[code] = MISSING if isinstance(answer, list) or (version == "1" and answer == UNKNOWN) else answer
    return read | {code: SCOPED[one["scope"]] for code, one in scoped.items()}


def _score(one: UnitScore) -> dict[str, Any]:
    return {
        "points": dict(one.points), "computed": dict(one.computed), "total": one.total,
        "assigned_max": one.assigned_max, "percent": ratio(one.percent), "complete": one.complete,
        "missing": list(one.missing), "unknown": list(one.unknown), "not_assigned": list(one.not_assigned),
        "vetoes": list(one.vetoes),
    }  # fmt: skip
