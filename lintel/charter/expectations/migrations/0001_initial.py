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
            name='Expectation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='What is expected?')),
                ('details', models.TextField(blank=True, max_length=10000, verbose_name='What is it about?')),
                ('condition', models.TextField(blank=True, max_length=5000, verbose_name='Condition of satisfaction')),
                ('metric', models.CharField(blank=True, max_length=80, verbose_name='Metric')),
                ('comparison', models.CharField(blank=True, choices=[('at_least', 'at least'), ('at_most', 'at most'), ('more_than', 'more than'), ('less_than', 'less than')], max_length=16, verbose_name='Compared')),
                ('target', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name='Target')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='By when')),
                ('customer_office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=16, verbose_name='Expected by')),
                ('performer_office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=16, verbose_name='Expected of')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('offered', 'Offered'), ('countered', 'Counter-offer'), ('declined', 'Declined'), ('accepted', 'Accepted'), ('declared', 'Declared complete'), ('satisfied', 'Satisfied'), ('revoked', 'Revoked')], default='draft', max_length=16)),
                ('version', models.PositiveIntegerField(default=1)),
                ('step', models.PositiveIntegerField(default=0)),
                ('awaits', models.CharField(blank=True, choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=16, verbose_name='Waits for')),
                ('waiting_since', models.DateTimeField(null=True)),
                ('promised_for', models.DateField(null=True, verbose_name='Answer promised for')),
                ('worded_office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=16)),
                ('accepted_office', models.CharField(blank=True, choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=16)),
                ('accepted_version', models.PositiveIntegerField(null=True)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('declared_at', models.DateTimeField(null=True)),
                ('satisfied_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('imported_from', models.CharField(blank=True, max_length=40)),
                ('imported_key', models.CharField(blank=True, max_length=120)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expectations', to=settings.AUTH_USER_MODEL)),
                ('declared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('performer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='expectations_performed', to=settings.AUTH_USER_MODEL)),
                ('satisfied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('worded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['state', 'performer_office'], name='expectation_of_state'), models.Index(fields=['awaits', 'waiting_since'], name='expectation_waiting'), models.Index(fields=['metric'], name='expectation_of_metric')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'offered', 'countered', 'declined', 'accepted', 'declared', 'satisfied', 'revoked'])), name='expectation_state_known'), models.CheckConstraint(condition=models.Q(('customer_office__in', ['marketing', 'it']), ('performer_office__in', ['marketing', 'it'])), name='expectation_offices_known'), models.CheckConstraint(condition=models.Q(('customer_office', models.F('performer_office')), _negated=True), name='expectation_of_the_other_side'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='expectation_has_a_title'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'revoked']), models.Q(('condition', ''), _negated=True), models.Q(('metric', ''), _negated=True), _connector='OR'), name='expectation_says_when_satisfied'), models.CheckConstraint(condition=models.Q(models.Q(('comparison', ''), ('metric', ''), ('target', None)), models.Q(models.Q(('metric', ''), _negated=True), ('comparison__in', ['at_least', 'at_most', 'more_than', 'less_than']), ('target__isnull', False)), _connector='OR'), name='expectation_metric_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('accepted', 'declared', 'satisfied')), _negated=True), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False), ('accepted_office__in', ['marketing', 'it']), ('accepted_version', models.F('version'))), _connector='OR'), name='what_counts_was_accepted_as_worded'), models.CheckConstraint(condition=models.Q(('accepted_by', None), models.Q(models.Q(('accepted_by', models.F('worded_by')), _negated=True), models.Q(('accepted_office', models.F('worded_office')), _negated=True)), _connector='OR'), name='accepted_by_the_other_side'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'satisfied'), _negated=True), models.Q(('declared_by__isnull', False), ('satisfied_at__isnull', False), ('satisfied_by__isnull', False)), _connector='OR'), name='satisfied_was_declared_before'), models.CheckConstraint(condition=models.Q(('satisfied_by', None), models.Q(('satisfied_by', models.F('declared_by')), _negated=True), _connector='OR'), name='satisfied_by_the_other_side'), models.CheckConstraint(condition=models.Q(models.Q(('awaits', models.F('performer_office')), ('state', 'offered'), ('worded_office', models.F('customer_office'))), models.Q(('awaits', models.F('customer_office')), ('state', 'countered'), ('worded_office', models.F('performer_office'))), models.Q(('awaits', models.F('customer_office')), ('state', 'declared')), ('state', 'revoked'), models.Q(models.Q(('state__in', ['offered', 'countered', 'declared']), _negated=True), ('awaits', '')), _connector='OR'), name='expectation_waits_for_the_right_side'), models.CheckConstraint(condition=models.Q(('awaits', ''), ('waiting_since__isnull', False), _connector='OR'), name='silence_has_a_beginning'), models.UniqueConstraint(condition=models.Q(('imported_key', ''), _negated=True), fields=('imported_from', 'imported_key'), name='expectation_imported_once')],
            },
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('as_of', models.DateField(null=True)),
                ('value', models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                ('met', models.BooleanField(null=True)),
                ('why_not', models.CharField(blank=True, max_length=300)),
                ('expectation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measurements', to='expectations.expectation')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['expectation', '-id'], name='measurement_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('as_of__isnull', False), ('met__isnull', False), ('value__isnull', False), ('why_not', '')), models.Q(('met', None), ('value', None), models.Q(('why_not', ''), _negated=True)), _connector='OR'), name='measured_or_says_why_not')],
            },
        ),
        migrations.AddField(
            model_name='expectation',
            name='measured',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='expectations.measurement'),
        ),
        migrations.CreateModel(
            name='Speaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=16)),
                ('expectation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='speakers', to='expectations.expectation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('expectation', 'person'), name='nobody_speaks_for_both_sides'), models.CheckConstraint(condition=models.Q(('office__in', ['marketing', 'it'])), name='speaker_office')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('offer', 'Offered'), ('reword', 'Reworded'), ('counter', 'Counter-offer'), ('accept', 'Accepted'), ('decline', 'Declined'), ('promise', 'Promised an answer'), ('declare', 'Declared complete'), ('satisfy', 'Declared satisfied'), ('missing', 'Said what is missing'), ('renegotiate', 'Renegotiates'), ('revoke', 'Revoked'), ('notice', 'Notice taken')], max_length=16)),
                ('version', models.PositiveIntegerField()),
                ('text', models.TextField(blank=True, max_length=10000)),
                ('answer_by', models.DateField(null=True)),
                ('at', models.DateTimeField()),
                ('expectation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='expectations.expectation')),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('speaker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='expectations.speaker')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('expectation', 'number'), name='one_step_at_a_time'), models.CheckConstraint(condition=models.Q(('kind__in', ['offer', 'reword', 'counter', 'accept', 'decline', 'promise', 'declare', 'satisfy', 'missing', 'renegotiate', 'revoke', 'notice'])), name='step_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['counter', 'decline', 'missing', 'renegotiate', 'revoke']), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='step_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'promise'), _negated=True), ('answer_by__isnull', False), _connector='OR'), name='promise_has_a_date')],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='What is expected?')),
                ('details', models.TextField(blank=True, max_length=10000, verbose_name='What is it about?')),
                ('condition', models.TextField(blank=True, max_length=5000, verbose_name='Condition of satisfaction')),
                ('metric', models.CharField(blank=True, max_length=80, verbose_name='Metric')),
                ('comparison', models.CharField(blank=True, choices=[('at_least', 'at least'), ('at_most', 'at most'), ('more_than', 'more than'), ('less_than', 'less than')], max_length=16, verbose_name='Compared')),
                ('target', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name='Target')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='By when')),
                ('version', models.PositiveIntegerField()),
                ('office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=16)),
                ('at', models.DateTimeField()),
                ('content_hash', models.CharField(max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('expectation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='expectations.expectation')),
            ],
            options={
                'ordering': ['-version'],
                'constraints': [models.UniqueConstraint(fields=('expectation', 'version'), name='one_expectation_wording_per_version')],
            },
        ),
    ]
