"""Nguồn số liệu: what the papers of a year are made from, each read once."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from thidua.ballots.models import Ballot
from thidua.ballots.queries import of_cluster
from thidua.conference.models import Recommendation
from thidua.conference.terms import Kind as ConferenceKind
from thidua.engine import Criterion, Edition
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.terms import Lead
from thidua.paperwork.queries import papers_of
from thidua.paperwork.terms import NUMBERED
from thidua.reports.models import Period, Report
from thidua.reports.queries import files_of, periods_of
from thidua.results import queries as results
from thidua.results.reading import Table as Ranking
from thidua.rulebook.queries import adopted, adopted_text, titles
from thidua.scoring.bridge import Book, book
from thidua.scoring.queries import Board, board_of, checkers_of
from thidua.scoring.terms import Column
from thidua.season.models import Launch
from thidua.season.queries import Span, launch_of, spans, windows_of
from thidua.targets.models import Registration, Target
from thidua.targets.queries import registrations_of, targets_of

Table = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """The year, asked for what a paper says."""

    here: Here

    @property
    def cluster(self) -> str:
        return self.here.year.cluster.name

    @property
    def year(self) -> int:
        return self.here.year.year

    @property
    def organiser(self) -> str:
        return self.here.year.cluster.organiser

    @cached_property
    def members(self) -> list[Membership]:
        """The units of the year in protocol order."""
        return list(self.here.members)

    def lead(self, role: Lead) -> str:
        """The name of the unit that leads, "" for a vacancy."""
        found = self.here.leads.get(role)
        return found.unit.name if found else ""

    @cached_property
    def launch(self) -> Launch | None:
        return launch_of(self.here.year)

    @cached_property
    def spans(self) -> list[Span]:
        return spans(list(windows_of(self.here.year)))

    @cached_property
    def edition(self) -> Edition | None:
        return adopted(self.here.year, self.here.day)

    @cached_property
    def adoption(self) -> tuple[dt.date | None, str]:
        """The day and the paper by which the table was adopted."""
        text = adopted_text(self.here.year, self.here.day)
        return (text.adopted_on, text.by_document) if text else (None, "")

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        return {one.code: one for one in self.edition.criteria} if self.edition else {}

    @cached_property
    def registrations(self) -> dict[int, Registration]:
        return registrations_of(self.here.year)

    @cached_property
    def targets(self) -> dict[int, dict[str, Target]]:
        return targets_of(self.here.year)

    @cached_property
    def titles(self) -> dict[str, str]:
        return {one.key: one.name for one in titles(self.here.day)}

    @cached_property
    def periods(self) -> list[Period]:
        return periods_of(self.here.year)

    @cached_property
    def reports(self) -> dict[tuple[int, int], Report]:
        """By period and unit."""
        found = Report.objects.filter(period__year=self.here.year).select_related("period").prefetch_related("figures")
        return {(one.period_id, one.membership_id): one for one in found}

    @cached_property
    def book(self) -> Book | None:
        return book(self.here.year, self.here.day)

    def board(self, column: Column) -> Board | None:
        return board_of(self.book, self.here.year, column) if self.book else None

    @cached_property
    def checkers(self) -> dict[int, Membership]:
        """Who checks each unit."""
        return checkers_of(self.here.year)

    def files(self, member: Membership) -> list[Any]:
        return list(files_of(member))

    @cached_property
    def ranking(self) -> Ranking | None:
        return results.places(self.here.year)

    @cached_property
    def nominations(self) -> list[results.Asked]:
        return results.nominations(self.here.year)

    @cached_property
    def mid_year(self) -> dt.date | None:
        """The day of the mid-year conference, once it is planned."""
        found = self.here.year.conferences.filter(kind=ConferenceKind.MID_YEAR).first()
        return found.on if found else None

    @cached_property
    def recommendations(self) -> list[Recommendation]:
        """What conferences of the years before recommended, that this year answers for or has settled."""
        year = self.here.year
        found = Recommendation.objects.filter(conference__year__cluster=year.cluster_id,
                                              conference__year__year=year.year - 1)  # fmt: skip
        return list(found)

    @cached_property
    def ballots(self) -> list[Ballot]:
        return list(of_cluster(self.here.year))

    def numbered(self) -> list[Any]:
        """The papers of the cluster issued so far, oldest first."""
        issued = papers_of(self.here.year).filter(status__in=NUMBERED, for_cluster=True)
        return list(issued.order_by("issued_on", "pk"))
