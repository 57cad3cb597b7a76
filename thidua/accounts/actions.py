"""The writer of the accounts' room: invitations, and the record of what protects an account."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeVar

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session as Kept
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from thidua.accounts.codes import digest_of, new_code, sealed_anew
from thidua.accounts.models import Invitation
from thidua.accounts.queries import EVERY, Session, kinds_of_protection, waiting_invitation
from thidua.accounts.rules import (
    why_not_enter,
    why_not_invite,
    why_not_join,
    why_not_let_in_again,
    why_not_look_after,
)  # fmt: skip
from thidua.kit import clock
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.terms import Actor
from thidua.members import actions as members
from thidua.members.models import Person, Seat

Answer = TypeVar("Answer")
SEALED = ("secret", "seed")
"""Where a second factor keeps what is sealed: an app's secret, the seed of recovery codes."""
LASTS = dt.timedelta(days=14)
"""An invitation travels by internal post; two weeks, then it is worth nothing."""


def acting(seats: Sequence[Seat]) -> Actor:
    """The holder of these seats, acting in the first of them."""
    unit = seats[0].membership.unit.name if seats[0].membership else ""
    return Actor(seats[0].person_id, seats[0].person.name, seats[0].office, unit)


@transaction.atomic
def issue(*, person: Person, by: Actor, at: dt.datetime, send_to: str = "") -> tuple[Invitation, str]:
    """A new invitation and its code, told this once; the one before is worth nothing any more.

    Asks nobody's leave: `invite` does, and the command line is the administrator of the machine.
    """
    take_turn()
    Invitation.objects.filter(person=person, used_at=None, revoked_at=None).update(revoked_at=at)
    code = new_code()
    made = Invitation.objects.create(
        person=person, digest=digest_of(code), issued_at=at, expires_at=at + LASTS, sent_to=send_to
    )
    record(act="account.invite", subject=person, by=by, at=at,
           facts={"until": made.expires_at.isoformat(), "by_mail": bool(send_to)})  # fmt: skip
    return made, code


@transaction.atomic
def invite(
    *, people: Sequence[Person], seats: Sequence[Seat], by: Actor, at: dt.datetime, send_to: str = ""
) -> list[tuple[Invitation, str]]:
    """Invite these people; all of them, or none. `seats` are those of the one who invites."""
    for person in people:
        require(why_not_invite(seats, person, clock.day_of(at)))
    return [issue(person=person, by=by, at=at, send_to=send_to) for person in people]


@transaction.atomic
def revoke(*, person: Person, seats: Sequence[Seat], by: Actor, at: dt.datetime) -> None:
    """Make the open invitation worth nothing."""
    require(why_not_look_after(seats, person, clock.day_of(at)))
    waiting = waiting_invitation(person)
    if waiting is None or not Invitation.objects.filter(pk=waiting.pk, used_at=None, revoked_at=None).update(
        revoked_at=at
    ):
        raise Refused(_("Không còn giấy mời nào đang chờ: đã dùng hoặc đã huỷ."))
    record(act="account.revoke", subject=person, by=by, at=at)


@transaction.atomic
def readdress(*, person: Person, seats: Sequence[Seat], email: str, by: Actor, at: dt.datetime) -> None:
    """Where letters to an account go, written by who may invite its owner: an address may be a way in, too."""
    require(why_not_invite(seats, person, clock.day_of(at)))
    members.readdress(person=person, email=email, by=by, at=at)


@transaction.atomic
def enter(*, invitation: Invitation, password: str, rank: str, title: str, by: Actor, at: dt.datetime) -> Person:
    """Use an invitation: the password, and how the person is written on papers. Sessions of an older password end."""
    require(why_not_enter(invitation, at))
    if not Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None).update(used_at=at):
        require(why_not_enter(None, at))
    person = invitation.person
    members.set_password(person=person, password=password, by=by, at=at)
    members.describe(person=person, rank=rank, title=title, by=by, at=at)
    return person


@transaction.atomic
def protect(*, person: Person, step: Callable[[], Answer], by: Actor, at: dt.datetime) -> Answer:
    """Let the library set up or take away a second factor of the own account, and record what it did."""
    take_turn()
    before = kinds_of_protection(person.pk)
    answer = step()
    after = kinds_of_protection(person.pk)
    added = {kind for pk, kind in after.items() if pk not in before}
    _note_protection("account.protect", added, person, by, at)
    _note_protection(
        "account.unprotect", {kind for pk, kind in before.items() if pk not in after} - added, person, by, at
    )
    return answer


def _note_protection(act: str, kinds: set[str], person: Person, by: Actor, at: dt.datetime) -> None:
    """One entry a kind. Recovery codes that come and go with an app or a passkey say so: their owner is told once."""
    for kind in sorted(kinds):
        beside = {"beside": True} if kind == Authenticator.Type.RECOVERY_CODES and len(kinds) > 1 else {}
        record(act=act, subject=person, by=by, at=at, facts={"kind": kind, **beside})


