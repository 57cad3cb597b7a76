"""Tiến độ: how far each unit has come with its targets by what it has reported, while the year runs.

Of a report that covers the year from its first period on, the figure counts as it stands; figures of periods that
follow one another are added where they can be; what cannot be told is not known, never zero.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from thidua import engine
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.reports.figures import numbers
from thidua.reports.models import Figure, Period, Report
from thidua.reports.queries import periods_of
from thidua.reports.rules import why_not_see
from thidua.reports.terms import State
from thidua.results.fulfilment import ACHIEVED
from thidua.scoring.bridge import Shelf
from thidua.scoring.queries import checkers_of
from thidua.targets.models import Target
from thidua.targets.queries import OWNER
from thidua.targets.terms import Scope

Values = Mapping[str, Fraction]
"""What was reported, by criterion."""


@dataclass(frozen=True)
class Step:
    """One target of one unit: assigned, come to so far, come to before the last report; None where it is not known."""

    criterion: engine.Criterion
    scope: Scope
    agreed: Fraction | None
    so_far: Fraction | None
    before: Fraction | None

    @property
    def share(self) -> Fraction | None:
        if self.scope != Scope.ASSIGNED or self.so_far is None or not self.agreed:
            return None
        return self.so_far / self.agreed

    @property
    def shown(self) -> dict[str, str]:
        """In Vietnamese writing; "" where there is nothing to say."""
        change = None if self.so_far is None or self.before is None else self.so_far - self.before
        return {
            "now": "–" if self.so_far is None else engine.show_number(self.so_far),
            "agreed": "–" if self.agreed is None else engine.show_number(self.agreed),
            "share": "" if self.share is None else engine.show_percent(self.share),
            "change": "" if change is None else ("+" if change > 0 else "") + engine.show_number(change),
        }


@dataclass(frozen=True)
class Progress:
    """A unit's targets by its last report sent, and how they stood by the one before."""

    membership: Membership
    last: Period | None
    before: Period | None
    steps: tuple[Step, ...]


def progress(here: Here, found: Shelf) -> list[Progress]:
    """The members whose reports this person may read. Four statements, whatever their number."""
    asked = [leaf for leaf in found.edition.leaves if any(item.owner == OWNER for item in engine.inputs(leaf))]
    ahead = replace(here, ahead={**here.ahead, "checkers": checkers_of(here.year)})
    seen = [member for member in here.members if not why_not_see(ahead, member)] if asked else []
    if not seen:
        return []
    periods = periods_of(here.year)
    start = min((period.from_date for period in periods), default=None)
    sent: dict[int, list[Report]] = defaultdict(list)
    rows = Report.objects.filter(membership__in=seen, state=State.SUBMITTED).select_related("period")
    for report in rows.order_by("period__to_date", "-period__from_date", "pk"):
        sent[report.membership_id].append(report)
    values = _values(found.edition, sent)
    return [_of(member, asked, found.empty.targets.get(member.unit.code, {}),
                [run for end in _ends(sent[member.pk]) if (run := _run(sent[member.pk], end, start))], values)
            for member in seen]  # fmt: skip


def _values(edition: engine.Edition, sent: Mapping[int, Sequence[Report]]) -> dict[int, Values]:
    """The numbers reported that are held against targets, by report and criterion."""
    written: dict[int, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    reports = [report.pk for some in sent.values() for report in some]
    for figure in Figure.objects.filter(report__in=reports):
        written[figure.report_id][figure.code][figure.key] = figure.written
    return {
        pk: {code: value for (code, key), value in numbers(edition, texts).items() if key == ACHIEVED}
        for pk, texts in written.items()
    }


def _ends(sent: Sequence[Report]) -> list[Report]:
    """The report of each day that reports end on, the last two, newest first; of two the one that covers more."""
    by_day = {report.period.to_date: report for report in sent}
    return list(by_day.values())[:-3:-1]


def _run(sent: Sequence[Report], end: Report, start: dt.date | None) -> list[Report]:
    """The reports that together cover the year up to that one: itself, or those of its length one after the other."""
    run = [end]
    alike = [one for one in sent if one.period.span == end.period.span and one.period.to_date < end.period.from_date]
    for one in reversed(alike):
        if run[0].period.from_date == start:
            break
        if (run[0].period.from_date - one.period.to_date).days != 1:
            return []
        run.insert(0, one)
    return run if run[0].period.from_date == start else []


def _of(
    member: Membership, asked: Sequence[engine.Criterion], targets: Mapping[str, Target],
    runs: Sequence[Sequence[Report]], values: Mapping[int, Values],
) -> Progress:  # fmt: skip
    steps = []
    for leaf in asked:
        target = targets.get(leaf.code) or Target()
        agreed = engine.read_target(leaf, target.agreed) if target.agreed else None
        told = [_sum(leaf, run, values) for run in runs] + [None, None]
        known = agreed if isinstance(agreed, Fraction) else None
        steps.append(Step(leaf, Scope(target.scope), known, told[0], told[1]))
    ends = [run[-1].period for run in runs]
    return Progress(member, ends[0] if ends else None, ends[1] if len(ends) > 1 else None, tuple(steps))


def _sum(leaf: engine.Criterion, run: Sequence[Report], values: Mapping[int, Values]) -> Fraction | None:
    """What the reports of a run make together; a percentage is not added, nor anything with a report missing in it."""
    parts = [values.get(report.pk, {}).get(leaf.code) for report in run]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    measured = next(item for item in engine.inputs(leaf) if item.key == ACHIEVED)
    return sum(known, Fraction(0)) if len(known) == 1 or measured.unit != "%" else None
