"""The writer of the hooks: addresses registered, removed, switched off and on; messages queued, tried, tried again.

A message is queued in the transaction of the act it tells of, so there is one exactly when the act happened; the
worker sees it after the commit. It is tried until it is taken, so it may arrive twice: `webhook-id` tells.
"""

import datetime as dt
import secrets
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from thidua.exchange.hooks.models import Delivery, Hook
from thidua.exchange.hooks.queries import delivery, listening, old
from thidua.exchange.hooks.rules import why_not_keep, why_not_register, why_not_resend
from thidua.exchange.hooks.sending import Answered, send
from thidua.exchange.hooks.telling import body_of
from thidua.exchange.hooks.terms import ACTS, ENOUGH, GONE, KEEPERS, PAUSES, Event, State
from thidua.kit.clock import day_of
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.models import Entry
from thidua.ledger.terms import Actor
from thidua.members.queries import Here
from thidua.notices import actions as notices

WORKER = "thidua.exchange.hooks.worker.deliver"
"""By name: the worker calls these actions."""
PROGRAM = Actor(0, "Phần mềm Thi Đua", "program")


@transaction.atomic
def register(*, here: Here, address: str, events: Sequence[Event], at: dt.datetime) -> Hook:
    """An address to be told of these events of the year."""
    take_turn()
    require(why_not_register(here, address), "address")
    made = Hook.objects.create(year=here.year, address=address, events=[one.value for one in events],
                               salt=secrets.token_hex(16), made_by=here.person, made_at=at)  # fmt: skip
    record(act="hook.register", subject=made, by=here.actor(*KEEPERS), at=at, year_id=here.year.pk,
           facts={"events": made.events})  # fmt: skip
    return made


@transaction.atomic
def remove(*, here: Here, hook: Hook, at: dt.datetime) -> None:
    """Told nothing any more."""
    require(why_not_keep(here))
    if not Hook.objects.filter(pk=hook.pk, removed_at=None).update(removed_at=at):
        raise Refused(_("Địa chỉ này đã bỏ trước đó."))
    record(act="hook.remove", subject=hook, by=here.actor(*KEEPERS), at=at, year_id=here.year.pk)


@transaction.atomic
def switch_on(*, here: Here, hook: Hook, at: dt.datetime) -> None:
    """Told again, after it was switched off for its failures; what was dropped meanwhile stays dropped."""
    require(why_not_keep(here))
    if not Hook.objects.filter(pk=hook.pk, removed_at=None, stopped_at__isnull=False).update(
        stopped_at=None, failures=0
    ):
        raise Refused(_("Địa chỉ này đang nhận tin."))
    record(act="hook.switch_on", subject=hook, by=here.actor(*KEEPERS), at=at, year_id=here.year.pk)


def tell(entry: Entry) -> None:
    """Queue the messages about an act that was just recorded, within its transaction."""
    event = ACTS.get(entry.act)
    if event is None or entry.year_id is None:
        return
    for hook in listening(entry.year_id, event):
        old(hook, entry.at).delete()
        made = Delivery.objects.create(
            hook=hook, event=event, message=f"msg_{secrets.token_hex(16)}", body=body_of(event, entry, hook.year),
            made_at=entry.at, next_at=entry.at,
        )  # fmt: skip
        import_string(WORKER).enqueue(made.pk)


def attempt(*, pk: int, at: dt.datetime) -> None:
    """One try of one message, claimed by its number of tries: the same try is made once."""
    told = delivery(pk)
    if told is None or told.state != State.WAITING:
        return
    mine = Delivery.objects.filter(pk=pk, state=State.WAITING, attempts=told.attempts)
    if told.hook.stopped_at or told.hook.removed_at:
        mine.update(state=State.DROPPED)
        return
    if not mine.update(attempts=F("attempts") + 1, tried_at=at):
        return
    answered = send(told, int(at.timestamp()))
    told.attempts += 1
    _note(told, answered, at)


def _note(told: Delivery, answered: Answered, at: dt.datetime) -> None:
    """What came of a try: taken, or to be tried again after a pause, or given up; and whether the address is alive."""
    mine = Delivery.objects.filter(pk=told.pk, state=State.WAITING)
    if answered.taken:
        mine.update(state=State.DONE, status=answered.status, said="")
        Hook.objects.filter(pk=told.hook_id).update(failures=0)
        return
    again = told.attempts <= len(PAUSES)
    next_at = at + dt.timedelta(minutes=PAUSES[told.attempts - 1]) if again else told.next_at
    with transaction.atomic():
        mine.update(state=State.WAITING if again else State.FAILED, status=answered.status, said=answered.said[:300],
                    next_at=next_at)  # fmt: skip
        if again:
            import_string(WORKER).using(run_after=next_at).enqueue(told.pk)
    Hook.objects.filter(pk=told.hook_id).update(failures=F("failures") + 1)
    told.hook.refresh_from_db(fields=["failures"])
    if told.hook.failures >= ENOUGH or answered.status == GONE:
        switch_off(hook=told.hook, by=PROGRAM, at=at, why=answered.said)


@transaction.atomic
def switch_off(*, hook: Hook, by: Actor, at: dt.datetime, why: str) -> None:
    """Nobody has answered for long: stop trying, and tell who registered the address."""
    if not Hook.objects.filter(pk=hook.pk, stopped_at=None, removed_at=None).update(stopped_at=at):
        return
    record(act="hook.switch_off", subject=hook, by=by, at=at, year_id=hook.year_id, reason=why)
    if hook.made_by.email:
        with override("vi"):
            page = f"{settings.SITE_URL}/cum/{hook.year.cluster.slug}/{hook.year.year}/bao-tin/{hook.pk}/"
            text = _("Phần mềm Thi Đua đã ngừng báo tin tới %(address)s vì gửi không được nhiều lần (%(why)s).\n"
                     "Xem và bật lại: %(page)s") % {"address": hook.address, "why": why, "page": page}  # fmt: skip
            notices.write(address=hook.made_by.email, day=day_of(at), subject=_("Đã ngừng báo tin tự động"), text=text,
                          at=at)  # fmt: skip


@transaction.atomic
def resend(*, here: Here, sent: Delivery, at: dt.datetime) -> None:
    """Put a message that was not taken back in the queue, from the first try on; its id stays."""
    require(why_not_resend(here, sent, sent.hook))
    undone = Delivery.objects.filter(pk=sent.pk, attempts=sent.attempts).exclude(state=State.DONE)
    if not undone.update(state=State.WAITING, attempts=0, next_at=at):
        raise Refused(_("Tin này vừa được gửi."))
    record(act="hook.resend", subject=sent, by=here.actor(*KEEPERS), at=at, year_id=here.year.pk)
    import_string(WORKER).enqueue(sent.pk)
