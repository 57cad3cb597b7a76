"""Chốt kết quả: a result as one canonical text that can be worked out again from itself alone, byte for byte.

The text holds what was *given* (the edition's own text, the cohort, every answer as written, targets, scopes, agreed
points with their reasons) and what *came out* (points, totals, percentages, places). Numbers are whole thousandths
or exact ratios written as text; keys are sorted, so the same content is always the same bytes.
"""

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from thidua.engine import (
    ENGINE,
    MISSING,
    NOT_ASSIGNED,
    WAIVED,
    Answer,
    Edition,
    EditionError,
    Points,
    UnitScore,
    digest,
    rank,
    read_answer,
    read_attribute,
    score,
)
from thidua.results.models import Result
from thidua.rulebook.queries import edition_of

Given = dict[str, Any]
SCOPED = {"not_assigned": NOT_ASSIGNED, "waived": WAIVED}


def seal(given: Given) -> str:
    """The canonical text of a result: what was given and what the engine makes of it."""
    return canonical({"engine": ENGINE, "given": given, "came_out": work_out(given)})


def digest_of(sealed: str) -> str:
    return hashlib.sha256(sealed.encode()).hexdigest()


def replay(result: Result) -> bool:
    """Whether the sealed content alone, worked out again today, gives the very same bytes.

    The engine's version is part of what was sealed: a later engine must still give what the earlier one gave.
    """
    try:
        content = json.loads(result.sealed)
        again = canonical({**content, "came_out": work_out(content["given"])})
    except (ValueError, KeyError, TypeError, AttributeError, EditionError):
        return False
    return again == result.sealed and digest_of(result.sealed) == result.digest


def canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def work_out(given: Given) -> dict[str, Any]:
    """Points, totals, percentages and places, from the given part only."""
    edition, identity = _edition(given["edition"]["text"])
    if identity != given["edition"]["digest"]:
        raise ValueError("the edition is not the one that was adopted")
    units = [member["unit"] for member in given["cohort"]]
    answers = {unit: _answers(edition, given, unit) for unit in units}
    targets = {unit: {c: Fraction(t) for c, t in row.items()} for unit, row in given["targets"].items()}
    agreed = {unit: {c: Points(a["points"]) for c, a in row.items()} for unit, row in given["agreed"].items()}
    # absent from results sealed before tables could ask about units: their bytes stay what they were
    known = {unit: {key: read_attribute(text) for key, text in row.items()}
             for unit, row in given.get("attributes", {}).items()}  # fmt: skip
    scores = score(edition, answers, targets, agreed, known)
    places = [
        {"unit": place.unit, "rank": place.rank, "shared": place.shared, "value": ratio(place.value),
         "grade": place.grade, "official": place.official, "decided_by": place.decided_by,
         **({"group": place.group} if place.group else {})}
        for place in rank(edition, scores)
    ]  # fmt: skip
    return {"scores": {unit: _score(one) for unit, one in scores.units.items()}, "places": places}


@lru_cache(maxsize=64)
def _edition(text: str) -> tuple[Edition, str]:
    """The table a text stands for, and its identity; the text itself is the cache's key."""
    edition = edition_of(text)
    return edition, digest(edition)


def ratio(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _answers(edition: Edition, given: Given, unit: str) -> dict[str, Answer]:
    """Answers read again through the door an officer's typing goes through; unreadable is missing, never zero."""
    read: dict[str, Answer] = {}
    for code, written in given["answers"].get(unit, {}).items():
        answer = read_answer(edition.criterion(code), written)
        read[code] = answer if isinstance(answer, Answer) else MISSING
    scoped = given["scopes"].get(unit, {})
    return read | {code: SCOPED[one["scope"]] for code, one in scoped.items()}


def _score(one: UnitScore) -> dict[str, Any]:
    return {
        "points": dict(one.points), "computed": dict(one.computed), "total": one.total,
        "assigned_max": one.assigned_max, "percent": ratio(one.percent), "complete": one.complete,
        "missing": list(one.missing), "unknown": list(one.unknown), "not_assigned": list(one.not_assigned),
        "vetoes": list(one.vetoes),
    }  # fmt: skip
