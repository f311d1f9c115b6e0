import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0002_append_only'),
        ('people', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='BoardColumn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='Name')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('wip_limit', models.PositiveSmallIntegerField(blank=True, help_text='How many proposals may stand here at once; empty for no limit.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(999)], verbose_name='Limit of work in progress')),
                ('finishes', models.BooleanField(default=False, verbose_name='What arrives here is done')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='column_name_once', violation_error_message='There is a column of that name already.'), models.CheckConstraint(condition=models.Q(('wip_limit', None), ('wip_limit__gte', 1), _connector='OR'), name='column_limit_positive')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('approve', 'Approve'), ('fund', 'Fund'), ('buy', 'Buy'), ('stop', 'Stop')], max_length=10)),
                ('version', models.PositiveIntegerField()),
                ('content_hash', models.CharField(max_length=64)),
                ('taken_at', models.DateTimeField(db_index=True)),
                ('it_signature', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.signature')),
                ('marketing_signature', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.signature')),
            ],
            options={
                'ordering': ['-taken_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['approve', 'fund', 'buy', 'stop'])), name='decision_purpose_known'), models.CheckConstraint(condition=models.Q(('marketing_signature', models.F('it_signature')), _negated=True), name='decision_has_two_signatures')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='Title')),
                ('problem', models.TextField(blank=True, max_length=10000, verbose_name='Problem')),
                ('outcome', models.TextField(blank=True, max_length=10000, verbose_name='Outcome wanted')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('offered', 'Offered for signature'), ('approved', 'Approved'), ('in_work', 'In work'), ('done', 'Done'), ('stopped', 'Stopped')], default='draft', max_length=12)),
                ('awaits', models.CharField(blank=True, choices=[('', 'Nobody'), ('marketing', 'Marketing office'), ('it', 'IT office'), ('both', 'Both offices')], default='', max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='Starts')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='Ends')),
                ('access_impact', models.TextField(blank=True, max_length=10000, verbose_name='Access: who gets to reach what')),
                ('data_impact', models.TextField(blank=True, max_length=10000, verbose_name='Data: what is kept, moved or shared')),
                ('currency', models.CharField(default='EUR', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}\\Z', 'Write the currency as three capital letters, such as EUR.')], verbose_name='Currency')),
                ('one_off_cost', models.DecimalField(blank=True, decimal_places=2, help_text='What it costs once, until it runs.', max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('999999999999.99'))], verbose_name='One-off cost')),
                ('run_cost', models.DecimalField(blank=True, decimal_places=2, help_text='What it costs every year from then on.', max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('999999999999.99'))], verbose_name='Run cost per year')),
                ('business_value', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1'), (2, '2'), (3, '3'), (5, '5'), (8, '8'), (13, '13'), (20, '20')], null=True, verbose_name='Business value')),
                ('time_criticality', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1'), (2, '2'), (3, '3'), (5, '5'), (8, '8'), (13, '13'), (20, '20')], null=True, verbose_name='Time criticality')),
                ('risk_opportunity', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1'), (2, '2'), (3, '3'), (5, '5'), (8, '8'), (13, '13'), (20, '20')], null=True, verbose_name='Risk reduction or opportunity')),
                ('job_size', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1'), (2, '2'), (3, '3'), (5, '5'), (8, '8'), (13, '13'), (20, '20')], null=True, verbose_name='Job size')),
                ('reach', models.PositiveIntegerField(blank=True, help_text='People per quarter.', null=True, validators=[django.core.validators.MaxValueValidator(1000000000)], verbose_name='Reach')),
                ('impact', models.DecimalField(blank=True, choices=[(Decimal('0.25'), '0.25 – minimal'), (Decimal('0.5'), '0.5 – low'), (Decimal('1'), '1 – medium'), (Decimal('2'), '2 – high'), (Decimal('3'), '3 – massive')], decimal_places=2, max_digits=3, null=True, verbose_name='Impact')),
                ('confidence', models.PositiveSmallIntegerField(blank=True, help_text='Per cent.', null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='Confidence')),
                ('effort', models.DecimalField(blank=True, decimal_places=1, help_text='Person-months of everybody together.', max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.1'))], verbose_name='Effort')),
                ('wsjf', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(django.db.models.functions.comparison.Cast(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('business_value'), '+', models.F('time_criticality')), '+', models.F('risk_opportunity')), models.FloatField()), '/', django.db.models.functions.comparison.Cast('job_size', models.FloatField())), output_field=models.FloatField()), output_field=models.DecimalField(decimal_places=2, max_digits=20), verbose_name='WSJF')),
                ('rice', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.comparison.Cast('reach', models.FloatField()), '*', django.db.models.functions.comparison.Cast('impact', models.FloatField())), '*', django.db.models.functions.comparison.Cast('confidence', models.FloatField())), '/', django.db.models.expressions.CombinedExpression(django.db.models.functions.comparison.Cast('effort', models.FloatField()), '*', models.Value(100.0))), output_field=models.FloatField()), output_field=models.DecimalField(decimal_places=2, max_digits=20), verbose_name='RICE')),
                ('rank', models.BigIntegerField(default=4294967296)),
                ('moved_at', models.DateTimeField(blank=True, null=True)),
                ('voided_version', models.PositiveIntegerField(blank=True, null=True)),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('tracker', models.JSONField(blank=True, default=dict)),
                ('imported_from', models.CharField(blank=True, max_length=40)),
                ('imported_key', models.CharField(blank=True, max_length=120)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('approval', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.decision')),
                ('board_column', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='portfolio.boardcolumn')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('it_owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals_owned_for_it', to=settings.AUTH_USER_MODEL, verbose_name='Owner in IT')),
                ('marketing_owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals_owned_for_marketing', to=settings.AUTH_USER_MODEL, verbose_name='Owner in marketing')),
                ('stopping', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.decision')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['rank', 'pk'],
                'indexes': [models.Index(fields=['rank', 'id', 'state'], name='proposal_order'), models.Index(fields=['state', 'rank', 'board_column'], name='proposal_state'), models.Index(fields=['awaits', 'rank'], name='proposal_awaits'), models.Index(fields=['board_column', 'rank'], name='proposal_column'), models.Index(fields=['-changed_at', '-id'], name='proposal_changed'), models.Index(fields=['wsjf'], name='proposal_wsjf'), models.Index(fields=['rice'], name='proposal_rice')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('imported_key', ''), _negated=True), fields=('imported_from', 'imported_key'), name='proposal_imported_once', violation_error_message='This issue has been brought in already.'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'offered', 'approved', 'in_work', 'done', 'stopped'])), name='proposal_state_known'), models.CheckConstraint(condition=models.Q(('awaits__in', ['', 'marketing', 'it', 'both'])), name='proposal_awaits_known'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='proposal_has_title'), models.CheckConstraint(condition=models.Q(models.Q(('approval__isnull', False), ('state__in', ('approved', 'in_work', 'done'))), models.Q(('state__in', ('approved', 'in_work', 'done')), _negated=True), _connector='OR'), name='approved_means_both_signed'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'stopped'), _negated=True), ('stopping__isnull', False), _connector='OR'), name='stopped_means_both_signed'), models.CheckConstraint(condition=models.Q(('board_column', None), ('state__in', ('in_work', 'done')), _connector='OR'), name='only_approved_work_on_the_board'), models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='proposal_window_in_order', violation_error_message='The end lies before the start: change one of the two dates.'), models.CheckConstraint(condition=models.Q(models.Q(('one_off_cost', None), ('one_off_cost__gte', 0), _connector='OR'), models.Q(('run_cost', None), ('run_cost__gte', 0), _connector='OR')), name='proposal_costs_not_negative', violation_error_message='A cost cannot be less than nothing.'), models.CheckConstraint(condition=models.Q(models.Q(('job_size', None), ('job_size__gte', 1), _connector='OR'), models.Q(('effort', None), ('effort__gt', 0), _connector='OR')), name='proposal_size_not_nothing', violation_error_message='Job size and effort have to be more than nothing.')],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('content_hash', models.CharField(max_length=64)),
                ('content', models.JSONField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('offered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='portfolio.proposal')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'version'), name='one_offer_per_version')],
            },
        ),
        migrations.CreateModel(
            name='Involvement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.CharField(choices=[('R', 'Responsible – does the work'), ('A', 'Accountable – answers for it'), ('C', 'Consulted – is asked before'), ('I', 'Informed – is told after')], max_length=1, verbose_name='Part')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Person')),
                ('specialty', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.specialty', verbose_name='Specialists')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='involvements', to='portfolio.proposal')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('specialty', None)), models.Q(('person', None), ('specialty__isnull', False)), _connector='OR'), name='involvement_names_one', violation_error_message='Name either a kind of specialist or a person.'), models.CheckConstraint(condition=models.Q(('letter__in', ['R', 'A', 'C', 'I'])), name='involvement_letter_known'), models.UniqueConstraint(fields=('proposal', 'letter', 'person'), name='one_letter_per_person', violation_error_message='This person has that part already.'), models.UniqueConstraint(fields=('proposal', 'letter', 'specialty'), name='one_letter_per_specialty', violation_error_message='These specialists have that part already.')],
            },
        ),
        migrations.CreateModel(
            name='Effort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('low', models.DecimalField(decimal_places=1, max_digits=7, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='At least (person-days)')),
                ('likely', models.DecimalField(decimal_places=1, max_digits=7, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='Most likely (person-days)')),
                ('high', models.DecimalField(decimal_places=1, max_digits=7, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='At most (person-days)')),
                ('specialty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.specialty', verbose_name='Specialists')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='efforts', to='portfolio.proposal')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'specialty'), name='one_effort_per_specialty', violation_error_message='These specialists have an estimate already: change that one.'), models.CheckConstraint(condition=models.Q(('high__gte', models.F('likely')), ('likely__gte', models.F('low')), ('low__gte', 0)), name='effort_range_in_order', violation_error_message='At least, most likely and at most have to rise, in this order.')],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='portfolio.proposal'),
        ),
        migrations.CreateModel(
            name='Benefit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=300, verbose_name='What it brings')),
                ('period', models.CharField(help_text='As your finance people call it: FY27 Q1.', max_length=40, verbose_name='Fiscal period')),
                ('period_starts_on', models.DateField(verbose_name='The period starts on')),
                ('cashable', models.BooleanField(default=False, help_text='Shows in the accounts as money.', verbose_name='Cashable')),
                ('low', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='At least')),
                ('likely', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='Most likely')),
                ('high', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='At most')),
                ('metric', models.CharField(blank=True, max_length=200, verbose_name='Metric that will show it')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='benefits', to='portfolio.proposal')),
            ],
            options={
                'ordering': ['period_starts_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('high__gte', models.F('likely')), ('high__lte', Decimal('999999999999.99')), ('likely__gte', models.F('low')), ('low__gte', Decimal('-999999999999.99'))), name='benefit_range_in_order', violation_error_message='At least, most likely and at most have to rise, in this order.')],
            },
        ),
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('needs', 'needs'), ('excludes', 'excludes')], max_length=10, verbose_name='This proposal')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations_from_others', to='portfolio.proposal')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='portfolio.proposal')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'kind', 'other'), name='one_relation_of_a_kind', violation_error_message='This relation is there already.'), models.CheckConstraint(condition=models.Q(('proposal', models.F('other')), _negated=True), name='no_relation_to_itself', violation_error_message='A proposal has no relation to itself.'), models.CheckConstraint(condition=models.Q(('kind__in', ['needs', 'excludes'])), name='relation_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Reordering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(choices=[('wsjf', 'WSJF'), ('rice', 'RICE')], max_length=10)),
                ('before', models.JSONField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=4000, verbose_name='Requirement')),
                ('criteria_kind', models.CharField(choices=[('checklist', 'A checklist, one criterion a line'), ('scenario', 'Given … when … then …')], default='checklist', max_length=12, verbose_name='Acceptance criteria as')),
                ('criteria', models.TextField(blank=True, help_text='How both sides will see that it is met.', max_length=4000, verbose_name='Acceptance criteria')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='portfolio.proposal')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='requirement_says_something')],
            },
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('proposal', 'purpose', 'version'), name='one_decision_per_version'),
        ),
    ]
