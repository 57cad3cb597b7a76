"""Tags of the room: what a page shows hundreds of times, written at once: a template asks for each part anew."""

import datetime as dt
from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thidua.conference.models import Delegate
from thidua.conference.preparing.queries import Row
from thidua.conference.terms import Presence

register = template.Library()


@register.filter
def delegate_lines(delegates: Iterable[Delegate]) -> SafeString:
    """A line each: rank, name and office, then the marks: head of the delegation, there or not, spoke."""
    return SafeString("".join(f"<li>{_named(one)}{''.join(_marks(one))}</li>" for one in delegates))


def _named(one: Delegate) -> str:
    rank, title = escape(one.rank), escape(one.title)
    if one.name:
        return f"{rank}{' ' if rank else ''}<strong>{escape(one.name)}</strong>, {title}"
    return f"{rank}, {title}" if rank else title


def _marks(one: Delegate) -> Iterable[str]:
    if one.lead:
        yield f' <span class="tag gold">{_("Trưởng đoàn")}</span>'
    if one.presence != Presence.EXPECTED:
        style = "ok" if one.presence == Presence.PRESENT else ""
        yield f' <span class="tag {style}">{Presence(one.presence).label}</span>'
    if one.spoke:
        yield f' <span class="tag info">{_("Phát biểu")}</span>'


@register.filter
def seat_cells(row: Row) -> SafeString:
    """The seats of a row as cells: number, who sits there, and the unit."""
    return SafeString("".join(
        f'<td data-seat="{seat}" data-row="{pk}" class="taken"><span class="small muted">{seat}</span> '
        f'<strong>{escape(name)}</strong><br><span class="small">{escape(unit)}</span></td>'
        if pk else f'<td data-seat="{seat}"><span class="small muted">{seat} –</span></td>'
        for seat, pk, name, unit in row.cells))  # fmt: skip


@register.filter
def clock(at: dt.time) -> str:
    """08:30"""
    return f"{at:%H:%M}"


@register.filter
def in_minutes(minutes: int | None) -> str:
    """12 minutes in words; "" when it is not known."""
    return _("%(n)s phút") % {"n": minutes} if minutes else ""
