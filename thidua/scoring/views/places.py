"""What every page of the room finds first: the unit, period, column and board asked for, its own addresses."""

from dataclasses import dataclass
from urllib.parse import quote

from django.http import Http404, HttpRequest
from django.urls import reverse

from thidua.engine import Period
from thidua.kit.posted import one_of
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.scoring import rules
from thidua.scoring.bridge import shelf
from thidua.scoring.queries import Board, columns_shown, hands_begun, is_over, periods_of, rounds_of
from thidua.scoring.terms import Column
from thidua.scoring.yearly import board_in

TOTAL = "tong"
"""The code of the total in addresses."""


def member_named(here: Here, unit: str) -> Membership:
    """The member of the year with this unit code."""
    found = next((member for member in here.members if member.unit.code == unit), None)
    if found is None:
        raise Http404
    return found


def period_asked(request: HttpRequest, here: Here) -> tuple[Period | None, str, tuple[Period, ...]]:
    """The period in the address, its code, and all periods of the table: no period is the whole year."""
    periods, asked = periods_of(here.year, here.day), request.GET.get("ky", "")
    if not asked:
        return None, "", periods
    found = next((one for one in periods if one.code == asked), None)
    if found is None:
        raise Http404
    return found, found.code, periods


def at(here: Here, name: str, *rest: object, period: str = "") -> str:
    """An address of the room in this year, in one of its periods."""
    path = reverse(f"scoring:{name}", args=[here.year.cluster.slug, here.year.year, *rest])
    return f"{path}?ky={quote(period)}" if period else path


def column_asked(request: HttpRequest, columns: list[Column]) -> Column:
    """The column in the address, the last one that means something yet when it is not named or comes later."""
    asked = one_of(request.GET, "cot", Column.values)
    return next((column for column in columns if column.value == asked), columns[-1])


@dataclass(frozen=True)
class Seen:
    """A board, by which of the columns that mean something yet, of which of the table's periods (None: the year)."""

    board: Board
    column: Column
    columns: list[Column]
    period: Period | None
    periods: tuple[Period, ...]


def board_seen(request: HttpRequest, here: Here) -> Seen:
    """The board in the address; 404 while this person may not see it, or without a table."""
    period, code, periods = period_asked(request, here)
    whole = bool(periods) and period is None
    rounds = hands_begun(here.year) if whole else rounds_of(here.year, code)
    found = None if rules.why_not_see_board(here, over=is_over(code, rounds)) else shelf(here.year, here.day)
    if found is None:
        raise Http404
    columns = columns_shown(rounds)
    column = column_asked(request, columns)
    return Seen(board_in(found, here.year, column, code), column, columns, period, periods)
