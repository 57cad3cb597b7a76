"""PostgreSQL's two roles: the owner makes the tables, the program reads and writes rows and cannot touch the past."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from tests.browser import PASSWORD
from thidua.kit import clock
from thidua.ledger.actions import record, sign_head
from thidua.ledger.models import Entry
from thidua.ledger.queries import first_break
from thidua.ledger.terms import Actor
from thidua.upkeep.queries import why_not_ready
from thidua.upkeep.roles import APPENDED, SWEPT, give, why_not_give

pytestmark = pytest.mark.postgres_only
PROGRAM = "thidua_program"


def said(sentence, *values):
    with connection.cursor() as cursor:
        cursor.execute(sentence, values)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def as_program(cast):
    """From here on this connection is the program's; the roles go with the test's transaction."""
    [(owner,)] = said("SELECT current_user")
    assert "cùng là tài khoản" in why_not_give(owner)
    assert "CREATE ROLE" in why_not_give(PROGRAM)
    said(f"CREATE ROLE {PROGRAM}")
    assert why_not_give(PROGRAM) == ""
    give(PROGRAM)
    give(PROGRAM)
    said("CREATE TABLE made_later (said text)")
    said(f"SET ROLE {PROGRAM}")
    yield cast
    said("RESET ROLE")


def test_the_site_works_as_the_program(as_program, visit, client):
    person = as_program.person("thu-ky-cum-truong")
    person.set_password(PASSWORD)
    person.save()
    told = client.post("/dang-nhap/", {"login": "thu-ky-cum-truong", "password": PASSWORD})
    assert told.status_code == 302
    for page in ("/viec-cua-toi/", "/cum/cum-mau/2026/", "/cum/cum-mau/2026/so-cai/", "/cum/cum-mau/2026/bo-phieu/"):
        assert visit("thu-ky-cum-truong").get(page).status_code == 200, page
    with transaction.atomic():
        record(act="test.act", subject=as_program.year, by=Actor(1, "x", "program"), at=clock.now())
    assert sign_head(at=clock.now()).seq == Entry.objects.count()
    assert first_break() is None
    assert why_not_ready() == ""
    said("INSERT INTO made_later VALUES ('a table of a later migration')")


def test_every_table_is_the_programs_to_fill_and_none_is_its_own(as_program):
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        held = {right for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES")
                if said("SELECT has_table_privilege(%s, %s)", table, right)[0][0]}  # fmt: skip
        kept = {"SELECT", "INSERT"} if table in APPENDED else {"SELECT", "INSERT", "UPDATE", "DELETE"}
        assert held == kept, table
    for table in SWEPT:
        swept = "SELECT has_table_privilege(%s, 'MAINTAIN')" if connection.pg_version >= 170000 else (
            "SELECT 'autovacuum_vacuum_threshold=0' = ANY(reloptions) FROM pg_class WHERE relname = %s")  # fmt: skip
        assert said(swept, table) == [(True,)]


@pytest.mark.parametrize("sentence", [
    "UPDATE ledger_entry SET reason = 'khác'", "DELETE FROM ledger_entry", "TRUNCATE ledger_entry",
    "UPDATE ledger_dayhead SET hash = ''", "DELETE FROM ledger_dayhead", "TRUNCATE members_person CASCADE",
    "ALTER TABLE ledger_entry DISABLE TRIGGER USER", "DROP TRIGGER ledger_no_change ON ledger_entry",
    "DROP FUNCTION ledger_refuse() CASCADE", "DROP TABLE ledger_entry", "ALTER TABLE ledger_entry DROP COLUMN reason",
    "CREATE TRIGGER mine BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    "CREATE TABLE mine (said text)", "SET session_replication_role = replica", "DELETE FROM django_migrations",
    "SELECT * FROM ledger_entry FOR UPDATE",
])  # fmt: skip
def test_no_sentence_of_the_program_reaches_the_past_or_the_tables_form(as_program, sentence):
    before = Entry.objects.count()
    with pytest.raises(DatabaseError), transaction.atomic():
        said(sentence)
    assert Entry.objects.count() == before > 0
    assert first_break() is None
