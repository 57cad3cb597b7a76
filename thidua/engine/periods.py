"""Kỳ chấm: the parts of a year made into one, by sum, mean or weights, with caps over a longer window."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from thidua.engine.edition import Criterion, Edition, Period
from thidua.engine.points import SCALE, ZERO, Points, round_thousandths
from thidua.engine.score import Scores, UnitScore, share_of


@dataclass(frozen=True, slots=True)
class YearScore:
    """One unit's periods together. Official only when every period is there and complete; else a preview."""

    total: Points | None
    exact: Fraction | None
    complete: bool
    missing: tuple[str, ...]
    windows: Mapping[tuple[str, str], Points]


def over_periods(
    edition: Edition, results: Mapping[str, Scores], *, leaves_only: bool = False
) -> dict[str, YearScore]:  # fmt: skip
    """Every unit's year from the periods at hand, as the edition's `combine` says.

    `leaves_only`: caps over a window were looked for only where points are given, as engines 1 and 2 did.
    """
    units = dict.fromkeys(unit for scores in results.values() for unit in scores.units)
    return {
        unit: _year(edition, {code: one.units[unit] for code, one in results.items() if unit in one.units},
                    frozenset(results), leaves_only=leaves_only)
        for unit in units
    }  # fmt: skip


def _year(edition: Edition, own: Mapping[str, UnitScore], held: frozenset[str], *, leaves_only: bool) -> YearScore:
    """`held` are the periods anybody has points in: where the table says so, who was absent from one needs none."""
    excused = held if edition.absent == "leave_out" else frozenset[str]()
    missing = tuple(
        period.code for period in edition.periods
        if (period.code not in own and period.code not in excused)
        or (period.code in own and not own[period.code].complete)
    )  # fmt: skip
    known = [period for period in edition.periods if period.code in own]
    if not known:
        return YearScore(None, None, False, missing, {})
    excess = _excess(edition, own, known, leaves_only=leaves_only)
    weighted = edition.combine == "weighted"
    whole = Fraction(0)
    for period in known:
        whole += own[period.code].exact_total * (period.weight if weighted else 1)
    whole -= sum((Fraction(size, SCALE) for (code, _), size in excess.items()
                  if leaves_only or "" in _above(edition, code)), Fraction(0))  # fmt: skip
    if edition.combine == "mean":
        whole /= len(known)
    if weighted:
        whole /= sum(period.weight for period in known)
    places = 3 if edition.rounding.at == "none" else edition.rounding.places
    return YearScore(round_thousandths(whole * SCALE, places), whole, not missing, missing, excess)


def _excess(
    edition: Edition, own: Mapping[str, UnitScore], known: list[Period], *, leaves_only: bool
) -> dict[tuple[str, str], Points]:  # fmt: skip
    """What each criterion gained, or lost, beyond its cap over a window, such as a semester of months.

    What lies inside a group comes first: the group is held against what its criteria have left.
    """
    found: dict[tuple[str, str], Points] = {}
    capped = [one for one in (edition.leaves if leaves_only else edition.criteria)
              if one.window_cap is not None or one.window_floor is not None]  # fmt: skip
    for criterion in sorted(capped, key=lambda one: len(_ancestry(edition, one.code)), reverse=True):
        for window in dict.fromkeys(period.window for period in known):
            inside = [own[period.code].points.get(criterion.code) for period in known if period.window == window]
            gone = sum(size for (code, place), size in found.items()
                       if place == window and criterion.code in _above(edition, code))  # fmt: skip
            beyond = _beyond(criterion, sum(points for points in inside if points is not None) - gone)
            if beyond:
                found[criterion.code, window] = beyond
    return found


def _ancestry(edition: Edition, code: str) -> list[str]:
    """The groups a criterion lies in, the nearest first."""
    found: list[str] = []
    while (code := edition.criterion(code).parent) in edition.codes and code not in found:
        found.append(code)
    return found


def _above(edition: Edition, code: str) -> list[str]:
    """The groups that count a criterion's points, and "" where the total does."""
    found: list[str] = []
    for parent in [*_ancestry(edition, code), ""]:
        if not edition.criterion(code).counts:
            return found
        found.append(parent)
        code = parent
    return found


def _beyond(criterion: Criterion, whole: int) -> Points:
    if criterion.window_cap is not None and whole > criterion.window_cap:
        return Points(whole - criterion.window_cap)
    if criterion.window_floor is not None and whole < criterion.window_floor:
        return Points(whole - criterion.window_floor)
    return Points(0)


