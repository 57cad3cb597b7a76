"""Kỳ chấm: the parts of a year made into one, by sum, mean or weights, with caps over a longer window."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from thidua.engine.edition import Criterion, Edition, Period
from thidua.engine.points import SCALE, Points, round_thousandths
from thidua.engine.score import Scores, UnitScore


@dataclass(frozen=True, slots=True)
class YearScore:
    """One unit's periods together. Official only when every period is there and complete; else a preview."""

    total: Points | None
    exact: Fraction | None
    complete: bool
    missing: tuple[str, ...]
    windows: Mapping[tuple[str, str], Points]


def over_periods(edition: Edition, results: Mapping[str, Scores]) -> dict[str, YearScore]:
    """Every unit's year from the periods at hand, as the edition's `combine` says."""
    units = dict.fromkeys(unit for scores in results.values() for unit in scores.units)
    return {unit: _year(edition, {code: one.units[unit] for code, one in results.items() if unit in one.units})
            for unit in units}  # fmt: skip


def _year(edition: Edition, own: Mapping[str, UnitScore]) -> YearScore:
    missing = tuple(
        period.code for period in edition.periods if period.code not in own or not own[period.code].complete
    )
    known = [period for period in edition.periods if period.code in own]
    if not known:
        return YearScore(None, None, False, missing, {})
    excess = _excess(edition, own, known)
    weighted = edition.combine == "weighted"
    whole = Fraction(0)
    for period in known:
        whole += own[period.code].exact_total * (period.weight if weighted else 1)
    whole -= sum((Fraction(size, SCALE) for size in excess.values()), Fraction(0))
    if edition.combine == "mean":
        whole /= len(known)
    if weighted:
        whole /= sum(period.weight for period in known)
    places = 3 if edition.rounding.at == "none" else edition.rounding.places
    return YearScore(round_thousandths(whole * SCALE, places), whole, not missing, missing, excess)


def _excess(edition: Edition, own: Mapping[str, UnitScore], known: list[Period]) -> dict[tuple[str, str], Points]:
    """What each criterion gained, or lost, beyond its cap over a window, such as a semester of months."""
    found: dict[tuple[str, str], Points] = {}
    for criterion in edition.leaves:
        if criterion.window_cap is None and criterion.window_floor is None:
            continue
        for window in dict.fromkeys(period.window for period in known):
            inside = [own[period.code].points.get(criterion.code) for period in known if period.window == window]
            beyond = _beyond(criterion, sum(points for points in inside if points is not None))
            if beyond:
                found[criterion.code, window] = beyond
    return found


def _beyond(criterion: Criterion, whole: int) -> Points:
    if criterion.window_cap is not None and whole > criterion.window_cap:
        return Points(whole - criterion.window_cap)
    if criterion.window_floor is not None and whole < criterion.window_floor:
        return Points(whole - criterion.window_floor)
    return Points(0)
