"""Gom số liệu: everything a result follows from, as it stands in the year now, in words that need no database."""

import datetime as dt

from thidua.kit.exact import to_thousandths
from thidua.members.models import ClusterYear
from thidua.results.sealing import Given
from thidua.rulebook.models import EditionText
from thidua.scoring.bridge import Book, Shelf, assigned, shelf
from thidua.scoring.terms import Column


def gather(year: ClusterYear, day: dt.date) -> Given | None:
    """The given part of a result; None before a table of criteria is adopted. Units go by their codes.

    Where the table has periods, answers and agreed points stand under `periods`, by period and unit: a unit that
    took no part in a period is not named there.
    """
    kept = shelf(year, day)
    if kept is None:
        return None
    own, whole = kept.empty, bool(kept.edition.periods)
    traits = {unit: dict(known) for unit, known in own.traits.items() if known}
    return {
        **({"attributes": traits} if traits else {}),
        **({"periods": _periods(kept)} if whole else {}),
        **({"exceptions": _exceptions(kept.book(""))} if kept.edition.quotas else {}),
        **_collective(kept.book("")),
        "cluster": year.cluster.name,
        "year": year.year,
        "cut_off": year.cut_off.isoformat() if year.cut_off else None,
        "edition": _edition(kept.text),
        "cohort": [{"unit": code, "name": member.unit.name} for code, member in own.members.items()],
        "answers": {} if whole else _answers(kept.book("")),
        "targets": {
            unit: {code: str(value) for code, value in assigned(kept.edition, targets).items()}
            for unit, targets in own.targets.items()
        },
        "scopes": _scopes(own),
        "agreed": {} if whole else _agreed(kept.book("")),
    }


def _edition(text: EditionText) -> dict[str, str]:
    return {"digest": text.digest, "text": text.text, "document": text.by_document}


def _periods(kept: Shelf) -> dict[str, dict[str, object]]:
    """What was written in every period begun; its own table only where that is not the year's."""
    found: dict[str, dict[str, object]] = {}
    for period in kept.edition.periods:
        if period.code not in kept.books:
            continue
        there, text = kept.book(period.code), kept.texts.get(period.code, kept.text)
        units = {unit for unit in there.members if there.took_part(unit, Column.AGREED)}
        found[period.code] = {
            **({"edition": _edition(text)} if text.digest != kept.text.digest else {}),
            **({"exceptions": let_past} if (let_past := _exceptions(there)) else {}),
            **_collective(there),
            "answers": {unit: row for unit, row in _answers(there).items() if unit in units},
            "agreed": {unit: row for unit, row in _agreed(there).items() if unit in units},
        }
    return found


def _collective(kept: Book) -> dict[str, dict[str, str]]:
    """The grade of the collective above, by which document; nothing where no quota hangs on it or nobody told it."""
    one = kept.collective
    return {"collective": {"grade": one.grade, "document": one.document, "by": one.by_name}} if one else {}


def _exceptions(kept: Book) -> dict[str, dict[str, str]]:
    """The units let past a quota, with the ground as it is told."""
    return {unit: {"told": one.told, "by": one.by_name} for unit, one in sorted(kept.exceptions.items())}


def _answers(kept: Book) -> dict[str, dict[str, dict[str, str]]]:
    """What was written last for each criterion, letter for letter; it is read once, by the sealing."""
    codes, found = kept.edition.codes, {}
    for unit in kept.members:
        claims = kept.effective(unit, Column.AGREED.hands)
        found[unit] = {code: dict(claim.written) for code, claim in claims.items() if code in codes}
    return found


def _scopes(kept: Book) -> dict[str, dict[str, dict[str, str]]]:
    return {
        unit: {code: {"scope": str(scope), "reason": kept.targets[unit][code].reason} for code, scope in scopes.items()}
        for unit, scopes in kept.scopes.items()
    }


def _agreed(kept: Book) -> dict[str, dict[str, dict[str, object]]]:
    return {
        unit: {
            code: {"points": to_thousandths(one.points), "reason": one.reason, "by": one.by_name}
            for code, one in settled.items()
        }
        for unit, settled in kept.settlements.items()
    }
