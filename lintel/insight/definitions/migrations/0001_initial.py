import django.core.validators
import django.db.models.deletion
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
            name='SemanticModel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('body', models.JSONField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Metric',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]{0,59}\\Z', 'Use small letters, digits and underscores, such as net_revenue.')], verbose_name='Name in formulas')),
                ('label', models.CharField(max_length=120, verbose_name='Name')),
                ('description', models.TextField(blank=True, max_length=2000, verbose_name='What it says')),
                ('kind', models.CharField(max_length=20)),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='Unit')),
                ('better', models.CharField(blank=True, choices=[('up', 'More is better'), ('down', 'Less is better'), ('', 'Neither')], default='', max_length=4, verbose_name='Which way is better')),
                ('definition', models.JSONField()),
                ('foundation', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('review', 'In review'), ('disputed', 'Disputed'), ('agreed', 'Agreed'), ('deprecated', 'No longer used')], db_index=True, default='draft', max_length=12)),
                ('awaits', models.CharField(blank=True, choices=[('', 'Nobody'), ('marketing', 'Marketing'), ('it', 'IT'), ('both', 'Both')], default='', max_length=12)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('agreed_at', models.DateTimeField(null=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('it_owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Owner in IT')),
                ('marketing_owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Owner in marketing')),
            ],
            options={
                'ordering': ['label', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'review', 'disputed', 'agreed', 'deprecated'])), name='metric_state_known'), models.CheckConstraint(condition=models.Q(('better__in', ['up', 'down', ''])), name='metric_better_known'), models.CheckConstraint(condition=models.Q(('awaits__in', ['', 'marketing', 'it', 'both'])), name='metric_awaits_known')],
            },
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('text', models.TextField(max_length=2000, verbose_name='What is wrong')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('settled_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('metric', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='definitions.metric')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='MetricVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('definition', models.JSONField()),
                ('content_hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('metric', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='definitions.metric')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('metric', 'number'), name='metric_version_once')],
            },
        ),
        migrations.CreateModel(
            name='SemanticModelVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('body', models.JSONField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('model', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='definitions.semanticmodel')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('model', 'number'), name='model_version_once')],
            },
        ),
    ]
