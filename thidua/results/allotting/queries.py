"""Reading the allotments: how many may be put forward, how many are."""

from collections.abc import Collection
from dataclasses import dataclass

from thidua.members.models import ClusterYear
from thidua.members.queries import members_of
from thidua.results.models import Allotment, Extra, Nomination
from thidua.results.queries import title_names


@dataclass(frozen=True)
class Left:
    """One title with its allotment: `most` may be put forward, `chosen` are, those let past besides not counted."""

    allotment: Allotment
    title: str
    units: int
    most: int
    chosen: int
    extras: list[Extra]

    @property
    def full(self) -> bool:
        return self.chosen >= self.most


def floor_of(allotment: Allotment, units: int) -> int:
    """The number given, or the share of the units rounded down."""
    return allotment.number if allotment.number is not None else units * (allotment.percent or 0) // 100


def allotted(year: ClusterYear, besides: Collection[int] = ()) -> list[Left]:
    """Every title that has an allotment in the year; `besides` are units put forward without a place on the list."""
    units, names = len(members_of(year)), title_names()
    rows = Allotment.objects.filter(year=year).prefetch_related("extras__membership__unit")
    found = []
    for one in rows:
        extras = list(one.extras.all())
        past = [extra.membership_id for extra in extras]
        listed = Nomination.objects.filter(year=year, award=one.award).values_list("membership_id", flat=True)
        chosen = len({*listed, *besides} - set(past))
        found.append(Left(one, names.get(one.award, one.award), units, floor_of(one, units), chosen, extras))
    return found


def left_for(year: ClusterYear, award: str, besides: Collection[int] = ()) -> Left | None:
    """How a title stands; None where nobody gave a number."""
    return next((one for one in allotted(year, besides) if one.allotment.award == award), None)
