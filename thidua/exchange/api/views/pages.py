"""Pages: the own tokens, making one and seeing its code once, revoking; the document of the API for people."""

import datetime as dt
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thidua.exchange.api import actions
from thidua.exchange.api.forms import TokenForm, said
from thidua.exchange.api.problems import TITLES, Problem, answer
from thidua.exchange.api.queries import all_tokens, seats_for, tokens_of
from thidua.exchange.api.reading import chapters
from thidua.exchange.api.rules import why_not_carry, why_not_revoke
from thidua.exchange.api.service import document
from thidua.exchange.api.terms import Reach
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.doors import PUBLIC, SIGNED_IN, door
from thidua.members.doors import held_anywhere
from thidua.members.models import Seat
from thidua.members.terms import Office

USUAL = dt.timedelta(days=90)
"""How long a token lasts unless its maker says otherwise."""


@door(SIGNED_IN)
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """The own tokens: what each may do, until when, when last used."""
    seats = seats_for(request.user, clock.today())  # type: ignore[arg-type]
    context = {
        "rows": [(one, said(one.seat), reaches(one.reaches), why_not_carry(one, clock.now()))
                 for one in tokens_of(request.user)[:100]],  # type: ignore[arg-type]
        "seats": seats, "looks_over": any(seat.office == Office.ADMINISTRATOR for seat in seats),
    }  # fmt: skip
    return page(request, "exchange/tokens.html", context)


def reaches(kept: list[str]) -> list[str]:
    """The reaches of a token in words."""
    return [str(Reach(one).label) for one in kept]


@door(SIGNED_IN)
@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def new_token(request: HttpRequest) -> HttpResponse:
    """Make one; its code is on the page that answers, this once."""
    today = clock.today()
    form = TokenForm(request.POST or None, seats=seats_for(request.user, today), today=today,  # type: ignore[arg-type]
                     initial={"until": today + USUAL})  # fmt: skip
    made: list[tuple[Any, str]] = []

    def act() -> None:
        given = form.cleaned_data
        end = dt.datetime.combine(given["until"] + dt.timedelta(days=1), dt.time(), clock.local(clock.now()).tzinfo)
        made.append(actions.make_token(
            by=request.user, seat=given["seat"], name=given["name"],  # type: ignore[arg-type]
            reaches=[Reach(one) for one in given["reaches"]], expires_at=end, at=clock.now(),
        ))  # fmt: skip

    if attempt(request, form, act):
        token, code = made[0]
        context = {"token": token, "code": code, "seat": said(token.seat), "reaches": reaches(token.reaches),
                   "example": request.build_absolute_uri(reverse("exchange:api:me"))}  # fmt: skip
        return page(request, "exchange/token.html", context)
    return page(request, "exchange/new_token.html", {"seats": form.seats}, form)


@door(SIGNED_IN)
@require_POST
def revoking(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own, or as the administrator anybody's; to others there is none."""
    found = all_tokens(clock.now()).filter(pk=pk).first() or tokens_of(request.user).filter(pk=pk).first()  # type: ignore[arg-type]
    if found is None or why_not_revoke(request.user, found, clock.today()):  # type: ignore[arg-type]
        raise Http404
    own = found.seat.person_id == request.user.pk
    return do(request, lambda: actions.revoke_token(by=request.user, token=found, at=clock.now()),  # type: ignore[arg-type]
              _("Đã huỷ mã; phần mềm dùng mã này không gọi được nữa."),
              "exchange:tokens" if own else "exchange:all_tokens")  # fmt: skip


@held_anywhere(Office.ADMINISTRATOR)
@never_cache
def every_token(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """All tokens that still work, of everybody."""
    rows = [(one, said(one.seat), reaches(one.reaches)) for one in all_tokens(clock.now())[:500]]
    return page(request, "exchange/all_tokens.html", {"rows": rows})


@door(PUBLIC)
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document. It describes the program, not this site's data, so anybody may read it."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@door(PUBLIC)
def for_people(request: HttpRequest) -> HttpResponse:
    """The same to read, with an example of every call."""
    return page(request, "exchange/api.html", {
        "chapters": chapters(document(), request.build_absolute_uri("/")[:-1]), "titles": TITLES.items(),
    })  # fmt: skip


@door(PUBLIC)
def nothing(request: HttpRequest) -> HttpResponse:
    """What lies under the API's address and is not of it: said as the API says it."""
    return answer(request, Problem(404))


nothing.csrf_exempt = True  # type: ignore[attr-defined]  # it does nothing, whatever is sent
nothing.takes = None  # type: ignore[attr-defined]
