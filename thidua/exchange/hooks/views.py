"""Pages of the room: the addresses of a year, one address with what became of its messages."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thidua.exchange.hooks import actions
from thidua.exchange.hooks.forms import HookForm
from thidua.exchange.hooks.models import Hook
from thidua.exchange.hooks.queries import deliveries_of, hooks_of, in_trouble
from thidua.exchange.hooks.rules import why_not_resend
from thidua.exchange.hooks.sending import secret_of
from thidua.exchange.hooks.terms import ENOUGH, KEEPERS, Event
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.members.doors import held_anywhere, in_year
from thidua.members.models import Seat
from thidua.members.queries import Here
from thidua.members.terms import Office

SHOWN = 100


def to(here: Here, name: str, *rest: object) -> str:
    return reverse(f"exchange:hooks:{name}", args=[here.year.cluster.slug, here.year.year, *rest])


def named(kept: list[str]) -> list[str]:
    return [str(Event(one).label) for one in kept]


def found(here: Here, pk: int) -> Hook:
    return get_object_or_404(hooks_of(here.year), pk=pk)


@never_cache
@in_year(*KEEPERS)
def hooks(request: HttpRequest, here: Here) -> HttpResponse:
    """The addresses, and another one; its secret is on the page that answers, this once."""
    form = HookForm(request.POST or None)
    made: list[Hook] = []

    def act() -> None:
        events = [Event(one) for one in form.cleaned_data["events"]]
        made.append(actions.register(here=here, address=form.cleaned_data["address"], events=events, at=clock.now()))

    if attempt(request, form, act):
        return page(request, "exchange/hook_secret.html", {"hook": made[0], "secret": secret_of(made[0])})
    rows = [(one, named(one.events)) for one in hooks_of(here.year)]
    return page(request, "exchange/hooks.html", {"rows": rows, "enough": ENOUGH}, form)


@never_cache
@in_year(*KEEPERS)
def hook(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One address: what was sent, what was answered."""
    one = found(here, pk)
    rows = [(sent, Event(sent.event).label, not why_not_resend(here, sent, one)) for sent in deliveries_of(one)[:SHOWN]]
    return page(request, "exchange/hook.html", {"hook": one, "events": named(one.events), "rows": rows,
                                                "enough": ENOUGH})  # fmt: skip


@never_cache
@held_anywhere(Office.ADMINISTRATOR)
def troubles(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """For the administrator: the addresses that take nothing. Of each its machine alone: the rest may open it."""
    rows = [
        (one, urlsplit(one.address).hostname, one.deliveries.exclude(said="").first()) for one in in_trouble()[:SHOWN]
    ]
    return page(request, "exchange/hooks_in_trouble.html", {"rows": rows})


@in_year(*KEEPERS)
@require_POST
def removing(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Told nothing any more."""
    one = found(here, pk)
    return do(request, lambda: actions.remove(here=here, hook=one, at=clock.now()), _("Đã bỏ địa chỉ."),
              to(here, "hooks"))  # fmt: skip


@in_year(*KEEPERS)
@require_POST
def switching(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """On again."""
    one = found(here, pk)
    return do(request, lambda: actions.switch_on(here=here, hook=one, at=clock.now()), _("Đã bật lại."),
              to(here, "hook", pk))  # fmt: skip


@in_year(*KEEPERS)
@require_POST
def resending(request: HttpRequest, here: Here, pk: int, sent: int) -> HttpResponse:
    """Once more."""
    one = get_object_or_404(deliveries_of(found(here, pk)).select_related("hook"), pk=sent)
    return do(request, lambda: actions.resend(here=here, sent=one, at=clock.now()), _("Đã xếp hàng gửi lại."),
              to(here, "hook", pk))  # fmt: skip
