"""What a year's points say, gathered for the pages: sections, strengths, targets, years one after the other."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from thidua import engine
from thidua.insight.models import Simulation
from thidua.insight.stability import SEED, Field, Held, Stability, inputs_of
from thidua.insight.terms import Varied
from thidua.members.models import ClusterYear, Unit
from thidua.members.queries import Here, forebears, lineage
from thidua.results.fulfilment import Fulfilment, fulfilments
from thidua.results.models import Result
from thidua.results.reading import Row as SealedRow
from thidua.results.reading import table
from thidua.scoring.bridge import Shelf, shelf
from thidua.scoring.queries import Board, Standing, board_of
from thidua.scoring.terms import Column
from thidua.scoring.yearly import board_in


@dataclass(frozen=True)
class Cell:
    """A unit's points in one section, and as a part of the section's maximum; None where there are none."""

    section: engine.Criterion
    points: int | None
    share: Fraction | None

    @property
    def percent(self) -> str:
        return "–" if self.share is None else engine.show_percent(self.share)

    @property
    def level(self) -> int:
        """For shading: 0 to 100."""
        return 0 if self.share is None else max(0, min(100, int(self.share * 100)))


@dataclass(frozen=True)
class Row:
    """A unit: its standing, its sections, where it is strongest and weakest against the others."""

    standing: Standing
    cells: tuple[Cell, ...]
    best: engine.Criterion | None
    worst: engine.Criterion | None
    change: int | None


@dataclass(frozen=True)
class Picture:
    """One page for a leader: the board, what moved, the sections, the targets."""

    board: Board
    rows: tuple[Row, ...]
    targets: tuple[Fulfilment, ...]
    since: str

    @property
    def lead(self) -> Row | None:
        """Who stands first; None while nobody has a point."""
        score = self.rows[0].standing.score if self.rows else None
        told = score is not None and any(points is not None for points in score.points.values())
        return self.rows[0] if told else None


def kept(here: Here) -> Shelf | None:
    """Everything written about the scores of the year; None before a criteria table is adopted."""
    return shelf(here.year, here.day)


def board_now(here: Here, found: Shelf) -> Board:
    """The board of the year by the last column that means something."""
    return board_in(found, here.year, Column.AGREED)


def picture(here: Here, found: Shelf) -> Picture:
    """The leader's page."""
    now = board_now(here, found)
    before, since = _before(found, here)
    averages = {top.code: _average([_cell(row, top) for row in now.rows]) for top in now.sections}
    rows = []
    for standing in now.rows:
        cells = tuple(_cell(standing, top) for top in now.sections)
        above = [(cell.share - mean, cell.section) for cell in cells
                 if cell.share is not None and (mean := averages[cell.section.code]) is not None]  # fmt: skip
        told = standing.score is not None and len(above) > 1
        rows.append(Row(
            standing, cells, max(above, key=lambda one: one[0])[1] if told else None,
            min(above, key=lambda one: one[0])[1] if told else None, before.get(standing.member.unit.code),
        ))  # fmt: skip
    members = [row.standing.member for row in rows]
    return Picture(now, tuple(rows), tuple(fulfilments(here, members)), since)


def _cell(standing: Standing, top: engine.Criterion) -> Cell:
    points = standing.score.points.get(top.code) if standing.score else None
    return Cell(top, points, Fraction(points, top.max) if points is not None and top.max else None)


def _average(cells: Sequence[Cell]) -> Fraction | None:
    known = [cell.share for cell in cells if cell.share is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def _before(found: Shelf, here: Here) -> tuple[dict[str, int], str]:
    """What each unit gained in the last period over the one before, and that one's title; nothing without periods."""
    begun = [period for period in found.edition.periods if period.code in found.books]
    if len(begun) < 2:
        return {}, ""
    first, last = (board_of(found.book(period.code), here.year, Column.AGREED).scores for period in begun[-2:])
    gained = {unit: last.units[unit].total - first.units[unit].total for unit in last.units if unit in first.units}
    return gained, begun[-2].title


@dataclass(frozen=True)
class Kept:
    """A simulation that was kept, as it would be worked out again; `stale` when the figures have changed since."""

    row: Simulation
    found: Stability
    stale: bool


def simulation(year: ClusterYear, varied: Varied, field: Field) -> Kept | None:
    """The last one of a kind of change."""
    row = Simulation.objects.filter(year=year, varied=varied).first()
    if row is None:
        return None
    held = tuple(Held(unit, now, tuple(places)) for unit, now, places in row.places)
    stale = row.inputs != inputs_of(field) or row.seed != SEED
    return Kept(row, Stability(row.cases, varied, held), stale)


@dataclass(frozen=True)
class Past:
    """A unit through the years: (year, place, percent of its maximum) for each sealed result it, or one merged into
    it, was in; `notes` says where the line passes over a merger."""

    unit: Unit
    points: tuple[tuple[int, int | None, Fraction | None], ...]
    notes: tuple[str, ...]


def sealed_years(year: ClusterYear) -> list[Result]:
    """The last sealed result of each year of the cluster up to this one, oldest first."""
    found = Result.objects.filter(year__cluster=year.cluster, year__year__lte=year.year).select_related("year")
    latest: dict[int, Result] = {}
    for one in found.order_by("year__year", "pk"):
        latest[one.year.year] = one
    return list(latest.values())


def points_shown(points: int | None) -> str:
    """Thousandths as the page writes them, with their sign where they are a difference."""
    return "–" if points is None else engine.show(engine.Points(points))


def pasts(here: Here) -> tuple[list[Result], list[Past]]:
    """Every member of today through the sealed years; a unit that was merged since is followed to its forebears."""
    results = sealed_years(here.year)
    tables = [(result, {row.unit: row for row in table(result.sealed).rows}) for result in results]
    links = lineage([member.unit_id for member in here.members])
    found = []
    for member in here.members:
        points, notes = [], []
        for result, rows in tables:
            year = result.year.year
            stood = [one for one in forebears(member.unit, dt.date(year, 12, 31), links).units if one.code in rows]
            told = [rows[one.code] for one in stood]
            if len(told) == 1:
                points.append((year, told[0].rank, _share(told[0])))
            elif told:
                points.append((year, None, None))
                notes.append(_("%(year)s: khi ấy là %(units)s") % {
                    "year": year, "units": "; ".join(f"{row.name} ({row.rank or '–'})" for row in told)})  # fmt: skip
            if len(told) == 1 and stood[0].pk != member.unit_id:
                notes.append(_("%(year)s: dưới tên %(unit)s") % {"year": year, "unit": told[0].name})
        found.append(Past(member.unit, tuple(points), tuple(notes)))
    return results, found


def _share(row: SealedRow) -> Fraction | None:
    if row.total is None or not row.maximum:
        return None
    return Fraction(row.total) / Fraction(row.maximum)
