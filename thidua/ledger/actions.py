"""The one writer of the ledger and of its signed heads."""

import datetime as dt
from collections.abc import Callable, Mapping

from django.db import connection, models, transaction

from thidua.kit import clock, signing
from thidua.ledger.models import DayHead, Entry
from thidua.ledger.queries import kind_of, last
from thidua.ledger.terms import GENESIS, Actor

LOCK = 7_115_001
"""PostgreSQL advisory lock: one writer of the chain at a time. SQLite has one writer anyway."""
listeners: list[Callable[[Entry], None]] = []
"""Rooms above add who passes on what is recorded; called inside the transaction of the act."""


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
    before = last()
    entry = Entry(
        seq=before.seq + 1 if before else 1, at=at, actor_id=by.person, actor_name=by.name, actor_office=by.office,
        actor_unit=by.unit, act=act, subject_kind=kind_of(subject), subject_id=str(subject.pk),
        subject_name=str(subject)[:300], year_id=year_id, facts=dict(facts or {}), reason=reason,
        previous=before.hash if before else GENESIS,
    )  # fmt: skip
    entry.hash = entry.computed_hash()
    entry.save(force_insert=True)
    for tell in listeners:
        tell(entry)
    return entry


@transaction.atomic
def sign_head(*, at: dt.datetime) -> DayHead | None:
    """Sign the last entry as the head of this day; what the day already has stays. None while nothing is recorded."""
    take_turn()
    day = clock.day_of(at)
    if kept := DayHead.objects.filter(day=day).first():
        return kept
    final = last()
    if final is None:
        return None
    head = DayHead(day=day, at=at, seq=final.seq, hash=final.hash, key=signing.public_key())
    head.signature = signing.sign(head.text())
    head.save(force_insert=True)
    return head
