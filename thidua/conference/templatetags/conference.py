"""Tags of the room: what a page shows hundreds of times, written at once: a template asks for each part anew."""

import datetime as dt
from collections.abc import Iterable, Mapping
from html import escape

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thidua.conference.models import Delegate
from thidua.conference.preparing.queries import Row
from thidua.conference.terms import Presence

register = template.Library()
TOLD = 8
"""So many letters of a badge's code tell the delegates of a hall apart."""


@register.filter
def delegate_lines(delegates: Iterable[Delegate]) -> SafeString:
    """A line each: rank, name and office, then the marks: head of the delegation, there or not, spoke."""
    return SafeString("".join(f"<li>{_named(one)}{''.join(_marks(one))}</li>" for one in delegates))


def _named(one: Delegate) -> str:
    rank, title = escape(one.rank), escape(one.title)
    if one.name:
        return f"{rank}{' ' if rank else ''}<strong>{escape(one.name)}</strong>, {title}"
    return f"{rank}, {title}" if rank else title


def _lead(one: Delegate) -> str:
    return f' <span class="tag gold">{_("Trưởng đoàn")}</span>' if one.lead else ""


def _marks(one: Delegate) -> Iterable[str]:
    yield _lead(one)
    if one.presence != Presence.EXPECTED:
        style = "ok" if one.presence == Presence.PRESENT else ""
        yield f' <span class="tag {style}">{Presence(one.presence).label}</span>'
    if one.spoke:
        yield f' <span class="tag info">{_("Phát biểu")}</span>'


@register.filter
def door_lines(delegates: Iterable[Delegate], why_not_mark: str) -> SafeString:
    """A line each at the door: who, of what office, how it stands and since when; the buttons for whoever may mark.

    As much of the badge's code as tells the delegates of a hall apart: the page stays on phones.
    """
    states = {one.value: str(one.label) for one in Presence}
    words = {Presence.PRESENT: _("Có mặt"), Presence.EXCUSED: _("Có lý do"), Presence.ABSENT: _("Vắng")}
    lines = []
    for one in delegates:
        code = f' data-code="{escape(one.code[:TOLD])}"' if not why_not_mark else ""
        lines.append(
            f'<li id="dai-bieu-{one.pk}" class="{one.presence}"{code}><div>'
            f"<strong>{escape(str(one))}</strong>{_lead(one)}"
            f"<p>{_office(one)}<span data-state>{_stands(one, states)}</span></p></div>"
            f"{_buttons(one, words) if not why_not_mark else ''}</li>"
        )
    return SafeString("".join(lines))


def _office(one: Delegate) -> str:
    told = one.title if one.name else one.rank
    return f"{escape(told)} · " if told else ""


def _stands(one: Delegate, states: Mapping[str, str]) -> str:
    came = timezone.localtime(one.checked_in_at) if one.checked_in_at else None
    since = f" {_('lúc')} {came:%H:%M}" if came else ""
    return f"{states[one.presence]}{since}"


def _buttons(one: Delegate, words: Mapping[Presence, str]) -> str:
    """What is still to be said of somebody stands out: that they are here."""
    styles = {Presence.PRESENT: "button primary"} if one.presence != Presence.PRESENT else {}
    return '<div class="marks">{}</div>'.format("".join(
        f'<button class="{styles.get(said, "button")}" name="mark" value="{said.value} {one.pk}">{word}</button>'
        for said, word in words.items()))  # fmt: skip


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
