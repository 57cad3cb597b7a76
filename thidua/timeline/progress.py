"""Bảng tiến độ: units × steps of a year: who has handed in, who is late by how many days, whose hands it is in.

Read in a fixed number of queries, whatever the number of units and periods.
"""

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.kit.clock import day_of
from thidua.ledger.models import Entry
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.terms import Lead, Office, Stage
from thidua.reports.models import Period, Report
from thidua.reports.queries import periods_of
from thidua.reports.terms import State as ReportState
from thidua.scoring.models import Assignment, Round, Sheet
from thidua.scoring.queries import periods_of as scored_periods
from thidua.scoring.terms import Hand
from thidua.season.queries import days_late, due, extended
from thidua.season.terms import Phase
from thidua.targets.models import Pledge, Registration
from thidua.targets.queries import places_under, pledge_of, present_members, registrations_of
from thidua.targets.terms import State as RegistrationState


@dataclass(frozen=True)
class Column:
    """One thing asked of every unit: its title, the day it was due when opened, and its name in the calendar.

    `lengthens`: whether its due day can be extended; the day of signing a pledge is what the pledge itself says.
    """

    title: str
    phase: Phase
    given: dt.date | None
    of: str = ""
    lengthens: bool = True


@dataclass(frozen=True)
class Cell:
    """How one unit stands with one column. `days` late: as handed in, or up to today while it is not."""

    says: str
    done: bool = False
    asked: bool = True
    tone: str = ""
    url: str = ""
    hands: str = ""
    due: dt.date | None = None
    days: int = 0
    extended: bool = False

    @property
    def open(self) -> bool:
        """Whether something is still to be handed in."""
        return self.asked and not self.done


NOT_ASKED = Cell("–", asked=False)


@dataclass(frozen=True)
class Progress:
    """The whole board: columns in the order of the year, one row of cells a unit."""

    columns: list[Column]
    rows: list[tuple[Membership, list[Cell]]]

    def column(self, phase: str, of: str) -> int | None:
        """The place of a column that can be extended, by its name in the calendar."""
        return next(
            (at for at, one in enumerate(self.columns) if one.lengthens and (one.phase, one.of) == (phase, of)), None
        )

    def unsent(self) -> "Progress":
        """Only the columns and units with something still to hand in."""
        kept = [at for at in range(len(self.columns)) if any(cells[at].open for _member, cells in self.rows)]
        rows = [(member, [cells[at] for at in kept]) for member, cells in self.rows]
        return Progress([self.columns[at] for at in kept], [row for row in rows if any(one.open for one in row[1])])


class _Reader:
    """What every column needs, read once."""

    def __init__(self, here: Here) -> None:
        self.here, self.members, self.later = here, present_members(here), extended(here.year)
        self.columns: list[Column] = []
        self.cells: dict[int, list[Cell]] = {member.pk: [] for member in self.members}
        self.base = [here.year.cluster.slug, here.year.year]

    def add(self, column: Column, found: dict[int, Cell]) -> None:
        """One column; every cell is given its due day and lateness here, so that all are counted alike."""
        self.columns.append(column)
        for member in self.members:
            self.cells[member.pk].append(self.dated(column, member, found[member.pk]))

    def dated(self, column: Column, member: Membership, cell: Cell) -> Cell:
        if column.given is None or not cell.asked:
            return cell
        due_on = self.later.due(column.phase, column.given, member.pk, column.of)
        days = cell.days if cell.done else days_late(self.here.day, due_on)
        return replace(cell, due=due_on, days=days, extended=due_on != column.given)

    def at(self, name: str, *rest: object) -> str:
        return reverse(name, args=[*self.base, *rest])

    def judge(self, member: Membership) -> str:
        head = self.here.leads.get(Lead.HEAD)
        office = Office.DEPUTY_SECRETARY if head and head.pk == member.pk else Office.HEAD_SECRETARY
        return str(office.label)


def progress(here: Here) -> Progress:
    """Every unit with everything asked of it in the year so far."""
    reader = _Reader(here)
    if here.year.at.reached(Stage.RULES_ADOPTED):
        _registrations(reader)
        if pledge := pledge_of(here.year):
            _pledge(reader, pledge)
    _reports(reader)
    _rounds(reader)
    return Progress(reader.columns, [(member, reader.cells[member.pk]) for member in reader.members])


def _registrations(reader: _Reader) -> None:
    column = Column(_("Đăng ký thi đua"), Phase.REGISTRATION, due(reader.here.year, Phase.REGISTRATION))
    found, first = registrations_of(reader.here.year), _first_sent(reader.here.year.pk)
    cells = {}
    for member in reader.members:
        cell = _registration(reader, member, found.get(member.pk))
        if cell.done and column.given and (sent := first.get(str(found[member.pk].pk))):
            due_on = reader.later.due(Phase.REGISTRATION, column.given, member.pk)
            cell = replace(cell, days=days_late(day_of(sent), due_on))
        cells[member.pk] = cell
    reader.add(column, cells)


def _first_sent(year_id: int) -> dict[str, dt.datetime]:
    """When each registration was first sent, by the ledger: recalled and sent again, it is not later for that."""
    sent = Entry.objects.filter(year_id=year_id, act="targets.submit")
    return dict(sent.order_by().values("subject_id").annotate(first=Min("at")).values_list("subject_id", "first"))


