"""GET, PUT: the unit's own score sheet, by the same rules and action as the page."""

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Router

from thidua.exchange.api.doors import standing_in
from thidua.exchange.api.problems import Problem
from thidua.exchange.api.service import offers
from thidua.exchange.api.shapes import Code, SheetCell, SheetOut
from thidua.exchange.api.terms import Reach
from thidua.exchange.api.views.scores import member_named, period_named
from thidua.exchange.api.views.writing import applied_already, overtaken, require, require_sound
from thidua.kit import clock
from thidua.members.queries import Here
from thidua.scoring import actions, rules
from thidua.scoring.bridge import Book, blank, book
from thidua.scoring.hands import Overtaken
from thidua.scoring.queries import Turn, turn
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Hand

router = Router(tags=["phieu"])
ONE = "/years/{slug:cluster}/{int:year}/units/{slug:unit}/sheet"


def _place(request: HttpRequest, year: tuple[str, int], unit: str, period: str) -> tuple[Here, Turn, Book]:
    """A unit's own sheet the seat may see; to others there is none."""
    here = standing_in(request, *year)
    code, whole = period_named(here, period)
    at_turn, found = turn(member_named(here, unit), Hand.SELF, code), book(here.year, here.day, code)
    if whole or found is None or unit not in found.members or rules.why_not_see_sheet(here, at_turn):
        raise Problem(404)
    return here, at_turn, found


def _kept(found: Book, unit: str) -> tuple[SheetOut, dict[str, int]]:
    """Every row somebody has written on, with all its cells; and the version of each."""
    claims = found.claims.get((unit, Hand.SELF), {})
    rows = {code: SheetCell(written=blank(found.edition, code) | claim.written, reason=claim.reason)
            for code, claim in claims.items()}  # fmt: skip
    return SheetOut(rows=rows), {code: claim.version for code, claim in claims.items()}


@offers(router, ONE, SheetOut, Reach.SCORES, summary=_("Phiếu tự chấm của một đơn vị"),
        description=_("Những dòng đã nhập của phiếu tự chấm; bảng chia kỳ thì phải nêu kỳ (period)."))  # fmt: skip
def sheet(request: HttpRequest, cluster: str, year: int, unit: str, period: Code = "") -> SheetOut:
    """The sheet as kept."""
    _here, _turn, found = _place(request, (cluster, year), unit, period)
    return _kept(found, unit)[0]


@offers(router, ONE, SheetOut, Reach.SHEET, writes=True, summary=_("Ghi phiếu tự chấm của đơn vị mình"),
        description=_("Ghi những dòng gửi lên; dòng khác giữ nguyên. Lãnh đạo đơn vị gửi phiếu."))  # fmt: skip
def put_sheet(
    request: HttpRequest, *, cluster: str, year: int, unit: str, given: SheetOut, period: Code = ""
) -> SheetOut:  # fmt: skip
    """Write the rows: all of those given, or none."""
    here, at_turn, found = _place(request, (cluster, year), unit, period)
    require(rules.why_not_write(here, at_turn))
    require_sound(found.edition, {code: row.written for code, row in given.rows.items()}, "rows")
    now, versions = _kept(found, unit)
    rows = {code: SheetCell(written=blank(found.edition, code) | row.written, reason=row.reason.strip())
            for code, row in given.rows.items()}  # fmt: skip
    if applied_already(request, now, SheetOut(rows=now.rows | rows)):
        return now
    typed = [Typed(code, row.written, row.reason, versions.get(code, 0)) for code, row in rows.items()
             if row != now.rows.get(code)]  # fmt: skip
    try:
        actions.save_sheet(here=here, membership=at_turn.membership, hand=Hand.SELF, rows=typed, at=clock.now(),
                           period=at_turn.period)  # fmt: skip
    except Overtaken:
        raise overtaken() from None
    return _kept(_place(request, (cluster, year), unit, period)[2], unit)[0]
