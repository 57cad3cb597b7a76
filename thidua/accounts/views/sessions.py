"""Where the own account is signed in, and ending it there."""

from allauth.account import views as library
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from thidua.accounts import actions
from thidua.accounts.forms import SessionsForm
from thidua.accounts.queries import sessions_of
from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.kit.doors import PUBLIC, SIGNED_IN, door
from thidua.ledger.terms import Actor


@door(PUBLIC)
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """The library's way out; the browser forgets the pages it kept, so that whoever sits down next finds none."""
    answer: HttpResponse = library.logout(request)
    if request.method == "POST":
        answer["Clear-Site-Data"] = '"cache"'
    return answer


@door(SIGNED_IN)
@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    """Every session of the account that is still open; end one, or all but this."""
    one = request.user
    found = sessions_of(one, request.session.session_key or "", clock.now())  # type: ignore[arg-type]
    form = SessionsForm(request.POST or None, among=[session for session in found if not session.current])
    ended: list[int] = []

    def act() -> None:
        ended.append(actions.end_sessions(
            person=one, sessions=form.cleaned_data["sessions"],  # type: ignore[arg-type]
            by=Actor(one.pk, one.name, ""), at=clock.now(),  # type: ignore[union-attr,arg-type]
        ))  # fmt: skip

    if attempt(request, form, act):
        messages.success(request, _("Đã đăng xuất %(count)d phiên.") % {"count": ended[0]})
        return redirect("accounts:sessions")
    return page(request, "accounts/sessions.html", {"sessions": found}, form)
