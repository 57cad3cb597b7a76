"""Read once for all the years of a person: what the asks are made from.

Each kind is a statement or two for however many years, and none at all until something asks for it: who sits in fifteen
clusters pays as often as who sits in one.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from django.db.models import F, Prefetch, Q, QuerySet

from thidua.awards.terms import State as DossierState
from thidua.ballots.models import Ballot
from thidua.ballots.terms import Per
from thidua.ballots.terms import State as BallotState
from thidua.conference.following.queries import open_of_units
from thidua.conference.minutes.terms import State as DraftState
from thidua.conference.models import Conference, Delegation, Draft, Invite, Recommendation, Revision
from thidua.conference.terms import State as ConferenceState
from thidua.engine import Period as ScoredPeriod
from thidua.handover import queries as handovers
from thidua.handover.models import Handover
from thidua.members.models import ClusterYear, LeadTerm, Membership
from thidua.members.queries import Here, open_on
from thidua.members.terms import Lead
from thidua.news.models import Article
from thidua.news.terms import State as ArticleState
from thidua.paperwork.models import Document
from thidua.paperwork.terms import Status as Paper
from thidua.reports.models import Period, Report
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import edition_of, in_force
from thidua.rulebook.terms import Status
from thidua.scoring.models import Assignment, Claim, Remark, Round, Sheet
from thidua.scoring.terms import Hand, RemarkKind
from thidua.season.models import Extension, Window
from thidua.season.queries import Extended
from thidua.season.terms import Phase
from thidua.targets.models import Objection, Pledge, Registration, Signature

Row = TypeVar("Row")


def by(rows: Iterable[Row], key: str) -> dict[int, list[Row]]:
    """The rows by one of their columns, in the order they came."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[attrgetter(key)(row)].append(row)
    return found


