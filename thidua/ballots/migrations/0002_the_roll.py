"""The roll is fixed when a ballot opens: a row per mandate, flipped once it has voted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ballots", "0001_initial")]
    operations = [migrations.AddField("turnout", "voted", models.BooleanField(default=False))]
