"""The signed heads are append-only too, by the same guards as the entries."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER ledger_head_no_{verb.lower()} BEFORE {verb} ON ledger_dayhead
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"""
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE TRIGGER ledger_head_no_change BEFORE UPDATE OR DELETE ON ledger_dayhead
       FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
    """CREATE TRIGGER ledger_head_no_truncate BEFORE TRUNCATE ON ledger_dayhead
       FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()""",
]
UNDO = {
    "sqlite": ["DROP TRIGGER ledger_head_no_update", "DROP TRIGGER ledger_head_no_delete"],
    "postgresql": [
        "DROP TRIGGER ledger_head_no_change ON ledger_dayhead",
        "DROP TRIGGER ledger_head_no_truncate ON ledger_dayhead",
    ],
}


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_day_head")]
    operations = [migrations.RunPython(forwards, backwards)]