def _registration(reader: _Reader, member: Membership, found: Registration | None) -> Cell:
    url = reader.at("targets:registration", member.pk)
    state = RegistrationState(found.state) if found else None
    if state == RegistrationState.APPROVED:
        return Cell(str(state.label), done=True, tone="ok", url=url)
    if state == RegistrationState.SUBMITTED:
        return Cell(str(state.label), done=True, tone="info", url=url, hands=reader.judge(member))
    says = _("Chưa lập") if state is None else _("Đang soạn") if state == RegistrationState.DRAFT else str(state.label)
    prepared = state == RegistrationState.DRAFT
    return Cell(says, url=url, tone="info" if prepared else "", hands=_hands_of_unit(prepared=prepared))


def _hands_of_unit(*, prepared: bool) -> str:
    """The officer prepares; what is prepared waits for the leader as well."""
    officer, leader = str(Office.UNIT_OFFICER.label), str(Office.UNIT_LEADER.label)
    return f"{officer}, {leader}" if prepared else officer


def _pledge(reader: _Reader, pledge: Pledge) -> None:
    column = Column(_("Ký giao ước"), Phase.REGISTRATION, pledge.signing_on, PLEDGE, lengthens=False)
    url, cells = reader.at("targets:pledge"), {}
    for place in places_under(pledge, reader.members):
        if place.signature:
            days = days_late(day_of(place.signature.signed_at), pledge.signing_on) if pledge.signing_on else 0
            cell = Cell(_("Đã ký"), done=True, tone="ok", url=url, days=days)
        elif place.objection:
            cell = Cell(_("Đã nêu lý do chưa ký"), done=True, tone="warn", url=url)
        else:
            cell = Cell(_("Chưa ký"), url=url, hands=str(Office.UNIT_LEADER.label))
        cells[place.membership.pk] = cell
    reader.add(column, cells)


PLEDGE = "pledge"
"""The pledge's name among what the phase of registration asks."""


def _reports(reader: _Reader) -> None:
    kept = {(one.period_id, one.membership_id): one for one in Report.objects.filter(period__year=reader.here.year)}
    for period in periods_of(reader.here.year):
        column = Column(period.name, Phase.REPORT, period.due_on, period.name)
        reader.add(column, {member.pk: _report(reader, period, member, kept.get((period.pk, member.pk)))
                            for member in reader.members})  # fmt: skip


def _report(reader: _Reader, period: Period, member: Membership, found: Report | None) -> Cell:
    if found is None and period.from_date > reader.here.day:
        return NOT_ASKED
    url = reader.at("reports:report", period.pk, member.unit.code)
    if found and found.state == ReportState.SUBMITTED:
        return Cell(_("Đã gửi"), done=True, tone="ok", url=url, days=found.days_late or 0)
    says = _("Chưa lập") if found is None else _("Trả lại") if found.state == ReportState.RETURNED else _("Đang soạn")
    prepared = found is not None and found.state != ReportState.RETURNED
    return Cell(says, url=url, tone="info" if prepared else "", hands=_hands_of_unit(prepared=prepared))


def _rounds(reader: _Reader) -> None:
    """The sheets each unit writes: its own, those it checks for others, and the one the secretariat writes of it."""
    year = reader.here.year
    rounds = list(Round.objects.filter(year=year).order_by("pk"))
    if not rounds:
        return
    by_period = any(turn.period for turn in rounds)
    titles = {one.code: one.title for one in scored_periods(year, reader.here.day)} if by_period else {}
    sheets = {(one.membership_id, one.hand, one.period): one for one in Sheet.objects.filter(membership__year=year)}
    checks: dict[int, list[Membership]] = {}
    for one in Assignment.objects.filter(year=year).select_related("membership__unit"):
        checks.setdefault(one.checker_id, []).append(one.membership)
    for turn in rounds:
        hand = Hand(turn.hand)
        title = f"{hand.label} ({titles.get(turn.period, turn.period)})" if turn.period else str(hand.label)
        cells = {}
        for member in reader.members:
            of = checks.get(member.pk, []) if hand == Hand.CROSS else [member]
            cells[member.pk] = _sheets(reader, turn, member, [(one, sheets.get((one.pk, turn.hand, turn.period)))
                                                              for one in of])  # fmt: skip
        reader.add(Column(title, hand.phase, turn.due_on, turn.period), cells)


def _sheets(reader: _Reader, turn: Round, member: Membership, found: list[tuple[Membership, Sheet | None]]) -> Cell:
    """A unit's sheets of one round: done when all are sent, as late as the latest of them."""
    if not found:
        return NOT_ASKED
    waiting = [(of, sheet) for of, sheet in found if sheet is None or sheet.submitted_at is None]
    of, sheet = (waiting or found)[0]
    url = reader.at("scoring:sheet", Hand(turn.hand), of.unit.code) + (f"?ky={turn.period}" if turn.period else "")
    if not waiting:
        days = max(one.days_late or 0 for _of, one in found if one)
        return Cell(_("Đã gửi"), done=True, tone="ok", url=url, days=days)
    if turn.closed_at is not None:
        return Cell(_("Vắng"), asked=False, tone="bad", url=url)
    hands = {
        Hand.SELF: _hands_of_unit(prepared=sheet is not None), Hand.CROSS: str(Office.CROSS_CHECKER.label),
        Hand.APPRAISED: reader.judge(member),
    }[Hand(turn.hand)]  # fmt: skip
    says = _("Đang chấm") if sheet else _("Chưa chấm")
    return Cell(says, url=url, tone="info" if sheet else "", hands=hands)
