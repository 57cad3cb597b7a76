"""The writer of the tokens: made, revoked; and when each was last used, which is no act of the record."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from thidua.exchange.api.models import AccessToken
from thidua.exchange.api.queries import digest_of, new_code, password_mark
from thidua.exchange.api.rules import why_not_make, why_not_revoke
from thidua.exchange.api.terms import USED, Reach
from thidua.kit.clock import day_of
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.terms import Actor
from thidua.members.models import Person, Seat


def _acting(seat: Seat) -> Actor:
    unit = seat.membership.unit.name if seat.membership else ""
    return Actor(seat.person_id, seat.person.name, seat.office, unit)


@transaction.atomic
def make_token(
    *, by: Person, seat: Seat, name: str, reaches: Sequence[Reach], expires_at: dt.datetime, at: dt.datetime
) -> tuple[AccessToken, str]:
    """A new token of one's own seat and its code, told this once."""
    take_turn()
    require(why_not_make(by, seat, expires_at, at))
    code = new_code()
    made = AccessToken.objects.create(
        seat=seat, name=name, digest=digest_of(code), tail=code[-4:], reaches=[one.value for one in reaches],
        password=password_mark(by), made_at=at, expires_at=expires_at,
    )  # fmt: skip
    record(act="token.make", subject=made, by=_acting(seat), at=at, year_id=seat.year_id,
           facts={"office": seat.office, "reaches": made.reaches, "until": expires_at.isoformat()})  # fmt: skip
    return made, code


@transaction.atomic
def revoke_token(*, by: Person, token: AccessToken, at: dt.datetime) -> None:
    """From now on worth nothing."""
    require(why_not_revoke(by, token, day_of(at)))
    if not AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        raise Refused(_("Mã này đã huỷ trước đó."))
    own = token.seat.person_id == by.pk
    record(act="token.revoke", subject=token, by=_acting(token.seat) if own else Actor(by.pk, by.name, "administrator"),
           at=at, year_id=token.seat.year_id)  # fmt: skip


def note_use(*, token: AccessToken, at: dt.datetime) -> None:
    """Note the use, once a minute at most: a read must not cost a write."""
    if token.used_at is None or at - token.used_at >= USED:
        before = Q(used_at=None) | Q(used_at__lt=at)
        AccessToken.objects.filter(before, pk=token.pk).update(used_at=at)
