"""Loạt kỳ báo cáo: the periods of a year worked out at once, and what is wrong with periods. Nothing here writes."""

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.members.models import ClusterYear
from thidua.reports.models import Period
from thidua.reports.terms import Series, Span

DAYS_TO_SEND = 5
"""So many days after its last day a report is due, unless the secretariat says otherwise."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A period not yet opened; `row` is the ending of its fields' names where several stand in one form."""

    span: Span
    name: str
    from_date: dt.date
    to_date: dt.date
    due_on: dt.date
    row: str = ""


def planned(series: Series, year: int, days: int = DAYS_TO_SEND) -> list[Planned]:
    """The periods of a series in a calendar year, each due so many days after its last day."""
    return [
        Planned(span, name, dt.date(year, first, 1), end, end + dt.timedelta(days), f"_{row}")
        for row, (span, name, first, last) in enumerate(_months(series, year))
        if (end := dt.date(year, last, calendar.monthrange(year, last)[1]))
    ]


def _months(series: Series, year: int) -> list[tuple[Span, str, int, int]]:
    """Span, name, first and last month of each. The names are data of the year, in Vietnamese whoever opens them."""
    if series == Series.MONTHS:
        return [(Span.MONTH, f"Tháng {month} năm {year}", month, month) for month in range(1, 13)]
    if series == Series.QUARTERS:
        roman = ("I", "II", "III", "IV")
        return [(Span.QUARTER, f"Quý {roman[n]} năm {year}", 3 * n + 1, 3 * n + 3) for n in range(4)]
    return [
        (Span.HALF, f"6 tháng đầu năm {year}", 1, 6),
        (Span.NINE_MONTHS, f"9 tháng năm {year}", 1, 9),
        (Span.YEAR, f"Cả năm {year}", 1, 12),
    ]


Fault = tuple[Planned, str, str]
"""The period, the field of it, the sentence."""


def faults(year: ClusterYear, new: Sequence[Planned], opened: Sequence[Period]) -> Iterator[Fault]:
    """What keeps periods from being opened: days out of order, a name taken, days covered twice."""
    others: list[Planned | Period] = [*opened]
    for one in new:
        yield from _own_faults(year, one)
        for other in others:
            yield from _clashes(one, other)
        others.append(one)


def _own_faults(year: ClusterYear, one: Planned) -> Iterator[Fault]:
    years = range(year.year - 1, year.year + 2)
    if one.from_date.year not in years or one.to_date.year not in years or one.due_on.year not in years:
        said = _("Hãy xem lại năm của các ngày: kỳ báo cáo này thuộc năm thi đua %(year)s.") % {"year": year.year}
        yield one, "from_date", said
    if one.to_date < one.from_date:
        yield one, "to_date", _("Ngày kết thúc kỳ phải từ ngày bắt đầu trở đi.")
    if one.due_on < one.from_date:
        yield one, "due_on", _("Hạn gửi không thể trước khi kỳ báo cáo bắt đầu.")


def _clashes(one: Planned, other: Planned | Period) -> Iterator[Fault]:
    told = {"name": other.name, "from": f"{other.from_date:%d/%m/%Y}", "to": f"{other.to_date:%d/%m/%Y}"}
    if one.name == other.name:
        yield one, "name", _("Đã có kỳ báo cáo “%(name)s”; hãy đặt tên khác.") % told
    elif (one.from_date, one.to_date) == (other.from_date, other.to_date):
        yield one, "from_date", _("Kỳ “%(name)s” đã gồm đúng những ngày này (%(from)s – %(to)s).") % told
    elif one.span == other.span and one.from_date <= other.to_date and other.from_date <= one.to_date:
        yield one, "from_date", _("Trùng ngày với kỳ “%(name)s” (%(from)s – %(to)s), cùng loại kỳ.") % told
