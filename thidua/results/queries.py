"""Reading the results: what is sealed, what is published; the nominations and awards of the year."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from thidua.ballots.counting import Tally
from thidua.ballots.models import Ballot
from thidua.ballots.queries import outcomes, weighed
from thidua.ledger.queries import history
from thidua.members.models import ClusterYear, Membership
from thidua.results.models import Decision, Nomination, Rescore, Result
from thidua.results.reading import Row, Table, table
from thidua.results.terms import RescoreState
from thidua.rulebook.catalogue import TitleInfo, every_title
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import awardable
from thidua.rulebook.terms import Status


def latest(year: ClusterYear) -> Result | None:
    """The newest sealed version, published or not."""
    return Result.objects.filter(year=year).order_by("-version").first()


def published(year: ClusterYear) -> Result | None:
    """The newest published version: the official result of the year."""
    return Result.objects.filter(year=year, published_at__isnull=False).order_by("-version").first()


def versions(year: ClusterYear) -> list[Result]:
    """Every version, newest first."""
    return list(Result.objects.filter(year=year).order_by("-version"))


def version(year: ClusterYear, number: int) -> Result | None:
    return Result.objects.filter(year=year, version=number).first()


def rescores(year: ClusterYear) -> list[Rescore]:
    """Every rescore of a year, newest first."""
    return list(Rescore.objects.filter(year=year).select_related("base"))


def proposed_editions(year: ClusterYear) -> QuerySet[EditionText]:
    """The tables of a year that were proposed and not adopted."""
    return EditionText.objects.filter(year=year, status=Status.PROPOSED)


def open_rescore(year: ClusterYear) -> Rescore | None:
    return Rescore.objects.filter(year=year, state=RescoreState.OPEN).select_related("base", "year__cluster").first()


def places(year: ClusterYear) -> Table | None:
    """The official table, once published."""
    result = published(year)
    return table(result.sealed) if result else None


@dataclass(frozen=True)
class Checked:
    """A published version as somebody holding its paper checks it."""

    result: Result
    unchanged: bool
    newer: Result | None


def check(digest: str) -> Checked | None:
    """The published version with this digest: whether its text still has it, and is what the record says was
    published; and the version that has corrected it since, if one was published."""
    found = Result.objects.select_related("year__cluster").filter(digest=digest, published_at__isnull=False).first()
    if found is None:
        return None
    told = history(found).filter(act="results.publish").values_list("facts", flat=True).first() or {}
    same = hashlib.sha256(found.sealed.encode()).hexdigest() == found.digest == told.get("digest")
    newest = published(found.year)
    return Checked(found, same, newest if newest and newest.version > found.version else None)


@dataclass(frozen=True)
class Asked:
    """A nomination as it is read: its title by name, its decision or None while it is awaited."""

    row: Nomination
    title: str
    decision: Decision | None


def nominations(year: ClusterYear) -> list[Asked]:
    """The nominations of a year with their decisions, in protocol order."""
    names = title_names()
    rows = (
        Nomination.objects.filter(year=year)
        .select_related("membership__unit", "ballot", "decision")
        .order_by("membership__order", "membership__unit__name", "pk")
    )
    return [Asked(row, names.get(row.award, row.award), getattr(row, "decision", None)) for row in rows]


@dataclass(frozen=True)
class UnitAwards:
    """The awards asked for and received by one unit, with its place in the year."""

    membership: Membership
    place: Row | None
    nominations: tuple[Asked, ...]

    @property
    def granted(self) -> int:
        return sum(1 for one in self.nominations if one.decision and one.decision.granted)


def by_unit(year: ClusterYear, *, drafts: bool = False) -> list[UnitAwards]:
    """The register of awards, unit by unit in protocol order; with `drafts`, what is not sent yet too."""
    ranking = places(year)
    rows = [one for one in nominations(year) if drafts or one.row.submitted_at]
    gathered = []
    for _unit, group in groupby(rows, key=lambda one: one.row.membership_id):
        mine = tuple(group)
        member = mine[0].row.membership
        gathered.append(UnitAwards(member, ranking.place_of(member.unit.code) if ranking else None, mine))
    return gathered


def register(year: ClusterYear) -> list[UnitAwards]:
    """The register of awards of the year, as everybody reads it."""
    return by_unit(year)


@dataclass(frozen=True)
class Vote:
    """What a ballot came to for a unit and a title; `proposed` when it has been nominated already."""

    membership: Membership
    title: str
    award: str
    tally: Tally
    ballot: Ballot
    place: Row | None
    proposed: bool

    @property
    def key(self) -> str:
        """As the form of proposals names it."""
        return f"{self.membership.pk}:{self.award}"


def votes(year: ClusterYear) -> list[Vote]:
    """What the closed ballots of the year came to, passed first, with the unit's place beside.

    Only votes for or against: papers that score or order the units reach no share of votes, which a title needs.
    """
    ranking, names = places(year), title_names()
    taken = set(Nomination.objects.filter(year=year).values_list("membership_id", "award"))
    found = []
    for outcome in outcomes(year):
        if weighed(outcome.ballot):
            continue
        for tally in outcome.tallies:
            member, award = tally.nominee.membership, tally.nominee.award
            place = ranking.place_of(member.unit.code) if ranking else None
            found.append(Vote(member, names.get(award, award), award, tally, outcome.ballot, place,
                              (member.pk, award) in taken))  # fmt: skip
    return sorted(found, key=lambda vote: not vote.tally.passed)


def vote_for(year: ClusterYear, membership: Membership, award: str) -> Vote | None:
    """The vote a nomination rests on: one that passed, else one that did not."""
    mine = [vote for vote in votes(year) if vote.membership.pk == membership.pk and vote.award == award]
    return mine[0] if mine else None


def title_names() -> dict[str, str]:
    """The names of all titles of the catalogue, past ones too."""
    return {title.key: title.name for title in every_title()}


def collective_titles(day: dt.date) -> tuple[TitleInfo, ...]:
    """The titles in force that a unit can be proposed for."""
    return tuple(title for title in awardable(day) if title.holder == "collective")
