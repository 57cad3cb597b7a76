"""Reading periods, reports, figures and evidence."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from thidua.members.models import ClusterYear, Membership
from thidua.reports.models import Evidence, EvidenceLink, Figure, Period, Report
from thidua.reports.terms import State
from thidua.season.queries import extended
from thidua.season.terms import Phase


@dataclass(frozen=True)
class Standing:
    """How one unit stands with one period: its report, if any, and whether the due day is over without it."""

    period: Period
    membership: Membership
    report: Report | None
    overdue: bool
    due_on: dt.date

    @property
    def sent(self) -> bool:
        return self.report is not None and self.report.state == State.SUBMITTED


def periods_of(year: ClusterYear) -> list[Period]:
    return list(year.periods.order_by("from_date", "to_date"))


def overview(
    year: ClusterYear, members: Iterable[Membership], today: dt.date
) -> list[tuple[Membership, list[Standing]]]:
    """Every unit with every period of the year: who has reported, who has not."""
    periods = periods_of(year)
    reports = {(r.period_id, r.membership_id): r for r in Report.objects.filter(period__year=year)}
    later = extended(year)
    rows = []
    for member in members:
        standings = []
        for period in periods:
            report = reports.get((period.pk, member.pk))
            due_on = later.due(Phase.REPORT, period.due_on, member.pk, period.name)
            overdue = (not report or report.state != State.SUBMITTED) and due_on < today
            standings.append(Standing(period, member, report, overdue, due_on))
        rows.append((member, standings))
    return rows


def report_of(period: Period, membership: Membership) -> Report | None:
    return Report.objects.filter(period=period, membership=membership).select_related("period").first()


def kept_figures(report: Report | None) -> dict[tuple[str, str], Figure]:
    """A report's figures by criterion code and input key."""
    rows = Figure.objects.filter(report=report) if report is not None else ()
    return {(figure.code, figure.key): figure for figure in rows}


def figures_of(report: Report | None) -> dict[str, dict[str, str]]:
    """A report's figures: code → input key → as written."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for (code, key), figure in kept_figures(report).items():
        found[code][key] = figure.written
    return dict(found)


def latest_figures(membership: Membership) -> dict[str, dict[str, str]]:
    """What the unit reported last: the figures of its submitted report of the latest period."""
    last = (
        Report.objects.filter(membership=membership, state=State.SUBMITTED)
        .order_by("-period__to_date", "-period__from_date", "-pk").first()
    )  # fmt: skip
    return figures_of(last)


def own_evidence(membership: Membership) -> dict[str, list[Evidence]]:
    """A unit's evidence by criterion, withdrawn files left out."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    links = EvidenceLink.objects.filter(evidence__membership=membership, withdrawn_at=None)
    for link in links.select_related("evidence").order_by("evidence__uploaded_at", "evidence"):
        found[link.code].append(link.evidence)
    return dict(found)


def all_serving(files: Iterable[Evidence]) -> bool:
    """Whether each of these files still serves something: none was withdrawn from all it served."""
    asked = {file.pk for file in files}
    links = EvidenceLink.objects.filter(evidence__in=asked, withdrawn_at=None)
    return asked == set(links.values_list("evidence_id", flat=True))


def evidence_counts(membership: Membership) -> dict[str, int]:
    """How many files stand behind each criterion of a unit."""
    links = EvidenceLink.objects.filter(evidence__membership=membership, withdrawn_at=None)
    return dict(Counter(links.values_list("code", flat=True)))


def kept_files(year: ClusterYear) -> int:
    """How many files serve something in a year."""
    links = EvidenceLink.objects.filter(evidence__membership__year=year, withdrawn_at=None)
    return links.values("evidence").distinct().count()


def files_of(membership: Membership, code: str | None = None) -> QuerySet[Evidence]:
    """All files of a unit with what each serves, withdrawn ones among them; only of one criterion, when it is named."""
    found = membership.evidence.prefetch_related("links").order_by("uploaded_at", "pk")
    return found if code is None else found.filter(links__code=code).distinct()
