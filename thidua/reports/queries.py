"""Reading periods, reports, figures and evidence."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from thidua.members.models import ClusterYear, Membership
from thidua.reports.models import Evidence, Figure, Period, Report
from thidua.reports.terms import State


@dataclass(frozen=True)
class Standing:
    """How one unit stands with one period: its report, if any, and whether the due day is over without it."""

    period: Period
    membership: Membership
    report: Report | None
    overdue: bool

    @property
    def sent(self) -> bool:
        return self.report is not None and self.report.state == State.SUBMITTED


def periods_of(year: ClusterYear) -> list[Period]:
    return list(year.periods.order_by("from_date", "to_date"))


def overview(
    year: ClusterYear, members: Iterable[Membership], today: object
) -> list[tuple[Membership, list[Standing]]]:
    """Every unit with every period of the year: who has reported, who has not."""
    periods = periods_of(year)
    reports = {(r.period_id, r.membership_id): r for r in Report.objects.filter(period__year=year)}
    rows = []
    for member in members:
        found = [(period, reports.get((period.pk, member.pk))) for period in periods]
        rows.append((member, [
            Standing(period, member, report, (not report or report.state != State.SUBMITTED) and period.due_on < today)  # type: ignore[operator]
            for period, report in found
        ]))  # fmt: skip
    return rows


def report_of(period: Period, membership: Membership) -> Report | None:
    return Report.objects.filter(period=period, membership=membership).select_related("period").first()


def figures_of(report: Report | None) -> dict[str, dict[str, str]]:
    """A report's figures: code → input key → as written."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    if report is not None:
        for figure in Figure.objects.filter(report=report):
            found[figure.code][figure.key] = figure.written
    return dict(found)


def submitted_before(period: Period, membership: Membership) -> Report | None:
    """The unit's last submitted report of a period that ended before this one."""
    return (
        Report.objects.filter(membership=membership, state=State.SUBMITTED, period__to_date__lt=period.to_date)
        .select_related("period").order_by("-period__to_date", "-pk").first()
    )  # fmt: skip


def latest_figures(membership: Membership) -> dict[str, dict[str, str]]:
    """What the unit reported last: the figures of its submitted report of the latest period."""
    last = (
        Report.objects.filter(membership=membership, state=State.SUBMITTED)
        .order_by("-period__to_date", "-period__from_date", "-pk").first()
    )  # fmt: skip
    return figures_of(last)


def evidence_of(year: ClusterYear) -> dict[int, dict[str, list[Evidence]]]:
    """The evidence of every unit by criterion, withdrawn files left out: membership id → code → files."""
    found: dict[int, dict[str, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
    for file in Evidence.objects.filter(membership__year=year, withdrawn_at=None):
        found[file.membership_id][file.code].append(file)
    return {membership: dict(files) for membership, files in found.items()}


def evidence_counts(membership: Membership) -> dict[str, int]:
    """How many files stand behind each criterion of a unit."""
    found: dict[str, int] = defaultdict(int)
    for code in Evidence.objects.filter(membership=membership, withdrawn_at=None).values_list("code", flat=True):
        found[code] += 1
    return dict(found)


def files_of(membership: Membership) -> QuerySet[Evidence]:
    """All evidence of a unit, withdrawn files among it."""
    return membership.evidence.select_related("report__period").order_by("code", "uploaded_at", "pk")
