"""GET: the board, one unit's points, and why a point is what it is; seen by whom the pages show them to."""

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Router

from thidua import engine
from thidua.exchange.api.doors import standing_in
from thidua.exchange.api.problems import Problem, Wrong
from thidua.exchange.api.service import offers
from thidua.exchange.api.shapes import (
    BoardOut,
    BoardRow,
    CardOut,
    CardRowOut,
    Code,
    PeerOut,
    WhyOut,
    written,
)
from thidua.exchange.api.terms import Reach
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.scoring import rules
from thidua.scoring.bridge import Book, Shelf, shelf
from thidua.scoring.queries import (
    Board,
    card,
    checker_of,
    columns_shown,
    decimal,
    hands_begun,
    is_over,
    periods_of,
    rounds_of,
    why,
)
from thidua.scoring.terms import Column
from thidua.scoring.yearly import board_in, year_card, year_of, year_why

router = Router(tags=["diem"])
YEAR, TOTAL = "/years/{slug:cluster}/{int:year}", "tong"


def member_named(here: Here, unit: str) -> Membership:
    """The member of the year with this unit code."""
    found = next((one for one in here.members if one.unit.code == unit), None)
    if found is None:
        raise Problem(404)
    return found


def period_named(here: Here, period: str) -> tuple[str, bool]:
    """A period of the table by its code, "" for none; whether the whole year made of periods is meant."""
    codes = [one.code for one in periods_of(here.year, here.day)]
    if period and period not in codes:
        raise Problem(422, errors=[Wrong("period", gettext("Bảng tiêu chí không có kỳ này."))])
    return period, bool(codes) and not period


def column_named(column: Column | None, columns: list[Column]) -> Column:
    """The column asked for; the last that means something yet when it is not named."""
    if column is not None and column not in columns:
        raise Problem(409, gettext("Cột điểm này chưa có."))
    return column or columns[-1]


@offers(router, YEAR + "/board", BoardOut, Reach.SCORES, summary=_("Bảng điểm"),
        description=_("Các đơn vị theo thứ hạng. 403 khi chức trách chưa được xem bảng của cả cụm."))  # fmt: skip
def board(request: HttpRequest, cluster: str, year: int, column: Column | None = None, period: Code = "") -> BoardOut:
    """The units ranked."""
    here = standing_in(request, cluster, year)
    code, whole = period_named(here, period)
    rounds = hands_begun(here.year) if whole else rounds_of(here.year, code)
    if why_not := rules.why_not_see_board(here, over=is_over(code, rounds)):
        raise Problem(403, why_not)
    asked, found = column_named(column, columns_shown(rounds)), shelf(here.year, here.day)
    if found is None:
        raise Problem(404, gettext("Năm thi đua này chưa có bảng tiêu chí được thông qua."))
    shown = board_in(found, here.year, asked, code)
    return BoardOut(column=asked.value, period=code, official=shown.official, rows=_rows(shown))


def _rows(shown: Board) -> list[BoardRow]:
    return [
        BoardRow(
            unit=row.member.unit.code, name=row.member.unit.name, rank=row.place.rank, shared=row.place.shared,
            grade=row.place.grade, total=written(row.total), percent=row.percent,
            complete=row.score is not None and row.score.complete,
            sections={top.code: written(points) for top, points in row.sections},
            periods={one.code: written(points) for one, points in row.periods},
        )
        for row in shown.rows
    ]  # fmt: skip


def readable(here: Here, unit: str, code: str) -> Membership:
    """A unit whose points the seat may see; to others there are none."""
    member = member_named(here, unit)
    if rules.why_not_see_unit(here, member, checker_of(member), over=is_over(code, rounds_of(here.year, code))):
        raise Problem(404)
    return member


@offers(router, YEAR + "/units/{slug:unit}/card", CardOut, Reach.SCORES, summary=_("Phiếu điểm của một đơn vị"),
        description=_("Điểm từng tiêu chí, mọi cột cạnh nhau. Vì sao: địa chỉ points/{code}."))  # fmt: skip
