"""Sổ cái: appended in the act's own transaction, chained, refused by the database to whoever would change it."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import DatabaseError, connection, transaction

from thidua.ledger.actions import record
from thidua.ledger.models import Entry
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


def unguarded(statement: str, *values: object) -> None:
    """What somebody with the database's own password could do: take the guard away first."""
    off = {
        "sqlite": ["DROP TRIGGER ledger_no_update", "DROP TRIGGER ledger_no_delete"],
        "postgresql": ["ALTER TABLE ledger_entry DISABLE TRIGGER USER"],
    }
    with connection.cursor() as cursor:
        for guard in off[connection.vendor]:
            cursor.execute(guard)
        cursor.execute(statement, values)


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
