"""A file may serve several criteria: what it serves becomes rows of its own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("reports", "0003_carried_and_noted")]

    operations = [
        migrations.RemoveConstraint(model_name="evidence", name="evidence_file_once"),
        migrations.AddField("evidence", "place_removed", models.BooleanField(default=False)),
        migrations.CreateModel(
            name="EvidenceLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(blank=True, max_length=40)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("evidence", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="links", to="reports.evidence")),
            ],
            options={
                "ordering": ["code", "at", "pk"],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("withdrawn_at__isnull", True)), fields=("evidence", "code"), name="evidence_linked_once"),
                ],
            },
        ),
    ]
