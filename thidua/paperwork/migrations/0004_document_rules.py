from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('paperwork', '0003_registers'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('register', 'number'), name='document_number_once'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number__isnull', True), ('status__in', ['draft', 'signed', 'dropped'])), models.Q(('issued_on__isnull', False), ('number__isnull', False), ('number_year__isnull', False), ('register__isnull', False), ('status__in', ['issued', 'revoked'])), _connector='OR'), name='issued_means_numbered'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('signed_by__isnull', True), ('prepared_by__isnull', True), models.Q(('signed_by', models.F('prepared_by')), _negated=True), _connector='OR'), name='prepares_or_signs'),
        ),
    ]
