import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0002_append_only'),
        ('imports', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Analysis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('snapshot', models.CharField(max_length=32)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('final', models.BooleanField()),
                ('units', models.PositiveBigIntegerField()),
                ('verdict', models.CharField(max_length=12)),
                ('sentence', models.TextField()),
                ('finding', models.JSONField()),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.run')),
            ],
            options={
                'verbose_name_plural': 'analyses',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Experiment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='Title')),
                ('change', models.TextField(help_text='The change, so that anybody could make it.', max_length=2000, verbose_name='If we …')),
                ('expected', models.TextField(help_text='What will be seen in the metric.', max_length=2000, verbose_name='then …')),
                ('reason', models.TextField(help_text='Why we believe that.', max_length=2000, verbose_name='because …')),
                ('unit', models.CharField(default='customer', help_text='What is given a variant: customer, visitor, store.', max_length=60, verbose_name='Unit')),
                ('baseline', models.FloatField(blank=True, help_text='Of the first metric: 0.04 for 4 %, or an average.', null=True, verbose_name='Value today')),
                ('deviation', models.FloatField(blank=True, help_text='Of an average or ratio; empty for a share.', null=True, verbose_name='Standard deviation')),
                ('worth_finding', models.FloatField(blank=True, help_text='In the metric’s own unit: 0.005 for half a point.', null=True, verbose_name='Smallest difference worth finding')),
                ('alpha', models.FloatField(default=0.05, validators=[django.core.validators.MinValueValidator(0.001), django.core.validators.MaxValueValidator(0.2)], verbose_name='Rate of false alarms')),
                ('power', models.FloatField(default=0.8, validators=[django.core.validators.MinValueValidator(0.5), django.core.validators.MaxValueValidator(0.99)], verbose_name='Chance to find it')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='Starts')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='Ends')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('ready', 'Ready'), ('running', 'Running'), ('analysed', 'Analysed'), ('decided', 'Decided')], default='draft', max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('verdict', models.CharField(blank=True, max_length=12)),
                ('verdict_text', models.TextField(blank=True)),
                ('outcome', models.CharField(blank=True, choices=[('ship', 'Ship it'), ('drop', 'Drop it'), ('repeat', 'Repeat it')], max_length=8, verbose_name='Decision')),
                ('learning', models.TextField(blank=True, verbose_name='What it taught')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('it_owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Owner in IT')),
                ('marketing_owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Owner in marketing')),
            ],
            options={
                'ordering': ['-changed_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'ready', 'running', 'analysed', 'decided'])), name='experiment_state_known'), models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='experiment_dates_in_order', violation_error_message='The end lies before the start: change one of the two dates.'), models.CheckConstraint(condition=models.Q(('state', 'decided'), ('outcome', ''), _connector='XOR'), name='experiment_decided_has_outcome')],
            },
        ),
        migrations.CreateModel(
            name='Conclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('outcome', models.CharField(choices=[('ship', 'Ship it'), ('drop', 'Drop it'), ('repeat', 'Repeat it')], max_length=8, verbose_name='Decision')),
                ('decision', models.TextField(help_text='What will be done now, and why.', max_length=4000, verbose_name='Why')),
                ('learning', models.TextField(help_text='For those who will ask the same next year.', max_length=4000, verbose_name='What it taught')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('analysis', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='experiments.analysis')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('experiment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='conclusion', to='experiments.experiment')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['ship', 'drop', 'repeat'])), name='conclusion_outcome_known')],
            },
        ),
        migrations.AddField(
            model_name='analysis',
            name='experiment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='analyses', to='experiments.experiment'),
        ),
        migrations.CreateModel(
            name='Load',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('rows', models.PositiveBigIntegerField()),
                ('columns', models.JSONField(default=list)),
                ('undone_at', models.DateTimeField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='imports.batch')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('experiment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loads', to='experiments.experiment')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('metric', models.CharField(max_length=80, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_.-]*\\Z', 'Write the metric’s short name: small letters, digits, - and _.')], verbose_name='Metric')),
                ('kind', models.CharField(choices=[('proportion', 'Share of units (yes or no)'), ('mean', 'Average per unit'), ('ratio', 'Ratio of two sums')], default='proportion', max_length=10, verbose_name='What it is')),
                ('value', models.CharField(max_length=80, validators=[django.core.validators.RegexValidator('^[^"\\\\\\x00-\\x1f]*\\Z', 'A column’s name has no quotation marks or backslashes.')], verbose_name='Column')),
                ('over', models.CharField(blank=True, max_length=80, validators=[django.core.validators.RegexValidator('^[^"\\\\\\x00-\\x1f]*\\Z', 'A column’s name has no quotation marks or backslashes.')], verbose_name='divided by')),
                ('before', models.CharField(blank=True, max_length=80, validators=[django.core.validators.RegexValidator('^[^"\\\\\\x00-\\x1f]*\\Z', 'A column’s name has no quotation marks or backslashes.')], verbose_name='Column before')),
                ('over_before', models.CharField(blank=True, max_length=80, validators=[django.core.validators.RegexValidator('^[^"\\\\\\x00-\\x1f]*\\Z', 'A column’s name has no quotation marks or backslashes.')], verbose_name='divided by, before')),
                ('better', models.CharField(choices=[('up', 'More is better'), ('down', 'Less is better')], default='up', max_length=4, verbose_name='Good')),
                ('margin', models.FloatField(default=0, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='May suffer by')),
                ('experiment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='experiments.experiment')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('experiment', 'metric'), name='measure_metric_once'), models.CheckConstraint(condition=models.Q(('kind', 'ratio'), ('over', ''), _connector='XOR'), name='measure_ratio_has_two_columns', violation_error_message='A ratio has a column to divide by, and only a ratio has one.')],
            },
        ),
        migrations.CreateModel(
            name='Variant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=60, verbose_name='Variant')),
                ('share', models.FloatField(default=1, validators=[django.core.validators.MinValueValidator(0.001)], verbose_name='Share')),
                ('experiment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='variants', to='experiments.experiment')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('experiment', 'name'), name='variant_name_once'), models.CheckConstraint(condition=models.Q(('share__gt', 0)), name='variant_share_above_zero')],
            },
        ),
    ]
