"""On SQLite the index of words follows the rows by triggers: whoever writes them, a restored copy too, is found.

A later migration that remakes `awards_award` loses the triggers and has to make them again.
"""

from django.db import migrations

TAKE = "INSERT INTO awards_words (awards_words, rowid, search) VALUES ('delete', old.id, old.search);"
GIVE = "INSERT INTO awards_words (rowid, search) VALUES (new.id, new.search);"
FOLLOW = {"INSERT": GIVE, "DELETE": TAKE, "UPDATE OF search": f"{TAKE} {GIVE}"}


def follow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act, then in FOLLOW.items():
            schema_editor.execute(f"CREATE TRIGGER awards_words_{act.split()[0].lower()} AFTER {act} ON awards_award "
                                  f"BEGIN {then} END")
        schema_editor.execute("INSERT INTO awards_words (awards_words) VALUES ('rebuild')")


def leave(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in FOLLOW:
            schema_editor.execute(f"DROP TRIGGER awards_words_{act.split()[0].lower()}")


class Migration(migrations.Migration):
    dependencies = [("awards", "0004_words_kept")]
    operations = [migrations.RunPython(follow, leave)]
