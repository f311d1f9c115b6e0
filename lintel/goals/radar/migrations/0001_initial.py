import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0002_append_only'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('detector', models.CharField(max_length=60, verbose_name='Detector')),
                ('severity', models.PositiveSmallIntegerField(choices=[(1, 'Low'), (2, 'Medium'), (3, 'High')], verbose_name='Severity')),
                ('side', models.CharField(choices=[('marketing', 'Marketing'), ('it', 'IT'), ('both', 'Both')], default='both', max_length=10, verbose_name='Asks')),
                ('summary', models.CharField(max_length=300, verbose_name='What was found')),
                ('evidence', models.JSONField(default=list)),
                ('figures', models.JSONField(default=dict)),
                ('step_label', models.CharField(max_length=80)),
                ('step_url', models.CharField(max_length=2000)),
                ('first_seen', models.DateTimeField(verbose_name='Seen first')),
                ('last_seen', models.DateTimeField(verbose_name='Seen last')),
                ('gone_at', models.DateTimeField(null=True)),
                ('snoozed_until', models.DateField(null=True)),
            ],
            options={
                'ordering': ['-severity', '-first_seen', '-pk'],
                'indexes': [models.Index(fields=['gone_at', '-severity', '-first_seen'], name='finding_open'), models.Index(fields=['detector'], name='finding_of_detector')],
                'constraints': [models.CheckConstraint(condition=models.Q(('severity__in', [1, 2, 3])), name='finding_severity_known'), models.CheckConstraint(condition=models.Q(('side__in', ['marketing', 'it', 'both'])), name='finding_side_known'), models.CheckConstraint(condition=models.Q(models.Q(('summary', ''), _negated=True), models.Q(('step_url', ''), _negated=True)), name='finding_says_what_and_what_next')],
            },
        ),
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('milliseconds', models.PositiveIntegerField()),
                ('things', models.PositiveIntegerField()),
                ('pairs', models.PositiveIntegerField()),
                ('new', models.PositiveIntegerField()),
                ('back', models.PositiveIntegerField()),
                ('gone', models.PositiveIntegerField()),
                ('high', models.PositiveIntegerField()),
                ('medium', models.PositiveIntegerField()),
                ('low', models.PositiveIntegerField()),
                ('snoozed', models.PositiveIntegerField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='audit.run')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['at'], name='radar_scan_at')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('found', 'Found it'), ('gone', 'Did not find it any more'), ('back', 'Found it again'), ('graver', 'Found it graver'), ('milder', 'Found it milder')], max_length=8)),
                ('at', models.DateTimeField()),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='radar.finding')),
                ('scan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='radar.scan')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('what__in', ['found', 'gone', 'back', 'graver', 'milder'])), name='finding_change_known')],
            },
        ),
        migrations.CreateModel(
            name='Snooze',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(max_length=2000, verbose_name='Why not now?')),
                ('until', models.DateField(verbose_name='Until')),
                ('office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=10)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snoozes', to='radar.finding')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='snooze_says_why'), models.CheckConstraint(condition=models.Q(('office__in', ['marketing', 'it'])), name='snooze_office_known'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('finding',), name='one_snooze_in_force')],
            },
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_type', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('finding', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='subjects', to='radar.finding')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('finding', 'object_type', 'object_id'), name='finding_names_a_thing_once')],
            },
        ),
        migrations.CreateModel(
            name='WeeklyValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('metric', models.CharField(max_length=80)),
                ('week', models.DateField()),
                ('value', models.FloatField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('metric', 'week'), name='radar_metric_week_once')],
            },
        ),
        migrations.CreateModel(
            name='Concerned',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('finding', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='people', to='radar.finding')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('finding', 'person'), name='finding_concerns_somebody_once')],
            },
        ),
        migrations.CreateModel(
            name='MetricTension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.CharField(max_length=80, verbose_name='One metric')),
                ('second', models.CharField(max_length=80, verbose_name='The other metric')),
                ('moves', models.CharField(choices=[('opposite', 'When one rises, the other tends to fall'), ('together', 'When one rises, the other tends to rise too')], default='opposite', max_length=10, verbose_name='How they pull')),
                ('why', models.TextField(max_length=2000, verbose_name='Why?')),
                ('office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=10, verbose_name='Declared by')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'declared tension',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='tension_in_order'), models.CheckConstraint(condition=models.Q(('moves__in', ['opposite', 'together'])), name='tension_moves_known'), models.CheckConstraint(condition=models.Q(('office__in', ['marketing', 'it'])), name='tension_office_known'), models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='tension_says_why'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('first', 'second', 'office'), name='one_tension_of_an_office')],
            },
        ),
    ]