@transaction.atomic
def note_code_again(*, person: Person, by: Actor, at: dt.datetime) -> None:
    """A code of the second step that was used already was tried again: somebody may have seen it."""
    record(act="account.code_again", subject=person, by=by, at=at)


@transaction.atomic
def unlock(*, person: Person, seats: Sequence[Seat], lift: Callable[[], object], by: Actor, at: dt.datetime) -> None:
    """Let somebody who typed wrong passwords or codes too often try again at once. `lift` empties the counters."""
    require(why_not_let_in_again(seats, person))
    record(act="account.unlock", subject=person, by=by, at=at)
    lift()


@transaction.atomic
def demand_new_password(*, person: Person, seats: Sequence[Seat], by: Actor, at: dt.datetime) -> tuple[Invitation, str]:
    """Somebody else may know the password: it and every session end now, and an invitation is the way back in."""
    require(why_not_let_in_again(seats, person))
    members.end_password(person=person, by=by, at=at)
    return issue(person=person, by=by, at=at)


@transaction.atomic
def forget_protection(*, person: Person, seats: Sequence[Seat], by: Actor, at: dt.datetime) -> None:
    """Take off every second factor of an account whose owner lost them; who must have one sets it up anew."""
    require(why_not_let_in_again(seats, person))
    kinds = sorted(set(kinds_of_protection(person.pk).values()))
    if not Authenticator.objects.filter(user_id=person.pk).delete()[0]:
        raise Refused(_("Tài khoản này không có lớp bảo vệ thứ hai."))
    record(act="account.unprotect", subject=person, by=by, at=at, facts={"kinds": kinds})


@transaction.atomic
def seal_anew(*, before: str, by: Actor, at: dt.datetime) -> int:
    """The site's secret was replaced: seal every second factor under the new one. How many; all, or none."""
    count = 0
    for one in Authenticator.objects.select_for_update().select_related("user").order_by("pk"):
        held = {name: one.data[name] for name in SEALED if name in one.data}
        if not held:
            continue
        one.data |= {name: sealed_anew(text, before=before) for name, text in held.items()}
        Authenticator.objects.filter(pk=one.pk).update(data=one.data)
        record(act="account.seal_anew", subject=one.user, by=by, at=at, facts={"kind": one.type})
        count += 1
    return count


@transaction.atomic
def join(
    *, person: Person | None, typed: Invitation | None, provider: str, subject: str, by: Actor, at: dt.datetime
) -> None:
    """From now on the identity of the organisation opens this account. An invitation that waits is used up by it."""
    take_turn()
    require(why_not_join(person, typed, at))
    if person is None:
        return
    Invitation.objects.filter(person=person, used_at=None, revoked_at=None).update(used_at=at)
    try:
        with transaction.atomic():
            SocialAccount.objects.create(user=person, provider=provider, uid=subject)
    except IntegrityError:
        raise Refused(_("Tài khoản cơ quan này vừa được nối với người khác.")) from None
    record(act="account.join", subject=person, by=by, at=at, facts={"provider": provider})


@transaction.atomic
def part(*, person: Person, seats: Sequence[Seat], by: Actor, at: dt.datetime) -> None:
    """The identity of the organisation opens this account no longer; sessions entered by it or not, they all end."""
    require(why_not_let_in_again(seats, person))
    if not SocialAccount.objects.filter(user_id=person.pk).delete()[0]:
        raise Refused(_("Tài khoản này chưa nối với tài khoản cơ quan nào."))
    keys = list(UserSession.objects.filter(user_id=person.pk).values_list("session_key", flat=True))
    Kept.objects.filter(session_key__in=keys).delete()
    record(act="account.part", subject=person, by=by, at=at)


@transaction.atomic
def end_sessions(*, person: Person, sessions: Sequence[Session], by: Actor, at: dt.datetime) -> int:
    """Sign the own account out elsewhere; how many places that were. A session that is over already is left out."""
    ended = Kept.objects.filter(session_key__in=[one.key for one in sessions]).delete()[0]
    UserSession.objects.filter(user_id=person.pk, session_key__in=[one.key for one in sessions]).delete()
    if ended:
        record(act="account.end_sessions", subject=person, by=by, at=at,
               facts={"sessions": [one.device for one in sessions]})  # fmt: skip
    return ended


def note_use(*, session: str, at: dt.datetime) -> None:
    """A session is in use. Written once in `EVERY` at most, by whichever process comes first. It is no act: the ledger
    says nothing of it, and so no kept page is made anew for it."""
    stale = Q(last_seen_at__lt=at - EVERY) | Q(last_seen_at__gt=at)
    UserSession.objects.filter(stale, session_key=session).update(last_seen_at=at)


def sweep_sessions() -> int:
    """What is noted of sessions that are over goes: browser, address, time. No act, as `note_use`."""
    over = UserSession.objects.exclude(session_key__in=Kept.objects.values("session_key"))
    return int(over.delete()[0])
