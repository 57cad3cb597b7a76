"""Tags of the room: the address of a chart, points in thousandths as people read them."""

from fractions import Fraction
from typing import Any

from django import template
from django.urls import reverse

from thidua.engine import Points, show, show_percent

register = template.Library()


@register.simple_tag(takes_context=True)
def chart_url(context: Any, name: str, kind: str) -> str:
    """Where a chart of this year is drawn."""
    year = context["here"].year
    return reverse("insight:chart", args=[year.cluster.slug, year.year, name, kind])


@register.filter
def thousandths(points: int | None) -> str:
    """12500 is "12,5"."""
    return "–" if points is None else show(Points(points))


@register.filter
def signed(points: int | None) -> str:
    """A difference: "+1,5", "−2", "0"."""
    if points is None:
        return "–"
    return ("+" if points > 0 else "") + show(Points(points))


@register.filter
def percent(share: Fraction) -> str:
    """13/15 is "86,67%"."""
    return show_percent(share)
