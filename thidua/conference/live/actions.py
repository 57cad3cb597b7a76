"""The writer of the day: what the screens show, the items as they begin, end and are given other lengths.

Every press on the console names the version it was made on; an older one is refused with who was before.
"""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from thidua.conference.live.models import Run, Screen
from thidua.conference.live.pace import shortened
from thidua.conference.live.queries import pace_of
from thidua.conference.live.rules import overtaken, why_not_drive
from thidua.conference.live.terms import Showing
from thidua.conference.models import Conference, Item
from thidua.conference.rules import SECRETARIES
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record
from thidua.members.queries import Here

LONGEST = 600
"""Minutes an item may have at most."""


def press(here: Here, conference: Conference, version: int, at: dt.datetime) -> Conference:
    """The conference, held for one press on the console; refused when somebody else pressed since."""
    held = Conference.objects.select_for_update().get(pk=conference.pk, year=here.year)
    require(why_not_drive(here, held))
    Screen.objects.get_or_create(conference=held)
    if not Screen.objects.filter(conference=held, version=version).update(
        version=F("version") + 1, changed_by=here.person.name, changed_at=at
    ):
        raise Refused(overtaken(Screen.objects.filter(conference=held).first()))
    return held


def wrote(here: Here, act: str, held: Conference, at: dt.datetime, **facts: object) -> None:
    """One line of the ledger."""
    record(act=f"conference.{act}", subject=held, by=here.actor(*SECRETARIES), at=at, year_id=here.year.pk, facts=facts)


@transaction.atomic
def show(
    *, here: Here, conference: Conference, showing: Showing, version: int, at: dt.datetime, notice: str = ""
) -> None:
    """Put something up on every screen."""
    held = press(here, conference, version, at)
    notice = notice.strip()
    if showing == Showing.NOTICE and not notice:
        raise Refused(_("Hãy ghi lời thông báo rồi đưa lên màn hình."), "notice")
    told = {"notice": notice} if showing == Showing.NOTICE else {}
    Screen.objects.filter(conference=held).update(showing=showing, **told)
    wrote(here, "show", held, at, showing=showing, **told)


@transaction.atomic
def start_item(*, here: Here, item: Item, version: int, at: dt.datetime) -> None:
    """The item begins; what was under way is over with that. The screens go to it."""
    held = press(here, item.conference, version, at)
    now = Item.objects.filter(pk=item.pk, conference=held).first()
    if now is None or now.done_at:
        raise Refused(_("Mục này đã xong, hoặc đã bị bỏ khỏi chương trình."))
    Run.objects.get_or_create(item=now)
    if not Run.objects.filter(item=now, started_at__isnull=True).update(started_at=at):
        raise Refused(_("Mục này đang diễn ra."))
    before = Item.objects.filter(conference=held, done_at__isnull=True, run__started_at__isnull=False).exclude(
        pk=now.pk
    )
    ended = [one.title for one in before]
    before.update(done_at=at)
    Screen.objects.filter(conference=held).update(showing=Showing.ITEM)
    wrote(here, "item_start", held, at, item=now.title, ended=ended)


@transaction.atomic
def finish_item(*, here: Here, item: Item, version: int, at: dt.datetime) -> None:
    """The item is over; nothing else begins by itself."""
    held = press(here, item.conference, version, at)
    if not Item.objects.filter(pk=item.pk, conference=held, done_at__isnull=True).update(done_at=at):
        raise Refused(_("Mục này đã xong trước đó."))
    wrote(here, "item_done", held, at, item=item.title)


@transaction.atomic
def resume_item(*, here: Here, item: Item, version: int, at: dt.datetime) -> None:
    """A press by mistake: the item is not over after all. What began after it waits again."""
    held = press(here, item.conference, version, at)
    if not Item.objects.filter(pk=item.pk, conference=held, done_at__isnull=False).update(done_at=None):
        raise Refused(_("Mục này chưa xong."))
    Run.objects.filter(item__conference=held, item__done_at__isnull=True).exclude(item=item).update(started_at=None)
    Run.objects.get_or_create(item=item)
    Run.objects.filter(item=item, started_at__isnull=True).update(started_at=at)
    wrote(here, "item_resume", held, at, item=item.title)


@transaction.atomic
def stretch(*, here: Here, item: Item, by: int, version: int, at: dt.datetime) -> None:
    """Some minutes more or fewer for an item; the rest of the programme shifts."""
    held = press(here, item.conference, version, at)
    beat = next((one for one in pace_of(held, at).beats if one.item.pk == item.pk and not one.done), None)
    if beat is None:
        raise Refused(_("Mục này đã xong, hoặc đã bị bỏ khỏi chương trình."))
    minutes = (beat.minutes or 0) + by
    if not 1 <= minutes <= LONGEST:
        raise Refused(_("Một mục dài từ 1 đến 600 phút."))
    _give(beat.item, minutes)
    wrote(here, "item_stretch", held, at, item=item.title, before=str(beat.minutes or ""), after=str(minutes))


@transaction.atomic
def catch_up(*, here: Here, conference: Conference, version: int, at: dt.datetime) -> None:
    """Shorten what has not begun, each item in its measure, so that the conference ends as planned."""
    held = press(here, conference, version, at)
    found = pace_of(held, at)
    left = [(beat.item, beat.minutes) for beat in found.waiting if beat.minutes]
    if not found.late or found.late < 0 or not left:
        raise Refused(_("Chương trình đang đúng giờ, hoặc không còn mục nào để rút ngắn."))
    after = shortened([minutes for _item, minutes in left], found.late)
    for (item, _before), minutes in zip(left, after, strict=True):
        _give(item, minutes)
    wrote(here, "catch_up", held, at, late=str(found.late), items=[item.title for item, _minutes in left],
          before=[str(minutes) for _item, minutes in left], after=[str(minutes) for minutes in after])  # fmt: skip


def _give(item: Item, minutes: int) -> None:
    Run.objects.update_or_create(item=item, defaults={"minutes": minutes})
