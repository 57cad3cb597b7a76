"""Lấy điểm từ bảng khác: what the published results of other tables give to the criteria that take over from them.

Nothing here writes. A source is a year of the same calendar year whose adopted table has the name asked for and
whose published result holds the unit. What is taken is what was announced: the total, the place, or the percentage
as it is shown (two decimals).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from thidua import engine
from thidua.engine.rules.free import Transfer
from thidua.members.models import ClusterYear, Membership
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
    for criterion, rule in takes_over(edition):
        sources = _sources(year, rule.table)
        found += [_one(member, criterion, rule, sources) for member in every]
    return found


def _sources(year: ClusterYear, name: str) -> list[Result]:
    """The newest published result of every year of that table."""
    texts = EditionText.objects.filter(
        year__year=year.year, status=Status.ADOPTED, text__contains=f'name = "{name}"'
    ).exclude(year=year)  # fmt: skip
    years = {one.year_id for one in texts if edition_of(one.text).name == name}
    results = Result.objects.filter(year__in=years, published_at__isnull=False).select_related("year__cluster")
    newest: dict[int, Result] = {}
    for result in results.order_by("version"):
        newest[result.year_id] = result
    return list(newest.values())


def _one(member: Membership, criterion: engine.Criterion, rule: Transfer, sources: list[Result]) -> Taken:
    held = [(one, row) for one in sources if (row := table(one.sealed).place_of(member.unit.code))]
    if not held:
        why_not = _("Chưa có kết quả đã công bố của bảng “%(table)s” có đơn vị này.") % {"table": rule.table}
        return Taken(member, criterion, "", "", why_not)
    if len(held) > 1:
        return Taken(member, criterion, "", "", _("Có nhiều kết quả của bảng “%(table)s” cùng có đơn vị này.")
                     % {"table": rule.table})  # fmt: skip
    result, row = held[0]
    text = _shown(row, rule.what)
    ground = f"Lấy từ “{table(result.sealed).title}”, {result}, mã băm {result.digest[:12]}"
    return Taken(member, criterion, text, ground, "" if text else _("Kết quả ở bảng ấy chưa có giá trị này."))


def _shown(row: Row, what: str) -> str:
    """A total, place or percentage as an officer would type it; "" where there is none."""
    if what == "percent":
        return row.percent.rstrip("%") if row.percent != "–" else ""
    value = row.rank if what == "rank" else row.total
    # ungrouped, for 1.234 reads two ways
    return "" if value is None else f"{Decimal(value).normalize():f}".replace(".", ",")
