"""Kỳ báo cáo: the overview of units × periods, opening one period or a series."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.reports import actions, rules
from thidua.reports.forms import PeriodForm, SeriesChoiceForm, SeriesForm
from thidua.reports.queries import overview, periods_of
from thidua.reports.rules import READS_ALL, UNIT_HANDS
from thidua.reports.series import planned
from thidua.reports.terms import Series
from thidua.reports.views.places import at


@in_year()
def reports(request: HttpRequest, here: Here) -> HttpResponse:
    """Units × periods: who has reported, who is late; the secretariat opens periods here."""
    form = PeriodForm(request.POST or None)

    def act() -> None:
        actions.open_period(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã mở kỳ báo cáo.")):
        return redirect(at(here, "reports"))
    mine = {seat.membership_id for seat in here.seats}
    context = {
        "rows": overview(here.year, here.members, here.day), "periods": periods_of(here.year), "mine": mine,
        "all": here.holds(*READS_ALL), "why_not": rules.why_not_open_period(here), "own": here.own(*UNIT_HANDS),
        "series_form": SeriesChoiceForm(auto_id="loat_%s"),
    }  # fmt: skip
    return page(request, "reports/reports.html", context, form)


@in_year(Office.HEAD_SECRETARY)
def series(request: HttpRequest, here: Here) -> HttpResponse:
    """A series of periods worked out: mended, ticked, opened all at once."""
    asked = SeriesChoiceForm(request.GET or {"series": Series.MONTHS, "days": "5"})
    if not asked.is_valid():
        context = {"asked": asked, "why_not": rules.why_not_open_period(here)}
        return page(request, "reports/series.html", context, asked)
    plan = planned(Series(asked.cleaned_data["series"]), here.year.year, asked.cleaned_data["days"])
    form = SeriesForm(request.POST or None, plan=plan)

    def act() -> None:
        actions.open_periods(here=here, planned=form.chosen, at=clock.now())

    if attempt(request, form, act, _("Đã mở loạt kỳ báo cáo.")):
        return redirect(at(here, "reports"))
    context = {"asked": asked, "why_not": rules.why_not_open_period(here)}
    return page(request, "reports/series.html", context, form)
