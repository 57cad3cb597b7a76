"""Trang công khai of a year: what everybody sees of it, item by item; closed unless somebody opened it. The freeze."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.news import actions as newsroom
from thidua.news.register import freeze_on
from thidua.news.rules import why_not_freeze, why_not_open, why_not_thaw
from thidua.news.terms import Shown
from thidua.story import actions
from thidua.story.forms import CloseForm, FreezeForm
from thidua.story.showing import MAKERS, offered


def _to(here: Here, name: str, *args: object) -> tuple[Any, ...]:
    return (f"story:{name}", here.year.cluster.slug, here.year.year, *args)


@in_year()
def opening(request: HttpRequest, here: Here) -> HttpResponse:
    """What everybody sees of this year; hold the public pages as they are."""
    form = FreezeForm(request.POST or None)

    def act() -> None:
        newsroom.freeze(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã tạm giữ trang công khai: người đọc chỉ thấy những gì đã có trước lúc này.")):
        return redirect(*_to(here, "opening"))
    context = {
        "offers": [(one, one.kind.label, why_not_open(here, one.kind)) for one in offered(here.year)],
        "frozen": freeze_on(), "why_not_freeze": why_not_freeze(here), "why_not_thaw": why_not_thaw(here),
    }  # fmt: skip
    return page(request, "story/opening.html", context, form)


def _kind(word: str) -> Shown:
    if word not in MAKERS:
        raise Http404
    return Shown(word)


@in_year()
@require_POST
def show(request: HttpRequest, here: Here, kind: str) -> HttpResponse:
    """POST: show it to everybody as it is now."""
    shown = _kind(kind)
    done = _("Đã công bố: %(what)s.") % {"what": shown.label}
    return do(request, lambda: actions.show(here=here, kind=shown, at=clock.now()), done,
              resolve_url(*_to(here, "opening")))  # fmt: skip


@in_year()
def take_off(request: HttpRequest, here: Here, kind: str) -> HttpResponse:
    """Take it off the public pages, with a note."""
    shown = _kind(kind)
    form = CloseForm(request.POST or None)
    key = MAKERS[shown][0](here.year)

    def act() -> None:
        newsroom.close_to_public(here=here, kind=shown, key=key, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã gỡ khỏi trang công khai.")):
        return redirect(*_to(here, "opening"))
    return page(request, "story/take_off.html", {"what": shown.label, "why_not": why_not_open(here, shown)}, form)


@in_year()
@require_POST
def thaw(request: HttpRequest, here: Here) -> HttpResponse:
    """POST: let the public pages go."""
    done = _("Trang công khai đã trở lại: người đọc thấy những gì được đăng trong thời gian tạm giữ.")
    return do(request, lambda: newsroom.thaw(here=here, at=clock.now()), done,
              resolve_url(*_to(here, "opening")))  # fmt: skip
