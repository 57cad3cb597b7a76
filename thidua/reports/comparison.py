"""So sánh: what a report's figures stand beside: the period before, the same period last year. Nothing here writes.

Last year's figures are those of the units this one came out of; what cannot honestly be compared says why not.
"""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _

from thidua import engine
from thidua.kit.viet import fold
from thidua.members.models import Membership
from thidua.members.queries import forebears
from thidua.reports.figures import Written, asked_of_unit, numbers
from thidua.reports.models import Figure, Period, Report
from thidua.reports.terms import Span, State
from thidua.rulebook.queries import adopted

Place = tuple[str, str]
"""A criterion's code and the key of one of its inputs."""
EVEN = (Span.MONTH, Span.QUARTER, Span.HALF)
"""Spans that follow one another, so that the first of a year comes after the last of the year before."""


@dataclass(frozen=True)
class Former:
    """Figures of a time before, in the present table's codes; `why_not` says why none can be compared."""

    when: str
    title: str = ""
    texts: Mapping[Place, str] = field(default_factory=dict)
    values: Mapping[Place, Fraction] = field(default_factory=dict)
    within: bool = False
    why_not: str = ""


def before(period: Period, membership: Membership, edition: engine.Edition) -> Former:
    """The period before: of the same length if there is one, otherwise the last that this one holds within it."""
    when = _("kỳ trước")
    found = list(
        Report.objects.filter(membership=membership, state=State.SUBMITTED, period__to_date__lt=period.to_date)
        .select_related("period").order_by("-period__to_date", "-pk")
    )  # fmt: skip
    alike = [report for report in found if report.period.span == period.span]
    within = [report for report in found if report.period.from_date == period.from_date]
    if alike or within:
        one = (alike or within)[0]
        return _former(when, edition, [(one, edition)], within=not alike)
    if period.from_date.month == 1 and period.span in EVEN:
        return _of_year_before(when, period, membership, edition, latest=True)
    if found:
        return Former(when, found[0].period.name, why_not=_("kỳ trước dài ngắn khác kỳ này"))
    return Former(when, why_not=_("chưa có kỳ trước đã gửi"))


def year_ago(period: Period, membership: Membership, edition: engine.Edition) -> Former:
    """The same period last year, of the units this one came out of."""
    return _of_year_before(_("cùng kỳ năm trước"), period, membership, edition, latest=False)


def _of_year_before(
    when: str, period: Period, membership: Membership, edition: engine.Edition, *, latest: bool
) -> Former:
    """Last year's reports of one length: the same months, or the year's last."""
    last, month = period.from_date.year - 1, 12 if latest else period.to_date.month
    line = forebears(membership.unit, dt.date(last, month, calendar.monthrange(last, month)[1]))
    if line.parted:
        return Former(when, why_not=_("đơn vị tách ra từ %(unit)s") % {"unit": line.parted.short_name})
    found = Report.objects.filter(
        membership__unit__in=[*line.units, membership.unit], state=State.SUBMITTED, period__span=period.span,
        period__to_date__year=last, period__to_date__month=month,
    ).select_related("period__year", "membership")  # fmt: skip
    cluster = membership.year.cluster_id
    reports = {
        report.membership.unit_id: report
        for report in sorted(found, key=lambda one: (one.period.year.cluster_id == cluster, -one.pk))
    }
    others = [unit for unit in line.units if unit != membership.unit]
    if absent := [unit.short_name for unit in others if unit.pk not in reports]:
        return Former(when, why_not=_("chưa có báo cáo của %(units)s") % {"units": ", ".join(absent)})
    dated = [(report, adopted(report.period.year, report.period.to_date)) for report in reports.values()]
    sources = [(report, then) for report, then in dated if then]
    if not sources or (membership.unit in line.units and membership.unit_id not in reports):
        return Former(when, why_not=_("chưa có báo cáo"))
    return _former(when, edition, sources)


def _former(
    when: str, edition: engine.Edition, sources: Sequence[tuple[Report, engine.Edition]], *, within: bool = False
) -> Former:
    """The figures of one or several reports, added up where there are several."""
    reports = [report for report, _then in sources]
    written: dict[int, Written] = defaultdict(lambda: defaultdict(dict))
    for figure in Figure.objects.filter(report__in=reports):
        written[figure.report_id][figure.code][figure.key] = figure.written
    parts = [_read(edition, then, written[report.pk]) for report, then in sources]
    title = reports[0].period.name
    if len(parts) == 1:
        return Former(when, title, *parts[0], within=within)
    values = _added(edition, [values for _texts, values in parts])
    return Former(when, title, {place: engine.show_number(value) for place, value in values.items()}, values)


def _read(
    edition: engine.Edition, then: engine.Edition, written: Written
) -> tuple[dict[Place, str], dict[Place, Fraction]]:
    """A report's texts and numbers, under the codes of the present table."""
    numbered = numbers(then, written)
    texts: dict[Place, str] = {}
    values: dict[Place, Fraction] = {}
    for leaf in edition.leaves:
        if (same := _same(leaf, edition, then)) is None:
            continue
        for key, text in written.get(same.code, {}).items():
            texts[leaf.code, key] = text
            if (same.code, key) in numbered:
                values[leaf.code, key] = numbered[same.code, key]
    return texts, values


def _same(leaf: engine.Criterion, edition: engine.Edition, then: engine.Edition) -> engine.Criterion | None:
    """The criterion of another table that asks the same: under its code, or as the only one of its name."""
    if then is edition:
        return leaf
    named = [one for one in then.leaves if fold(one.title) == fold(leaf.title)]
    found = next((one for one in named if one.code == leaf.code), named[0] if len(named) == 1 else None)
    asks = {(asked.key, asked.kind, asked.unit) for asked in asked_of_unit(leaf)}
    return found if found and asks == {(asked.key, asked.kind, asked.unit) for asked in asked_of_unit(found)} else None


def _added(edition: engine.Edition, parts: list[dict[Place, Fraction]]) -> dict[Place, Fraction]:
    """What several units had together: only where each has a number, and numbers that can be added (no percentage)."""
    return {
        (leaf.code, asked.key): sum((part[leaf.code, asked.key] for part in parts), Fraction(0))
        for leaf in edition.leaves
        for asked in asked_of_unit(leaf)
        if asked.kind in ("number", "count") and asked.unit != "%"
        and all((leaf.code, asked.key) in part for part in parts)
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beside:
    """A former figure beside the present one: as it was written, and how much the present one differs."""

    when: str
    text: str
    change: str = ""


def beside(former: Former, place: Place, now: Fraction | None) -> Beside | None:
    """What stands beside a cell; None when nothing was written then."""
    text = former.texts.get(place)
    if not text:
        return None
    then = former.values.get(place)
    return Beside(former.when, text, "" if now is None or then is None else change(now, then))


def change(now: Fraction, then: Fraction) -> str:
    """The difference, and in percent of what was; exact, the percentage rounded half up to two places.

    >>> change(Fraction(110), Fraction(100)), change(Fraction(2), Fraction(3)), change(Fraction(5), Fraction(0))
    ('+10; +10%', '−1; −33,33%', '+5')
    """
    more = now - then
    if not more:
        return _("không đổi")
    sign = "+" if more > 0 else ""
    return sign + engine.show_number(more) + (f"; {sign}{engine.show_percent(more / abs(then))}" if then else "")
