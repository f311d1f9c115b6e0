import django.db.models.deletion
import django.db.models.functions.text
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
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='Name')),
                ('origin', models.CharField(blank=True, max_length=300, verbose_name='Where it is from')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='Unit')),
                ('grain', models.CharField(choices=[('day', 'Daily'), ('week', 'Weekly'), ('month', 'Monthly'), ('quarter', 'Quarterly'), ('year', 'Yearly')], default='month', max_length=8, verbose_name='Values are')),
                ('measures', models.CharField(choices=[('flow', 'An amount per period: values add up (market size, orders)'), ('level', 'A level: values are averaged (price index, interest)')], default='flow', max_length=8, verbose_name='What a value is')),
                ('metric', models.SlugField(blank=True, max_length=60, verbose_name='Compare with our')),
                ('address', models.CharField(blank=True, max_length=500, verbose_name='Pull from')),
                ('pull_hours', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Every, hours')),
                ('pulled_at', models.DateTimeField(null=True)),
                ('pull_tried_at', models.DateTimeField(null=True)),
                ('pull_problem', models.CharField(blank=True, max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'series',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='series_name_once'), models.CheckConstraint(condition=models.Q(('grain__in', ['day', 'week', 'month', 'quarter', 'year'])), name='series_grain_known'), models.CheckConstraint(condition=models.Q(('measures__in', ['flow', 'level'])), name='series_measures_known')],
            },
        ),
        migrations.CreateModel(
            name='Pull',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('bytes', models.PositiveIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('said', models.CharField(blank=True, max_length=300)),
                ('fine', models.BooleanField(default=False)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.run')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pulls', to='context.series')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('value', models.DecimalField(decimal_places=6, max_digits=24)),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='observations', to='context.series')),
            ],
            options={
                'ordering': ['day'],
                'constraints': [models.UniqueConstraint(fields=('series', 'day'), name='one_value_per_period')],
            },
        ),
        migrations.CreateModel(
            name='MarketEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='What happened')),
                ('kind', models.CharField(choices=[('campaign', 'Campaign'), ('release', 'Release'), ('outage', 'Outage'), ('holiday', 'Holiday'), ('market', 'Market'), ('other', 'Other')], max_length=12, verbose_name='Kind')),
                ('first', models.DateField(verbose_name='From')),
                ('last', models.DateField(verbose_name='To')),
                ('region', models.CharField(blank=True, max_length=120, verbose_name='Where')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='Note')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'event',
                'ordering': ['-first', '-pk'],
                'indexes': [models.Index(fields=['first', 'last'], name='event_by_days')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='event_days_in_order'), models.CheckConstraint(condition=models.Q(('kind__in', ['campaign', 'release', 'outage', 'holiday', 'market', 'other'])), name='event_kind_known'), models.UniqueConstraint(fields=('name', 'first'), name='event_once')],
            },
        ),
    ]
