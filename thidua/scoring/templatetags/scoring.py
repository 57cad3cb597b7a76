"""Tags of the room: the engine's points on a page."""

from django import template

from thidua import engine

register = template.Library()


@register.filter
def thousandths(value: engine.Points | None) -> str:
    """The engine's whole thousandths as Vietnamese points; None → "–" (missing is not zero)."""
    return "–" if value is None else engine.show(value)
