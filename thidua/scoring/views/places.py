"""What every page of the room finds first: the unit, the column asked for, its own addresses."""

from django.http import Http404, HttpRequest
from django.urls import reverse

from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.scoring.terms import Column

TOTAL = "tong"
"""The code of the total in addresses."""


def member_named(here: Here, unit: str) -> Membership:
    """The member of the year with this unit code."""
    found = next((member for member in here.members if member.unit.code == unit), None)
    if found is None:
        raise Http404
    return found


def at(here: Here, name: str, *rest: object) -> str:
    """An address of the room in this year."""
    return reverse(f"scoring:{name}", args=[here.year.cluster.slug, here.year.year, *rest])


def column_asked(request: HttpRequest, columns: list[Column]) -> Column:
    """The column in the address, the last one that means something otherwise."""
    asked = request.GET.get("cot", "")
    return next((column for column in columns if column.value == asked), columns[-1])
