"""Con dấu của trang công khai: whether anything the public sees may have changed. One statement.

The last row published, whether a freeze is on, and how many of the announced moments have come: nothing else is on a
public page, so nothing else can change one.
"""

import datetime as dt
from bisect import bisect_right
from functools import cache

from thidua.kit.keeping import Stamp, first_row
from thidua.kit.replica import connection
from thidua.news.models import Freeze, Showing


def stamp(at: dt.datetime) -> Stamp:
    """What every public page follows from, at this moment: the rows, and how many announced moments have come."""
    rows = first_row(connection(), _asked()) or ()
    known = ANNOUNCED.get(rows)
    if known is None:
        ahead = Showing.objects.filter(ahead=True, dropped=False)
        ANNOUNCED.clear()
        known = ANNOUNCED[rows] = tuple(ahead.order_by("since").values_list("since", flat=True))
    return (*rows, bisect_right(known, at))


ANNOUNCED: dict[Stamp, tuple[dt.datetime, ...]] = {}
"""The announced moments of the rows as they are: read once, for they change with the rows."""


@cache
def _asked() -> str:
    """The last row of each table. Built by hand: it is asked for every page, and building costs more than answering."""
    showing, freeze = (f'"{table._meta.db_table}"' for table in (Showing, Freeze))
    return (
        f"SELECT (SELECT MAX(id) FROM {showing}), "  # noqa: S608  our own tables
        f'(SELECT MAX(id) FROM {freeze}), (SELECT MAX(id) FROM {freeze} WHERE "on")'
    )
