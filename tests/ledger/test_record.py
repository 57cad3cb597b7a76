"""Sổ cái: appended in the act's own transaction, chained, refused by the database to whoever would change it."""

import datetime as dt
import json
import random
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import DatabaseError, connection, transaction

from thidua.kit import signing
from thidua.ledger.actions import record, sign_head
from thidua.ledger.models import DayHead, Entry
from thidua.ledger.queries import first_break, history, of_year
from thidua.ledger.terms import GENESIS, Actor
from thidua.samples.cast import moment

BY = Actor(7, "Thư ký Cụm trưởng", "head_secretary", "Đơn vị Sông Hồng (minh hoạ)")


@pytest.fixture
def written(cast):
    """One act of our own on top of those that made the sample."""
    return record(act="test.act", subject=cast.year, by=BY, at=moment(2026, 3, 1), year_id=cast.year.pk,
                  facts={"before": "1", "after": "2"}, reason="để kiểm thử")  # fmt: skip


def test_the_chain_runs_without_gaps_from_the_first_entry(written):
    entries = list(Entry.objects.order_by("seq"))
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[0].previous == GENESIS
    assert all(later.previous == earlier.hash for earlier, later in pairwise(entries))
    assert entries[-1] == written
    assert first_break() is None


def test_an_entry_says_who_in_which_office_what_and_why(cast, written):
    kept = history(cast.year).first()
    assert (kept.actor_id, kept.actor_name, kept.actor_office, kept.actor_unit) == (7, BY.name, BY.office, BY.unit)
    assert (kept.act, kept.facts, kept.reason) == ("test.act", {"before": "1", "after": "2"}, "để kiểm thử")
    assert kept.at == moment(2026, 3, 1)
    assert kept.subject_name == str(cast.year)


def truncate() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE ledger_entry")


@pytest.mark.parametrize("verb", ["update", "delete", "truncate"])
def test_the_database_refuses_to_change_or_delete(written, verb):
    if verb == "truncate" and connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    row = Entry.objects.filter(pk=written.pk)
    change = {"update": lambda: row.update(reason="khác"), "delete": row.delete, "truncate": truncate}[verb]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change()
    written.refresh_from_db()
    assert written.reason == "để kiểm thử"


def without_guards() -> None:
    """What somebody with the database's own password could do first."""
    tables = {"entry": "ledger_no", "dayhead": "ledger_head_no"}
    with connection.cursor() as cursor:
        for table, guard in tables.items():
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {guard}_update")
                cursor.execute(f"DROP TRIGGER {guard}_delete")
            else:
                cursor.execute(f"ALTER TABLE ledger_{table} DISABLE TRIGGER USER")


def unguarded(statement: str, *values: object) -> None:
    without_guards()
    execute(statement, *values)


