"""GET: the token itself, the years its seat is of, one year, its criteria table."""

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Router

from thidua.engine import Criterion, Edition, meaning
from thidua.exchange.api.doors import carried, standing_in
from thidua.exchange.api.problems import Problem
from thidua.exchange.api.queries import years_for
from thidua.exchange.api.service import offers
from thidua.exchange.api.shapes import (
    Asked,
    Criteria,
    CriterionOut,
    Limit,
    Me,
    Member,
    Page,
    PeriodOut,
    WindowOut,
    YearBrief,
    YearFull,
    written,
    year_brief,
)
from thidua.exchange.api.terms import A_PAGE, Reach
from thidua.exchange.api.views.paging import after, paged
from thidua.kit import clock
from thidua.members.queries import Here
from thidua.members.terms import Lead
from thidua.rulebook.queries import adopted_text, edition_of
from thidua.rulebook.table import cited_in
from thidua.scoring.queries import decimal
from thidua.season.queries import launch_of, spans, windows_of

router = Router(tags=["nam"])


@offers(router, "/me", Me, None, summary=_("Mã truy cập này"),
        description=_("Chức trách mà mã truy cập gắn với, phạm vi và ngày hết hạn."))  # fmt: skip
def me(request: HttpRequest) -> Me:
    """What this token is."""
    token = carried(request)
    seat = token.seat
    return Me(
        token=token.name, person=seat.person.name, office=seat.office, office_name=str(seat.get_office_display()),
        unit=seat.membership.unit.code if seat.membership else None,
        year=YearBrief(**year_brief(seat.year)) if seat.year else None, since=seat.since, until=seat.until,
        reaches=token.reaches, expires_at=token.expires_at,
    )  # fmt: skip


@offers(router, "/years", Page[YearBrief], None, summary=_("Các năm thi đua"),
        description=_("Những năm thi đua mà chức trách của mã được vào, mới lập trước."))  # fmt: skip
def years(request: HttpRequest, cursor: str = "", limit: Limit = A_PAGE) -> Page[YearBrief]:
    """The years of the seat."""
    before = after(cursor)
    found = [one for one in years_for(carried(request), clock.today()) if before is None or one.pk < before]
    shown, following = paged(found, limit)
    return Page[YearBrief](items=[YearBrief(**year_brief(one)) for one in shown], next=following)


@offers(router, "/years/{slug:cluster}/{int:year}", YearFull, Reach.YEAR, summary=_("Một năm thi đua"),
        description=_("Bước, Cụm trưởng, Cụm phó, đơn vị thành viên, thời hạn."))  # fmt: skip
def year(request: HttpRequest, cluster: str, year: int) -> YearFull:
    """One year."""
    here = standing_in(request, cluster, year)
    launch = launch_of(here.year)
    return YearFull(
        **year_brief(here.year), cut_off=here.year.cut_off, head=_lead(here, Lead.HEAD),
        deputy=_lead(here, Lead.DEPUTY), movement=launch.movement.name if launch else None,
        members=[Member(unit=one.unit.code, name=one.unit.name, short_name=one.unit.short_name,
                        joined_on=one.joined_on, left_on=one.left_on) for one in here.members],
        windows=[WindowOut(phase=one.phase, phase_name=str(one.phase.label), opens_on=one.opens_on, due_on=one.due_on,
                           extended=len(one.extensions)) for one in spans(list(windows_of(here.year)))],
    )  # fmt: skip


def _lead(here: Here, role: Lead) -> str | None:
    found = here.leads.get(role)
    return found.unit.code if found else None


@offers(router, "/years/{slug:cluster}/{int:year}/criteria", Criteria, Reach.YEAR, summary=_("Bảng tiêu chí"),
        description=_("Bảng tiêu chí đang áp dụng hôm nay: cách tính, những ô phải nhập."))  # fmt: skip
def criteria(request: HttpRequest, cluster: str, year: int) -> Criteria:
    """The table in force."""
    here = standing_in(request, cluster, year)
    found = adopted_text(here.year, here.day)
    if found is None:
        raise Problem(404, gettext("Năm thi đua này chưa có bảng tiêu chí được thông qua."))
    edition = edition_of(found.text)
    return Criteria(
        digest=found.digest, title=found.title, adopted_on=found.adopted_on, effective_on=found.effective_on,
        total=written(decimal(edition.total)),
        periods=[PeriodOut(code=one.code, title=one.title) for one in edition.periods],
        criteria=[_criterion(edition, one) for one in edition.criteria],
    )  # fmt: skip


def _criterion(edition: Edition, one: Criterion) -> CriterionOut:
    return CriterionOut(
        code=one.code, parent=one.parent, title=one.title, max=written(decimal(one.max)),
        is_leaf=one.is_leaf, how=meaning(edition, one), evidence=one.evidence, cites=list(cited_in(edition, one)),
        inputs=[Asked(key=asked.key, label=asked.label, kind=asked.kind, unit=asked.unit, owner=asked.owner)
                for asked in one.inputs],
    )  # fmt: skip
