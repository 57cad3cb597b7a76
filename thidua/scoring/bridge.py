"""Cầu nối: rows become what the engine reads. The only file that knows both.

A `Book` is everything written about a cluster year, read in a fixed number of queries; a `Cohort` is one column of
it, ready to be scored. Only submitted sheets count, except the one being worked on.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
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
from thidua.rulebook.queries import adopted
from thidua.scoring.models import Claim, Round, Settlement, Sheet
from thidua.scoring.terms import Column, Hand
from thidua.targets.models import Target
from thidua.targets.queries import targets_of, traits_of
from thidua.targets.terms import Scope

SCOPED = {Scope.NOT_ASSIGNED: engine.NOT_ASSIGNED, Scope.WAIVED: engine.WAIVED}
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

    def places(self, scores: engine.Scores | None = None) -> tuple[engine.Place, ...]:
        return engine.rank(self.edition, scores or self.scores())

    def typed_over(self, unit: str, written: Written) -> "Cohort":
        """This column with what is being typed for one unit in the place of what is kept."""
        scoped = self.scopes.get(unit, {})
        own = {code: answer for code, answer in self.answers[unit].items() if code not in written or code in scoped}
        own |= {code: reading(self.edition, code, texts) for code, texts in written.items() if code not in scoped}
        return replace(self, answers={**self.answers, unit: own})


@dataclass(frozen=True)
class Book:
    """Everything written about the year's scores."""

    edition: engine.Edition
    members: dict[str, Membership]
    sheets: dict[tuple[str, Hand], Sheet]
    claims: dict[tuple[str, Hand], dict[str, Claim]]
    targets: dict[str, dict[str, Target]]
    settlements: dict[str, dict[str, Settlement]]
    scopes: dict[str, dict[str, str]] = field(default_factory=dict)
    traits: dict[str, dict[str, str]] = field(default_factory=dict)

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
        return answers | {code: SCOPED[Scope(scope)] for code, scope in self.scopes.get(unit, {}).items()}


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
        if target.agreed and code in edition.codes:
            found[code] = Fraction(target.agreed.replace(",", "."))
    return found


def blank(edition: engine.Edition, code: str) -> dict[str, str]:
    """A row in which nothing is typed yet."""
    return {asked.key: "" for asked in asked_of_unit(edition.criterion(code))}


def table_day(year: ClusterYear, day: dt.date) -> dt.date:
    """The day whose table scores the year: once self-scoring is closed, later amendments no longer touch it."""
    closed = Round.objects.filter(year=year, hand=Hand.SELF).values_list("closed_at", flat=True).first()
    return min(day, day_of(closed)) if closed else day


def book(year: ClusterYear, day: dt.date) -> Book | None:
    """Read the year; None when no criteria table is adopted. Eight queries, whatever the size."""
    edition = adopted(year, table_day(year, day))
    if edition is None:
        return None
    members = {member.unit.code: member for member in members_of(year) if member.left_on is None}
    named = {member.pk: code for code, member in members.items()}
    made = Book(edition, members, {}, defaultdict(dict), {}, defaultdict(dict))
    for membership, targets in targets_of(year).items():
        if unit := named.get(membership):
            made.targets[unit] = targets
            made.scopes[unit] = {code: one.scope for code, one in targets.items() if one.scope in SCOPED}
    made.traits.update({named[pk]: own for pk, own in traits_of(year).items() if pk in named})
    for sheet in Sheet.objects.filter(membership__in=named):
        made.sheets[named[sheet.membership_id], Hand(sheet.hand)] = sheet
    by_pk = {sheet.pk: place for place, sheet in made.sheets.items()}
    for claim in Claim.objects.filter(sheet__in=by_pk):
        made.claims[by_pk[claim.sheet_id]][claim.code] = claim
    for settlement in Settlement.objects.filter(membership__in=named):
        made.settlements[named[settlement.membership_id]][settlement.code] = settlement
    return made
