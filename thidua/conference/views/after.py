"""The page when the room has emptied: everything of the conference in one place, printed or taken along."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.conference import queries
from thidua.conference.after import actions, prints
from thidua.conference.minutes.queries import drafts_of
from thidua.conference.minutes.terms import Kind
from thidua.conference.preparing.queries import talks_of
from thidua.conference.rules import SECRETARIES
from thidua.conference.views.places import address, conference_or_404
from thidua.kit import clock
from thidua.kit.answer import do, page
from thidua.kit.files import XLSX, attached
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.paperwork.queries import of_subject, papers_of
from thidua.paperwork.terms import Kind as PaperKind


@in_year()
def after(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The attendance list, minutes, conclusions, album, story, thank-you letters."""
    found = conference_or_404(here, pk)
    told, begun = queries.record(found), drafts_of(found)
    subjects = {f"thanks:{group.delegation.pk}" for group in told.groups}
    thanks = [paper for paper in papers_of(here.year).filter(kind=PaperKind.COURTESY) if paper.subject in subjects]
    context = {
        "conference": found, "told": told, "summary": prints.summary(told), "thanks": thanks,
        "minutes": of_subject(here.year, f"conference:{pk}").first(), "minutes_draft": begun.get(Kind.MINUTES),
        "conclusions": of_subject(here.year, f"conclusions:{pk}").first(),
        "conclusions_draft": begun.get(Kind.CONCLUSIONS), "talks": talks_of(found).count(),
        "writes": here.holds(Office.PRESS_OFFICER), "secretary": here.holds(*SECRETARIES),
        "why_not_thank": actions.why_not_thank(here, found),
    }  # fmt: skip
    return page(request, "conference/after.html", context)


@in_year()
@require_POST
def thank(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The letters of thanks."""
    found = conference_or_404(here, pk)

    def act() -> None:
        actions.thank(here=here, conference=found, at=clock.now())

    return do(request, act, _("Đã lập thư cảm ơn cho từng đoàn, có số."), address(here, "after", pk))


@in_year()
def attendance_pdf(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The attendance list as a PDF."""
    found = conference_or_404(here, pk)
    return attached(prints.attendance_pdf(queries.record(found)), "danh-sach-tham-du.pdf", "application/pdf")


@in_year()
def attendance_workbook(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The attendance list as a workbook."""
    found = conference_or_404(here, pk)
    return attached(prints.attendance_workbook(queries.record(found)), "danh-sach-tham-du.xlsx", XLSX)
