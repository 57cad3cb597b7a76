"""The lists of the public pages by the page, and their search by an index of words (PostgreSQL), whatever their length."""

import datetime as dt

from django.db import migrations, models
from django.db.models import F

WORDS = "to_tsvector('simple', regexp_replace(words, '[^a-z0-9]+', ' ', 'g'))"


def fill(apps, _schema):
    rows = apps.get_model("news", "Showing").objects
    rows.update(first=F("since"))
    for row in rows.filter(kind="article", ended=False).only("data").iterator():
        if published := row.data.get("published_at"):
            rows.filter(pk=row.pk).update(first=dt.datetime.fromisoformat(published))


def keep(_apps, _schema):
    """Nothing to take back: the column goes."""


def make(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX showing_words ON news_showing USING gin ({WORDS})")


def drop(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX showing_words")


class Migration(migrations.Migration):
    dependencies = [("news", "0003_show_what_was_published")]
    operations = [
        migrations.AddField("showing", "first", models.DateTimeField(null=True)),
        migrations.RunPython(fill, keep),
        migrations.AlterField("showing", "first", models.DateTimeField()),
        migrations.AddIndex("showing", models.Index(fields=["kind", "-first", "-id"], name="showing_listed")),
        migrations.AddIndex("showing", models.Index(fields=["kind", "-since", "-id"], name="showing_fresh")),
        migrations.RunPython(make, drop),
    ]
