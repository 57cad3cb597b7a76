"""Which accounts a person looks after, and how each stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session as Kept
from django.db.models import Prefetch, QuerySet

from thidua.accounts.codes import digest_of, opened
from thidua.accounts.devices import device
from thidua.accounts.models import Invitation
from thidua.kit.viet import fold
from thidua.members.models import Person, Seat
from thidua.members.queries import open_on
from thidua.members.terms import SITE_OFFICES

TYPED = "invitation"
"""Where the session of a newcomer keeps the number of the invitation whose code was typed."""


def looked_after(seats: Sequence[Seat], day: dt.date) -> QuerySet[Person]:
    """The accounts that the holder of these seats sees: all of them, or those seated in the years of a secretary."""
    people = Person.objects.order_by("name", "pk")
    if any(seat.office in SITE_OFFICES for seat in seats):
        return people
    years = {seat.year_id for seat in seats}
    return people.filter(pk__in=Seat.objects.filter(open_on(day), year__in=years).values("person"))


def found(people: QuerySet[Person], sought: str) -> Sequence[int] | QuerySet[Person, int]:
    """The numbers of the accounts whose name or sign-in name has every word sought, accents or not, in order."""
    wanted = fold(sought).split()
    if not wanted:
        return people.values_list("pk", flat=True)
    rows = people.values_list("pk", "name", "username")
    return [pk for pk, name, username in rows if all(word in fold(f"{name} {username}") for word in wanted)]


def with_standing(numbers: Sequence[int], day: dt.date) -> list[Person]:
    """These accounts with their seats of the day and open invitations at hand, by name; four statements."""
    seats = Seat.objects.filter(open_on(day)).select_related("year__cluster", "membership__unit")
    waiting = Invitation.objects.filter(used_at=None, revoked_at=None)
    return list(
        Person.objects.filter(pk__in=numbers)
        .prefetch_related(
            Prefetch("seats", seats, to_attr="seats_now"),
            Prefetch("invitations", waiting, to_attr="waiting"),
            "socialaccount_set",
        )
        .order_by("name", "pk")
    )


def seats_now(person: Person, day: dt.date) -> list[Seat]:
    """The seats a person holds, with years and units."""
    return list(Seat.objects.filter(open_on(day), person=person).select_related("year__cluster", "membership__unit"))


def invitation_with(code: str) -> Invitation | None:
    """The invitation that a code opens, whatever has become of it."""
    return Invitation.objects.select_related("person").filter(digest=digest_of(code)).first()


def waiting_invitation(person: Person) -> Invitation | None:
    """The one neither used nor revoked; it may have expired."""
    return Invitation.objects.filter(person=person, used_at=None, revoked_at=None).first()


def invitation_typed(number: int) -> Invitation | None:
    """The invitation a newcomer's session remembers."""
    return Invitation.objects.select_related("person").filter(pk=number).first()


def person_under(claims: dict[str, dict[str, object]]) -> Person | None:
    """The one account of the name or the verified address that the organisation gives (THIDUA_OIDC_MATCH)."""
    told = {**claims.get("id_token", {}), **claims.get("userinfo", {})}
    given = str(told.get(settings.OIDC_MATCH) or "")[:254]
    if not given or settings.OIDC_MATCH not in ("preferred_username", "email"):
        return None
    if settings.OIDC_MATCH == "email" and told.get("email_verified") is not True:
        return None
    field = "email" if settings.OIDC_MATCH == "email" else "username"
    found = list(Person.objects.filter(**{f"{field}__iexact": given})[:2])
    return found[0] if len(found) == 1 else None


def number_of(username: str) -> int | None:
    """The number of the account of that name; None when there is none."""
    return Person.objects.filter(username__iexact=username[:60]).values_list("pk", flat=True).first()


def is_joined(person: int) -> bool:
    """Whether the account opens to an identity of the organisation."""
    return bool(SocialAccount.objects.filter(user_id=person).exists())


EVERY = dt.timedelta(minutes=5)
"""How exactly it is known when a session was last in use: written no oftener than this."""


@dataclass(frozen=True)
class Session:
    """One place where an account is signed in."""

    number: int
    key: str
    device: str
    address: str
    since: dt.datetime
    used: dt.datetime
    current: bool


def sessions_of(person: Person, current: str, at: dt.datetime) -> list[Session]:
    """The open sessions of an account, this one first, then the newest; two statements."""
    rows = list(UserSession.objects.filter(user_id=person.pk).order_by("-created_at", "-pk"))
    keys = [row.session_key for row in rows]
    alive = {
        one.session_key for one in Kept.objects.filter(session_key__in=keys, expire_date__gt=at)
        if one.get_decoded().get(HASH_SESSION_KEY) == person.get_session_auth_hash()
    }  # fmt: skip
    found = [
        Session(row.pk, row.session_key, device(row.user_agent), row.ip, row.created_at, row.last_seen_at,
                row.session_key == current)
        for row in rows if row.session_key in alive
    ]  # fmt: skip
    return sorted(found, key=lambda one: not one.current)


def last_use_of(session: str) -> dt.datetime | None:
    """When a session was last in use, as exactly as that is kept."""
    used: dt.datetime | None = (
        UserSession.objects.filter(session_key=session).values_list("last_seen_at", flat=True).first()
    )
    return used


def holds_for_the_whole_site(person: Person, day: dt.date) -> bool:
    """Whether an office held that day reaches every cluster."""
    return Seat.objects.filter(open_on(day), person=person, office__in=SITE_OFFICES).exists()


def factors_of(person: int) -> QuerySet[Authenticator]:
    """The second factors of an account: an authenticator app, passkeys. Recovery codes alone are none."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=person)
    return found.exclude(type=Authenticator.Type.RECOVERY_CODES)


def must_have_second_factor(person: Person, day: dt.date) -> bool:
    """Whether an office held that day asks for one (THIDUA_SECOND_FACTOR); nobody's while sample sign-ins are shown."""
    if settings.SHOW_SAMPLE_SIGN_INS or not settings.SECOND_FACTOR:
        return False
    return Seat.objects.filter(open_on(day), person=person, office__in=settings.SECOND_FACTOR).exists()


def offices_asking(person: Person, day: dt.date) -> list[Seat]:
    """The seats for which a second factor is asked."""
    return [seat for seat in seats_now(person, day) if seat.office in settings.SECOND_FACTOR]


def kinds_of_protection(person: int) -> dict[int, str]:
    """Everything that protects an account besides the password: its number and kind."""
    return dict(Authenticator.objects.filter(user_id=person).values_list("pk", "type"))


def is_used_code(person: int, code: str) -> bool:
    """Whether a code that was refused is right by itself, and so was used before: of the app, or a recovery code."""
    for one in Authenticator.objects.filter(user_id=person).exclude(type=Authenticator.Type.WEBAUTHN):
        kept = one.wrap()
        if one.type == Authenticator.Type.TOTP:
            used = validate_totp_code(opened(one.data["secret"]), code)
        else:
            spent = set(kept.generate_codes()) - set(kept.get_unused_codes())
            used = any(compare_user_code(actual=code, expected=each) for each in spent)
        if used:
            return True
    return False


@dataclass(frozen=True)
class Sheet:
    """What is handed over, once: whose it is, the code, the address with the code in it, the same as a square."""

    invitation: Invitation
    code: str
    address: str
    square: str

    @property
    def site(self) -> str:
        """The address without the code, short enough to type."""
        return self.address.partition("?")[0]
