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
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='What is to be reached?')),
                ('why', models.TextField(blank=True, max_length=10000, verbose_name='Why?')),
                ('kind', models.CharField(choices=[('company', 'Company goal'), ('shared', 'Shared goal')], default='shared', max_length=10, verbose_name='Kind')),
                ('starts_on', models.DateField(verbose_name='From')),
                ('ends_on', models.DateField(verbose_name='Until')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('offered', 'With the other side'), ('owned', 'Owned by both'), ('closed', 'Closed')], default='draft', max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('step', models.PositiveIntegerField(default=0)),
                ('awaits', models.CharField(blank=True, choices=[('', 'Nobody'), ('marketing', 'Marketing'), ('it', 'IT'), ('both', 'Both')], max_length=10, verbose_name='Waits for')),
                ('waiting_since', models.DateTimeField(null=True)),
                ('owned_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('reached', 'Reached'), ('partly', 'Partly reached'), ('missed', 'Missed'), ('withdrawn', 'Withdrawn')], max_length=10, verbose_name='Outcome')),
                ('outcome_note', models.TextField(blank=True, max_length=5000, verbose_name='What was learned')),
                ('outcome_office', models.CharField(blank=True, choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=10)),
                ('closed_at', models.DateTimeField(null=True)),
                ('health', models.CharField(choices=[('on_track', 'On track'), ('at_risk', 'At risk'), ('off_track', 'Off track'), ('unknown', 'Unknown')], default='unknown', max_length=10)),
                ('score', models.DecimalField(decimal_places=4, max_digits=5, null=True)),
                ('measured_at', models.DateTimeField(null=True)),
                ('results_total', models.PositiveSmallIntegerField(default=0)),
                ('results_missing', models.PositiveSmallIntegerField(default=0)),
                ('confidence_marketing', models.PositiveSmallIntegerField(null=True)),
                ('confidence_it', models.PositiveSmallIntegerField(null=True)),
                ('created_office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=10)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('imported_from', models.CharField(blank=True, max_length=40)),
                ('imported_key', models.CharField(blank=True, max_length=120)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner_it', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Owner in IT')),
                ('owner_marketing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Owner in marketing')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['state', 'kind'], name='goal_of_state'), models.Index(fields=['awaits', 'waiting_since'], name='goal_waiting'), models.Index(fields=['health'], name='goal_of_health'), models.Index(fields=['ends_on'], name='goal_by_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'offered', 'owned', 'closed'])), name='goal_state_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['company', 'shared'])), name='goal_kind_known'), models.CheckConstraint(condition=models.Q(('health__in', ['on_track', 'at_risk', 'off_track', 'unknown'])), name='goal_health_known'), models.CheckConstraint(condition=models.Q(('awaits__in', ['', 'marketing', 'it', 'both'])), name='goal_awaits_known'), models.CheckConstraint(condition=models.Q(('created_office__in', ['marketing', 'it'])), name='goal_office_known'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='goal_has_a_title'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='goal_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('owner_marketing', None), ('owner_it', None), models.Q(('owner_marketing', models.F('owner_it')), _negated=True), _connector='OR'), name='goal_owners_are_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'owned'), _negated=True), models.Q(('owned_at__isnull', False), ('owner_it__isnull', False), ('owner_marketing__isnull', False)), _connector='OR'), name='owned_goal_has_two_owners'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'offered'), models.Q(('awaits', ''), _negated=True)), models.Q(('awaits', ''), ('outcome', ''), ('state', 'owned')), models.Q(('awaits__in', ['marketing', 'it']), ('state', 'owned'), models.Q(('outcome', ''), _negated=True)), models.Q(('awaits', ''), ('state__in', ['draft', 'closed'])), _connector='OR'), name='goal_waits_for_the_right_side'), models.CheckConstraint(condition=models.Q(('awaits', ''), ('waiting_since__isnull', False), _connector='OR'), name='goal_silence_has_a_beginning'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(models.Q(('outcome', ''), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='closed_goal_has_an_outcome'), models.CheckConstraint(condition=models.Q(('score', None), models.Q(('score__gte', 0), ('score__lte', 1)), _connector='OR'), name='goal_score_from_0_to_1'), models.UniqueConstraint(condition=models.Q(('imported_key', ''), _negated=True), fields=('imported_from', 'imported_key'), name='goal_imported_once')],
            },
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=10)),
                ('confidence', models.PositiveSmallIntegerField(verbose_name='Confidence')),
                ('note', models.TextField(blank=True, max_length=5000, verbose_name='What makes you say so?')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checkins', to='objectives.goal')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['goal', '-id'], name='goal_checked_in')],
                'constraints': [models.CheckConstraint(condition=models.Q(('confidence__gte', 1), ('confidence__lte', 10)), name='confidence_from_1_to_10'), models.CheckConstraint(condition=models.Q(('office__in', ['marketing', 'it'])), name='check_in_office_known')],
            },
        ),
        migrations.CreateModel(
            name='KeyResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='Key result')),
                ('metric', models.CharField(max_length=80, verbose_name='Metric')),
                ('metric_version', models.PositiveIntegerField(null=True)),
                ('unit', models.CharField(blank=True, max_length=40)),
                ('direction', models.CharField(choices=[('up', 'Raise'), ('down', 'Lower')], max_length=4, verbose_name='Direction')),
                ('baseline', models.DecimalField(decimal_places=6, max_digits=20, verbose_name='Baseline')),
                ('target', models.DecimalField(decimal_places=6, max_digits=20, verbose_name='Target')),
                ('starts_on', models.DateField(verbose_name='From')),
                ('ends_on', models.DateField(verbose_name='Until')),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=6, verbose_name='Weight')),
                ('removed_at', models.DateTimeField(null=True)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='objectives.goal')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['metric', 'direction'], name='key_result_of_metric')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='key_result_has_a_name'), models.CheckConstraint(condition=models.Q(('metric', ''), _negated=True), name='key_result_has_a_metric'), models.CheckConstraint(condition=models.Q(models.Q(('direction', 'up'), ('target__gt', models.F('baseline'))), models.Q(('direction', 'down'), ('target__lt', models.F('baseline'))), _connector='OR'), name='key_result_moves_its_way'), models.CheckConstraint(condition=models.Q(('weight__gt', 0)), name='key_result_weighs_something'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='key_result_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('as_of', models.DateField(null=True)),
                ('value', models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                ('why_not', models.CharField(blank=True, max_length=300)),
                ('metric_version', models.PositiveIntegerField(null=True)),
                ('baseline', models.DecimalField(decimal_places=6, max_digits=20)),
                ('target', models.DecimalField(decimal_places=6, max_digits=20)),
                ('weight', models.DecimalField(decimal_places=2, max_digits=6)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measurements', to='objectives.goal')),
                ('key_result', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measurements', to='objectives.keyresult')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['key_result', '-id'], name='key_result_measured'), models.Index(fields=['goal', '-at'], name='goal_measured')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('as_of__isnull', False), ('value__isnull', False), ('why_not', '')), models.Q(('value', None), models.Q(('why_not', ''), _negated=True)), _connector='OR'), name='key_result_measured_or_says_why_not')],
            },
        ),
        migrations.AddField(
            model_name='keyresult',
            name='measured',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='objectives.measurement'),
        ),
        migrations.CreateModel(
            name='Parenthood',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(blank=True, max_length=300, verbose_name='How it serves')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parenthoods', to='objectives.goal')),
                ('parent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='childhoods', to='objectives.goal')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('child', 'parent'), name='goal_serves_another_once'), models.CheckConstraint(condition=models.Q(('child', models.F('parent')), _negated=True), name='goal_serves_not_itself')],
            },
        ),
    ]