def unit_card(request: HttpRequest, cluster: str, year: int, unit: str, period: Code = "") -> CardOut:
    """One unit's points."""
    here = standing_in(request, cluster, year)
    code, whole = period_named(here, period)
    member, found = readable(here, unit, code), shelf(here.year, here.day)
    if found is None or unit not in found.empty.members:
        raise Problem(404)
    return _year_card(found, here, member) if whole else _card(found.book(code), here, member, code)


def _card(found: Book, here: Here, member: Membership, code: str) -> CardOut:
    made = card(found, member, rounds_of(here.year, code), {})
    return CardOut(
        unit=member.unit.code, name=member.unit.name, period=code,
        totals={column.value: written(total) for column, total, _percent in made.totals},
        rows=[CardRowOut(code=row.criterion.code, title=row.criterion.title, state=row.state.lower(),
                         points={column.value: written(value) for column, value, _moved in row.points},
                         changed=row.criterion.code in made.changed) for row in made.rows],
    )  # fmt: skip


def _year_card(found: Shelf, here: Here, member: Membership) -> CardOut:
    column = columns_shown(hands_begun(here.year))[-1]
    made = year_card(year_of(found, column), member)
    return CardOut(
        unit=member.unit.code, name=member.unit.name, period="",
        totals={"year": written(made.total), **{one.code: written(value) for one, value in made.periods}},
        rows=[CardRowOut(code=row.criterion.code, title=row.criterion.title, state="", changed=False,
                         points={"year": written(row.points)} | {one.code: written(value)
                                                                 for one, value in row.periods}) for row in made.rows],
    )  # fmt: skip


@offers(router, YEAR + "/units/{slug:unit}/points/{code}", WhyOut, Reach.SCORES, summary=_("Vì sao một điểm"),
        description=_("Lời giải thích một điểm với từng con số; mã “tong” là tổng điểm."))  # fmt: skip
def point(
    request: HttpRequest, *, cluster: str, year: int, unit: str, code: Code, column: Column | None = None,
    period: Code = "",
) -> WhyOut:  # fmt: skip
    """Why one point is what it is."""
    here = standing_in(request, cluster, year)
    key, whole = period_named(here, period)
    member, found = readable(here, unit, key), shelf(here.year, here.day)
    asked = "" if code == TOTAL else code
    if found is None or unit not in found.empty.members or (asked and asked not in found.edition.codes):
        raise Problem(404)
    rounds = hands_begun(here.year) if whole else rounds_of(here.year, key)
    where = column_named(column, columns_shown(rounds))
    if whole:
        told = year_why(year_of(found, where), member, asked)
        return WhyOut(unit=unit, code=code, column=where.value, points=None, sentence=told.sentence, steps=told.lost,
                      inputs=[[one.title, str(value)] for one, value in told.parts if value is not None], peers=[],
                      cap="", rounding="", cites=[])  # fmt: skip
    return _why(here, found.book(key), member, (asked, code), where)


def _why(here: Here, found: Book, member: Membership, named: tuple[str, str], column: Column) -> WhyOut:
    asked, code = named
    rounds = rounds_of(here.year, found.period)
    told = why(found, member, asked, columns_shown(rounds), column)
    peers = [] if rules.why_not_see_board(here, over=is_over(found.period, rounds)) else told.peers
    why_so: engine.Why = told.why
    return WhyOut(
        unit=member.unit.code, code=code, column=column.value, sentence=why_so.sentence,
        points=written(decimal(why_so.points)), steps=list(why_so.steps),
        inputs=[list(one) for one in why_so.inputs], cap=why_so.cap, rounding=why_so.rounding,
        peers=[PeerOut(unit=one.unit.code, name=one.unit.name, text=peer.text) for one, peer in peers],
        cites=list(why_so.cites),
    )  # fmt: skip
