"""Lấy điểm từ bảng khác: what the published results of other tables give to the criteria that take over from them.

Nothing here writes. A source is a year whose adopted table has the name asked for and whose published result holds the
unit: another cluster's of the same calendar year or, where there is none, one of an earlier year. A table that keeps
its name from year to year is asked for with the year behind it, “cum-mau-2025”. What is taken is what was announced:
the total, the place, or the percentage as it is shown (two decimals).
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from thidua import engine
from thidua.engine.rules.free import Transfer
from thidua.members.models import ClusterYear, Lineage, Membership
from thidua.members.queries import forebears, lineage
from thidua.results.models import Result
from thidua.results.reading import Row, table
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import edition_of
from thidua.rulebook.terms import Status


@dataclass(frozen=True)
class Taken:
    """One value to be taken over, as it is typed (`text`), with where it comes from; or why there is none."""

    member: Membership
    criterion: engine.Criterion
    text: str
    ground: str
    why_not: str = ""


def takes_over(edition: engine.Edition) -> list[tuple[engine.Criterion, Transfer]]:
    """The criteria that take their figure from another table."""
    return [(leaf, leaf.rule) for leaf in edition.leaves if isinstance(leaf.rule, Transfer)]


def circles(year: ClusterYear, edition: engine.Edition) -> list[engine.Problem]:
    """Tables of the same calendar year that take from one another in a circle this table stands in."""
    others = EditionText.objects.filter(
        year__year=year.year, status=Status.ADOPTED, text__contains='kind = "transfer"'
    ).exclude(year=year)  # fmt: skip
    found = engine.check_transfers([edition, *(edition_of(one.text) for one in others)])
    return found if any(problem.where == edition.name for problem in found) else []


def taken(year: ClusterYear, edition: engine.Edition, members: Iterable[Membership]) -> list[Taken]:
    """Every value the table takes over, unit by unit."""
    every, found = list(members), []
    known = lineage([member.unit_id for member in every])
    for criterion, rule in takes_over(edition):
        source = _source(year, rule.table)
        found += [_one(member, criterion, rule, source, known) for member in every]
    return found


@dataclass(frozen=True)
class _Source:
    """The newest published result of every year of one table; or why no unit takes anything from it."""

    results: tuple[Result, ...] = ()
    why_not: str = ""


def _source(year: ClusterYear, name: str) -> _Source:
    years = _years_of(year, name)
    others = [one for one in years if one != year]
    if not others:
        return _Source(why_not=_why_no_table(name, own=bool(years)))
    meant = [one for one in others if one.year == year.year] or others
    calendar = sorted({one.year for one in meant})
    if len(calendar) > 1:
        said = {"table": name, "years": ", ".join(map(str, calendar)), "example": f"{name}-{calendar[-1]}"}
        return _Source(why_not=_("Bảng “%(table)s” có ở nhiều năm (%(years)s). Hãy ghi tên bảng kèm năm, "
                                 "như “%(example)s”.") % said)  # fmt: skip
    results = Result.objects.filter(year__in=meant, published_at__isnull=False).select_related("year__cluster")
    return _Source(tuple({result.year_id: result for result in results.order_by("version")}.values()))


def _years_of(year: ClusterYear, name: str) -> list[ClusterYear]:
    """The years, up to this one, that adopted a table of that name, or that name but for the year behind it.

    Of this very year every table counts, so that one can be told that it is of no use here.
    """
    texts = EditionText.objects.filter(
        Q(status=Status.ADOPTED) | Q(year=year), year__year__lte=year.year,
        text__contains=f'name = "{_YEAR_BEHIND.sub("", name)}',
    ).select_related("year")  # fmt: skip
    return [one.year for one in texts if _goes_by(name, edition_of(one.text).name, one.year.year, before=year.year)]


_YEAR_BEHIND = re.compile(r"-\d{4}$")


def _goes_by(asked: str, name: str, of: int, before: int) -> bool:
    return asked == name or (of < before and asked == f"{name}-{of}")


def _why_no_table(name: str, *, own: bool) -> str:
    if own:
        return _("Bảng “%(table)s” là của chính cụm này, năm này; một cụm mỗi năm có một kết quả theo một bảng. "
                 "Điểm của tháng, quý thì khai báo các kỳ trong bảng; bảng riêng thì lập một cụm khác có cùng các "
                 "đơn vị.") % {"table": name}  # fmt: skip
    return _("Chưa có bảng “%(table)s” nào được thông qua trong năm này hoặc năm trước; hãy xem lại tên bảng ghi "
             "trong cách tính.") % {"table": name}  # fmt: skip


def _one(
    member: Membership, criterion: engine.Criterion, rule: Transfer, source: _Source, known: Sequence[Lineage]
) -> Taken:  # fmt: skip
    def none(why_not: str) -> Taken:
        return Taken(member, criterion, "", "", why_not)

    if source.why_not:
        return none(source.why_not)
    held = []
    for result in source.results:
        before = forebears(member.unit, dt.date(result.year.year, 12, 31), known)
        rows = [row for unit in before.units if (row := table(result.sealed).place_of(unit.code))]
        if rows and len(before.units) > 1:
            return none(
                _("Đơn vị này hợp thành từ nhiều đơn vị sau kết quả ấy; người thẩm định ghi giá trị, kèm căn cứ.")
            )
        held += [(result, row) for row in rows]
    if not held:
        return none(_("Chưa có kết quả đã công bố của bảng “%(table)s” có đơn vị này.") % {"table": rule.table})
    if len(held) > 1:
        return none(_("Có nhiều kết quả của bảng “%(table)s” cùng có đơn vị này: %(which)s.")
                    % {"table": rule.table, "which": "; ".join(str(result.year) for result, _row in held)})  # fmt: skip
    result, row = held[0]
    text = _shown(row, rule.what)
    under = "" if row.unit == member.unit.code else f" (khi ấy là {row.name})"
    ground = f"Lấy từ “{table(result.sealed).title}”, {result}{under}, mã băm {result.digest[:12]}"
    return Taken(member, criterion, text, ground, "" if text else _("Kết quả ở bảng ấy chưa có giá trị này."))


def _shown(row: Row, what: str) -> str:
    """A total, place or percentage as an officer would type it; "" where there is none."""
    if what == "percent":
        return row.percent.rstrip("%") if row.percent != "–" else ""
    value = row.rank if what == "rank" else row.total
    # ungrouped, for 1.234 reads two ways
    return "" if value is None else f"{Decimal(value).normalize():f}".replace(".", ",")
