import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('imports', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('kind', models.CharField(choices=[('people', 'People'), ('events', 'Events'), ('consents', 'Consents')], max_length=10, verbose_name='Holds')),
                ('importer', models.CharField(blank=True, max_length=60, verbose_name='Format')),
                ('trust', models.PositiveSmallIntegerField(default=5, help_text='1 is trusted most, 9 least.', verbose_name='Trust')),
                ('rhythm', models.PositiveIntegerField(choices=[(0, 'No rhythm'), (1, 'Hourly'), (24, 'Daily'), (168, 'Weekly'), (744, 'Monthly')], default=0, verbose_name='Expected')),
                ('fields', models.JSONField(default=dict)),
                ('options', models.JSONField(default=dict)),
                ('profile', models.JSONField(default=dict)),
                ('rows', models.PositiveBigIntegerField(default=0, verbose_name='Rows')),
                ('env', models.CharField(blank=True, max_length=80, verbose_name='Environment variable')),
                ('table', models.CharField(blank=True, max_length=200)),
                ('watermark_column', models.CharField(blank=True, max_length=120)),
                ('watermark', models.CharField(blank=True, max_length=120)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['people', 'events', 'consents'])), name='source_kind_known'), models.CheckConstraint(condition=models.Q(('trust__range', (1, 9))), name='source_trust_from_1_to_9')],
            },
        ),
        migrations.CreateModel(
            name='Load',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(unique=True)),
                ('whole', models.BooleanField(default=False, verbose_name='The whole source')),
                ('created', models.PositiveBigIntegerField(default=0, verbose_name='New')),
                ('updated', models.PositiveBigIntegerField(default=0, verbose_name='Changed')),
                ('unchanged', models.PositiveBigIntegerField(default=0, verbose_name='As they were')),
                ('removed', models.PositiveBigIntegerField(default=0, verbose_name='Gone')),
                ('bad', models.PositiveBigIntegerField(default=0, verbose_name='Left out')),
                ('erased', models.PositiveBigIntegerField(default=0, verbose_name='Erased before')),
                ('watermark', models.CharField(blank=True, max_length=120)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='When')),
                ('undone_at', models.DateTimeField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='imports.batch')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loads', to='sources.source')),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
    ]
