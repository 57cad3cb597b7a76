"""Cầu nối: rows become what the engine reads. The only file that knows both.

A `Book` is everything written about a cluster year or a period of it, read in a fixed number of queries; a `Shelf`
holds the books of all periods; a `Cohort` is one column of a book, ready to be scored. Only submitted sheets count,
except the one being worked on.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache

from thidua import engine
from thidua.engine.expression import Value
from thidua.kit.clock import day_of
from thidua.kit.exact import to_thousandths
from thidua.members.models import ClusterYear, Membership
from thidua.members.queries import members_of
from thidua.reports.figures import Written, asked_of_unit
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import edition_of, in_force
from thidua.rulebook.terms import Status
from thidua.scoring.models import Claim, CollectiveGrade, QuotaException, Round, Settlement, Sheet
from thidua.scoring.terms import Column, Hand
from thidua.targets.models import Target
from thidua.targets.queries import targets_of, traits_of
from thidua.targets.terms import Scope

ELSEWHERE = "elsewhere"
"""Stands beside the scopes: this period does not score the criterion, for nobody."""
SCOPED = {
    str(Scope.NOT_ASSIGNED): engine.NOT_ASSIGNED, str(Scope.WAIVED): engine.WAIVED, ELSEWHERE: engine.NOT_ASSIGNED
}  # fmt: skip
Draft = tuple[str, Hand]
"""The sheet being worked on: a unit's code and the hand."""


@dataclass(frozen=True)
class Cohort:
    """One column of points: every unit's answers, targets and agreed values, and the claims behind them."""

    edition: engine.Edition
    column: Column
    members: Mapping[str, Membership]
    answers: Mapping[str, Mapping[str, engine.Answer]]
    targets: Mapping[str, Mapping[str, Fraction]]
    overrides: Mapping[str, Mapping[str, engine.Points]]
    claims: Mapping[str, Mapping[str, Claim]]
    settlements: Mapping[str, Mapping[str, Settlement]]
    scopes: Mapping[str, Mapping[str, str]]
    attributes: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def scores(self) -> engine.Scores:
        return engine.score(self.edition, self.answers, self.targets, self.overrides, self.attributes)

    def typed_over(self, unit: str, written: Written) -> "Cohort":
        """This column with what is being typed for one unit in the place of what is kept."""
        scoped = self.scopes.get(unit, {})
        own = {code: answer for code, answer in self.answers[unit].items() if code not in written or code in scoped}
        own |= {code: reading(self.edition, code, texts) for code, texts in written.items() if code not in scoped}
        return replace(self, answers={**self.answers, unit: own})


@dataclass(frozen=True)
class Book:
    """Everything written about the scores of the year, or of one period of it; `closed` the rounds that are over."""

    edition: engine.Edition
    members: dict[str, Membership]
    sheets: dict[tuple[str, Hand], Sheet]
    claims: dict[tuple[str, Hand], dict[str, Claim]]
    targets: dict[str, dict[str, Target]]
    settlements: dict[str, dict[str, Settlement]]
    scopes: dict[str, dict[str, str]] = field(default_factory=dict)
    traits: dict[str, dict[str, str]] = field(default_factory=dict)
    closed: frozenset[Hand] = frozenset()
    period: str = ""
    exceptions: dict[str, QuotaException] = field(default_factory=dict)
    collective: CollectiveGrade | None = None

    def took_part(self, unit: str, column: Column) -> bool:
        """Whether the unit has points here at all: a hand wrote on it, or its blanks count as zero by the table."""
        zero = self.edition.missing == "zero" and Hand.SELF in self.closed
        return zero or any(self.submitted(unit, hand) for hand in column.hands)

    @property
    def let_past(self) -> dict[str, str]:
        """The units let past a quota, each with why."""
        return {unit: one.told for unit, one in self.exceptions.items()}

    @property
    def above(self) -> str:
        """The grade of the collective above; "" while nobody told it."""
        return self.collective.grade if self.collective else ""

    def ranked(self, scores: engine.Scores, edition: engine.Edition | None = None) -> tuple[engine.Place, ...]:
        """The places, by this book's table or another, under its quotas as they are let past and as they hang on the
        collective."""
        return engine.rank(edition or self.edition, scores, exceptions=self.let_past, parent=self.above)

    def scores(self, column: Column) -> engine.Scores:
        """The points of one column; in a period only of the units that took part."""
        scores = self.cohort(column).scores()
        if not self.edition.periods:
            return scores
        own = {unit: one for unit, one in scores.units.items() if self.took_part(unit, column)}
        return engine.Scores(own, scores.attributes)

    def submitted(self, unit: str, hand: Hand) -> bool:
        sheet = self.sheets.get((unit, hand))
        return sheet is not None and sheet.submitted_at is not None

    def claim(self, unit: str, code: str, hand: Hand) -> Claim | None:
        """What one hand wrote in its submitted sheet."""
        return self.claims.get((unit, hand), {}).get(code) if self.submitted(unit, hand) else None

    def effective(self, unit: str, hands: tuple[Hand, ...], draft: Draft | None = None) -> dict[str, Claim]:
        """The last word on each criterion among these hands."""
        found: dict[str, Claim] = {}
        for hand in hands:
            if self.submitted(unit, hand) or draft == (unit, hand):
                found |= self.claims.get((unit, hand), {})
        return found

    def cohort(self, column: Column, draft: Draft | None = None) -> Cohort:
        """One column of the book."""
        claims = {unit: self.effective(unit, column.hands, draft) for unit in self.members}
        agreed = self.settlements if column == Column.AGREED else {}
        return Cohort(
            self.edition, column, self.members,
            {unit: self.answers(unit, own) for unit, own in claims.items()},
            {unit: assigned(self.edition, own) for unit, own in self.targets.items()},
            {unit: {code: engine.Points(to_thousandths(one.points)) for code, one in own.items()}
             for unit, own in agreed.items()},
            claims, agreed, self.scopes,
            {unit: {key: engine.read_attribute(text) for key, text in own.items()}
             for unit, own in self.traits.items()},
        )  # fmt: skip

    def answers(self, unit: str, claims: Mapping[str, Claim]) -> dict[str, engine.Answer]:
        """These claims as the engine reads them, with what the unit was not assigned or waived over them."""
        answers = {code: reading(self.edition, code, claim.written) for code, claim in claims.items()}
        return answers | {code: SCOPED[scope] for code, scope in self.scopes.get(unit, {}).items()}


