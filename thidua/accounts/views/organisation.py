"""The way through the organisation's own sign-in: there, and back."""

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from requests import RequestException

from thidua.accounts.joined import Issuer, provider_name
from thidua.kit.doors import PUBLIC, door


def there(next_url: str, host: str) -> str | None:
    """A page of this site to lead to afterwards, or none."""
    return next_url if url_has_allowed_host_and_scheme(next_url, allowed_hosts={host}) else None


@door(PUBLIC)
@never_cache
def go(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the organisation's page. Only a click leads there: no other site can start it unseen."""
    if not provider_name():
        raise Http404
    if request.method != "POST":
        return redirect("account_login")
    provider = get_adapter(request).get_provider(request, provider=provider_id)
    try:
        answer: HttpResponse = provider.redirect(
            request, process=AuthProcess.LOGIN, next_url=there(request.POST.get("next", ""), request.get_host())
        )
    except RequestException:
        answer = come_back(request, provider_id)
    return answer


@door(PUBLIC)
@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back with an answer; one nobody asked for here leads to the sign-in page."""
    if not provider_name():
        raise Http404
    answer: HttpResponse = OAuth2CallbackView.adapter_view(Issuer(request, provider_id))(request)
    return answer
