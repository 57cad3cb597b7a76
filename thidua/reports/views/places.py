"""What every page of the room finds first: the unit, the period, the file, their addresses."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.reports import rules
from thidua.reports.models import Evidence, Period


def member_named(here: Here, unit: str) -> Membership:
    """The member of the year with this unit code."""
    found = next((member for member in here.members if member.unit.code == unit), None)
    if found is None:
        raise Http404
    return found


def readable(here: Here, unit: str) -> Membership:
    """As `member_named`, for those who may read its reports; to others it does not exist."""
    member = member_named(here, unit)
    if rules.why_not_see(here, member):
        raise Http404
    return member


def period_numbered(here: Here, pk: int) -> Period:
    """The period of this year with this number."""
    return get_object_or_404(Period, pk=pk, year=here.year)


def found_file(here: Here, pk: int) -> Evidence:
    """A file the person may read; to others it does not exist."""
    file = get_object_or_404(Evidence.objects.select_related("membership__unit"), pk=pk, membership__year=here.year)
    if rules.why_not_see(here, file.membership):
        raise Http404
    return file


def at(here: Here, name: str, *rest: object) -> str:
    """An address of the room in this year."""
    return reverse(f"reports:{name}", args=[here.year.cluster.slug, here.year.year, *rest])
