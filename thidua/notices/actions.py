"""The writer of the room: wishes, calendar addresses, and letters queued, sent, sent once more.

Letters are no acts of the year and leave no line in the ledger; their own rows tell what became of each. A calendar
address lets somebody read without signing in, so the ledger says when it was made and when it ended.
"""

import datetime as dt
import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import override

from thidua.kit import clock
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.models import Entry
from thidua.ledger.terms import Actor
from thidua.members.credentials import change_in
from thidua.members.models import Person
from thidua.notices.models import Feed, Letter, Wish
from thidua.notices.post import after_quiet, change_letter, hand_over
from thidua.notices.queries import digest_of, feed_of, waiting, wish_of
from thidua.notices.rules import why_not_resend
from thidua.notices.terms import RETRIES, Pace, State


def wish(*, by: Person, pace: Pace, quiet_from: int, quiet_to: int) -> None:
    """How this person wants to be reminded."""
    Wish.objects.update_or_create(
        person=by, defaults={"pace": pace, "quiet_from": quiet_from, "quiet_to": quiet_to}
    )  # fmt: skip


@transaction.atomic
def open_feed(*, by: Person, at: dt.datetime) -> tuple[Feed, str]:
    """A calendar address and its secret, told this once; an address made before is worth nothing any more."""
    take_turn()
    secret = secrets.token_urlsafe(32)
    made, new = Feed.objects.update_or_create(person=by, defaults={"digest": digest_of(secret), "made_at": at})
    record(act="calendar.open" if new else "calendar.renew", subject=made, by=Actor(by.pk, by.name, ""), at=at)
    return made, secret


@transaction.atomic
def close_feed(*, by: Person, at: dt.datetime) -> None:
    """Make the calendar address worth nothing; asked again, it is harmless and said."""
    take_turn()
    found = feed_of(by)
    if found is None:
        raise Refused(_("Không còn địa chỉ lịch nào để huỷ."))
    record(act="calendar.close", subject=found, by=Actor(by.pk, by.name, ""), at=at)
    found.delete()


def queue(*, to: Person, day: dt.date, subject: str, text: str, html: str, at: dt.datetime) -> bool:
    """Queue the day's letter; False when there is one already, whoever asks and however often."""
    made = Letter(person=to, day=day, address=to.email, subject=subject[:200], text=text, html=html,
                  not_before=after_quiet(at, wish_of(to)))  # fmt: skip
    before = Letter.objects.filter(person=to, kind=made.kind, day=day).exists()
    if not before:
        Letter.objects.bulk_create([made], ignore_conflicts=True)
    return not before


def invite(*, address: str, day: dt.date, subject: str, text: str, html: str, calendar: str, at: dt.datetime) -> Letter:
    """Queue a letter to an address, with an invitation for calendars. Whose room it is sees to it that it is once."""
    return Letter.objects.create(person=None, kind="invitation", day=day, address=address, subject=subject[:200],
                                 text=text, html=html, calendar=calendar, not_before=at)  # fmt: skip


def write(*, address: str, day: dt.date, subject: str, text: str, at: dt.datetime) -> Letter:
    """Queue a short letter to an address, about one thing that happened. Whose room it is queues it once."""
    return Letter.objects.create(person=None, kind="notice", day=day, address=address, subject=subject[:200],
                                 text=text, html=linebreaks(text, autoescape=True), not_before=at)  # fmt: skip


def tell_owner(entry: Entry) -> None:
    """What changed in how an account is opened is told to its owner, at once and at any hour, whoever did it.

    Hung on the ledger (`notices.apps`), so that no way of changing it is forgotten.
    """
    with override("vi"):
        said = change_in(entry)
        if not said or not settings.MAIL_SERVER:
            return
        owner = Person.objects.filter(pk=entry.subject_id, is_active=True).exclude(email="").first()
        if owner is None or (entry.act == "account.invite" and not owner.has_usable_password()):
            return  # a newcomer's invitation is the letter itself
        text = change_letter(owner, said, _("chính tài khoản này") if entry.actor_id == owner.pk else entry.actor_name,
                             entry.at)  # fmt: skip
        write(address=owner.email, day=clock.day_of(entry.at), subject=_("Thi Đua: cách đăng nhập vừa thay đổi"),
              text=text, at=entry.at)  # fmt: skip


def send_waiting(*, at: dt.datetime) -> dict[State, int]:
    """Send what waits. Each letter is claimed first, in a statement of its own: two senders never hold the same one.

    Killed between sending and noting it, the letter stays SENDING: shown to the administrator, never sent by itself.
    """
    counts: dict[State, int] = {}
    for pk in waiting(at):
        claimed = Letter.objects.filter(pk=pk, state=State.WAITING).update(
            state=State.SENDING, claimed_at=at, attempts=F("attempts") + 1
        )
        if claimed:
            became = _send(Letter.objects.select_related("person").get(pk=pk), at)
            counts[became] = counts.get(became, 0) + 1
    return counts


def _send(letter: Letter, at: dt.datetime) -> State:
    """One claimed letter: what became of it."""
    handed = hand_over(letter)
    state, later = handed.state, letter.not_before
    if state == State.WAITING:
        tried = letter.attempts
        state = State.WAITING if tried <= len(RETRIES) else State.FAILED
        later = after_quiet(at + dt.timedelta(minutes=RETRIES[min(tried, len(RETRIES)) - 1]), wish_of(letter.person))
    Letter.objects.filter(pk=letter.pk).update(
        state=state, error=handed.error, not_before=later, sent_at=at if state == State.SENT else None
    )
    return state


def resend(*, letter: Letter, at: dt.datetime) -> None:
    """Put a failed or unclear letter back in the queue: somebody decided that it may arrive twice."""
    require(why_not_resend(letter, at))
    again = Letter.objects.filter(pk=letter.pk, state=letter.state, claimed_at=letter.claimed_at)
    if not again.update(state=State.WAITING, attempts=0, not_before=at, claimed_at=None):
        raise Refused(_("Thư này vừa được gửi lại ở nơi khác."))
