"""Cả năm: a year made of its periods, on the board, on one unit's card, and why a point of it is what it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from thidua import engine
from thidua.kit.exact import from_thousandths
from thidua.members.models import ClusterYear, Membership
from thidua.members.terms import Stage
from thidua.scoring.bridge import Shelf
from thidua.scoring.queries import Board, board_of, decimal, is_complete, standings
from thidua.scoring.terms import Column


@dataclass(frozen=True)
class Year:
    """One column of the whole year: every period's points, and the year's made of them."""

    edition: engine.Edition
    column: Column
    results: Mapping[str, engine.Scores]
    years: Mapping[str, engine.YearScore]
    scores: engine.Scores

    def part(self, unit: str, period: str) -> engine.UnitScore | None:
        """One unit's points of one period; None where it took no part."""
        return self.results[period].units.get(unit) if period in self.results else None

    def missing(self, unit: str) -> tuple[str, ...]:
        """The periods a unit still lacks, wholly or in part."""
        year = self.years.get(unit)
        return year.missing if year else tuple(one.code for one in self.edition.periods)


def year_of(found: Shelf, column: Column) -> Year:
    results = found.results(column)
    years = engine.over_periods(found.edition, results)
    return Year(found.edition, column, results, years, engine.year_scores(found.edition, results))


def year_board(found: Shelf, year: ClusterYear, column: Column, whole: Year | None = None) -> Board:
    """The units ranked by the year, with each period's points beside; `whole` when it is worked out already."""
    whole = whole or year_of(found, column)
    places = found.book("").ranked(whole.scores, found.edition)
    rows = standings(found.edition, found.empty.members, whole.scores, places)
    titles = {one.code: one.title for one in found.edition.periods}
    told = []
    for row in rows:
        unit = row.place.unit
        parts = [(one, whole.part(unit, one.code)) for one in found.edition.periods]
        told.append(replace(row, periods=[(one, decimal(part.total) if part else None) for one, part in parts],
                            missing=[titles[code] for code in whole.missing(unit)]))  # fmt: skip
    official = is_complete(rows) and column == Column.AGREED and year.at.reached(Stage.APPRAISED)
    return Board(found.edition, column, found.edition.children(""), told, official, whole.scores)


def board_in(found: Shelf, year: ClusterYear, column: Column, period: str = "") -> Board:
    """The board of one period; without a period that of the year, made from its periods where the table has any."""
    if found.edition.periods and not period:
        return year_board(found, year, column)
    return board_of(found.book(period), year, column)


def combined(edition: engine.Edition) -> list[str]:
    """How the periods make the year, and the caps that run over several of them, in words."""
    weights = ", ".join(
        _("%(period)s hệ số %(weight)s") % {"period": one.title, "weight": engine.show_number(one.weight)}
        for one in edition.periods
    )
    how = {
        "sum": _("Điểm cả năm là tổng điểm các kỳ."),
        "mean": _("Điểm cả năm là trung bình cộng điểm các kỳ."),
        "weighted": _("Điểm cả năm là trung bình có hệ số: %(weights)s.") % {"weights": weights},
    }[edition.combine]
    caps = [
        _("Tiêu chí %(code)s tính nhiều nhất %(cap)s điểm trong từng khoảng: %(window)s.")
        % {"code": leaf.label or leaf.code, "cap": engine.show(leaf.window_cap), "window": _windows(edition)}
        for leaf in edition.criteria if leaf.window_cap is not None
    ]  # fmt: skip
    return [how, *caps]


def _windows(edition: engine.Edition) -> str:
    """Học kỳ I, Học kỳ II; the whole year where the table names none."""
    named = dict.fromkeys(one.window for one in edition.periods if one.window)
    return ", ".join(named) or _("năm")


@dataclass(frozen=True)
class YearRow:
    """A criterion on one unit's card: each period's points and the year's."""

    criterion: engine.Criterion
    periods: list[tuple[engine.Period, Decimal | None]]
    points: Decimal | None


@dataclass(frozen=True)
class YearCard:
    """One unit's year, criterion by criterion; `total` None while no period is known."""

    member: Membership
    column: Column
    periods: list[tuple[engine.Period, Decimal | None]]
    total: Decimal | None
    maximum: Decimal | None
    percent: str
    missing: list[str]
    rows: list[YearRow]


