"""Reading tokens: one's own, everybody's for the administrator, the one a call carries, where it stands."""

import datetime as dt
import secrets
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from thidua.exchange.api.models import AccessToken
from thidua.exchange.api.terms import Reach
from thidua.ledger.terms import Actor
from thidua.members.models import ClusterYear, Membership, Person, Seat
from thidua.members.queries import Here, here, seats_of, years_of
from thidua.members.terms import Office

PREFIX = "thidua_"
"""So that a code left in a file is found by whoever looks for such."""


def new_code() -> str:
    """256 bits; nobody types it."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(code: str) -> str:
    """What the database keeps: who reads the table cannot use a code, for it takes the site's secret too."""
    return salted_hmac("thidua.exchange.token", code, algorithm="sha256").hexdigest()


def password_mark(person: Person) -> str:
    """Changes with the password, and tells nothing of it."""
    return salted_hmac("thidua.exchange.password", person.password, algorithm="sha256").hexdigest()


def _tokens() -> QuerySet[AccessToken]:
    return AccessToken.objects.select_related("seat__person", "seat__year__cluster", "seat__membership__unit")


def token_with(code: str) -> AccessToken | None:
    """The token of a code, whatever has become of it."""
    return _tokens().filter(digest=digest_of(code)).first() if code.startswith(PREFIX) else None


def tokens_of(person: Person) -> QuerySet[AccessToken]:
    """The own tokens, newest first."""
    return _tokens().filter(seat__person=person)


def all_tokens(at: dt.datetime) -> QuerySet[AccessToken]:
    """Every token neither revoked nor expired, newest first: what the administrator looks over."""
    return _tokens().filter(revoked_at=None, expires_at__gt=at)


def seats_for(person: Person, day: dt.date) -> list[Seat]:
    """The seats a token can be made for."""
    return list(seats_of(person, day))


@dataclass(frozen=True)
class Through(Here):
    """Where a call stands: the seat of its token alone, and the record says through which token."""

    token: str = ""

    def actor(self, *offices: Office, of: Membership | None = None) -> Actor:
        by = super().actor(*offices, of=of)
        return replace(by, name=f"{by.name} (qua mã truy cập {self.token})"[:200])


def standing_of(token: AccessToken, cluster: str, year: int, day: dt.date) -> Through | None:
    """The seat of a token in a year; None when the year is unknown or the seat is not of it."""
    found = here(token.seat.person, cluster, year, day)
    held = tuple(seat for seat in found.seats if seat.pk == token.seat_id) if found else ()
    return Through(found.year, found.person, day, held, token=str(token)) if found and held else None


def years_for(token: AccessToken, day: dt.date) -> list[ClusterYear]:
    """The years the seat is of: one, or for a site office every one; the newest entered first."""
    found = years_of(seats_of(token.seat.person, day)).order_by("-pk")
    return list(found.filter(pk=token.seat.year_id) if token.seat.year_id else found)


def reaches_of(token: AccessToken) -> list[Reach]:
    return [Reach(one) for one in token.reaches]
