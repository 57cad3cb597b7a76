import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0002_substitutes'),
        ('scoring', '0006_freeze'),
    ]

    operations = [
        migrations.CreateModel(
            name='CollectiveGrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(blank=True, default='', max_length=40, verbose_name='kỳ')),
                ('grade', models.CharField(max_length=100, verbose_name='xếp loại của tập thể')),
                ('document', models.CharField(max_length=300, verbose_name='văn bản')),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='collective_grades', to='members.clusteryear')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('year', 'period'), name='collective_graded_once'), models.CheckConstraint(condition=models.Q(models.Q(('grade', ''), _negated=True), models.Q(('document', ''), _negated=True)), name='collective_grade_has_its_ground')],
            },
        ),
    ]