def year_card(whole: Year, member: Membership) -> YearCard:
    """One unit's card of the year."""
    unit, edition = member.unit.code, whole.edition
    score = whole.scores.units.get(unit)
    parts = [(one, whole.part(unit, one.code)) for one in edition.periods]
    rows = [
        YearRow(one, [(period, decimal(part.points.get(one.code)) if part else None) for period, part in parts],
                decimal(score.points[one.code]) if score else None)
        for one in edition.criteria
    ]  # fmt: skip
    titles = {one.code: one.title for one in edition.periods}
    return YearCard(
        member, whole.column, [(period, decimal(part.total) if part else None) for period, part in parts],
        decimal(score.total) if score else None, decimal(score.assigned_max) if score else None,
        engine.show_percent(score.percent) if score and score.percent is not None else "–",
        [titles[code] for code in whole.missing(unit)], rows,
    )  # fmt: skip


@dataclass(frozen=True)
class YearWhy:
    """Why one unit has these points of the year: a sentence with the numbers, and where each number comes from."""

    criterion: engine.Criterion | None
    sentence: str
    parts: list[tuple[engine.Period, Decimal | None]]
    lost: list[str]
    missing: list[str]


def year_why(whole: Year, member: Membership, code: str) -> YearWhy:
    """The year's point of a criterion, or with "" the total, from the periods'."""
    unit, edition = member.unit.code, whole.edition
    score, year = whole.scores.units.get(unit), whole.years.get(unit)
    known = [(one, value) for one in edition.periods if (value := _value(whole, unit, one.code, code)) is not None]
    lost = {place: size for place, size in (year.windows if year else {}).items() if _under(edition, place[0], code)}
    made = None if score is None else score.points[code] if code else score.total
    told = {one.code: value for one, value in known}
    titles = {one.code: one.title for one in edition.periods}
    return YearWhy(
        edition.criterion(code) if code else None,
        _sentence(edition, known, sum(lost.values()), made, len([1 for one in edition.periods
                                                                 if whole.part(unit, one.code)])),
        [(one, from_thousandths(told[one.code]) if one.code in told else None) for one in edition.periods],
        [_lost(edition, leaf, window, size) for (leaf, window), size in lost.items()],
        [titles[missing] for missing in whole.missing(unit)],
    )  # fmt: skip


def _value(whole: Year, unit: str, period: str, code: str) -> engine.Points | None:
    part = whole.part(unit, period)
    if part is None:
        return None
    return part.points.get(code) if code else part.total


def _under(edition: engine.Edition, leaf: str, code: str) -> bool:
    """Whether a criterion lies in another one, or in the total."""
    while leaf and leaf != code:
        leaf = edition.criterion(leaf).parent if leaf in edition.codes else ""
    return leaf == code


def _lost(edition: engine.Edition, leaf: str, window: str, size: engine.Points) -> str:
    one = edition.criterion(leaf)
    told = {"code": one.label or leaf, "size": engine.show(engine.Points(abs(size))), "window": window or _("cả năm")}
    if size > 0:
        return _("Tiêu chí %(code)s vượt mức tối đa của %(window)s %(size)s điểm; phần vượt không tính.") % told
    return _("Tiêu chí %(code)s dưới mức thấp nhất của %(window)s %(size)s điểm; phần thiếu được bù.") % told


def _sentence(
    edition: engine.Edition, known: list[tuple[engine.Period, engine.Points]], lost: int,
    made: engine.Points | None, count: int,
) -> str:  # fmt: skip
    """(2 × 17 + 1 × 20 − 1) ÷ 3 = 17,67."""
    if made is None or not known:
        return _("Chưa có kỳ nào có điểm.")
    weighted = edition.combine == "weighted"
    terms = [
        f"{engine.show_number(one.weight)} × {engine.show(points)}" if weighted else engine.show(points)
        for one, points in known
    ]
    text = " + ".join(terms)
    if lost:
        text += f" {'−' if lost > 0 else '+'} {engine.show(engine.Points(abs(lost)))}"
    by = Fraction(1)
    if edition.combine == "mean":
        by = Fraction(count)
    elif weighted:
        by = sum((one.weight for one, _points in known), Fraction(0))
    whole = (sum(((one.weight if weighted else 1) * points for one, points in known), Fraction(0)) - lost) / by
    if by != 1:
        text = f"({text}) ÷ {engine.show_number(by)}"
    rounded = "" if whole == made else _(" (làm tròn)")
    return f"{text} = {engine.show(made)}{rounded}"
