"""Giữ kín bảng điểm before the conference, and opening it again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.scoring.forms import FreezeForm
from thidua.scoring.freezing import actions
from thidua.scoring.freezing.rules import FREEZERS, why_not_freeze
from thidua.scoring.queries import frozen
from thidua.scoring.views.places import at


@in_year(*FREEZERS)
def freezing(request: HttpRequest, here: Here) -> HttpResponse:
    """What it does, whether it holds, and the reason to type."""
    form = FreezeForm(request.POST or None)

    def act() -> None:
        actions.freeze(here=here, reason=form.cleaned_data["reason"], at=clock.now())

    if attempt(request, form, act, _("Đã giữ kín bảng điểm đến hội nghị tổng kết.")):
        return redirect(at(here, "board"))
    context = {"kept": frozen(here.year), "why_not": why_not_freeze(here)}
    return page(request, "scoring/freezing.html", context, form)


@in_year(*FREEZERS)
@require_POST
def lifting(request: HttpRequest, here: Here) -> HttpResponse:
    """Open the board to the members before the conference after all."""
    return do(request, lambda: actions.lift(here=here, at=clock.now()), _("Đã mở bảng điểm cho các đơn vị."),
              at(here, "board"))  # fmt: skip
