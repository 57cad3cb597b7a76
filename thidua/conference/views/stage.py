"""What all screens show, drawn once for all: the projector, the phones, the stream. Vietnamese, as the hall is."""

import datetime as dt

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.template.loader import render_to_string
from django.utils import translation

from thidua.ballots import queries as ballots
from thidua.conference.live import queries
from thidua.conference.live.queries import Day
from thidua.conference.live.terms import Showing
from thidua.conference.models import Conference
from thidua.kit.keeping import shared
from thidua.members.terms import Stage
from thidua.news.queries import album
from thidua.scoring.bridge import shelf
from thidua.scoring.queries import Board, columns_shown, hands_begun, rounds_of
from thidua.scoring.yearly import board_in

PATH = "/truc-tiep/"
"""Where the stream listens; in front of it stands the address in `THIDUA_LIVE_URL`, if there is one."""
TICKET = TimestampSigner(salt="conference.live")
TICKET_LASTS = dt.timedelta(hours=14)
PICTURES = 5


def ticket(conference: Conference) -> str:
    """The address at which a page that was let in may listen; it opens this one conference's screen, for a day."""
    return f"{settings.LIVE_URL}{PATH}{TICKET.sign(str(conference.pk))}"


def admitted(given: str) -> int | None:
    """The conference a ticket opens; None for anything else."""
    try:
        return int(TICKET.unsign(given, max_age=TICKET_LASTS))
    except BadSignature:
        return None


def stage(pk: int, at: dt.datetime) -> dict[str, object]:
    """The screen as it stands: its number, the moment, its inside. Made once for all who ask in the same state."""
    last = queries.last_act()
    minute = at.replace(second=0, microsecond=0)
    html = shared(("stage", pk, last, minute), lambda: drawn(pk, at))
    return {"id": last, "now": at.isoformat(), "html": html}


def drawn(pk: int, at: dt.datetime) -> str:
    """The inside of the screen; nothing when the conference is gone."""
    conference = queries.conference_numbered(pk)
    if conference is None:
        return ""
    with translation.override("vi"):
        day = queries.day(conference, at)
        return render_to_string("conference/_stage.html", {"day": day, "conference": conference, "at": at,
                                                           "room": day.attendance, **_besides(day, at)})  # fmt: skip


def _besides(day: Day, at: dt.datetime) -> dict[str, object]:
    """What only one of the views needs."""
    year = day.conference.year
    if day.screen.showing == Showing.VOTE:
        voting = [(ballot, ballots.roll(ballot)) for ballot in ballots.open_in(year)]
        told = [(ballot, sum(one.voted for one in roll), len(roll)) for ballot, roll in voting]
        return {"voting": told, "outcomes": ballots.outcomes(year)[-1:] if not told else []}
    if day.screen.showing == Showing.ALBUM:
        taken = [picture for picture in album(year) if picture.file]
        return {"pictures": taken[::-1][:PICTURES]}
    if day.screen.showing == Showing.BOARD:
        return {"board": _board(day, at)}
    return {}


def _board(day: Day, at: dt.datetime) -> Board | None:
    """The points of the year, once the cluster may see them."""
    year = day.conference.year
    found = shelf(year, at.date()) if year.at.reached(Stage.APPRAISED) else None
    if found is None:
        return None
    rounds = hands_begun(year) if found.edition.periods else rounds_of(year, "")
    return board_in(found, year, columns_shown(rounds)[-1])
