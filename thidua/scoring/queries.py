"""Reading the scores: rounds and turns, the board, one unit's card, why a point is what it is, why one stands above."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from thidua import engine
from thidua.kit.exact import from_thousandths
from thidua.members.models import ClusterYear, Membership
from thidua.members.queries import Here
from thidua.members.terms import Stage
from thidua.reports.figures import asked_of_unit
from thidua.reports.models import Report
from thidua.reports.queries import figures_of, latest_figures
from thidua.reports.terms import State
from thidua.rulebook.queries import adopted
from thidua.scoring.bridge import Book, book, places_in_period
from thidua.scoring.models import Assignment, Claim, Department, Freeze, Remark, Round, Settlement, Sheet
from thidua.scoring.terms import Column, Hand
from thidua.season.queries import due_of


def decimal(points: engine.Points | None) -> Decimal | None:
    """The engine's points as the templates show them."""
    return None if points is None else from_thousandths(points)


def periods_of(year: ClusterYear, day: dt.date) -> tuple[engine.Period, ...]:
    """The periods the table in force declares; none where it scores the year as a whole."""
    edition = adopted(year, day)
    return edition.periods if edition else ()


def current_period(year: ClusterYear, periods: Sequence[engine.Period]) -> engine.Period | None:
    """The first period with an open round, else the first not yet appraised, else the last."""
    rounds = list(Round.objects.filter(year=year))
    waiting = {one.period for one in rounds if one.closed_at is None}
    over = {one.period for one in rounds if one.hand == Hand.APPRAISED and one.closed_at}
    now = next((one for one in periods if one.code in waiting), None)
    return now or next((one for one in periods if one.code not in over), periods[-1] if periods else None)


def hands_begun(year: ClusterYear) -> dict[Hand, Round]:
    """The hands of whichever period: which columns of the whole year mean something."""
    return {Hand(one.hand): one for one in Round.objects.filter(year=year)}


def reported(member: Membership, period: engine.Period | None) -> dict[str, dict[str, str]]:
    """The figures to fill a sheet with: of the last report, or of the report named as the period is."""
    if period is None:
        return latest_figures(member)
    sent = Report.objects.filter(membership=member, state=State.SUBMITTED, period__name=period.title)
    return figures_of(sent.order_by("-period__to_date", "-pk").first())


def rounds_of(year: ClusterYear, period: str = "") -> dict[Hand, Round]:
    return {Hand(one.hand): one for one in Round.objects.filter(year=year, period=period)}


def frozen(year: ClusterYear) -> Freeze | None:
    """What keeps the board from the members now: it does between the closing of the appraisal and the conference."""
    return Freeze.objects.filter(year=year, lifted_at=None).first() if year.at == Stage.APPRAISED else None


def frozen_for(here: Here) -> Freeze | None:
    """The same for a request; read ahead where many are asked about."""
    return here.ahead["freeze"] if "freeze" in here.ahead else frozen(here.year)


def checkers_of(year: ClusterYear) -> dict[int, Membership]:
    """Who cross-checks whom: checked membership id → the checker's membership."""
    found = Assignment.objects.filter(year=year).select_related("checker__unit")
    return {one.membership_id: one.checker for one in found}


def checker_of(membership: Membership) -> Membership | None:
    """Who cross-checks one unit."""
    found = Assignment.objects.filter(membership=membership).select_related("checker__unit").first()
    return found.checker if found else None


def checker_for(here: Here, membership: Membership) -> Membership | None:
    """The same for a request; read ahead where many are asked about."""
    return here.ahead["checkers"].get(membership.pk) if "checkers" in here.ahead else checker_of(membership)


