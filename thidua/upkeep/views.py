"""Pages for machines (alive, ready, figures), the administrator's of how the site stands, what is kept of whom."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from thidua.kit import clock, signing
from thidua.kit.answer import page
from thidua.kit.doors import PUBLIC, SIGNED_IN, door
from thidua.kit.files import attached
from thidua.ledger.queries import heads
from thidua.members.doors import held_anywhere
from thidua.members.terms import Office
from thidua.upkeep import queries
from thidua.upkeep.metrics import exposition
from thidua.upkeep.own import kept_about

SHOWN = 60
"""How many days' heads are shown."""


@door(PUBLIC)
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


@door(PUBLIC)
def ready(request: HttpRequest) -> HttpResponse:
    """Requests can be answered: 200, or 503. Why not, the log and the administrator's page say."""
    good = not queries.why_not_ready()
    return HttpResponse("ok" if good else _("chưa sẵn sàng"), status=200 if good else 503,
                        content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})  # fmt: skip


@door(PUBLIC)
def figures(request: HttpRequest) -> HttpResponse:
    """For Prometheus, with the token; without it there is no such page."""
    shown = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(shown, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    return HttpResponse(exposition(clock.now()), content_type="text/plain; version=0.0.4; charset=utf-8")


@door(PUBLIC)
def personal_data(request: HttpRequest) -> HttpResponse:
    """What is kept of whom, why, how long, who sees it, and how to have it put right."""
    return page(request, "upkeep/personal_data.html")


@door(SIGNED_IN)
@never_cache
def own_data(request: HttpRequest) -> HttpResponse:
    """Everything kept under the own account, as a file. Vietnamese, as everything that is taken away."""
    with override("vi"):
        told = kept_about(request.user, clock.now())  # type: ignore[arg-type]
        data = json.dumps(told, ensure_ascii=False, indent=1, default=str)
    return attached(data.encode(), f"du-lieu-cua-toi-{clock.today()}.json", "application/json")


@held_anywhere(Office.ADMINISTRATOR)
def status(request: HttpRequest, seats: Any) -> HttpResponse:
    """How every part stands, and what to do about what does not."""
    return page(request, "upkeep/status.html", {"parts": queries.parts(clock.now())})


@door(PUBLIC)
def day_heads(request: HttpRequest) -> HttpResponse:
    """The signed heads of the ledger, for whoever holds a paper to compare: hashes alone, nothing of what was done."""
    context = {"heads": heads()[:SHOWN], "key": signing.public_key()}
    return page(request, "upkeep/day_heads.html", context)
