"""Gom số liệu: everything a result follows from, as it stands in the year now, in words that need no database."""

import datetime as dt

from thidua.members.models import ClusterYear
from thidua.results.sealing import Given
from thidua.rulebook.queries import adopted_text
from thidua.scoring.bridge import Book, Cohort, book, table_day
from thidua.scoring.terms import Column


def gather(year: ClusterYear, day: dt.date) -> Given | None:
    """The given part of a result; None before a table of criteria is adopted. Units go by their codes."""
    text, kept = adopted_text(year, table_day(year, day)), book(year, day)
    if text is None or kept is None:
        return None
    cohort = kept.cohort(Column.AGREED)
    traits = {unit: dict(own) for unit, own in kept.traits.items() if own}
    return {
        **({"attributes": traits} if traits else {}),
        "cluster": year.cluster.name,
        "year": year.year,
        "cut_off": year.cut_off.isoformat() if year.cut_off else None,
        "edition": {"digest": text.digest, "text": text.text, "document": text.by_document},
        "cohort": [{"unit": code, "name": member.unit.name} for code, member in kept.members.items()],
        "answers": _answers(cohort),
        "targets": {unit: {c: str(value) for c, value in row.items()} for unit, row in cohort.targets.items()},
        "scopes": _scopes(kept),
        "agreed": _agreed(cohort),
    }


def _answers(cohort: Cohort) -> dict[str, dict[str, dict[str, str]]]:
    """What was written last for each criterion, letter for letter."""
    codes = cohort.edition.codes
    return {
        unit: {code: dict(claim.written) for code, claim in claims.items() if code in codes}
        for unit, claims in cohort.claims.items()
    }


def _scopes(kept: Book) -> dict[str, dict[str, dict[str, str]]]:
    return {
        unit: {code: {"scope": str(scope), "reason": kept.targets[unit][code].reason} for code, scope in scopes.items()}
        for unit, scopes in kept.scopes.items()
    }


def _agreed(cohort: Cohort) -> dict[str, dict[str, dict[str, object]]]:
    return {
        unit: {
            code: {"points": cohort.overrides[unit][code], "reason": one.reason, "by": one.by_name}
            for code, one in settled.items()
        }
        for unit, settled in cohort.settlements.items()
    }