def places_in_period(
    edition: engine.Edition, scores: engine.Scores, exceptions: Mapping[str, str], above: str = ""
) -> tuple[engine.Place, ...]:  # fmt: skip
    """One period's ranking. Graded only where the ladder fits a period: not one of points summed over the year."""
    places = engine.rank(edition, scores, exceptions=exceptions, parent=above)
    if edition.combine != "sum" or edition.rank_by == "percent":
        return places
    return tuple(replace(place, grade="", remark="") for place in places)


def reading(edition: engine.Edition, code: str, texts: Mapping[str, str]) -> engine.Answer:
    """What was typed as an answer; what the engine cannot read counts as missing, never as zero."""
    if code not in edition.codes:
        return engine.MISSING
    return _read(edition, code, tuple(texts.items()))


@lru_cache(maxsize=20_000)
def _read(edition: engine.Edition, code: str, texts: tuple[tuple[str, str], ...]) -> engine.Answer:
    read = engine.read_answer(edition.criterion(code), dict(texts))
    return read if isinstance(read, engine.Answer) else engine.MISSING


def assigned(edition: engine.Edition, targets: Mapping[str, Target]) -> dict[str, Fraction]:
    """A unit's agreed targets as exact numbers."""
    found = {}
    for code, target in targets.items():
        read = _target(edition, code, target.agreed) if target.agreed else None
        if read is not None:
            found[code] = read
    return found


@lru_cache(maxsize=20_000)
def _target(edition: engine.Edition, code: str, text: str) -> Fraction | None:
    """A target as it was written ("1.234,5"); None where the table takes none."""
    read = engine.read_target(edition.criterion(code), text) if code in edition.codes else None
    return read if isinstance(read, Fraction) else None


def blank(edition: engine.Edition, code: str) -> dict[str, str]:
    """A row in which nothing is typed yet."""
    return {asked.key: "" for asked in asked_of_unit(edition.criterion(code))}


def book(year: ClusterYear, day: dt.date, period: str = "", of: str = "") -> Book | None:
    """Read the year, or one period of it; None when no criteria table is adopted. Nine queries at most.

    With `of`, a unit's code, that unit's own rows alone: enough to keep a sheet, not to give points among peers.
    """
    found = shelf(year, day, period, of)
    return found.book(period) if found else None


@dataclass(frozen=True)
class Shelf:
    """The books of a year: one under "" where the table has no periods, otherwise one for each period begun."""

    text: EditionText
    edition: engine.Edition
    texts: Mapping[str, EditionText]
    books: dict[str, Book]
    empty: Book
    collectives: Mapping[str, CollectiveGrade]

    def book(self, period: str) -> Book:
        """The book of one period, with nothing written in it yet if it has not begun."""
        found = self.books.get(period) or _begun(self.empty, self.text, period, frozenset())
        return replace(found, collective=self.collectives[period]) if period in self.collectives else found

    def results(self, column: Column) -> dict[str, engine.Scores]:
        """Every declared period's points by the units that took part: a unit without a sheet is left out, not zero.

        Where the table itself says that what is missing counts as zero, that holds once the period is closed.
        """
        found = {}
        for period in self.edition.periods:
            if period.code in self.books:
                found[period.code] = self.books[period.code].scores(column)
        return found


