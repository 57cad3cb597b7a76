"""What every page of the room finds first: the unit, the period and the column asked for, its own addresses."""

from urllib.parse import quote

from django.http import Http404, HttpRequest
from django.urls import reverse

from thidua.engine import Period
from thidua.kit.posted import one_of
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.scoring.queries import periods_of
from thidua.scoring.terms import Column

TOTAL = "tong"
"""The code of the total in addresses."""


def member_named(here: Here, unit: str) -> Membership:
    """The member of the year with this unit code."""
    found = next((member for member in here.members if member.unit.code == unit), None)
    if found is None:
        raise Http404
    return found


def period_asked(request: HttpRequest, here: Here) -> tuple[Period | None, str, tuple[Period, ...]]:
    """The period in the address, its code, and all periods of the table: no period is the whole year."""
    periods, asked = periods_of(here.year, here.day), request.GET.get("ky", "")
    if not asked:
        return None, "", periods
    found = next((one for one in periods if one.code == asked), None)
    if found is None:
        raise Http404
    return found, found.code, periods


def at(here: Here, name: str, *rest: object, period: str = "") -> str:
    """An address of the room in this year, in one of its periods."""
    path = reverse(f"scoring:{name}", args=[here.year.cluster.slug, here.year.year, *rest])
    return f"{path}?ky={quote(period)}" if period else path


def column_asked(request: HttpRequest, columns: list[Column]) -> Column:
    """The column in the address, the last one that means something yet when it is not named or comes later."""
    asked = one_of(request.GET, "cot", Column.values)
    return next((column for column in columns if column.value == asked), columns[-1])
