"""Each delegate gets a code nobody can guess; those already entered get theirs here."""

import secrets

from django.db import migrations, models


def give(apps, schema_editor):
    Delegate = apps.get_model("conference", "Delegate")
    for pk in Delegate.objects.filter(code__isnull=True).values_list("pk", flat=True):
        Delegate.objects.filter(pk=pk).update(code=secrets.token_urlsafe(16))


class Migration(migrations.Migration):
    dependencies = [("conference", "0001_initial")]

    operations = [
        migrations.AddField("delegate", "code", models.CharField(max_length=32, null=True)),
        migrations.RunPython(give, migrations.RunPython.noop),
        migrations.AlterField(
            "delegate",
            "code",
            models.CharField(
                help_text="what the badge's QR holds; cannot be guessed",
                max_length=32,
                unique=True,
            ),
        ),
    ]
