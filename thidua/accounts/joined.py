"""Tài khoản cơ quan: signing in through the organisation's own OpenID Connect. It opens accounts, and makes none."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.accounts import actions
from thidua.accounts.queries import TYPED, invitation_typed, person_under
from thidua.accounts.rules import why_not_come_in
from thidua.kit import clock
from thidua.kit.refusal import Refused, require
from thidua.kit.watch import note
from thidua.ledger.terms import Actor


def provider_name() -> str:
    """What the button calls the organisation's sign-in; "" when there is none."""
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    apps = providers["openid_connect"]["APPS"]
    return (apps[0]["name"] or _("tài khoản cơ quan")) if apps else ""


def sent_back(request: HttpRequest, sentence: str) -> ImmediateHttpResponse:
    """To the sign-in page, with the sentence."""
    note(request, "sign_in.failed", reason="organisation")
    messages.error(request, sentence)
    return ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))


class Joined(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Who comes back from the organisation is let in as the person joined to that identity, or is joined now."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Join the invited, refuse everyone else: beyond this the library finds a person, or there is no way in."""
        try:
            if not sociallogin.is_existing:
                self._join(request, sociallogin)
            require(why_not_come_in(sociallogin.user, clock.today()))
        except Refused as refused:
            raise sent_back(request, str(refused)) from None

    def _join(self, request: HttpRequest, sociallogin: Any) -> None:
        identity = sociallogin.account
        typed = invitation_typed(request.session.pop(TYPED, 0))
        person = typed.person if typed else person_under(identity.extra_data)
        by = Actor(person.pk, person.name, "") if person else Actor(0, "", "")
        actions.join(person=person, typed=typed, provider=identity.provider, subject=identity.uid,
                     by=by, at=clock.now())  # fmt: skip
        sociallogin.lookup()

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Given up there, too old, not signed as it should be, or the organisation's server is away."""
        raise sent_back(
            request,
            _("Chưa đăng nhập được bằng tài khoản cơ quan. Hãy thử lại; nếu vẫn vậy, dùng mật khẩu hoặc báo quản trị."),
        )

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


class Issuer(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The organisation's issuer, believed no further than its signature reaches."""

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> Any:
        """Fetched by ourselves, and yet the signature of the ID token is checked: the line may be plain HTTP inside."""
        data = super().get_access_token_data(*args, **kwargs)
        self.did_fetch_access_token = False
        return data

    def complete_login(self, *args: Any, **kwargs: Any) -> Any:
        """The profile read beside the token has to be of the same person (OpenID Connect Core 5.3.2)."""
        login = super().complete_login(*args, **kwargs)
        told = login.account.extra_data
        if not told.get("id_token") or told.get("userinfo", told["id_token"]).get("sub") != told["id_token"].get("sub"):
            raise OAuth2Error("no ID token, or a profile of somebody else")
        return login
