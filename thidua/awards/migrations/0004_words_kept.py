"""PostgreSQL keeps the words of an award beside it: reading a row then costs no splitting of its text (decision 0029)."""

from django.db import migrations

INDEX = "CREATE INDEX awards_words ON awards_award USING gin (%s)"


def keep(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX awards_words")
        schema_editor.execute("ALTER TABLE awards_award ADD COLUMN words tsvector "
                              "GENERATED ALWAYS AS (to_tsvector('simple', search)) STORED")
        schema_editor.execute(INDEX % "words")


def split_again(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX awards_words")
        schema_editor.execute("ALTER TABLE awards_award DROP COLUMN words")
        schema_editor.execute(INDEX % "to_tsvector('simple', search)")


class Migration(migrations.Migration):
    dependencies = [("awards", "0003_council_ballot")]
    operations = [migrations.RunPython(keep, split_again)]
