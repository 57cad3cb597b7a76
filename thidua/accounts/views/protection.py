"""What protects the own account besides the password: the library's steps, recorded in the ledger."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache

from thidua.accounts import actions
from thidua.accounts.queries import factors_of, is_joined, must_have_second_factor, offices_asking
from thidua.kit import clock
from thidua.kit.answer import page
from thidua.kit.doors import SIGNED_IN, door
from thidua.kit.watch import note
from thidua.ledger.terms import Actor
from thidua.members.credentials import change_in, changes_of

View = Callable[..., HttpResponse]
PROGRAM = Actor(0, "Phần mềm Thi Đua", "program")
SHOWN = 10
"""How many changes of how the account is opened are shown."""


def recorded(view: View) -> View:
    """A step of the library that changes what protects the account: written down with the act itself."""

    @wraps(view)
    @never_cache
    def inside(request: HttpRequest, **rest: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, **rest)
        one = request.user
        return actions.protect(
            person=one,  # type: ignore[arg-type]
            step=lambda: view(request, **rest),
            by=Actor(one.pk, one.name, ""),  # type: ignore[union-attr,arg-type]
            at=clock.now(),
        )

    return door(SIGNED_IN)(inside)


def watched(view: View) -> View:
    """A step that takes a code or a key: what fails is noted, and a code used before is told to its owner."""

    @wraps(view)
    def inside(request: HttpRequest, **rest: Any) -> HttpResponse:
        answer = view(request, **rest)
        shown = getattr(answer, "context_data", None) or {}
        for form in (shown.get("form"), shown.get("webauthn_form")):
            if form is None or not form.errors:
                continue
            again = getattr(form, "again", False)
            note(request, "second_factor.again" if again else "second_factor.failed", account=form.user.pk)
            if again:
                actions.note_code_again(person=form.user, by=PROGRAM, at=clock.now())
        return answer

    return inside


@door(SIGNED_IN)
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """What protects the account, what is asked of its offices, and how to add or take away."""
    factors = list(factors_of(request.user.pk).order_by("pk"))  # type: ignore[arg-type]
    asked = must_have_second_factor(request.user, clock.today())  # type: ignore[arg-type]
    context = {
        "app": next((one for one in factors if one.type == Authenticator.Type.TOTP), None),
        "keys": [one.wrap() for one in factors if one.type == Authenticator.Type.WEBAUTHN],
        "factors": factors,
        "asking": offices_asking(request.user, clock.today()) if asked else [],  # type: ignore[arg-type]
        "joined": is_joined(request.user.pk),  # type: ignore[arg-type]
        "changes": [(entry, said) for entry in changes_of(request.user)[:SHOWN] if (said := change_in(entry))],  # type: ignore[arg-type]
        "has_password": request.user.has_usable_password(),  # type: ignore[union-attr]
    }
    return page(request, "accounts/protection.html", context)


add_app = recorded(totp.activate_totp)
drop_app = recorded(totp.deactivate_totp)
new_codes = recorded(codes.generate_recovery_codes)
show_codes = door(SIGNED_IN)(never_cache(codes.view_recovery_codes))
add_key = recorded(webauthn.add_webauthn)
drop_key = recorded(webauthn.RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index")))
second_step = watched(base.authenticate)
again_by_code = door(SIGNED_IN)(watched(base.reauthenticate))
again_by_key = door(SIGNED_IN)(webauthn.reauthenticate_webauthn)
again_by_password = door(SIGNED_IN)(account.reauthenticate)
