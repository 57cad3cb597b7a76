"""Pages of the room: who has reported, one unit's report, its evidence."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.files import download
from thidua.kit.posted import text_in
from thidua.members.doors import in_year
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.reports import actions, rules
from thidua.reports.figures import lines
from thidua.reports.forms import LONGEST_REASON, EvidenceForm, PeriodForm, ReasonForm, ReportForm
from thidua.reports.models import Evidence, Period
from thidua.reports.queries import evidence_counts, figures_of, files_of, overview, report_of, submitted_before
from thidua.reports.rules import READS_ALL
from thidua.rulebook.queries import adopted


def member_named(here: Here, unit: str) -> Membership:
    """The member of the year with this unit code."""
    found = next((member for member in here.members if member.unit.code == unit), None)
    if found is None:
        raise Http404
    return found


def readable(here: Here, unit: str) -> Membership:
    """As `member_named`, for those who may read its reports; to others it does not exist."""
    member = member_named(here, unit)
    if rules.why_not_see(here, member):
        raise Http404
    return member


@in_year()
def reports(request: HttpRequest, here: Here) -> HttpResponse:
    """Units × periods: who has reported, who is late; the secretariat opens periods here."""
    form = PeriodForm(request.POST or None)

    def act() -> None:
        actions.open_period(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã mở kỳ báo cáo.")):
        return redirect("reports:reports", here.year.cluster.slug, here.year.year)
    mine = {seat.membership_id for seat in here.seats}
    rows = overview(here.year, here.members, here.day)
    context = {
        "rows": rows, "periods": [standing.period for standing in rows[0][1]] if rows else [], "mine": mine,
        "all": here.holds(*READS_ALL), "why_not": rules.why_not_open_period(here),
        "own": here.own(Office.UNIT_OFFICER, Office.UNIT_LEADER),
    }  # fmt: skip
    return page(request, "reports/reports.html", context, form)


@in_year()
def report(request: HttpRequest, here: Here, period: int, unit: str) -> HttpResponse:
    """One unit's report for one period: written by the officer, submitted by the leader."""
    member, asked = readable(here, unit), get_object_or_404(Period, pk=period, year=here.year)
    edition, found = adopted(here.year, here.day), report_of(asked, member)
    form = ReportForm(request.POST or None, edition=edition, initial={"narrative": found.narrative if found else ""})

    def act() -> None:
        actions.save_report(here=here, period=asked, membership=member, narrative=form.cleaned_data["narrative"],
                            figures=form.typed, at=clock.now())  # fmt: skip

    if attempt(request, form, act, _("Đã lưu báo cáo.")):
        return redirect("reports:report", here.year.cluster.slug, here.year.year, period, unit)
    before = submitted_before(asked, member)
    texts = form.typed if form.is_bound else figures_of(found)
    context = {
        "period": asked, "member": member, "report": found, "before": before, "edition": edition,
        "overdue": asked.due_on < here.day, "reason_form": ReasonForm(),
        "lines": lines(edition, texts, form.wrong, figures_of(before), evidence_counts(member)) if edition else [],
        "why_not": rules.why_not_write(here, member, found),
        "why_not_submit": rules.why_not_submit(here, member, found),
        "why_not_return": rules.why_not_return(here, member, found),
    }  # fmt: skip
    return page(request, "reports/report.html", context, form)


@in_year()
@require_POST
def submission(request: HttpRequest, here: Here, period: int, unit: str) -> HttpResponse:
    """The leader sends the report."""
    member, asked = readable(here, unit), get_object_or_404(Period, pk=period, year=here.year)
    return do(
        request,
        lambda: actions.submit_report(here=here, period=asked, membership=member, at=clock.now()),
        _("Đã gửi báo cáo."),
        asked_at(here, asked, member),
    )


@in_year()
@require_POST
def giving_back(request: HttpRequest, here: Here, period: int, unit: str) -> HttpResponse:
    """The secretariat gives the report back."""
    member, asked = readable(here, unit), get_object_or_404(Period, pk=period, year=here.year)

    def act() -> None:
        reason = text_in(request.POST, "reason", LONGEST_REASON)
        actions.return_report(here=here, period=asked, membership=member, reason=reason, at=clock.now())

    return do(request, act, _("Đã trả lại báo cáo cho đơn vị."), asked_at(here, asked, member))


def asked_at(here: Here, period: Period, member: Membership) -> str:
    """The address of a report."""
    return reverse("reports:report", args=[here.year.cluster.slug, here.year.year, period.pk, member.unit.code])


@in_year()
def files(request: HttpRequest, here: Here, unit: str) -> HttpResponse:
    """A unit's evidence by criterion; its people add and withdraw files here."""
    member, edition = readable(here, unit), adopted(here.year, here.day)
    initial = {"code": request.GET.get("tieu-chi", "")}
    posted = request.method == "POST"
    form = EvidenceForm(request.POST if posted else None, request.FILES if posted else None, edition=edition,
                        initial=initial)  # fmt: skip

    def act() -> None:
        given = form.cleaned_data
        actions.add_evidence(here=here, membership=member, code=given["code"], uploads=given["uploads"], at=clock.now())

    if attempt(request, form, act, _("Đã nhận tệp minh chứng.")):
        return redirect(request.get_full_path())
    titles = {leaf.code: leaf.title for leaf in edition.leaves} if edition else {}
    found = [(file, titles.get(file.code, ""), rules.why_not_withdraw(here, file)) for file in files_of(member)]
    context = {"member": member, "files": found, "why_not": rules.why_not_upload(here, member)}
    return page(request, "reports/files.html", context, form)


@in_year()
def evidence(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Download one file."""
    file = found_file(here, pk)
    actions.read_evidence(here=here, evidence=file, at=clock.now())
    return download(file.file, file.name, file.media_type)  # type: ignore[return-value]


@in_year()
@require_POST
def withdrawal(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Withdraw one file."""
    file = found_file(here, pk)
    to = reverse("reports:files", args=[here.year.cluster.slug, here.year.year, file.membership.unit.code])
    return do(
        request, lambda: actions.withdraw_evidence(here=here, evidence=file, at=clock.now()), _("Đã rút tệp."), to
    )


def found_file(here: Here, pk: int) -> Evidence:
    """A file the person may read; to others it does not exist."""
    file = get_object_or_404(Evidence.objects.select_related("membership__unit"), pk=pk, membership__year=here.year)
    if rules.why_not_see(here, file.membership):
        raise Http404
    return file
