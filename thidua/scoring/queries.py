"""Reading the scores: rounds and turns, the board, one unit's card, why a point is what it is, why one stands above."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from thidua import engine
from thidua.kit.exact import from_thousandths
from thidua.members.models import ClusterYear, Membership
from thidua.members.terms import Stage
from thidua.scoring.bridge import Book, book
from thidua.scoring.models import Assignment, Claim, Remark, Round, Settlement, Sheet
from thidua.scoring.terms import Column, Hand


def decimal(points: engine.Points | None) -> Decimal | None:
    """The engine's points as the templates show them."""
    return None if points is None else from_thousandths(points)


def rounds_of(year: ClusterYear) -> dict[Hand, Round]:
    return {Hand(one.hand): one for one in Round.objects.filter(year=year)}


def checkers_of(year: ClusterYear) -> dict[int, Membership]:
    """Who cross-checks whom: checked membership id → the checker's membership."""
    found = Assignment.objects.filter(year=year).select_related("checker__unit")
    return {one.membership_id: one.checker for one in found}


def checker_of(membership: Membership) -> Membership | None:
    """Who cross-checks one unit."""
    found = Assignment.objects.filter(membership=membership).select_related("checker__unit").first()
    return found.checker if found else None


@dataclass(frozen=True)
class Turn:
    """One hand's turn at one unit: the round, the sheet, and who cross-checks the unit."""

    membership: Membership
    hand: Hand
    round: Round | None
    sheet: Sheet | None
    checker: Membership | None = None

    @property
    def is_open(self) -> bool:
        return self.round is not None and self.round.closed_at is None

    @property
    def submitted(self) -> bool:
        return self.sheet is not None and self.sheet.submitted_at is not None


def turn(membership: Membership, hand: Hand) -> Turn:
    """How things stand with one sheet."""
    return Turn(
        membership, hand,
        Round.objects.filter(year=membership.year_id, hand=hand).first(),
        Sheet.objects.filter(membership=membership, hand=hand).first(),
        checker_of(membership),
    )  # fmt: skip


def matrix(year: ClusterYear, members: Iterable[Membership]) -> list[tuple[Membership, list[Turn]]]:
    """Every unit with every hand's turn."""
    rounds, checkers = rounds_of(year), checkers_of(year)
    sheets = {(one.membership_id, one.hand): one for one in Sheet.objects.filter(membership__year=year)}
    return [
        (member, [Turn(member, hand, rounds.get(hand), sheets.get((member.pk, hand)), checkers.get(member.pk))
                  for hand in Hand])
        for member in members if member.left_on is None
    ]  # fmt: skip


def unsent(year: ClusterYear, hand: Hand, members: Iterable[Membership]) -> list[Turn]:
    """The turns of a round that are not taken yet."""
    found = [turns[list(Hand).index(hand)] for _member, turns in matrix(year, members)]
    return [one for one in found if not one.submitted]


def changed(found: Book, unit: str) -> dict[str, Claim]:
    """Where a later hand's last word is not what the unit claimed itself. Nothing when the unit sent no sheet."""
    if not found.submitted(unit, Hand.SELF):
        return {}
    own = found.answers(unit, found.effective(unit, (Hand.SELF,)))
    claims = found.effective(unit, tuple(Hand))
    last = found.answers(unit, claims)
    return {code: claim for code, claim in claims.items() if last[code] != own.get(code, engine.MISSING)}


def remarks_of(year: ClusterYear) -> dict[tuple[int, str], list[Remark]]:
    """Explanations and replies of the year, by unit and criterion, oldest first."""
    found: dict[tuple[int, str], list[Remark]] = defaultdict(list)
    for remark in Remark.objects.filter(membership__year=year):
        found[remark.membership_id, remark.code].append(remark)
    return found


@dataclass(frozen=True)
class Standing:
    """One unit's row of the board."""

    place: engine.Place
    member: Membership
    score: engine.UnitScore
    total: Decimal
    percent: str
    sections: list[tuple[engine.Criterion, Decimal | None]]


@dataclass(frozen=True)
class Board:
    """The table of the units. Official only when everything is in and the appraisal is closed; a preview until then."""

    edition: engine.Edition
    column: Column
    sections: tuple[engine.Criterion, ...]
    rows: list[Standing]
    official: bool
    scores: engine.Scores


def board(year: ClusterYear, day: dt.date, column: Column | Hand = Column.AGREED) -> Board | None:
    """The units ranked by one column; None before a criteria table is adopted."""
    found = book(year, day)
    return board_of(found, year, Column(column.value)) if found else None


def board_of(found: Book, year: ClusterYear, column: Column) -> Board:
    """As `board`, of a book at hand."""
    cohort = found.cohort(column)
    scores = cohort.scores()
    sections = found.edition.children("")
    rows = []
    for place in cohort.places(scores):
        one = scores.units[place.unit]
        percent = "–" if one.percent is None else engine.show_percent(one.percent)
        rows.append(Standing(place, cohort.members[place.unit], one, from_thousandths(one.total), percent,
                             [(top, decimal(one.points[top.code])) for top in sections]))  # fmt: skip
    complete = bool(rows) and all(row.score.complete for row in rows)
    official = complete and column == Column.AGREED and year.at.reached(Stage.APPRAISED)
    return Board(found.edition, column, sections, rows, official, scores)


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
    totals: list[tuple[Column, Decimal, str]]
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
        (column, from_thousandths(score.total), "" if score.percent is None else engine.show_percent(score.percent))
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
        value = score.points[code] if code else score.total
        hand = each.hands[-1] if each != Column.AGREED else None
        points.append((each, decimal(value), found.claim(unit, code, hand) if hand else None))
    return Explained(
        found.edition.criterion(code) if code else None, explained, column, points,
        [(found.members[peer.unit], peer) for peer in explained.peers],
        list(Remark.objects.filter(membership=member, code=code)),
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
    differences = [
        (one, decimal(one.a), decimal(one.b), from_thousandths(one.gap))
        for one in engine.compare(found.edition, found.scores, a, b)
    ]
    return Comparison(rows[a], rows[b], differences, rows[a].total - rows[b].total)
