"""The days set, the programme's order as dragged, needs of delegates, talks sent beforehand, documents handed out."""

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.conference.acts import CODE, held, wrote, wrote_of
from thidua.conference.models import Conference, Delegate, Item
from thidua.conference.preparing.models import Handout, Need, Setup, Talk
from thidua.conference.preparing.queries import setup_of
from thidua.conference.preparing.rules import (
    why_not_arrange,
    why_not_hand_out,
    why_not_talk,
    why_not_withdraw_talk,
)
from thidua.conference.preparing.terms import OpenTo
from thidua.conference.rules import OF_THE_UNIT, SECRETARIES, why_not_announce
from thidua.kit.files import random_name, sniff
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.reports.rules import why_not_store


@transaction.atomic
def set_days(
    *, here: Here, conference: Conference, at: dt.datetime, talks_due: dt.date | None = None,
    answers_due: dt.date | None = None, open_from: dt.date | None = None, open_to: dt.date | None = None,
) -> None:  # fmt: skip
    """Until when talks and answers are taken, and on which days the delegates' pages are open."""
    kept = held(here, conference)
    require(why_not_hand_out(here, kept))
    for field, day in (("talks_due", talks_due), ("answers_due", answers_due), ("open_from", open_from)):
        if day and day > kept.on:
            raise Refused(_("Ngày này sau ngày họp (%(day)s).") % {"day": f"{kept.on:%d/%m/%Y}"}, field)
    if open_to and open_to < (open_from or kept.on):
        raise Refused(_("Ngày cuối mở trang phải từ ngày đầu trở đi và không trước ngày họp."), "open_to")
    days = {"talks_due": talks_due, "answers_due": answers_due, "open_from": open_from, "open_to": open_to}
    if Setup.objects.filter(conference=kept, **days).exists():
        return
    Setup.objects.update_or_create(conference=kept, defaults=days)
    wrote(here, "set_days", kept, at, **{name: day.isoformat() if day else "" for name, day in days.items()})


@transaction.atomic
def set_quorum(*, here: Here, conference: Conference, quorum: int | None, basis: str, at: dt.datetime) -> None:
    """How many member units the cluster's own rule wants in the room; None: it names no number."""
    kept = held(here, conference)
    require(why_not_arrange(here, kept))
    if quorum and quorum > len(here.members):
        raise Refused(_("Cụm có %(n)s đơn vị thành viên.") % {"n": len(here.members)}, "quorum")
    said = {"quorum": quorum, "quorum_basis": basis.strip() if quorum else ""}
    if Setup.objects.filter(conference=kept, **said).exists():
        return
    Setup.objects.update_or_create(conference=kept, defaults=said)
    wrote(here, "set_quorum", kept, at, quorum=str(quorum or ""), basis=said["quorum_basis"])


@transaction.atomic
def arrange(*, here: Here, conference: Conference, was: Sequence[int], order: Sequence[int], at: dt.datetime) -> None:
    """Put the programme into an order, as dragged; refused when it has changed since it was shown."""
    kept = held(here, conference)
    require(why_not_arrange(here, kept))
    rows = {item.pk: item for item in kept.items.all()}
    if list(rows) != list(was) or set(order) != set(rows) or len(order) != len(rows):
        raise Refused(_("Chương trình vừa được sửa ở nơi khác nên chưa đổi thứ tự; hãy xem lại rồi kéo lại."))
    if list(order) == list(was):
        return
    for place, pk in enumerate(order, 1):
        rows[pk].order = place
    Item.objects.bulk_update(rows.values(), ["order"])
    wrote(here, "arrange", kept, at, order=[rows[pk].title for pk in order])


@transaction.atomic
def note_needs(*, here: Here, delegate: Delegate, dietary: str, travel: str, at: dt.datetime) -> None:
    """Dietary and travel notes; what they say stays out of the ledger."""
    group = delegate.delegation
    require(why_not_announce(here, held(here, group.conference), group.membership))
    had = Need.objects.filter(delegate=delegate).first()
    if (had.dietary if had else "", had.travel if had else "") == (dietary, travel):
        return
    Need.objects.update_or_create(delegate=delegate, defaults={"dietary": dietary, "travel": travel})
    wrote_of(here, "needs", group, at, delegate=str(delegate))


def _stored(upload: "UploadedFile[Any]", here: Here, at: dt.datetime) -> dict[str, Any]:
    """The columns of a stored file; the file goes into the store under a name that says nothing."""
    found = sniff(upload)
    upload.name = random_name("hoi-nghi", found.extension)
    return {"file": upload, "media_type": found.media_type, "extension": found.extension, "size": found.size,
            "sha256": found.sha256, "by_name": here.person.name, "at": at}  # fmt: skip


