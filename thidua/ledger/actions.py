"""The one writer of the ledger."""

import datetime as dt
from collections.abc import Mapping

from django.db import connection, models, transaction

from thidua.ledger.models import Entry
from thidua.ledger.queries import kind_of
from thidua.ledger.terms import GENESIS, Actor

LOCK = 7_115_001
"""PostgreSQL advisory lock: one writer of the chain at a time. SQLite has one writer anyway."""


def take_turn() -> None:
    """Wait for the chain, and hold it to the end of the transaction.

    An act that reads before it writes (the next number, nobody has signed) takes its turn first: no row lock of its
    own is then needed, and no two acts can wait for each other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def record(
    *,
    act: str,
    subject: models.Model,
    by: Actor,
    at: dt.datetime,
    year_id: int | None = None,
    facts: Mapping[str, object] | None = None,
    reason: str = "",
) -> Entry:
    """Append one act. Call it inside the transaction of the act itself: both happen, or neither.

    `act` is a word of code such as "season.launch", translated for the screen by `ledger.terms`-aware templates.
    `facts` holds plain JSON values (numbers as text), before and after where something changed.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("record() belongs inside the transaction of the act")
    take_turn()
    last = Entry.objects.order_by("-seq").only("seq", "hash").first()
    entry = Entry(
        seq=last.seq + 1 if last else 1, at=at, actor_id=by.person, actor_name=by.name, actor_office=by.office,
        actor_unit=by.unit, act=act, subject_kind=kind_of(subject), subject_id=str(subject.pk),
        subject_name=str(subject)[:300], year_id=year_id, facts=dict(facts or {}), reason=reason,
        previous=last.hash if last else GENESIS,
    )  # fmt: skip
    entry.hash = entry.computed_hash()
    entry.save(force_insert=True)
    return entry
