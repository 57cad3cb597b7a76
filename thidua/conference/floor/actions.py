"""The writer of the floor: asking to speak, calling, more time, the end, the rules.

A delegate asks with the code of the badge, without an account; the ledger then names the delegate.
"""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.conference.floor.models import Floor, Turn
from thidua.conference.floor.queries import floor_of
from thidua.conference.floor.rules import why_not_ask
from thidua.conference.live.actions import press, wrote
from thidua.conference.live.models import Screen
from thidua.conference.live.rules import why_not_drive
from thidua.conference.live.terms import Showing
from thidua.conference.models import Conference, Delegate, Talk
from thidua.conference.rules import SECRETARIES
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record
from thidua.ledger.terms import Actor
from thidua.members.queries import Here

LONGEST = 60
"""Minutes one may be given at most."""


def as_actor(delegate: Delegate) -> Actor:
    """The delegate as the ledger names one who has no account."""
    return Actor(0, str(delegate)[:200], "delegate", delegate.delegation.body)


def _told(act: str, delegate: Delegate, by: Actor, at: dt.datetime, **facts: object) -> None:
    conference = delegate.delegation.conference
    record(act=f"conference.{act}", subject=conference, by=by, at=at, year_id=conference.year_id,
           facts={"delegate": str(delegate), "body": delegate.delegation.body, **facts})  # fmt: skip


@transaction.atomic
def ask(*, by: Delegate, topic: str, at: dt.datetime) -> Turn:
    """A delegate asks to speak, from the own phone."""
    held = Conference.objects.select_for_update().get(pk=by.delegation.conference_id)
    require(why_not_ask(held, floor_of(held), Delegate.objects.get(pk=by.pk)))
    return _queued(held, by, topic, as_actor(by), at)


@transaction.atomic
def enter(*, here: Here, delegate: Delegate, topic: str, at: dt.datetime, talk: Talk | None = None) -> Turn:
    """The secretary puts a delegate in the line: who asked by hand or by word, or is to give a talk sent beforehand."""
    held = Conference.objects.select_for_update().get(pk=delegate.delegation.conference_id, year=here.year)
    require(why_not_drive(here, held))
    if talk and talk.membership_id != delegate.delegation.membership_id:
        raise Refused(_("Tham luận này của %(unit)s; hãy chọn đại biểu của đoàn đó.")
                      % {"unit": talk.membership.unit.name}, "delegate")  # fmt: skip
    if talk and Turn.objects.filter(talk=talk, withdrawn_at__isnull=True).exists():
        raise Refused(_("Tham luận “%(talk)s” đã có trong danh sách phát biểu.") % {"talk": talk})
    return _queued(held, delegate, topic or (talk.title[:200] if talk else ""), here.actor(*SECRETARIES), at, talk=talk)


def _queued(
    held: Conference, delegate: Delegate, topic: str, by: Actor, at: dt.datetime, *, talk: Talk | None = None
) -> Turn:
    already = _("%(name)s đã có trong danh sách chờ phát biểu.") % {"name": delegate}
    if Turn.objects.filter(delegate=delegate, started_at__isnull=False, ended_at__isnull=True).exists():
        raise Refused(_("%(name)s đang phát biểu.") % {"name": delegate})
    try:
        with transaction.atomic():
            made = Turn.objects.create(conference=held, delegate=delegate, topic=topic.strip(), asked_at=at,
                                       asked_by=by.name, minutes=floor_of(held).minutes, talk=talk)  # fmt: skip
    except IntegrityError:
        raise Refused(already, "delegate") from None
    _told("speak_ask", delegate, by, at, topic=topic.strip())
    return made


@transaction.atomic
def withdraw(*, by: Delegate, at: dt.datetime) -> None:
    """The delegate does not want to speak after all."""
    if not Turn.objects.filter(delegate=by, started_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at):
        raise Refused(_("Không còn đăng ký nào đang chờ."))
    _told("speak_withdraw", by, as_actor(by), at)


@transaction.atomic
def strike(*, here: Here, turn: Turn, version: int, at: dt.datetime) -> None:
    """The secretary takes somebody out of the line."""
    press(here, turn.conference, version, at)
    if not Turn.objects.filter(pk=turn.pk, started_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at):
        raise Refused(_("Lượt này không còn chờ nữa."))
    _told("speak_strike", turn.delegate, here.actor(*SECRETARIES), at)


@transaction.atomic
def call(*, here: Here, turn: Turn, version: int, at: dt.datetime) -> None:
    """The delegate speaks now; who spoke has finished with that. The screens show it."""
    held = press(here, turn.conference, version, at)
    _end(held, at)
    waits = Turn.objects.filter(pk=turn.pk, started_at__isnull=True, withdrawn_at__isnull=True)
    if not waits.update(started_at=at, minutes=floor_of(held).minutes):
        raise Refused(_("Lượt này không còn chờ nữa."))
    Screen.objects.filter(conference=held).update(showing=Showing.SPEAKERS)
    _told("speak_start", turn.delegate, here.actor(*SECRETARIES), at)


def _end(held: Conference, at: dt.datetime) -> bool:
    """Whoever speaks has spoken."""
    for one in Turn.objects.filter(conference=held, started_at__isnull=False, ended_at__isnull=True):
        Turn.objects.filter(pk=one.pk).update(ended_at=at)
        Delegate.objects.filter(pk=one.delegate_id).update(spoke=True)
        return True
    return False


@transaction.atomic
def finish(*, here: Here, conference: Conference, version: int, at: dt.datetime) -> None:
    """The speaker has finished."""
    held = press(here, conference, version, at)
    speaker = Turn.objects.filter(conference=held, started_at__isnull=False, ended_at__isnull=True).first()
    if speaker is None or not _end(held, at):
        raise Refused(_("Không có ai đang phát biểu."))
    _told("speak_end", speaker.delegate, here.actor(*SECRETARIES), at,
          seconds=str(int((at - (speaker.started_at or at)).total_seconds())))  # fmt: skip


@transaction.atomic
def extend(*, here: Here, conference: Conference, by: int, version: int, at: dt.datetime) -> None:
    """Some minutes more for the speaker."""
    held = press(here, conference, version, at)
    speaker = Turn.objects.filter(conference=held, started_at__isnull=False, ended_at__isnull=True).first()
    if speaker is None:
        raise Refused(_("Không có ai đang phát biểu."))
    if not 1 <= speaker.minutes + by <= LONGEST:
        raise Refused(_("Một lượt phát biểu dài từ 1 đến 60 phút."))
    Turn.objects.filter(pk=speaker.pk).update(minutes=speaker.minutes + by)
    _told("speak_extend", speaker.delegate, here.actor(*SECRETARIES), at, minutes=str(speaker.minutes + by))


@transaction.atomic
def set_rules(
    *, here: Here, conference: Conference, taking: bool, minutes: int, newcomers_first: bool, version: int,
    at: dt.datetime,
) -> None:  # fmt: skip
    """Whether one may ask, how long one speaks, who goes first."""
    held = press(here, conference, version, at)
    chosen = {"taking": taking, "minutes": minutes, "newcomers_first": newcomers_first}
    Floor.objects.update_or_create(conference=held, defaults=chosen)
    wrote(here, "floor_rules", held, at, **{name: str(value) for name, value in chosen.items()})
