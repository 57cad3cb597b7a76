"""An index of words for the search: FTS5 beside the table on SQLite, a GIN index on PostgreSQL.

On SQLite a later migration that remakes `awards_award` leaves the index as it is: the row numbers stay.
"""

from django.db import migrations


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("CREATE VIRTUAL TABLE awards_words USING fts5"
                              "(search, content='awards_award', content_rowid='id', prefix='2 3')")
    else:
        schema_editor.execute("CREATE INDEX awards_words ON awards_award USING gin (to_tsvector('simple', search))")


def drop(apps, schema_editor):
    what = "TABLE" if schema_editor.connection.vendor == "sqlite" else "INDEX"
    schema_editor.execute(f"DROP {what} awards_words")


class Migration(migrations.Migration):
    dependencies = [("awards", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
