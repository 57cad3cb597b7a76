"""GET, PUT: reports, and the figures of the own unit, by the same rules and action as the page."""

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Router

from thidua.engine import Edition
from thidua.exchange.api.doors import standing_in
from thidua.exchange.api.problems import Problem
from thidua.exchange.api.service import offers
from thidua.exchange.api.shapes import Figures, Page, ReportBrief
from thidua.exchange.api.terms import Reach
from thidua.exchange.api.views.scores import member_named
from thidua.exchange.api.views.writing import applied_already, overtaken, require, require_sound
from thidua.kit import clock
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.reports import actions, rules
from thidua.reports.figures import Shown, asked_of_unit, mark, plain_lines
from thidua.reports.models import Period, Report
from thidua.reports.queries import figures_of, overview, periods_of, report_of
from thidua.rulebook.queries import adopted

router = Router(tags=["bao-cao"])
YEAR = "/years/{slug:cluster}/{int:year}/reports"
ONE = YEAR + "/{int:period}/{slug:unit}/figures"


@offers(router, YEAR, Page[ReportBrief], Reach.YEAR, summary=_("Tình hình báo cáo"),
        description=_("Mỗi đơn vị một dòng cho mỗi kỳ báo cáo: đã gửi, chậm mấy ngày, hạn."))  # fmt: skip
def reports(request: HttpRequest, cluster: str, year: int) -> Page[ReportBrief]:
    """Units × periods; not many, so all at once."""
    here = standing_in(request, cluster, year)
    found = [
        ReportBrief(
            period=one.period.pk, period_name=one.period.name, span=one.period.span, from_date=one.period.from_date,
            to_date=one.period.to_date, unit=member.unit.code, due_on=one.due_on,
            state=one.report.state if one.report else "none",
            submitted_at=one.report.submitted_at if one.report else None,
            days_late=one.report.days_late if one.report else None,
        )
        for member, standings in overview(here.year, here.members, here.day) for one in standings
    ]  # fmt: skip
    return Page[ReportBrief](items=found, next=None)


def _place(request: HttpRequest, year: tuple[str, int], period: int, unit: str) -> tuple[Here, Membership, Period]:
    """A unit's report the seat may see; to others there is none."""
    here = standing_in(request, *year)
    member = member_named(here, unit)
    found = next((one for one in periods_of(here.year) if one.pk == period), None)
    if found is None or rules.why_not_see(here, member):
        raise Problem(404)
    return here, member, found


def _kept(edition: Edition | None, report: Report | None) -> Figures:
    """The whole table of cells, blank where nothing is written."""
    written = figures_of(report)
    cells = {
        leaf.code: {asked.key: written.get(leaf.code, {}).get(asked.key, "") for asked in asked_of_unit(leaf)}
        for leaf in (edition.leaves if edition else ())
    }
    return Figures(figures={code: texts for code, texts in cells.items() if texts},
                   narrative=plain_lines(report.narrative) if report else "")  # fmt: skip


@offers(router, ONE, Figures, Reach.YEAR, summary=_("Số liệu một báo cáo"),
        description=_("Số liệu và thuyết minh của một đơn vị trong một kỳ, như đang giữ."))  # fmt: skip
def figures(request: HttpRequest, cluster: str, year: int, period: int, unit: str) -> Figures:
    """The figures as kept."""
    here, member, asked = _place(request, (cluster, year), period, unit)
    return _kept(adopted(here.year, here.day), report_of(asked, member))


@offers(router, ONE, Figures, Reach.FIGURES, writes=True, summary=_("Ghi số liệu một báo cáo"),
        description=_("Thay cả bảng số liệu và thuyết minh của đơn vị mình; lãnh đạo đơn vị vẫn là người gửi báo cáo. "
                      "Gửi lại đúng nội dung đang giữ thì luôn được, không ghi thêm gì."))  # fmt: skip
def put_figures(
    request: HttpRequest, *, cluster: str, year: int, period: int, unit: str, given: Figures
) -> Figures:  # fmt: skip
    """Write the figures: all of them as given, or none."""
    here, member, asked = _place(request, (cluster, year), period, unit)
    edition, report = adopted(here.year, here.day), report_of(asked, member)
    require(rules.why_not_write(here, member, report))
    texts = {code: {key: text.strip() for key, text in cells.items()} for code, cells in given.figures.items()}
    require_sound(edition, texts, "figures")
    now = _kept(edition, report)
    blank = {code: dict.fromkeys(cells, "") for code, cells in now.figures.items()}
    wanted = Figures(figures={code: cells | texts.get(code, {}) for code, cells in blank.items()},
                     narrative=plain_lines(given.narrative))  # fmt: skip
    if applied_already(request, now, wanted):
        return now
    sure = [(code, key) for code, cells in wanted.figures.items() for key, text in cells.items() if text]
    try:
        actions.save_report(
            here=here, period=asked, membership=member, narrative=wanted.narrative, figures=wanted.figures, sure=sure,
            shown=Shown(mark(now.narrative), now.figures), at=clock.now(),
        )  # fmt: skip
    except actions.Overtaken:
        raise overtaken() from None
    return _kept(edition, report_of(asked, member))