@transaction.atomic
def send_talk(
    *, here: Here, conference: Conference, membership: Membership, title: str, speaker: str,
    upload: "UploadedFile[Any]", at: dt.datetime, item: Item | None = None,
) -> Talk:  # fmt: skip
    """A unit sends a talk; the secretaries enter one that came late."""
    kept = held(here, conference)
    require(why_not_talk(here, kept, membership))
    due = setup_of(kept).talks_due
    try:
        columns = _stored(upload, here, at)
        take_turn()
        require(why_not_store(membership, {columns["sha256"]: columns["size"]}))
        with transaction.atomic():
            made = Talk.objects.create(conference=kept, membership=membership, title=title, speaker=speaker, item=item,
                                       late=bool(due and here.day > due), **columns)  # fmt: skip
    except Refused as refused:
        raise Refused(str(refused), "upload") from None
    except IntegrityError:
        raise Refused(_("Tệp này đã được gửi rồi; nếu muốn thay, hãy rút bản cũ trước."), "upload") from None
    _talked(here, "talk_send", made, at)
    return made


def _talked(here: Here, act: str, talk: Talk, at: dt.datetime) -> None:
    own = here.seat(*OF_THE_UNIT, of=talk.membership)
    by = here.actor(Office(own.office), of=talk.membership) if own else here.actor(*SECRETARIES)
    record(act=f"conference.{act}", subject=talk.conference, by=by, at=at, year_id=here.year.pk,
           facts={"talk": talk.title, "unit": talk.membership.unit.name, "sha256": talk.sha256})  # fmt: skip


@transaction.atomic
def withdraw_talk(*, here: Here, talk: Talk, at: dt.datetime) -> None:
    """Take a talk back; the file stays on record."""
    require(why_not_withdraw_talk(here, talk))
    if not Talk.objects.filter(pk=talk.pk, withdrawn_at__isnull=True).update(withdrawn_at=at, item=None):
        raise Refused(_("Tham luận này đã được rút trước đó."))
    _talked(here, "talk_withdraw", talk, at)


@transaction.atomic
def give_item(*, here: Here, talk: Talk, item: Item | None, at: dt.datetime) -> None:
    """Put a talk under an item of the programme, whose speaker it names when none is; None: under none."""
    kept = held(here, talk.conference)
    require(why_not_arrange(here, kept))
    if not Talk.objects.filter(pk=talk.pk, withdrawn_at__isnull=True).exclude(item=item).update(item=item):
        if talk.item_id == (item.pk if item else None):
            return
        raise Refused(_("Tham luận này đã được rút trước đó."))
    if item and not item.speaker:
        Item.objects.filter(pk=item.pk).update(speaker=f"{talk.speaker}, {talk.membership.unit.short_name}"[:200])
    wrote(here, "talk_item", kept, at, talk=talk.title, item=item.title if item else "")


@transaction.atomic
def hand_out(
    *, here: Here, conference: Conference, name: str, open_to: OpenTo, upload: "UploadedFile[Any]", at: dt.datetime
) -> Handout:
    """Add a document and say to whom it is open."""
    kept = held(here, conference)
    require(why_not_hand_out(here, kept))
    try:
        columns = _stored(upload, here, at)
        with transaction.atomic():
            made = Handout.objects.create(conference=kept, name=name, open_to=open_to, code=secrets.token_urlsafe(CODE),
                                          **columns)  # fmt: skip
    except Refused as refused:
        raise Refused(str(refused), "upload") from None
    except IntegrityError:
        raise Refused(_("Tệp này đã có trong tài liệu hội nghị."), "upload") from None
    wrote(here, "hand_out", kept, at, document=name, open_to=open_to, sha256=made.sha256)
    return made


@transaction.atomic
def open_handout(*, here: Here, handout: Handout, open_to: OpenTo, at: dt.datetime) -> None:
    """Open a document to others, or close it again."""
    kept = held(here, handout.conference)
    require(why_not_hand_out(here, kept))
    if Handout.objects.filter(pk=handout.pk).exclude(open_to=open_to).update(open_to=open_to):
        wrote(here, "handout_open", kept, at, document=handout.name, open_to=open_to)


@transaction.atomic
def drop_handout(*, here: Here, handout: Handout, at: dt.datetime) -> None:
    """Take a document off; the ledger keeps its name and digest."""
    kept = held(here, handout.conference)
    require(why_not_hand_out(here, kept))
    if not Handout.objects.filter(pk=handout.pk).delete()[0]:
        raise Refused(_("Tài liệu này đã được bỏ trước đó."))
    wrote(here, "handout_drop", kept, at, document=handout.name, sha256=handout.sha256)
