"""Where things of the room are: addresses, and the edition an address names."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from thidua.members.queries import Here
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import editions_for


def address(here: Here, name: str, *rest: object) -> str:
    """The address of one of the room's pages in this year."""
    return reverse(f"rulebook:{name}", args=[here.year.cluster.slug, here.year.year, *rest])


def edition_at(here: Here, pk: int) -> EditionText:
    """One of the year's editions this person may see, or a 404."""
    return get_object_or_404(editions_for(here), pk=pk)
