"""The secretary's console: what the screens show, the clock of the programme, the speakers. One press, one act."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.conference.floor import actions as floor
from thidua.conference.floor.forms import EnterForm, RulesForm
from thidua.conference.floor.models import Turn
from thidua.conference.floor.queries import promised
from thidua.conference.live import actions, queries
from thidua.conference.live.rules import why_not_drive
from thidua.conference.live.terms import Showing
from thidua.conference.models import Conference
from thidua.conference.views.hall import watched
from thidua.conference.views.places import address, conference_or_404, item_or_404
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.posted import text_in, whole
from thidua.kit.refusal import Refused
from thidua.members.doors import in_year
from thidua.members.queries import Here

STEPS = {"1": 1, "2": 2, "5": 5, "-5": -5}
"""By how many minutes a button makes something longer."""


@in_year()
def console(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The console; with `HX-Request` only its inside, which follows the other secretary's presses."""
    found = conference_or_404(here, pk)
    day = queries.day(found, clock.now())
    context = {**watched(found), "day": day, "why_not": why_not_drive(here, found), "showings": Showing,
               "typed": request.GET.get("thong-bao", "")[:200], "promised": promised(found)}  # fmt: skip
    template = "conference/_console.html" if request.headers.get("HX-Request") else "conference/console.html"
    return page(request, template, context)


def _version(request: HttpRequest) -> int:
    """The version the pressed page was made of."""
    found = whole(request.POST.get("version", ""))
    if found is None:
        raise Refused(_("Trang này đã cũ. Hãy tải lại bảng điều hành rồi bấm lại."))
    return found


def _step(request: HttpRequest) -> int:
    found = STEPS.get(request.POST.get("by", ""))
    if found is None:
        raise Refused(_("Hãy bấm một trong các nút thêm, bớt phút."))
    return found


def _pressed(
    request: HttpRequest, here: Here, pk: int, done: object, act: Callable[..., Any], *, typed: str = ""
) -> HttpResponse:
    """One press: act, say what happened, back to the console; what was typed and refused is there again."""

    def press() -> None:
        act(here=here, version=_version(request), at=clock.now())

    to = address(here, "console", pk)
    return do(request, press, done, to, back=f"{to}?{urlencode({'thong-bao': typed})}" if typed else to)


@in_year()
@require_POST
def show(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Put something up."""
    found, wanted = conference_or_404(here, pk), request.POST.get("showing", "")
    typed = text_in(request.POST, "notice", 200)

    def act(**by: Any) -> None:
        if wanted not in Showing.values:
            raise Refused(_("Hãy chọn nội dung đưa lên màn hình."))
        actions.show(conference=found, showing=Showing(wanted), notice=typed, **by)

    return _pressed(request, here, pk, _("Đã đổi màn hình."), act, typed=typed)


@in_year()
@require_POST
def start(request: HttpRequest, here: Here, pk: int, item: int) -> HttpResponse:
    """The item begins."""
    found = item_or_404(here, pk, item)
    return _pressed(request, here, pk, _("Đã bắt đầu."), lambda **by: actions.start_item(item=found, **by))


@in_year()
@require_POST
def finish(request: HttpRequest, here: Here, pk: int, item: int) -> HttpResponse:
    """The item is over."""
    found = item_or_404(here, pk, item)
    return _pressed(request, here, pk, _("Đã kết thúc mục."), lambda **by: actions.finish_item(item=found, **by))


@in_year()
@require_POST
def resume(request: HttpRequest, here: Here, pk: int, item: int) -> HttpResponse:
    """The item is not over after all."""
    found = item_or_404(here, pk, item)
    return _pressed(request, here, pk, _("Đã mở lại mục."), lambda **by: actions.resume_item(item=found, **by))


@in_year()
@require_POST
def stretch(request: HttpRequest, here: Here, pk: int, item: int) -> HttpResponse:
    """Some minutes more or fewer."""
    found = item_or_404(here, pk, item)
    return _pressed(request, here, pk, _("Đã đổi số phút; các mục sau dời theo."),
                    lambda **by: actions.stretch(item=found, by=_step(request), **by))  # fmt: skip


@in_year()
@require_POST
def catch_up(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Shorten the rest."""
    found = conference_or_404(here, pk)
    return _pressed(request, here, pk, _("Đã rút ngắn các mục còn lại để kết thúc đúng giờ."),
                    lambda **by: actions.catch_up(conference=found, **by))  # fmt: skip


def turn_or_404(here: Here, pk: int, turn: int) -> Turn:
    found = Turn.objects.select_related("conference", "delegate__delegation__conference")
    return get_object_or_404(found, pk=turn, conference=pk, conference__year=here.year)


@in_year()
@require_POST
def call(request: HttpRequest, here: Here, pk: int, turn: int) -> HttpResponse:
    """The delegate speaks now."""
    found = turn_or_404(here, pk, turn)
    done = _("Mời %(name)s phát biểu.") % {"name": found.delegate}
    return _pressed(request, here, pk, done, lambda **by: floor.call(turn=found, **by))


@in_year()
@require_POST
def strike(request: HttpRequest, here: Here, pk: int, turn: int) -> HttpResponse:
    """Out of the line."""
    found = turn_or_404(here, pk, turn)
    return _pressed(request, here, pk, _("Đã đưa ra khỏi danh sách chờ."), lambda **by: floor.strike(turn=found, **by))


@in_year()
@require_POST
def spoken(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The speaker has finished."""
    found = conference_or_404(here, pk)
    return _pressed(
        request, here, pk, _("Đã ghi hết lượt phát biểu."), lambda **by: floor.finish(conference=found, **by)
    )


@in_year()
@require_POST
def longer(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The speaker gets some minutes more."""
    found = conference_or_404(here, pk)
    return _pressed(request, here, pk, _("Đã thêm phút cho người phát biểu."),
                    lambda **by: floor.extend(conference=found, by=_step(request), **by))  # fmt: skip


def _floor(request: HttpRequest, here: Here, found: Conference, **forms: Any) -> HttpResponse:
    day = queries.day(found, clock.now())
    refused = next(iter(forms.values()), None)
    context = {"conference": found, "day": day, "why_not": why_not_drive(here, found),
               "enter": EnterForm(conference=found), "rules": RulesForm.of(None, day.queue.floor),
               "promised": promised(found), **forms}  # fmt: skip
    return page(request, "conference/floor.html", context, refused)


@in_year()
def speakers(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Who has spoken how long; the secretary puts delegates into the line and sets the rules."""
    found = conference_or_404(here, pk)
    if request.method != "POST":
        return _floor(request, here, found)
    form = EnterForm(request.POST, conference=found)

    def act() -> None:
        floor.enter(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã thêm vào danh sách chờ phát biểu.")):
        return back(here, pk)
    return _floor(request, here, found, enter=form)


def back(here: Here, pk: int) -> HttpResponse:
    return redirect(address(here, "speakers", pk))


@in_year()
@require_POST
def floor_rules(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Whether one may ask, how long one speaks, who goes first."""
    found, form = conference_or_404(here, pk), RulesForm(request.POST)

    def act() -> None:
        floor.set_rules(here=here, conference=found, version=_version(request), at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã đổi quy tắc phát biểu.")):
        return back(here, pk)
    return _floor(request, here, found, rules=form)
