"""The writer of what was read and confirmed: each thing through the act of its own room, all of it or nothing."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.conference import actions as conferences
from thidua.conference.models import Conference, Delegation
from thidua.conference.queries import of_year
from thidua.conference.terms import Kind, Presence, Session, Side
from thidua.kit.refusal import Refused
from thidua.ledger.actions import record
from thidua.members.queries import Here
from thidua.news import actions as newsroom
from thidua.story.proposing import Confirmed, Line, member_of


@transaction.atomic
def enter(*, here: Here, given: Confirmed, at: dt.datetime) -> Conference | None:
    """Enter what was confirmed; the conference itself is planned when the year has none of its kind."""
    of_conference = [line for line in given.rows if line.group != "caption"]
    held = None
    if given.conference or of_conference:
        held = _conference(here, given, at)
        for line in of_conference:
            _enter_line(here, held, line, at)
    for line in given.of("caption"):
        caption = line.value("caption")
        newsroom.add_picture(here=here, caption=caption, alt=_("Chưa có ảnh: %(caption)s") % {"caption": caption[:280]},
                             at=at)  # fmt: skip
    record(act="story.enter", subject=held or here.year, by=here.actor(), at=at, year_id=here.year.pk,
           facts={"fields": sorted(given.conference), "lines": str(len(given.rows))})  # fmt: skip
    return held


def _conference(here: Here, given: Confirmed, at: dt.datetime) -> Conference:
    said = given.conference
    known = list(of_year(here.year))
    if "kind" not in said and len(known) == 1:
        return known[0]
    if "kind" not in said:
        raise Refused(_("Hãy xác nhận loại hội nghị, để biết các mục đã đánh dấu thuộc hội nghị nào."))
    kind = Kind(said["kind"])
    if found := next((one for one in known if one.kind == kind), None):
        return found
    host = next((member for member in here.members if member.unit.code == said.get("host")), None)
    if given.on is None or host is None or not {"title", "place"} <= set(said):
        raise Refused(_("Năm này chưa có hội nghị loại đó. Để lập, hãy xác nhận tên, ngày, địa điểm, đơn vị chủ nhà."))
    return conferences.plan(
        here=here, kind=kind, title=said["title"], on=given.on, session=Session(said.get("session") or Session.DAY),
        place=said["place"], host=host.unit, at=at,
    )  # fmt: skip


def _enter_line(here: Here, held: Conference, line: Line, at: dt.datetime) -> None:
    text = line.value("text")
    if line.group in ("result", "discussion"):
        conferences.state(here=here, conference=held, kind=line.group, text=text, at=at)
    elif line.group == "recommendation":
        conferences.recommend(here=here, conference=held, text=text, at=at)
    elif line.group == "group":
        delegation = _delegation(here, held, text, Side(line.value("side")), at)
        came = conferences.add_delegate(here=here, delegation=delegation, title=text, at=at)
        conferences.check_in(here=here, delegate=came, presence=Presence.PRESENT, at=at)
    else:
        delegation = _delegation(here, held, line.value("body") or line.value("office"), Side(line.value("side")), at)
        came = conferences.add_delegate(
            here=here, delegation=delegation, title=line.value("office"), rank=line.value("rank"),
            name=line.value("name"), lead=bool(line.value("lead")), at=at,
        )  # fmt: skip
        conferences.check_in(here=here, delegate=came, presence=Presence.PRESENT, at=at)
        if line.value("spoke"):
            conferences.mark_speaker(here=here, delegate=came, spoke=True, at=at)


def _delegation(here: Here, held: Conference, body: str, side: Side, at: dt.datetime) -> Delegation:
    """The delegation of that body, announced when it is not on the list."""
    member = member_of(body, here.members) if side in (Side.MEMBER, Side.HOST) else None
    same = held.delegations.filter(membership=member) if member else held.delegations.filter(body=body)
    return same.first() or conferences.announce(
        here=here, conference=held, membership=member, body=body, side=None if member else side, at=at
    )
