
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conference', '0011_convening'),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('presence', models.CharField(choices=[('expected', 'Chưa đến'), ('present', 'Có mặt'), ('excused', 'Vắng có lý do'), ('absent', 'Vắng')], max_length=10, verbose_name='có mặt')),
                ('by_name', models.CharField(max_length=200)),
                ('stated_at', models.DateTimeField(blank=True, null=True)),
                ('received_at', models.DateTimeField()),
                ('delegate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='arrivals', to='conference.delegate')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Floor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taking', models.BooleanField(default=True, verbose_name='nhận đăng ký phát biểu')),
                ('minutes', models.PositiveSmallIntegerField(default=5, verbose_name='số phút mỗi lượt')),
                ('newcomers_first', models.BooleanField(default=False, verbose_name='ưu tiên người phát biểu lần đầu')),
                ('conference', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='floor', to='conference.conference')),
            ],
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='run', to='conference.item')),
            ],
        ),
        migrations.CreateModel(
            name='Screen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('showing', models.CharField(choices=[('item', 'Mục đang diễn ra'), ('speakers', 'Phát biểu, thảo luận'), ('vote', 'Bỏ phiếu'), ('board', 'Bảng điểm'), ('album', 'Ảnh hội nghị'), ('attendance', 'Điểm danh'), ('notice', 'Thông báo')], default='item', max_length=12, verbose_name='đang hiện')),
                ('notice', models.CharField(blank=True, max_length=200, verbose_name='thông báo')),
                ('version', models.PositiveIntegerField(default=0)),
                ('changed_by', models.CharField(blank=True, max_length=200)),
                ('changed_at', models.DateTimeField(blank=True, null=True)),
                ('conference', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='screen', to='conference.conference')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('showing__in', ['item', 'speakers', 'vote', 'board', 'album', 'attendance', 'notice'])), name='known_showing')],
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(blank=True, max_length=200, verbose_name='nội dung')),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.CharField(max_length=200)),
                ('minutes', models.PositiveSmallIntegerField(default=5)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='conference.conference')),
                ('delegate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='conference.delegate')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('started_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('delegate',), name='waits_once'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('started_at__isnull', False)), fields=('conference',), name='one_speaks_at_a_time')],
            },
        ),
    ]
