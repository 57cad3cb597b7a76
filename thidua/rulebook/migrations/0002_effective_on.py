"""An adopted table takes effect on a day; until now that was the day of its adoption."""

from django.db import migrations, models
from django.db.models import F, Q


def on_adoption(apps, schema_editor):
    apps.get_model("rulebook", "EditionText").objects.update(effective_on=F("adopted_on"))


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0001_initial"), ("members", "0001_initial")]
    operations = [
        migrations.AddField("editiontext", "effective_on", models.DateField(blank=True, null=True, verbose_name="áp dụng từ ngày")),
        migrations.RunPython(on_adoption, migrations.RunPython.noop),
        migrations.RemoveConstraint("editiontext", "one_adopted_edition"),
        migrations.AddConstraint("editiontext", models.UniqueConstraint(fields=["year", "effective_on"], condition=Q(status="adopted"), name="one_adopted_edition_a_day")),
        migrations.AddConstraint("editiontext", models.CheckConstraint(condition=~Q(status="adopted") | Q(effective_on__isnull=False), name="adopted_edition_takes_effect")),
    ]
