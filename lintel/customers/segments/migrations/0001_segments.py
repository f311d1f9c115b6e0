import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Segment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='Name')),
                ('description', models.TextField(blank=True, max_length=2000, verbose_name='What it is for')),
                ('definition', models.JSONField()),
                ('sentence', models.TextField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('archived_at', models.DateTimeField(null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='segments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), condition=models.Q(('archived_at', None)), name='segment_name_once')],
            },
        ),
        migrations.CreateModel(
            name='SegmentExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('purpose', models.CharField(max_length=60)),
                ('channel', models.CharField(max_length=8)),
                ('format', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'Excel'), ('jsonl', 'JSON lines')], max_length=8)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('rows', models.PositiveBigIntegerField()),
                ('without_consent', models.PositiveBigIntegerField()),
                ('without_address', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('stored', models.CharField(max_length=120)),
                ('expires_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('segment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exports', to='segments.segment')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('format__in', ['csv', 'xlsx', 'jsonl'])), name='segment_export_format_known')],
            },
        ),
        migrations.CreateModel(
            name='SegmentSize',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('size', models.PositiveBigIntegerField()),
                ('segment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sizes', to='segments.segment')),
            ],
            options={
                'ordering': ['at'],
                'indexes': [models.Index(fields=['segment', '-at'], name='segment_size_last')],
            },
        ),
        migrations.CreateModel(
            name='SegmentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('definition', models.JSONField()),
                ('sentence', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('segment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='segments.segment')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('segment', 'number'), name='segment_version_once')],
            },
        ),
    ]
