"""Set the stage: a planned conference of the sample cluster, and one under way."""

import datetime as dt

from thidua.conference import actions
from thidua.conference.models import Conference
from thidua.conference.terms import Kind, Presence, Session
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.samples.cast import moment

DAY = dt.date(2026, 11, 20)
AT = moment(2026, 11, 20, 8)
SECRETARY = "thu-ky-hoi-nghi"


def here(cast, username=SECRETARY):
    return cast.here(username, DAY)


def planned(cast, kind=Kind.SUMMARY, stage=Stage.APPRAISED, host="song-hong", session=Session.MORNING) -> Conference:
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=stage)
    return actions.plan(
        here=here(cast), kind=kind, title="Hội nghị tổng kết phong trào thi đua năm 2026", on=DAY, session=session,
        place="Hội trường lớn", host=cast.member(host).unit, chair="Lãnh đạo Đơn vị Sông Hồng", at=AT,
    )  # fmt: skip


def under_way(cast, conference, *, title="Lãnh đạo đơn vị"):
    """Programme, one delegation of the head unit with a lead who is present, opened."""
    actions.usual_programme(here=here(cast), conference=conference, at=AT)
    group = actions.announce(here=here(cast), conference=conference, membership=cast.member("song-hong"), at=AT)
    lead = actions.add_delegate(here=here(cast), delegation=group, rank="Đại tá", title=title, lead=True, at=AT)
    actions.open_conference(here=here(cast), conference=conference, at=AT)
    actions.check_in(here=here(cast), delegate=lead, presence=Presence.PRESENT, at=AT)
    conference.refresh_from_db()
    return lead


def address(cast, conference=None, rest=""):
    one = f"{conference.pk}/" if conference else ""
    return f"/cum/{cast.year.cluster.slug}/{cast.year.year}/hoi-nghi/{one}{rest}"