def shelf(year: ClusterYear, day: dt.date, only: str | None = None, of: str = "") -> Shelf | None:
    """Read the year, or only one period of it (or one unit of it), by the table in force when self-scoring closed.

    None when no criteria table is adopted. Nine queries at most (ten where quotas hang on the collective above),
    whatever the size and the number of periods.
    """
    editions = list(EditionText.objects.filter(year=year, status=Status.ADOPTED))
    closed = closed_rounds([year.pk]).get(year.pk, {})
    now = in_force(editions, year_day(editions, closed, day))
    if now is None:
        return None
    texts = {period: in_force(editions, min(day, hands[Hand.SELF])) or now if Hand.SELF in hands else now
             for period, hands in closed.items()}  # fmt: skip
    if only is not None:
        now = texts.get(only, now)
    members = {member.unit.code: member for member in members_of(year)
               if member.left_on is None and of in ("", member.unit.code)}  # fmt: skip
    named = {member.pk: code for code, member in members.items()}
    empty = Book(edition_of(now.text), members, {}, defaultdict(dict), {}, defaultdict(dict))
    for membership, targets in targets_of(year).items():
        if unit := named.get(membership):
            empty.targets[unit] = targets
            empty.scopes[unit] = {code: one.scope for code, one in targets.items() if one.scope in SCOPED}
    empty.traits.update({named[pk]: own for pk, own in traits_of(year).items() if pk in named})
    rounds = {period for period in closed if only is None or period == only}
    books = {period: _begun(empty, texts[period], period, frozenset(closed[period])) for period in rounds}
    hang = engine.parents_in(empty.edition)
    above = {one.period: one for one in CollectiveGrade.objects.filter(year=year)} if hang else {}
    found = Shelf(now, empty.edition, texts, books, empty, above)
    _fill(found, named, only)
    return found


def _begun(empty: Book, text: EditionText, period: str, closed: frozenset[Hand]) -> Book:
    """The book of a period before anything is written in it. What it does not score nobody is assigned there."""
    edition = edition_of(text.text)
    elsewhere = dict.fromkeys(edition.outside(period), ELSEWHERE)
    scopes = {unit: own | elsewhere for unit in empty.members if (own := empty.scopes.get(unit, {})) or elsewhere}
    return replace(empty, edition=edition, period=period, closed=closed, sheets={}, scopes=scopes,
                   claims=defaultdict(dict), settlements=defaultdict(dict), exceptions={})  # fmt: skip


def _fill(found: Shelf, named: Mapping[int, str], only: str | None) -> None:
    """The sheets, claims and settlements of every period into its book."""
    mine: dict[str, object] = {"membership__in": named} if only is None else {"membership__in": named, "period": only}

    def of(period: str) -> Book:
        return found.books.setdefault(period, found.book(period))

    by_pk = {}
    for sheet in Sheet.objects.filter(**mine):
        place = named[sheet.membership_id], Hand(sheet.hand)
        of(sheet.period).sheets[place] = sheet
        by_pk[sheet.pk] = sheet.period, place
    for claim in Claim.objects.filter(sheet__in=by_pk):
        period, place = by_pk[claim.sheet_id]
        of(period).claims[place][claim.code] = claim
    for settlement in Settlement.objects.filter(**mine):
        of(settlement.period).settlements[named[settlement.membership_id]][settlement.code] = settlement
    for one in QuotaException.objects.filter(**mine) if found.edition.quotas else ():
        of(one.period).exceptions[named[one.membership_id]] = one


def closed_rounds(years: Collection[int]) -> dict[int, dict[str, dict[Hand, dt.date]]]:
    """Of each year the periods begun, and the hands whose rounds are closed there, with the day."""
    found: dict[int, dict[str, dict[Hand, dt.date]]] = {}
    rows = Round.objects.filter(year__in=years).values_list("year", "period", "hand", "closed_at")
    for year, period, hand, closed_at in rows:
        hands = found.setdefault(year, {}).setdefault(period, {})
        if closed_at:
            hands[Hand(hand)] = day_of(closed_at)
    return found


def year_day(
    editions: Sequence[EditionText], closed: Mapping[str, Mapping[Hand, dt.date]], day: dt.date
) -> dt.date:  # fmt: skip
    """The day whose table makes the year's result: once all self-scoring is closed, later amendments leave it alone."""
    now = in_force(editions, day)
    periods = {one.code for one in edition_of(now.text).periods} if now else set()
    days = [closed.get(period, {}).get(Hand.SELF) for period in periods or {""}]
    return min(day, max(filter(None, days))) if all(days) else day
