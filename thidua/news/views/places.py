"""Where things of the newsroom lie: an article of this year, the address of a page of the room."""

from typing import Any

from django.shortcuts import get_object_or_404

from thidua.members.queries import Here
from thidua.news import queries
from thidua.news.models import Article


def article_here(here: Here, pk: int) -> Article:
    """The article, if this person may see it."""
    return get_object_or_404(queries.visible(here).select_related("year__cluster"), pk=pk)


def to(here: Here, name: str, *args: object) -> tuple[Any, ...]:
    """A page of this room, as `redirect` and `resolve_url` take it."""
    return (f"newsroom:{name}", here.year.cluster.slug, here.year.year, *args)
