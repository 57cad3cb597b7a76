"""Báo cáo: one unit's report for one period, handing it in and giving it back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.posted import text_in
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.reports import actions, rules
from thidua.reports.comparison import before, year_ago
from thidua.reports.figures import mark
from thidua.reports.forms import LONGEST_REASON, ReasonForm, ReportForm
from thidua.reports.lines import Sheet, lines
from thidua.reports.queries import (
    kept_figures,
    own_evidence,
    report_of,
)
from thidua.reports.views.places import at, period_numbered, readable
from thidua.rulebook.queries import adopted
from thidua.season.queries import due_of
from thidua.season.terms import Phase


@in_year()
def report(request: HttpRequest, here: Here, period: int, unit: str) -> HttpResponse:
    """One unit's report for one period: written by the officer, submitted by the leader."""
    member, asked = readable(here, unit), period_numbered(here, period)
    edition, found = adopted(here.year, here.day), report_of(asked, member)
    form = ReportForm(request.POST or None, edition=edition, initial={"narrative": found.narrative if found else ""})
    meanwhile = actions.Overtaken()

    def act() -> None:
        try:
            actions.save_report(here=here, period=asked, membership=member, narrative=form.cleaned_data["narrative"],
                                figures=form.typed, notes=form.notes, sure=form.sure, shown=form.shown,
                                at=clock.now())  # fmt: skip
        except actions.Overtaken as refused:
            meanwhile.figures, meanwhile.narrative = refused.figures, refused.narrative
            raise

    if attempt(request, form, act, _("Đã lưu báo cáo.")):
        return redirect(at(here, "report", period, unit))
    due_on = due_of(member, Phase.REPORT, asked.due_on, asked.name)
    former = {"before": before(asked, member, edition), "year_ago": year_ago(asked, member, edition)} if edition else {}
    sheet = Sheet(kept_figures(found), form.typed, form.notes, form.wrong, form.shown, meanwhile.figures, former,
                  own_evidence(member), asked.to_date)  # fmt: skip
    rows = lines(edition, sheet) if edition else []
    fresh = meanwhile.narrative is not None or form.shown.narrative is None
    context = {
        "period": asked, "member": member, "report": found, "former": former, "edition": edition,
        "due_on": due_on, "overdue": due_on < here.day, "reason_form": ReasonForm(), "other": meanwhile.narrative,
        "seen": mark(found.narrative if found else "") if fresh else form.shown.narrative,
        "lines": rows, "asked": [line for line in rows if line.asked],
        "carried": sum(one.carried for one in sheet.kept.values()),
        "carries": bool(former) and set(former["before"].texts) - set(sheet.kept),
        "uploads": not rules.why_not_upload(here, member),
        "why_not": rules.why_not_write(here, member, found),
        "why_not_submit": rules.why_not_submit(here, member, found),
        "why_not_return": rules.why_not_return(here, member, found),
    }  # fmt: skip
    return page(request, "reports/report.html", context, form)


@in_year()
@require_POST
def carrying(request: HttpRequest, here: Here, period: int, unit: str) -> HttpResponse:
    """Take over the figures of the period before."""
    member, asked = readable(here, unit), period_numbered(here, period)
    return do(
        request,
        lambda: actions.carry_figures(here=here, period=asked, membership=member, at=clock.now()),
        _("Đã mang số kỳ trước sang các ô còn trống; hãy sửa hoặc xác nhận từng số."),
        at(here, "report", period, unit),
    )


@in_year()
@require_POST
def confirmation(request: HttpRequest, here: Here, period: int, unit: str) -> HttpResponse:
    """Every figure carried forward still holds."""
    member, asked = readable(here, unit), period_numbered(here, period)
    return do(
        request,
        lambda: actions.confirm_figures(here=here, period=asked, membership=member, at=clock.now()),
        _("Đã xác nhận các số mang sang."),
        at(here, "report", period, unit),
    )


@in_year()
@require_POST
def submission(request: HttpRequest, here: Here, period: int, unit: str) -> HttpResponse:
    """The leader sends the report."""
    member, asked = readable(here, unit), period_numbered(here, period)
    return do(
        request,
        lambda: actions.submit_report(here=here, period=asked, membership=member, at=clock.now()),
        _("Đã gửi báo cáo."),
        at(here, "report", period, unit),
    )


@in_year()
@require_POST
def giving_back(request: HttpRequest, here: Here, period: int, unit: str) -> HttpResponse:
    """The secretariat gives the report back."""
    member, asked = readable(here, unit), period_numbered(here, period)

    def act() -> None:
        reason = text_in(request.POST, "reason", LONGEST_REASON)
        actions.return_report(here=here, period=asked, membership=member, reason=reason, at=clock.now())

    return do(request, act, _("Đã trả lại báo cáo cho đơn vị."), at(here, "report", period, unit))