def year_scores(edition: Edition, results: Mapping[str, Scores], *, leaves_only: bool = False) -> Scores:
    """The year as one result, to be ranked and graded like any other; a unit of no period is not in it.

    Every node is combined as the totals are, so the parts still add up. Ranked is the total that is shown, unless
    the table does not round at all. `missing` and `unknown` name the criteria left open in some period; whether a
    whole period is missing only `complete` tells, and `over_periods` which.
    """
    found = {}
    for unit, year in over_periods(edition, results, leaves_only=leaves_only).items():
        own = {one.code: results[one.code].units[unit] for one in edition.periods
               if one.code in results and unit in results[one.code].units}  # fmt: skip
        if own:
            found[unit] = _year_unit(edition, own, year)
    known = {unit: facts for scores in results.values() for unit, facts in scores.attributes.items()}
    return Scores(found, known)


def _year_unit(edition: Edition, own: Mapping[str, UnitScore], year: YearScore) -> UnitScore:
    total, exact = year.total or ZERO, year.exact or Fraction(0)
    if edition.rounding.at != "none":
        exact = Fraction(total, SCALE)
    shares = _shares(edition, own)
    assigned = sum((shares[code] * one.assigned_max for code, one in own.items()), Fraction(0))
    lost = _lost(edition, year.windows, len(own) if edition.combine == "mean" else _weight(edition, own))
    gaps = {name: {code for one in own.values() for code in getattr(one, name)} for name in ("missing", "unknown")}
    out = set.intersection(*(set(one.not_assigned) for one in own.values()))
    order = [criterion.code for criterion in edition.criteria]
    return UnitScore(
        points=_nodes(order, {code: one.points for code, one in own.items()}, shares, lost),
        computed=_nodes(order, {code: one.computed for code, one in own.items()}, shares, lost),
        total=total,
        exact_total=exact,
        assigned_max=round_thousandths(assigned, 3),
        percent=share_of(edition, exact, assigned),
        missing=tuple(code for code in order if code in gaps["missing"]),
        unknown=tuple(code for code in order if code in gaps["unknown"]),
        not_assigned=tuple(code for code in order if code in out),
        complete=year.complete,
        vetoes=tuple(dict.fromkeys(code for one in own.values() for code in one.vetoes if code in edition.codes)),
    )


def _weight(edition: Edition, own: Mapping[str, UnitScore]) -> Fraction:
    """What the periods at hand weigh together; 1 where the table only adds."""
    if edition.combine != "weighted":
        return Fraction(1)
    return sum((period.weight for period in edition.periods if period.code in own), Fraction(0))


def _shares(edition: Edition, own: Mapping[str, UnitScore]) -> dict[str, Fraction]:
    """What each period at hand counts for in the year."""
    if edition.combine == "mean":
        return dict.fromkeys(own, Fraction(1, len(own)))
    whole = _weight(edition, own)
    weighted = edition.combine == "weighted"
    return {period.code: (period.weight if weighted else 1) / whole for period in edition.periods if period.code in own}


def _lost(edition: Edition, windows: Mapping[tuple[str, str], Points], parts: Fraction | int) -> dict[str, Fraction]:
    """What every node loses to caps over a window: the criterion itself, and each group that counts it."""
    found: dict[str, Fraction] = {}
    for (code, _), size in windows.items():
        for node in (code, *_above(edition, code)):
            found[node] = found.get(node, Fraction(0)) + Fraction(size) / parts
    return found


def _nodes(
    order: list[str], parts: Mapping[str, Mapping[str, Points | None]], shares: Mapping[str, Fraction],
    lost: Mapping[str, Fraction],
) -> dict[str, Points | None]:  # fmt: skip
    """Every node's year; None where no period has a value. The shares are brought to one denominator first: whole
    numbers add up many times faster than fractions, to the same."""
    found: dict[str, Points | None] = {}
    base = math.lcm(*(share.denominator for share in shares.values()))
    weights = [(row, int(shares[period] * base)) for period, row in parts.items()]
    for code in order:
        known = [weight * points for row, weight in weights if (points := row.get(code)) is not None]
        whole = Fraction(sum(known), base) - lost.get(code, 0)
        found[code] = round_thousandths(whole, 3) if known else None
    return found
