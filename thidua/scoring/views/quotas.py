"""Tỷ lệ khống chế: how many may have which grade, whom that keeps back, the standing office's exceptions."""

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.posted import text_in
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.scoring import rules
from thidua.scoring.bridge import shelf
from thidua.scoring.models import QuotaException
from thidua.scoring.queries import is_over, rounds_of
from thidua.scoring.quotas import actions
from thidua.scoring.quotas.forms import CollectiveForm, ExceptionForm
from thidua.scoring.quotas.queries import Quotas, quotas_of
from thidua.scoring.quotas.rules import why_not_except
from thidua.scoring.quotas.terms import OTHER
from thidua.scoring.sheets import LONGEST_NOTE
from thidua.scoring.views.places import at, period_asked


def _told(here: Here, code: str) -> Quotas:
    hidden = rules.why_not_see_board(here, over=is_over(code, rounds_of(here.year, code)))
    found = None if hidden else shelf(here.year, here.day)
    if found is None or not found.edition.quotas:
        raise Http404
    return quotas_of(found, code)


def _page(request: HttpRequest, here: Here, told: Quotas, refused: BaseForm | None = None) -> HttpResponse:
    """The page with its two forms; the one that was refused carries what was typed."""
    period, _code, periods = period_asked(request, here)
    graded = {"grade": told.collective.grade, "document": told.collective.document} if told.collective else None
    context = {
        "quotas": told, "why_not": why_not_except(here), "period": period, "periods": periods, "with_year": True,
        "excepting": refused if isinstance(refused, ExceptionForm) else ExceptionForm(cut=told.cut),
        "grading": refused if isinstance(refused, CollectiveForm) else CollectiveForm(parents=told.parents,
                                                                                     initial=graded),
        "other": OTHER,
    }  # fmt: skip
    return page(request, "scoring/quotas.html", context, refused)


@in_year()
def quotas(request: HttpRequest, here: Here) -> HttpResponse:
    """The quotas of the year or of a period, and letting a unit past one."""
    code = period_asked(request, here)[1]
    told = _told(here, code)
    form = ExceptionForm(request.POST or None, cut=told.cut)

    def act() -> None:
        actions.let_past_quota(here=here, at=clock.now(), period=code, membership=form.membership,
                               document=form.cleaned_data["document"], reason=form.cleaned_data["reason"])  # fmt: skip

    if attempt(request, form, act, _("Đã ghi ngoại lệ.")):
        return redirect(at(here, "quotas", period=code))
    return _page(request, here, told, form if form.is_bound else None)


@in_year()
@require_POST
def collective(request: HttpRequest, here: Here) -> HttpResponse:
    """What the collective above was graded: quotas of its members hang on it."""
    code = period_asked(request, here)[1]
    told = _told(here, code)
    form = CollectiveForm(request.POST, parents=told.parents)

    def act() -> None:
        actions.grade_collective(here=here, at=clock.now(), period=code, **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi xếp loại của tập thể.")):
        return redirect(at(here, "quotas", period=code))
    return _page(request, here, told, form)


@in_year()
@require_POST
def end_exception(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Take an exception back."""
    rows = QuotaException.objects.select_related("membership__unit")
    found = get_object_or_404(rows, pk=pk, membership__year=here.year)

    def act() -> None:
        reason = text_in(request.POST, "reason", LONGEST_NOTE)
        actions.end_exception(here=here, exception=found, reason=reason, at=clock.now())

    return do(request, act, _("Đã bỏ ngoại lệ."), at(here, "quotas", period=found.period))
