"""PostgreSQL: leave room in the pages, so that touching all rows with each vote rewrites no index.

Apart from 0005, which writes papers: PostgreSQL alters no table that the same transaction has written to.
"""

from django.db import migrations


def room_to_touch(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in ("ballots_paper", "ballots_turnout"):
            schema_editor.execute(f"ALTER TABLE {table} SET (fillfactor = 30)")


class Migration(migrations.Migration):
    dependencies = [("ballots", "0005_blank_papers")]
    operations = [migrations.RunPython(room_to_touch, migrations.RunPython.noop)]
