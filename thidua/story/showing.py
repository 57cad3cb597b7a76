"""Bản công bố của năm: what the cluster, its movement, its published board and its decisions look like to everybody.

Each is gathered here into plain data, only from what is settled: members and heads as they stand, the official table
as it was published, decisions as they were taken. No draft, no vote, no delegate, no sheet.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from thidua.kit.viet import number, slug
from thidua.members.models import Cluster, ClusterYear
from thidua.members.queries import line_of_leads, members_of
from thidua.members.terms import Lead
from thidua.news.models import Showing
from thidua.news.published import of_year
from thidua.news.terms import Shown
from thidua.results.queries import nominations, places, published
from thidua.season.models import Launch
from thidua.season.queries import launch_of


@dataclass(frozen=True)
class Offered:
    """Mục có thể công khai: its address, how it looks now, how it is shown; no data means there is nothing yet."""

    kind: Shown
    key: str
    data: dict[str, Any] | None
    row: Showing | None

    @property
    def open(self) -> bool:
        return self.row is not None and not self.row.ended

    @property
    def differs(self) -> bool:
        """Whether what is shown is no longer how the year looks."""
        return self.open and self.row is not None and self.data is not None and self.row.data != self.data

    @property
    def missing(self) -> bool:
        return self.data is None


def offered(year: ClusterYear) -> list[Offered]:
    """Everything of the year that may be shown, with how it is shown today."""
    found = []
    for kind, (key_of, make) in MAKERS.items():
        key = key_of(year)
        row = Showing.objects.filter(kind=kind, key=key, dropped=False).first() if key else None
        found.append(Offered(kind, key, gathered(make, year), row))
    return found


def gathered(make: Callable[[ClusterYear], dict[str, Any] | None], year: ClusterYear) -> dict[str, Any] | None:
    """As `make` gives it, in Vietnamese whoever asks: what is published has one language."""
    with override("vi"):
        return make(year)


def of_the_year(year: ClusterYear) -> str:
    return f"{year.cluster.slug}-{year.year}"


def cluster(year: ClusterYear) -> dict[str, Any]:
    """Members year by year, and the line of heads and deputies."""
    whole: Cluster = year.cluster
    terms: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for term in line_of_leads(whole):
        terms[term.year.year][term.role].append(term.membership.unit.name)
    years = [one for one in whole.years.order_by("-year") if one.year <= year.year]
    return {
        **of_year(year), "title": whole.name,
        "years": [_year(one, terms[one.year]) for one in years],
        "heads": [
            {"year": one.year, "head": _line(terms[one.year][Lead.HEAD]), "deputy": _line(terms[one.year][Lead.DEPUTY])}
            for one in years
        ],
    }  # fmt: skip


def _line(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _year(year: ClusterYear, leads: dict[str, list[str]]) -> dict[str, Any]:
    launch = launch_of(year)
    words = {name: str(Lead(role).label) for role in (Lead.DEPUTY, Lead.HEAD) for name in leads[role]}
    names = [member.unit.name for member in members_of(year)]
    return {
        "year": year.year, "movement": launch.movement.name if launch else "",
        "members": [{"name": name, "lead": words.get(name, "")} for name in names],
    }  # fmt: skip


def movement_key(year: ClusterYear) -> str:
    launch = launch_of(year)
    return f"{slug(launch.movement.name)[:120]}-{launch.movement.year}" if launch else ""


def movement(year: ClusterYear) -> dict[str, Any] | None:
    """The movement and the clusters it was launched in."""
    launch = launch_of(year)
    if launch is None:
        return None
    one = launch.movement
    clusters = [
        {"name": other.year.cluster.name, "slug": other.year.cluster.slug}
        for other in Launch.objects.filter(movement=one).select_related("year__cluster").order_by("year__cluster__name")
    ]
    return {
        "title": f"“{one.name}” năm {one.year}", "slogan": one.slogan, "aims": one.aims, "launched_by": one.launched_by,
        "clusters": clusters, "illustrative": year.cluster.illustrative,
    }  # fmt: skip


def board(year: ClusterYear) -> dict[str, Any] | None:
    """The official table as it was published: places, points, grades; nothing of how they came about."""
    result, table = published(year), places(year)
    if result is None or table is None or result.published_at is None:
        return None
    rows = [
        {"rank": row.rank, "name": row.name, "total": number(row.total) if row.total is not None else "–",
         "percent": row.percent, "grade": row.grade}
        for row in table.rows
    ]  # fmt: skip
    return {
        **of_year(year), "title": f"Bảng xếp hạng {year.cluster.name}, năm {year.year}", "rows": rows,
        "sealed_on": timezone.localtime(result.published_at).strftime("%d/%m/%Y"), "version": result.version,
    }  # fmt: skip


def decisions(year: ClusterYear) -> dict[str, Any] | None:
    """The awards that were granted, each with its decision."""
    rows = [
        {"unit": one.row.membership.unit.name, "award": one.title, "number": one.decision.number,
         "on": one.decision.on.strftime("%d/%m/%Y")}
        for one in nominations(year) if one.decision and one.decision.granted
    ]  # fmt: skip
    if not rows:
        return None
    return {**of_year(year), "title": f"Khen thưởng {year.cluster.name}, năm {year.year}", "rows": rows}


MAKERS: dict[Shown, tuple[Callable[[ClusterYear], str], Callable[[ClusterYear], dict[str, Any] | None]]] = {
    Shown.CLUSTER: (lambda year: year.cluster.slug, cluster),
    Shown.MOVEMENT: (movement_key, movement),
    Shown.BOARD: (of_the_year, board),
    Shown.DECISIONS: (of_the_year, decisions),
}