def execute(statement: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


@pytest.mark.parametrize("column", ["reason", "actor_name", "act", "actor_office", "subject_name"])
def test_a_changed_entry_is_found_although_the_guard_was_taken_away(written, column):
    unguarded(f"UPDATE ledger_entry SET {column} = 'khác' WHERE seq = %s", 3)  # noqa: S608
    assert first_break().seq == 3


def test_a_removed_entry_is_found(written):
    unguarded("DELETE FROM ledger_entry WHERE seq = %s", 3)
    assert first_break().seq == 4


def test_a_rewritten_entry_breaks_at_the_next_one(written):
    """Whoever changes an entry and computes its hash anew has to rewrite everything after it."""
    changed = Entry.objects.get(seq=3)
    changed.reason = "khác"
    unguarded("UPDATE ledger_entry SET reason = %s, hash = %s WHERE seq = 3", "khác", changed.computed_hash())
    assert first_break().seq == 4


def altered(value, chance):
    """The value with one byte, digit or moment other than it was; texts and JSON as the database keeps them."""
    if value is None or isinstance(value, int):
        return (value or 0) + 1
    if isinstance(value, dt.datetime):
        return value + dt.timedelta(microseconds=1)
    place = chance.randrange(len(value) + 1)
    return value[:place] + chance.choice("Xạ 0") + value[place + chance.randrange(2) :]


def as_kept(column: str) -> str:
    """How to read and write a column as it lies in the database."""
    return f"{column}::text" if column == "facts" and connection.vendor == "postgresql" else column


def test_any_byte_of_any_entry_that_is_altered_is_found(written):
    """Random columns of random entries, changed by one letter, digit or moment, with the guards taken away."""
    chance, columns = random.Random(20261121), [field.column for field in Entry._meta.fields]  # noqa: S311
    without_guards()
    found = 0
    for _each in range(200):
        column, seq = chance.choice(columns), chance.randint(1, written.seq)
        [(value,)] = execute(f"SELECT {as_kept(column)} FROM ledger_entry WHERE seq = %s", seq)  # noqa: S608
        new = altered(value, chance)
        if column == "facts" and connection.vendor == "postgresql":
            new = json.dumps({**json.loads(value), "x": 1})  # jsonb keeps what a JSON text says, not its bytes
        if new == value:
            continue
        try:
            with transaction.atomic():
                execute(f"UPDATE ledger_entry SET {column} = %s WHERE seq = %s", new, seq)  # noqa: S608
                assert first_break() is not None, f"{column} of {seq}: {value!r} became {new!r}"
                transaction.set_rollback(True)
        except DatabaseError:  # too long, no longer JSON, a number taken: the database itself does not hold it
            continue
        found += 1
    assert found > 100
    assert first_break() is None


def test_a_day_has_one_signed_head_and_it_is_guarded_too(written):
    head = sign_head(at=moment(2026, 3, 1, 23))
    assert (head.seq, head.hash) == (written.seq, written.hash)
    assert signing.holds(head.text(), head.signature, signing.public_key())
    append_again(written)
    assert sign_head(at=moment(2026, 3, 1, 23, 30)) == head
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        DayHead.objects.filter(pk=head.pk).update(hash="0" * 64)
    assert first_break() is None


def append_again(entry):
    record(act="test.act", subject=entry, by=BY, at=moment(2026, 3, 1))


def test_a_past_rewritten_whole_does_not_fit_its_signed_head(written):
    """Every hash from the changed entry on computed anew: the chain holds, the head printed on papers does not."""
    sign_head(at=moment(2026, 3, 1, 23))
    without_guards()
    previous = Entry.objects.get(seq=2).hash
    for entry in Entry.objects.filter(seq__gte=3):
        entry.reason, entry.previous = ("khác" if entry.seq == 3 else entry.reason), previous
        previous = entry.computed_hash()
        execute("UPDATE ledger_entry SET reason = %s, previous = %s, hash = %s WHERE seq = %s", entry.reason,
                entry.previous, previous, entry.seq)  # fmt: skip
    assert first_break().seq == written.seq
    assert "01/03/2026" in first_break().what


@pytest.mark.parametrize("column", ["hash", "signature", "key"])
def test_a_head_that_was_altered_is_found(written, column):
    sign_head(at=moment(2026, 3, 1, 23))
    kept = getattr(DayHead.objects.get(), column)
    unguarded(f"UPDATE ledger_dayhead SET {column} = %s", ("0" if kept[0] != "0" else "1") + kept[1:])  # noqa: S608
    assert first_break() is not None


def test_entries_cut_off_at_the_end_are_missed_by_the_head(written):
    sign_head(at=moment(2026, 3, 1, 23))
    unguarded("DELETE FROM ledger_entry WHERE seq = %s", written.seq)
    assert first_break().seq == written.seq


def append(year):
    return record(act="test.act", subject=year, by=BY, at=moment(2026, 3, 1))


@transaction.atomic
def act_that_fails(year):
    append(year)
    raise LookupError


def test_an_act_that_fails_takes_its_entry_with_it(cast):
    before = Entry.objects.count()
    with pytest.raises(LookupError):
        act_that_fails(cast.year)
    assert Entry.objects.count() == before


def test_no_entry_outside_the_transaction_of_an_act(cast):
    """In a thread of its own, where no transaction is open."""
    with ThreadPoolExecutor(1) as pool, pytest.raises(transaction.TransactionManagementError):
        pool.submit(append, cast.year).result()


def test_a_year_is_searched_by_subject_person_unit_and_reason(cast, written):
    for search in ("Thư ký", "Sông Hồng", "kiểm thử", "test.act", ""):
        assert written in of_year(cast.year.pk, search), search
    assert written not in of_year(cast.year.pk, "không có")
    assert written not in of_year(cast.year.pk + 1)
