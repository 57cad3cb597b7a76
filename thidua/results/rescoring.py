"""Tính lại: what a rescore would seal, worked out beside what is sealed, by the same arithmetic and nothing else."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from thidua.engine import Edition, parents_in
from thidua.kit.exact import to_thousandths
from thidua.results import reading, sealing
from thidua.results.gathering import gather
from thidua.results.models import Correction, Rescore
from thidua.results.sealing import Given
from thidua.rulebook.queries import edition_of


@dataclass(frozen=True)
class Outcome:
    """The text a rescore would seal, and what that changes, unit by unit, against the version it starts from."""

    sealed: str
    changes: list[reading.Change]


def outcome(rescore: Rescore) -> Outcome | None:
    """What applying would give now; None when the year has no table any more."""
    given = gather(rescore.year, rescore.opened_at.date())
    if given is None:
        return None
    sealed = sealing.seal(laid_over(by_table(given, rescore), corrections_of(rescore)))
    return Outcome(sealed, reading.changes(rescore.base.sealed, sealed))


def corrections_of(rescore: Rescore) -> list[Correction]:
    """What a rescore sets, in the order of the units."""
    return list(rescore.corrections.select_related("membership__unit"))


def by_table(given: Given, rescore: Rescore) -> Given:
    """What was given, scored by the rescore's own table if it has one; answers to what that does not ask fall away."""
    table = rescore.edition
    if table is None:
        return given
    proposed = edition_of(table.text)
    codes = proposed.codes
    kept = {name: _asked(given[name], codes) for name in ("answers", "targets")}
    if "periods" in given:
        kept["periods"] = {code: {"answers": _asked(part["answers"], codes), "agreed": part["agreed"],
                                  **_of_quotas(part, proposed)}
                           for code, part in given["periods"].items()}  # fmt: skip
    rest = {key: value for key, value in given.items() if key not in ("exceptions", "collective")}
    return {
        **rest,
        **kept,
        **({"exceptions": {}} if proposed.quotas else {}),
        **_of_quotas(given, proposed),
        "edition": {"digest": table.digest, "text": table.text, "document": rescore.document},
    }


def _of_quotas(part: Given, proposed: Edition) -> Given:
    """What was said about quotas, as far as the proposed table has any that it bears on."""
    hang = bool(parents_in(proposed))
    bears = {"exceptions": bool(proposed.quotas), "collective": hang}
    return {name: part[name] for name, on in bears.items() if on and name in part}


def _asked(rows: Given, codes: Collection[str]) -> Given:
    return {unit: {code: one for code, one in row.items() if code in codes} for unit, row in rows.items()}


def laid_over(given: Given, corrections: Iterable[Correction]) -> Given:
    """What was given with the corrections in the place of what was agreed."""
    every = list(corrections)
    if "periods" not in given:
        return {**given, "agreed": _agreed(given["agreed"], every)}
    return {**given, "periods": {
        code: {**part, "agreed": _agreed(part["agreed"], [one for one in every if one.period == code])}
        for code, part in given["periods"].items()
    }}  # fmt: skip


def _agreed(kept: Given, corrections: Iterable[Correction]) -> Given:
    agreed = {unit: dict(row) for unit, row in kept.items()}
    for one in corrections:
        row = agreed.setdefault(one.membership.unit.code, {})
        row.pop(one.code, None)
        if one.points is not None:
            row[one.code] = {"points": to_thousandths(one.points), "reason": one.reason, "by": one.by_name}
    return {unit: row for unit, row in agreed.items() if row}