@dataclass(frozen=True)
class Turn:
    """One hand's turn at one unit: the round, the sheet, who cross-checks the unit, whether the period is over.

    `departments`: the bodies among which the appraisal is divided; none where the secretariat appraises alone.
    """

    membership: Membership
    hand: Hand
    round: Round | None
    sheet: Sheet | None
    checker: Membership | None = None
    period: str = ""
    over: bool = False
    departments: tuple[Department, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.round is not None and self.round.closed_at is None

    @property
    def submitted(self) -> bool:
        return self.sheet is not None and self.sheet.submitted_at is not None


def is_over(period: str, rounds: Mapping[Hand, Round]) -> bool:
    """Whether a period's points are final: its appraisal is closed. A whole year's end is its stage."""
    last = rounds.get(Hand.APPRAISED)
    return bool(period and last and last.closed_at)


def departments_of(year_id: int) -> tuple[Department, ...]:
    """The bodies that divide the appraisal of a year among them, with their people."""
    return tuple(Department.objects.filter(year=year_id).prefetch_related("people"))


def turn(membership: Membership, hand: Hand, period: str = "") -> Turn:
    """How things stand with one sheet."""
    rounds = {Hand(one.hand): one for one in Round.objects.filter(year=membership.year_id, period=period)}
    sheet = Sheet.objects.filter(membership=membership, hand=hand, period=period).first()
    departments = departments_of(membership.year_id) if hand == Hand.APPRAISED else ()
    return Turn(membership, hand, rounds.get(hand), sheet, checker_of(membership), period, is_over(period, rounds),
                departments)  # fmt: skip


def due_of_turn(at_turn: Turn) -> dt.date:
    """The day an open turn is due: its round's, or later by extension for the unit that is to write."""
    assert at_turn.round is not None  # noqa: S101  only what is open is due
    writes = at_turn.checker if at_turn.hand == Hand.CROSS and at_turn.checker else at_turn.membership
    return due_of(writes, at_turn.hand.phase, at_turn.round.due_on, at_turn.period)


def matrix(
    year: ClusterYear, members: Iterable[Membership], period: str = ""
) -> list[tuple[Membership, list[Turn]]]:  # fmt: skip
    """Every unit with every hand's turn."""
    rounds, checkers = rounds_of(year, period), checkers_of(year)
    kept = Sheet.objects.filter(membership__year=year, period=period)
    sheets, over = {(one.membership_id, one.hand): one for one in kept}, is_over(period, rounds)
    bodies = departments_of(year.pk)
    return [
        (member, [Turn(member, hand, rounds.get(hand), sheets.get((member.pk, hand)), checkers.get(member.pk), period,
                       over, bodies if hand == Hand.APPRAISED else ()) for hand in Hand])
        for member in members if member.left_on is None
    ]  # fmt: skip


def unsent(year: ClusterYear, hand: Hand, members: Iterable[Membership], period: str = "") -> list[Turn]:
    """The turns of a round that are not taken yet."""
    found = [turns[list(Hand).index(hand)] for _member, turns in matrix(year, members, period)]
    return [one for one in found if not one.submitted]


def changed(found: Book, unit: str) -> dict[str, Claim]:
    """Where a later hand's last word is not what the unit claimed itself. Nothing when the unit sent no sheet."""
    if not found.submitted(unit, Hand.SELF):
        return {}
    own = found.answers(unit, found.effective(unit, (Hand.SELF,)))
    claims = found.effective(unit, tuple(Hand))
    last = found.answers(unit, claims)
    return {
        code: claim for code, claim in claims.items()
        if last[code] != own.get(code, engine.MISSING) and is_asked(found.edition, code)
    }  # fmt: skip


def is_asked(edition: engine.Edition, code: str) -> bool:
    """Whether the unit itself types anything for a criterion; what is taken over from another table it does not."""
    return code not in edition.codes or any(asked_of_unit(edition.criterion(code)))


def remarks_of(year: ClusterYear, period: str = "") -> dict[tuple[int, str], list[Remark]]:
    """Explanations and replies of the year, or of a period of it, by unit and criterion, oldest first."""
    found: dict[tuple[int, str], list[Remark]] = defaultdict(list)
    for remark in Remark.objects.filter(membership__year=year, period=period):
        found[remark.membership_id, remark.code].append(remark)
    return found


def remarks_on(member: Membership, code: str, period: str = "") -> list[Remark]:
    """What was said about one point, oldest first, with the files behind it."""
    return list(Remark.objects.filter(membership=member, code=code, period=period).prefetch_related("evidence"))


@dataclass(frozen=True)
class Standing:
    """One unit's row of the board; without `score` where nothing is known of the unit.

    Of a year made from periods: each period's points, and the titles of those that are still missing.
    """

    place: engine.Place
    member: Membership
    score: engine.UnitScore | None
    total: Decimal | None
    percent: str
    sections: list[tuple[engine.Criterion, Decimal | None]]
    periods: list[tuple[engine.Period, Decimal | None]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Board:
    """The table of the units. Official only when everything is in and the appraisal is closed; a preview until then."""

    edition: engine.Edition
    column: Column
    sections: tuple[engine.Criterion, ...]
    rows: list[Standing]
    official: bool
    scores: engine.Scores
    period: str = ""


def board(
    year: ClusterYear, day: dt.date, column: Column | Hand = Column.AGREED, period: str = ""
) -> Board | None:  # fmt: skip
    """The units ranked by one column; None before a criteria table is adopted."""
    found = book(year, day, period)
    return board_of(found, year, Column(column.value)) if found else None


def board_of(found: Book, year: ClusterYear, column: Column) -> Board:
    """As `board`, of a book at hand."""
    scores = found.scores(column)
    rows = standings(found.edition, found.members, scores, places_of(found, scores))
    over = Hand.APPRAISED in found.closed if found.edition.periods else year.at.reached(Stage.APPRAISED)
    official = is_complete(rows) and column == Column.AGREED and over
    return Board(found.edition, column, found.edition.children(""), rows, official, scores, found.period)


def places_of(found: Book, scores: engine.Scores) -> tuple[engine.Place, ...]:
    """The ranking of a book's points, of a year or of a period."""
    if found.edition.periods:
        return places_in_period(found.edition, scores, found.let_past, found.above)
    return found.ranked(scores)


def standings(
    edition: engine.Edition, members: Mapping[str, Membership], scores: engine.Scores, places: Iterable[engine.Place]
) -> list[Standing]:
    """The rows of a board, best first; last, without place or points, the members nothing is known of."""
    rows = []
    for place in places:
        one = scores.units[place.unit]
        percent = "–" if one.percent is None else engine.show_percent(one.percent)
        rows.append(Standing(place, members[place.unit], one, from_thousandths(one.total), percent,
                             [(top, decimal(one.points[top.code])) for top in edition.children("")]))  # fmt: skip
    for unit in [unit for unit in members if unit not in scores.units]:
        place = engine.Place(unit, None, False, None, "", False)
        rows.append(Standing(place, members[unit], None, None, "–", [(top, None) for top in edition.children("")]))
    return rows


def is_complete(rows: Iterable[Standing]) -> bool:
    """Whether there is a board at all, and every unit's points are whole."""
    every = list(rows)
    return bool(every) and all(row.score is not None and row.score.complete for row in every)


@dataclass(frozen=True)
class CardRow:
    """A criterion on one unit's card: the points of each column, and whether they were changed."""

    criterion: engine.Criterion
    points: list[tuple[Column, Decimal | None, bool]]
    state: str
    claim: Claim | None
    remarks: int


@dataclass(frozen=True)
class Card:
    """One unit's points, criterion by criterion, all hands side by side."""

    member: Membership
    columns: list[Column]
    totals: list[tuple[Column, Decimal | None, str]]
    rows: list[CardRow]
    changed: dict[str, Claim]
    unanswered: list[str]


def columns_shown(rounds: Mapping[Hand, Round]) -> list[Column]:
    """The columns that mean something yet."""
    found = [Column.SELF, *(Column(hand.value) for hand in (Hand.CROSS, Hand.APPRAISED) if hand in rounds)]
    return [*found, Column.AGREED] if Hand.APPRAISED in rounds else found


def state_of(answer: engine.Answer, score: engine.UnitScore, criterion: engine.Criterion) -> str:
    """Why a criterion has the points it has, or none: the name of the engine's state; "" for a group."""
    if not criterion.is_leaf:
        return ""
    if answer.state is engine.State.GIVEN and criterion.code in score.unknown:
        return engine.State.UNKNOWN.name
    return engine.State.NOT_ASSIGNED.name if criterion.code in score.not_assigned else answer.state.name


def total_of(found: Book, unit: str, column: Column, score: engine.UnitScore) -> Decimal | None:
    """A unit's total; None in a period it took no part in."""
    return None if found.edition.periods and not found.took_part(unit, column) else from_thousandths(score.total)


def card(found: Book, member: Membership, rounds: Mapping[Hand, Round], remarks: Mapping[str, list[Remark]]) -> Card:
    """One unit's card."""
    unit, columns = member.unit.code, columns_shown(rounds)
    cohorts = [found.cohort(column) for column in columns]
    scores = [cohort.scores().units[unit] for cohort in cohorts]
    later, last = changed(found, unit), cohorts[-1]
    rows = []
    for one in found.edition.criteria:
        values = [score.points[one.code] for score in scores]
        rows.append(CardRow(
            one,
            [(column, decimal(value), bool(at) and value != values[at - 1])
             for at, (column, value) in enumerate(zip(columns, values, strict=True))],
            state_of(last.answers[unit].get(one.code, engine.MISSING), scores[-1], one),
            later.get(one.code), len(remarks.get(one.code, ())),
        ))  # fmt: skip
    totals = [
        (
            column,
            total_of(found, unit, column, score),
            "" if score.percent is None else engine.show_percent(score.percent),
        )
        for column, score in zip(columns, scores, strict=True)
    ]
    return Card(member, columns, totals, rows, later, [code for code in later if not remarks.get(code)])


@dataclass(frozen=True)
class Explained:
    """Why one unit has these points for one criterion (or in total), and everything behind it."""

    criterion: engine.Criterion | None
    why: engine.Why
    column: Column
    points: list[tuple[Column, Decimal | None, Claim | None]]
    peers: list[tuple[Membership, engine.Peer]]
    remarks: list[Remark]
    settlement: Settlement | None
    changed: bool
    parts: list[tuple[engine.Criterion, Decimal | None]]


def why(found: Book, member: Membership, code: str, columns: list[Column], column: Column | None = None) -> Explained:
    """The explanation of one point; `code` "" is the total."""
    unit, column = member.unit.code, column or columns[-1]
    cohort = found.cohort(column)
    explained = engine.explain(
        found.edition, cohort.answers, cohort.targets, unit, code, overrides=cohort.overrides,
        attributes=cohort.attributes,
    )  # fmt: skip
    own = cohort.scores().units[unit]
    points = []
    for each in columns:
        score = (cohort if each == column else found.cohort(each)).scores().units[unit]
        value = decimal(score.points[code]) if code else total_of(found, unit, each, score)
        hand = each.hands[-1] if each != Column.AGREED else None
        points.append((each, value, found.claim(unit, code, hand) if hand else None))
    return Explained(
        found.edition.criterion(code) if code else None, explained, column, points,
        [(found.members[peer.unit], peer) for peer in explained.peers],
        remarks_on(member, code, found.period),
        found.settlements.get(unit, {}).get(code),
        code in changed(found, unit),
        [(part, decimal(own.points[part.code])) for part in found.edition.children(code)],
    )  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """Why one unit stands above another: the differences, the largest first, and how they add up."""

    first: Standing
    second: Standing
    differences: list[tuple[engine.Difference, Decimal | None, Decimal | None, Decimal]]
    gap: Decimal


def compare(found: Board, a: str, b: str) -> Comparison:
    """Two rows of a board side by side."""
    rows = {row.member.unit.code: row for row in found.rows}
    totals = [engine.Points(found.scores.units[unit].total) for unit in (a, b)]
    differences = [
        (one, decimal(one.a), decimal(one.b), from_thousandths(one.gap))
        for one in engine.compare(found.edition, found.scores, a, b)
    ]
    return Comparison(rows[a], rows[b], differences, from_thousandths(totals[0] - totals[1]))
