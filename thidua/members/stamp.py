"""Con dấu của một trang được giữ: whether anything a signed-in person's page follows from has changed. One statement.

Every act leaves a line in the ledger, in its own transaction; so the hash of the last line stands for everything
written. Beside it stand the session, the account, and the day. Only the answer to `kit.keeping`'s question: no page
is made from it.
"""

import datetime as dt
from functools import cache

from django.contrib.sessions.models import Session
from django.db import connection

from thidua.kit.clock import day_of
from thidua.kit.keeping import Stamp, first_row
from thidua.ledger.models import Entry
from thidua.members.models import Person


def stamp(session: str, person: int, at: dt.datetime) -> Stamp | None:
    """What the person's pages in this session follow from, at this moment; None when they are signed out."""
    found = first_row(connection, _asked(), (person, session, connection.ops.adapt_datetimefield_value(at)))
    return None if found is None else (day_of(at).toordinal(), *found)


@cache
def _asked() -> str:
    """The statement. Built by hand: it is asked for every page, and building it costs more than answering it."""
    session, person, entry = (f'"{table._meta.db_table}"' for table in (Session, Person, Entry))
    return (
        f"SELECT (SELECT hash FROM {entry} ORDER BY seq DESC LIMIT 1), s.session_data, p.password, p.name "  # noqa: S608  our own tables
        f"FROM {session} s, {person} p "
        "WHERE p.id = %s AND p.is_active AND s.session_key = %s AND s.expire_date > %s"
    )