@dataclass(frozen=True)
class Gathered:
    """The rows of these years that concern one person, who sits in these memberships (`mine`)."""

    day: dt.date
    years: tuple[ClusterYear, ...]
    mine: tuple[Membership, ...]

    @classmethod
    def of(cls, *heres: Here) -> "Gathered":
        """For one standing, or several of the same person on the same day."""
        seats = [seat for here in heres for seat in here.seats if seat.membership]
        mine = {seat.membership.pk: seat.membership for seat in seats if seat.membership}
        return cls(heres[0].day, tuple(here.year for here in heres), tuple(mine.values()))

    @cached_property
    def members(self) -> dict[int, list[Membership]]:
        found = Membership.objects.filter(year__in=self.years).select_related("unit")
        return by(found.order_by("order", "unit__name"), "year_id")

    @cached_property
    def leads(self) -> dict[int, dict[Lead, Membership]]:
        terms = LeadTerm.objects.filter(open_on(self.day), year__in=self.years).select_related("membership__unit")
        return _leading(terms)

    @cached_property
    def _windows(self) -> dict[int, list[Window]]:
        return by(Window.objects.filter(year__in=self.years).order_by("pk"), "year_id")

    @cached_property
    def _extensions(self) -> dict[int, list[Extension]]:
        found = Extension.objects.filter(year__in=self.years).select_related("membership__unit").order_by("pk")
        return by(found, "year_id")

    def due(self, year: ClusterYear, phase: Phase) -> dt.date | None:
        """The latest day a phase is due."""
        return max((row.due_on for row in self._windows.get(year.pk, ()) if row.phase == phase), default=None)

    def extended(self, year: ClusterYear) -> Extended:
        """Everything that lengthens a due day in a year."""
        return Extended(tuple(self._windows.get(year.pk, ())), tuple(self._extensions.get(year.pk, ())))

    @cached_property
    def registrations(self) -> dict[int, list[Registration]]:
        return by(Registration.objects.filter(membership__year__in=self.years).select_related("membership"),
                  "membership.year_id")  # fmt: skip

    @cached_property
    def pledges(self) -> dict[int, list[Pledge]]:
        return by(Pledge.objects.filter(year__in=self.years, superseded_at=None), "year_id")

    @cached_property
    def answered(self) -> set[tuple[int, int]]:
        """The pledges signed or declined, by whom of mine."""
        return {
            pair
            for rows in (Signature, Objection)
            for pair in rows.objects.filter(membership__in=self.mine).values_list("pledge_id", "membership_id")
        }

    @cached_property
    def periods(self) -> dict[int, list[Period]]:
        return by(Period.objects.filter(year__in=self.years), "year_id")

    @cached_property
    def reports(self) -> dict[tuple[int, int], str]:
        """The state of each report of mine, by membership and period."""
        rows = Report.objects.filter(membership__in=self.mine).values_list("membership_id", "period_id", "state")
        return {(member, period): state for member, period, state in rows}

    @cached_property
    def rounds(self) -> dict[int, list[Round]]:
        """The rounds that are open."""
        return by(Round.objects.filter(year__in=self.years, closed_at=None), "year_id")

    @cached_property
    def sheets(self) -> set[tuple[int, str, str]]:
        """The sheets handed in where a round is open: membership, hand, period."""
        sent = Sheet.objects.filter(membership__year__in=list(self.rounds), submitted_at__isnull=False)
        return set(sent.values_list("membership_id", "hand", "period"))

    @cached_property
    def assignments(self) -> dict[int, list[Assignment]]:
        """Whom mine cross-check."""
        found = Assignment.objects.filter(checker__in=self.mine).select_related("membership__unit")
        return by(found, "checker_id")

    @cached_property
    def changed(self) -> set[tuple[int, str, str]]:
        """What a later hand changed of mine and nobody has explained: membership, period, criterion."""
        claims = Claim.objects.filter(sheet__membership__in=self.mine, sheet__submitted_at__isnull=False)
        places = claims.exclude(sheet__hand=Hand.SELF).values_list("sheet__membership_id", "sheet__period", "code")
        said = Remark.objects.filter(membership__in=self.mine, kind=RemarkKind.EXPLANATION)
        return set(places) - set(said.values_list("membership_id", "period", "code"))

    @cached_property
    def ballots(self) -> dict[int, list[Ballot]]:
        """Those not closed, with who has voted and which tellers have confirmed."""
        return by(self._open.exclude(per=Per.COUNCIL), "year_id")

    @cached_property
    def councils(self) -> dict[int, list[Ballot]]:
        """The Council's, likewise."""
        return by(self._open.filter(per=Per.COUNCIL).order_by("-pk"), "year_id")

    @property
    def _open(self) -> QuerySet[Ballot]:
        found = Ballot.objects.filter(year__in=self.years).exclude(state=BallotState.CLOSED)
        return found.prefetch_related("turnout", "marks")

    @cached_property
    def counted(self) -> dict[int, list[Ballot]]:
        """The Council's that are closed while dossiers still wait for what was counted."""
        found = Ballot.objects.filter(year__in=self.years, per=Per.COUNCIL, state=BallotState.CLOSED,
                                      council_dossiers__state=DossierState.COUNCIL)  # fmt: skip
        return by(found.order_by("-pk").distinct(), "year_id")

    @cached_property
    def drafts(self) -> dict[int, list[Document]]:
        """The papers of my units that are not signed yet, newest first."""
        found = Document.objects.filter(year__in=self.years, status=Paper.DRAFT,
                                        issuer__in=[member.unit_id for member in self.mine])  # fmt: skip
        return by(found.select_related("issuer", "year__cluster", "template"), "year_id")

    @cached_property
    def convened(self) -> dict[int, list[Conference]]:
        """The conferences in preparation, with what was sent to and entered by my units, and when answers are due."""
        sent, mine = Q(paper__isnull=False) | Q(mailings__isnull=False), {"membership__in": self.mine}
        found = Conference.objects.filter(year__in=self.years, state=ConferenceState.PLANNED, on__gte=self.day)
        return by(found.annotate(answers_due=F("setup__answers_due")).prefetch_related(
            Prefetch("invites", Invite.objects.filter(sent, **mine)),
            Prefetch("delegations", Delegation.objects.filter(**mine)),
        ), "year_id")  # fmt: skip

    @cached_property
    def minutes(self) -> dict[int, list[Draft]]:
        """The minutes and conclusions that wait for approval."""
        found = Draft.objects.filter(conference__year__in=self.years, state=DraftState.SENT)
        return by(found.select_related("conference"), "conference.year_id")

    @cached_property
    def writers(self) -> set[tuple[int, int]]:
        """Who wrote in them: draft, person."""
        drafts = [draft.pk for drafts in self.minutes.values() for draft in drafts]
        return set(Revision.objects.filter(section__draft__in=drafts).values_list("section__draft_id", "person"))

    @cached_property
    def articles(self) -> dict[int, list[Article]]:
        """Those in review."""
        return by(Article.objects.filter(year__in=self.years, state=ArticleState.IN_REVIEW), "year_id")

    @cached_property
    def drafted(self) -> dict[int, list[Article]]:
        """Those that may no longer say what the record says: every one not withdrawn."""
        found = Article.objects.filter(year__in=self.years).exclude(state=ArticleState.WITHDRAWN)
        return by(found.select_related("year__cluster"), "year_id")

    @cached_property
    def recommendations(self) -> list[Recommendation]:
        return list(open_of_units(self.years, [member.unit_id for member in self.mine]))

    @cached_property
    def _handovers(self) -> list[Handover]:
        return handovers.touching_any(self.years)

    def given(self, year: ClusterYear) -> Handover | None:
        """The handover that ends the year."""
        return next((one for one in self._handovers if one.year_id == year.pk), None)

    def taken(self, year: ClusterYear) -> Handover | None:
        """The handover that began it."""
        return next((one for one in self._handovers if one.next_year_id == year.pk), None)

    @cached_property
    def leaving(self) -> dict[int, dict[Lead, Membership]]:
        """The last head and deputy of each year."""
        terms = LeadTerm.objects.filter(year__in=self.years).select_related("membership__unit").order_by("since", "pk")
        return _leading(terms)

    @cached_property
    def _editions(self) -> dict[int, list[EditionText]]:
        return by(EditionText.objects.filter(year__in=self.years, status=Status.ADOPTED), "year_id")

    def scored_periods(self, year: ClusterYear) -> tuple[ScoredPeriod, ...]:
        """The periods that the table in force declares."""
        found = in_force(self._editions.get(year.pk, ()), self.day)
        return edition_of(found.text).periods if found else ()


def _leading(terms: Iterable[LeadTerm]) -> dict[int, dict[Lead, Membership]]:
    """Head and deputy by year; of several terms the last."""
    return {year: {Lead(term.role): term.membership for term in rows} for year, rows in by(terms, "year_id").items()}
