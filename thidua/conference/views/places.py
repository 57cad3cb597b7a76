"""Where things of the room are: the rows behind an address, and the address of a page."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from thidua.conference.models import Conference, Delegate, Delegation, Item
from thidua.members.queries import Here


def address(here: Here, name: str, *rest: int) -> str:
    return reverse(f"conference:{name}", args=[here.year.cluster.slug, here.year.year, *rest])


def conference_or_404(here: Here, pk: int) -> Conference:
    return get_object_or_404(Conference.objects.select_related("year__cluster", "host"), pk=pk, year=here.year)


def item_or_404(here: Here, pk: int, item: int) -> Item:
    return get_object_or_404(
        Item.objects.select_related("conference"), pk=item, conference=pk, conference__year=here.year
    )


def delegation_or_404(here: Here, pk: int, delegation: int) -> Delegation:
    found = Delegation.objects.select_related("conference__year__cluster", "membership__unit")
    return get_object_or_404(found, pk=delegation, conference=pk, conference__year=here.year)


def delegate_or_404(here: Here, pk: int, delegate: int) -> Delegate:
    found = Delegate.objects.select_related("delegation__conference", "delegation__membership__unit")
    return get_object_or_404(found, pk=delegate, delegation__conference=pk, delegation__conference__year=here.year)
