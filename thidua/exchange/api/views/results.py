"""GET: the sealed results with their digests, and the register of awards."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Router

from thidua.awards.models import Award
from thidua.awards.queries import search
from thidua.awards.terms import READERS
from thidua.exchange.api.doors import carried, standing_in
from thidua.exchange.api.problems import Problem
from thidua.exchange.api.service import offers
from thidua.exchange.api.shapes import AwardOut, Page, ResultBrief, ResultFull, ResultRow, Short, written
from thidua.exchange.api.terms import Reach
from thidua.exchange.api.views.paging import after
from thidua.members.terms import Office
from thidua.results.models import Result
from thidua.results.queries import version, versions
from thidua.results.reading import table
from thidua.results.rules import sees_before

router = Router(tags=["ket-qua"])
YEAR = "/years/{slug:cluster}/{int:year}/results"


def _brief(one: Result) -> dict[str, Any]:
    return {
        "version": one.version, "digest": one.digest, "name": one.name, "reason": one.reason,
        "sealed_at": one.sealed_at, "published_at": one.published_at,
        "check_url": settings.SITE_URL + reverse("check", args=[one.digest]),
    }  # fmt: skip


@offers(router, YEAR, Page[ResultBrief], Reach.SCORES, summary=_("Các bản kết quả"),
        description=_("Kết quả đã công bố, bản mới trước; thư ký thấy cả bản chưa công bố."))  # fmt: skip
def results(request: HttpRequest, cluster: str, year: int) -> Page[ResultBrief]:
    """Every version the seat may see; few, so all at once."""
    here = standing_in(request, cluster, year)
    seen = [one for one in versions(here.year) if one.published_at or sees_before(here)]
    return Page[ResultBrief](items=[ResultBrief(**_brief(one)) for one in seen], next=None)


@offers(router, YEAR + "/{int:number}", ResultFull, Reach.SCORES, summary=_("Một bản kết quả"),
        description=_("Bảng xếp hạng đã chốt, với mã băm của nội dung."))  # fmt: skip
def result(request: HttpRequest, cluster: str, year: int, number: int) -> ResultFull:
    """One version with its table."""
    here = standing_in(request, cluster, year)
    found = version(here.year, number)
    if found is None or not (found.published_at or sees_before(here)):
        raise Problem(404)
    shown = table(found.sealed)
    heads = [code for code, _title in shown.heads]
    return ResultFull(
        **_brief(found), title=shown.title, edition=shown.edition,
        rows=[ResultRow(unit=row.unit, name=row.name, rank=row.rank, shared=row.shared, grade=row.grade,
                        total=written(row.total), percent=row.percent,
                        sections=dict(zip(heads, map(written, row.sections), strict=True))) for row in shown.rows],
    )  # fmt: skip


@offers(router, "/awards", Page[AwardOut], Reach.SCORES, summary=_("Sổ khen thưởng"),
        description=_("Tìm trong sổ bằng chữ không dấu; bản ghi mới trước, mỗi trang 50 dòng."))  # fmt: skip
def awards(request: HttpRequest, q: Short = "", cursor: str = "") -> Page[AwardOut]:
    """The register, searched."""
    if Office(carried(request).seat.office) not in READERS:
        raise Problem(404)
    found = search(q, before=after(cursor) or 0)
    return Page[AwardOut](items=[_award(one) for one in found.awards], next=str(found.before) if found.before else None)


def _award(one: Award) -> AwardOut:
    return AwardOut(
        id=one.pk, title=one.title, title_name=one.title_name, year=one.year,
        unit=one.unit.code if one.unit else None, unit_name=one.unit_name, person=one.person, office=one.office,
        decision=one.decision.number, decided_on=one.decision.on, body=one.decision.body, signer=one.decision.signer,
    )  # fmt: skip
