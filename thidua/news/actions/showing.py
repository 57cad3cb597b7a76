"""The writer of what the public sees: rows are added, never changed; a freeze holds the public pages as they are."""

import datetime as dt
import json
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.models import ClusterYear
from thidua.members.queries import Here
from thidua.news.models import Freeze, Showing
from thidua.news.queries import FREEZERS, OPENERS
from thidua.news.register import words_of
from thidua.news.rules import why_not_freeze, why_not_open, why_not_thaw
from thidua.news.terms import Shown


def put(
    kind: Shown, key: str, data: Mapping[str, object], *, year: ClusterYear, since: dt.datetime, by: str,
    ahead: bool = False,
) -> Showing:  # fmt: skip
    """Add the row that shows a thing at once, or `ahead` from a later moment on; part of an act that records itself."""
    published = data.get("published_at")
    first = dt.datetime.fromisoformat(str(published)) if published else since
    return Showing.objects.create(
        kind=kind, key=key, year=year, data=data, words=words_of(data), since=since, first=first, ahead=ahead,
        by_name=by,
    )  # fmt: skip


def take_down(
    kind: Shown, key: str, data: Mapping[str, object], *, year: ClusterYear, at: dt.datetime, note: str, by: str
) -> Showing:
    """Add the row that takes a thing down: its title and the note are what is left; part of an act."""
    call_off(kind, key, at=at)
    return Showing.objects.create(
        kind=kind, key=key, year=year, data=data, since=at, first=at, ended=True, note=note, by_name=by
    )  # fmt: skip


def call_off(kind: Shown, key: str, *, at: dt.datetime) -> int:
    """Drop what was announced for later and nobody has seen; part of an act."""
    return Showing.objects.filter(kind=kind, key=key, ahead=True, since__gt=at, dropped=False).update(dropped=True)


@transaction.atomic
def open_to_public(*, here: Here, kind: Shown, key: str, data: Mapping[str, object], at: dt.datetime) -> Showing:
    """Show a thing of the year to everybody, or show it as it is now."""
    take_turn()
    require(why_not_open(here, kind))
    last = Showing.objects.filter(kind=kind, key=key, dropped=False).first()
    if last and not last.ended and last.data == json.loads(json.dumps(data)):
        raise Refused(_("Mục này đang công khai đúng như vậy rồi."))
    by = here.actor(*OPENERS[kind])
    made = put(kind, key, data, year=here.year, since=at, by=by.name)
    record(act="public.open", subject=made, by=by, at=at, year_id=here.year.pk, facts={"kind": kind, "key": key})
    return made


@transaction.atomic
def close_to_public(*, here: Here, kind: Shown, key: str, note: str, at: dt.datetime) -> Showing:
    """Take a thing of the year off the public pages; its address then says why."""
    take_turn()
    require(why_not_open(here, kind))
    last = Showing.objects.filter(kind=kind, key=key, year=here.year, dropped=False).first()
    if last is None or last.ended:
        raise Refused(_("Mục này đang không hiện trên trang công khai."))
    by = here.actor(*OPENERS[kind])
    made = take_down(kind, key, {"title": str(last)}, year=here.year, at=at, note=note, by=by.name)
    record(act="public.close", subject=made, by=by, at=at, year_id=here.year.pk, reason=note,
           facts={"kind": kind, "key": key})  # fmt: skip
    return made


@transaction.atomic
def freeze(*, here: Here, reason: str, at: dt.datetime) -> Freeze:
    """Hold every public page as it is, until it is let go again."""
    take_turn()
    require(why_not_freeze(here))
    last = Showing.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    by = here.actor(*FREEZERS)
    try:
        with transaction.atomic():
            made = Freeze.objects.create(since=at, last=last, reason=reason, by_name=by.name)
    except IntegrityError:
        raise Refused(_("Trang công khai đang được tạm giữ rồi.")) from None
    record(act="public.freeze", subject=made, by=by, at=at, year_id=here.year.pk, reason=reason)
    return made


@transaction.atomic
def thaw(*, here: Here, at: dt.datetime) -> None:
    """Let the public pages go: they show what was published meanwhile."""
    require(why_not_thaw(here))
    held = Freeze.objects.filter(on=True).first()
    if held is None or not Freeze.objects.filter(pk=held.pk, on=True).update(on=None, until=at):
        raise Refused(_("Trang công khai không còn bị tạm giữ."))
    record(act="public.thaw", subject=held, by=here.actor(*FREEZERS), at=at, year_id=here.year.pk)
