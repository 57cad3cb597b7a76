"""Bản in: badges with their QR, the seat plan, name cards for the tables; typeset, in protocol order."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse

from thidua.conference.models import Conference, Delegate
from thidua.conference.preparing.models import Spot
from thidua.conference.preparing.queries import halls, short_of
from thidua.conference.preparing.terms import Sheet
from thidua.conference.preparing.words import when
from thidua.conference.queries import ConferenceRecord, Group
from thidua.kit import typeset

HERE = Path(__file__).parent / "typst"


def page_of(delegate: Delegate) -> str:
    """What the QR of a badge opens."""
    return settings.SITE_URL + reverse("delegate:page", args=[delegate.code])


def qr(address: str) -> bytes:
    """An address as an SVG to be printed."""
    made = io.BytesIO()
    segno.make(address, error="m").save(made, kind="svg", border=1, scale=4)
    return made.getvalue()


def _person(group: Group, one: Delegate) -> dict[str, Any]:
    """Name and office as they are printed; without a name the office stands for the person."""
    return {"rank": one.rank, "name": one.name or one.title, "title": one.title if one.name else "",
            "body": group.delegation.body, "lead": one.lead}  # fmt: skip


def _head(conference: Conference) -> dict[str, Any]:
    return {"cluster": conference.year.cluster.name, "title": conference.title,
            "when": f"{when(conference)}, {conference.place}"}  # fmt: skip


def badges(told: ConferenceRecord, sheet: Sheet) -> bytes:
    """One badge a page; who has a seat finds it there."""
    seats = spots(told.conference)
    rows, files = [], {}
    for group in told.groups:
        for one in group.delegates:
            name = f"qr-{one.pk}.svg"
            files[name] = qr(page_of(one))
            rows.append({**_person(group, one), "qr": name, "seat": seats.get(one.pk, "")})
    return typeset.pdf(typeset.source(HERE / "badges.typ"),
                       {**_head(told.conference), "sheet": str(sheet), "badges": rows}, files=files)  # fmt: skip


def spots(conference: Conference) -> Mapping[int, str]:
    """Where each delegate sits, in words."""
    found = Spot.objects.filter(block__conference=conference).select_related("block")
    return {spot.delegate_id: seat_words(spot) for spot in found}


def seat_words(spot: Spot) -> str:
    return f"{spot.block.name}, hàng {spot.row}, ghế {spot.number}"


def seat_plan(told: ConferenceRecord) -> bytes:
    """The blocks, one a page."""
    blocks = [
        {"name": hall.block.name, "seats": hall.block.seats,
         "rows": [{"row": str(row.row),
                   "spots": [{"name": str(one), "body": short_of(one)} if one else None for _seat, one in row.spots]}
                  for row in hall.rows]}
        for hall in halls(told.conference, told.delegates)
    ]  # fmt: skip
    return typeset.pdf(typeset.source(HERE / "seats.typ"), {**_head(told.conference), "blocks": blocks})


def cards(told: ConferenceRecord) -> bytes:
    """A folded name card for each delegate."""
    rows = [_person(group, one) for group in told.groups for one in group.delegates]
    return typeset.pdf(typeset.source(HERE / "cards.typ"), {"cards": rows})
