"""Tags of the room: the engine's points on a page, the period carried along in its links."""

from urllib.parse import quote

from django import template
from django.template import Context

from thidua import engine

register = template.Library()


@register.filter
def thousandths(value: engine.Points | None) -> str:
    """The engine's whole thousandths as Vietnamese points; None → "–" (missing is not zero)."""
    return "–" if value is None else engine.show(value)


@register.simple_tag(takes_context=True)
def ky(context: Context, joint: str = "?") -> str:
    """The page's period as a part of an address: `?ky=Q1`, after other parts `&ky=Q1`; nothing without periods."""
    period = context.get("period")
    return f"{joint}ky={quote(period.code)}" if period else ""
