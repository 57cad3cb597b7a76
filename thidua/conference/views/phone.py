"""The delegate's phone, opened by the code of the badge, without an account: the screen, asking to speak."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.conference.floor import actions
from thidua.conference.floor.forms import AskForm
from thidua.conference.floor.queries import delegate_with, queue_of
from thidua.conference.floor.rules import why_not_ask
from thidua.conference.models import Delegate
from thidua.conference.views.hall import as_data, watched
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.doors import PUBLIC, door


def _bearer(code: str) -> Delegate:
    found = delegate_with(code)
    if found is None:
        raise Http404
    return found


@door(PUBLIC)
def speaking(request: HttpRequest, code: str) -> HttpResponse:
    """What is on, and a word to say to it."""
    one = _bearer(code)
    form = AskForm(request.POST or None)

    def act() -> None:
        actions.ask(by=one, at=clock.now(), **form.cleaned_data)

    if request.method == "POST" and not request.POST:
        form = AskForm({})
    if attempt(request, form, act, _("Đã đăng ký phát biểu.")):
        return redirect("floor:speaking", code)
    conference = one.delegation.conference
    queue = queue_of(conference)
    turn = queue.of(one)
    context = {**watched(conference), "delegate": one, "code": code, "turn": turn,
               "place": queue.place_of(turn) if turn else 0, "why_not": why_not_ask(conference, queue.floor, one),
               "spoken": next((spoken for spoken in queue.by_delegate if spoken.delegate == one), None)}  # fmt: skip
    return page(request, "conference/floor_phone.html", context, form)


@door(PUBLIC)
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Not to speak after all."""
    one = _bearer(code)
    return do(request, lambda: actions.withdraw(by=one, at=clock.now()), _("Đã rút đăng ký phát biểu."),
              request.path.removesuffix("rut/"))  # fmt: skip


@door(PUBLIC)
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """The screen for a phone whose stream does not come."""
    return as_data(_bearer(code).delegation.conference)
