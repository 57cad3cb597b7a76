"""Tải về: the board and a unit's points as a workbook or CSV."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify

from thidua.kit.files import XLSX, attached
from thidua.kit.keeping import shared
from thidua.ledger.queries import head
from thidua.members.doors import in_year
from thidua.members.queries import Here, as_written
from thidua.scoring import rules
from thidua.scoring.bridge import Book, book, shelf
from thidua.scoring.queries import (
    Board,
    Card,
    board_of,
    card,
    checker_of,
    columns_shown,
    hands_begun,
    is_over,
    remarks_of,
    rounds_of,
)
from thidua.scoring.terms import Column
from thidua.scoring.views.places import column_asked, member_named, period_asked
from thidua.scoring.workbooks import board as board_file
from thidua.scoring.workbooks import card as card_file
from thidua.scoring.workbooks import year as year_file
from thidua.scoring.yearly import year_board, year_of

CSV = "text/csv; charset=utf-8"


def _period(request: HttpRequest, here: Here) -> str:
    """The period asked for; a whole year made of periods has no sheet of its own (404)."""
    period, code, periods = period_asked(request, here)
    if periods and period is None:
        raise Http404
    return code


def _board(request: HttpRequest, here: Here) -> tuple[Book, Board]:
    """The board as it is asked for; 404 to whom it is not shown yet."""
    code = _period(request, here)
    rounds = rounds_of(here.year, code)
    found = None if rules.why_not_see_board(here, over=is_over(code, rounds)) else book(here.year, here.day, code)
    if found is None:
        raise Http404
    return found, board_of(found, here.year, column_asked(request, columns_shown(rounds)))


@in_year()
def board_workbook(request: HttpRequest, here: Here) -> HttpResponse:
    """The board as a workbook; of the whole year where the table has periods and none is named."""
    period, _code, periods = period_asked(request, here)
    if periods and period is None:
        return _year_workbook(request, here)
    found, shown = _board(request, here)
    return attached(board_file.write(found, shown, here.year, here.day), _name(here, shown), XLSX)


def _year_workbook(request: HttpRequest, here: Here) -> HttpResponse:
    """Units × criteria × periods. The same for everyone who may see it: made once, until something is written."""
    if rules.why_not_see_board(here):
        raise Http404
    column = column_asked(request, columns_shown(hands_begun(here.year)))

    def made() -> tuple[bytes, str]:
        year = as_written(here.year)
        found = shelf(year, here.day)
        if found is None:
            raise Http404
        whole = year_of(found, column)
        shown = year_board(found, year, column, whole)
        return year_file.write(whole, shown, year, here.day), _name(here, shown)

    content, name = shared(("year-file", head(), here.year.pk, here.day, column.value), made)
    return attached(content, name, XLSX)


@in_year()
def board_csv(request: HttpRequest, here: Here) -> HttpResponse:
    """The board as CSV."""
    found, shown = _board(request, here)
    return attached(board_file.as_csv(found, shown), _name(here, shown).replace(".xlsx", ".csv"), CSV)


def _name(here: Here, shown: Board) -> str:
    state = "chinh-thuc" if shown.official else "xem-truoc"
    period = f"-{slugify(shown.period)}" if shown.period else ""
    return f"bang-diem-{here.year.cluster.slug}-{here.year.year}{period}-{shown.column.value}-{state}.xlsx"


def _card_name(here: Here, unit: str, found: Book) -> str:
    return f"bang-diem-{unit}-{here.year.year}" + (f"-{slugify(found.period)}" if found.period else "")


def _card(request: HttpRequest, here: Here, unit: str) -> tuple[Book, Card]:
    """A unit's card; 404 to whom it is not shown yet."""
    member, code = member_named(here, unit), _period(request, here)
    rounds = rounds_of(here.year, code)
    why_not = rules.why_not_see_unit(here, member, checker_of(member), over=is_over(code, rounds))
    found = None if why_not else book(here.year, here.day, code)
    if found is None or unit not in found.members:
        raise Http404
    remarks = {criterion: said for (pk, criterion), said in remarks_of(here.year, code).items() if pk == member.pk}
    return found, card(found, member, rounds, remarks)


@in_year()
def unit_workbook(request: HttpRequest, here: Here, unit: str) -> HttpResponse:
    """One unit's points as a workbook."""
    found, shown = _card(request, here, unit)
    official = board_of(found, here.year, Column.AGREED).official
    data = card_file.write(found, shown, here.year, here.day, official=official)
    return attached(data, _card_name(here, unit, found) + ".xlsx", XLSX)


@in_year()
def unit_csv(request: HttpRequest, here: Here, unit: str) -> HttpResponse:
    """One unit's points as CSV."""
    found, shown = _card(request, here, unit)
    return attached(card_file.as_csv(found, shown), _card_name(here, unit, found) + ".csv", CSV)
