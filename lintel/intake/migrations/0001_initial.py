import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
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
            name='Alternative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('reuse', 'Reuse what we have'), ('smaller_first_step', 'A smaller first step'), ('do_it_yourself', 'Do it yourself, within guardrails'), ('buy', 'Buy it'), ('wait_until', 'Wait until')], max_length=20, verbose_name='Kind')),
                ('what', models.TextField(max_length=2000, verbose_name='What would be done instead?')),
                ('reuses', models.CharField(blank=True, max_length=200, verbose_name='Which system is reused?')),
                ('cost', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(0)], verbose_name='Cost')),
                ('currency', models.CharField(default='EUR', max_length=3, verbose_name='Currency')),
                ('ready_by', models.DateField(verbose_name='Ready by')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['reuse', 'smaller_first_step', 'do_it_yourself', 'buy', 'wait_until'])), name='alternative_kind_known'), models.CheckConstraint(condition=django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(django.db.models.functions.text.Trim(models.F('what'))), 0), name='alternative_says_what'), models.CheckConstraint(condition=models.Q(('cost__gte', 0)), name='alternative_cost_not_negative'), models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('currency'), 3), name='alternative_currency')],
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='What do you need?')),
                ('description', models.TextField(max_length=10000, verbose_name='What for, and how will you know that it is done?')),
                ('asking_side', models.CharField(choices=[('marketing', 'Marketing'), ('it', 'IT'), ('other', 'Other departments')], max_length=16)),
                ('asked_office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=16, verbose_name='Asked')),
                ('goal_served', models.CharField(blank=True, max_length=300, verbose_name='Which goal does it serve?')),
                ('needed_from', models.DateField(blank=True, null=True, verbose_name='Needed from')),
                ('needed_until', models.DateField(blank=True, null=True, verbose_name='Needed until')),
                ('details', models.JSONField(blank=True, default=dict)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('asked', 'Asked'), ('countered', 'Asked again'), ('answered', 'Answered'), ('sleeping', 'Sleeps until a date'), ('agreed', 'Agreed'), ('escalated', 'With both offices'), ('settled', 'Settled by both offices'), ('withdrawn', 'Withdrawn')], default='draft', max_length=16)),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('answer_by', models.DateField(null=True, verbose_name='Answer by')),
                ('version', models.PositiveIntegerField(default=1)),
                ('vote_count', models.PositiveIntegerField(default=0, verbose_name='Voices')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('asked_at', models.DateTimeField(null=True)),
                ('agreed_at', models.DateTimeField(null=True)),
                ('asked_month', models.DateField(null=True)),
                ('agreed_month', models.DateField(null=True)),
                ('agreed_after_days', models.PositiveIntegerField(null=True)),
                ('imported_from', models.CharField(blank=True, max_length=40)),
                ('imported_key', models.CharField(blank=True, max_length=120)),
                ('asker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['state', 'asked_office', 'answer_by', 'asking_side', 'asker'], name='request_waiting'), models.Index(fields=['state', '-id'], name='request_of_state'), models.Index(fields=['asker', '-id', 'state'], name='request_of_asker'), models.Index(fields=['asking_side', '-id', 'state'], name='request_of_side'), models.Index(fields=['asked_office', '-id', 'state'], name='request_of_office'), models.Index(fields=['title', '-id', 'state'], name='request_by_title'), models.Index(fields=['answer_by', '-id', 'state'], name='request_by_date'), models.Index(fields=['vote_count', '-id', 'state'], name='request_by_voices'), models.Index(fields=['asked_office', 'asked_month'], name='request_figures_asked'), models.Index(fields=['asked_office', 'agreed_month', 'agreed_after_days'], name='request_figures_agreed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'asked', 'countered', 'answered', 'sleeping', 'agreed', 'escalated', 'settled', 'withdrawn'])), name='request_state_known'), models.CheckConstraint(condition=models.Q(('asked_office__in', ['marketing', 'it'])), name='request_office_known'), models.CheckConstraint(condition=models.Q(('asking_side__in', ['marketing', 'it', 'other'])), name='request_side_known'), models.CheckConstraint(condition=models.Q(('asking_side', models.F('asked_office')), _negated=True), name='request_to_the_other_side'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='request_has_a_title'), models.CheckConstraint(condition=models.Q(('needed_from', None), ('needed_until', None), ('needed_until__gte', models.F('needed_from')), _connector='OR'), name='request_window_in_order'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('state', 'withdrawn'), models.Q(('answer_by__isnull', False), ('asked_at__isnull', False), ('asked_month__isnull', False)), _connector='OR'), name='asked_means_answer_by'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['agreed', 'settled']), _negated=True), models.Q(('agreed_after_days__isnull', False), ('agreed_at__isnull', False), ('agreed_month__isnull', False)), _connector='OR'), name='agreed_means_when'), models.UniqueConstraint(condition=models.Q(('imported_key', ''), _negated=True), fields=('imported_from', 'imported_key'), name='request_imported_once')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('yes', 'Yes'), ('yes_if', 'Yes, if …'), ('later', 'Later'), ('another_way', 'Another way')], max_length=16)),
                ('reason_type', models.CharField(blank=True, choices=[('budget', 'Budget'), ('capacity', 'Capacity'), ('security', 'Security or privacy'), ('architecture', 'Fit with the architecture'), ('duplicate', 'We have something like it'), ('law', 'Law'), ('value', 'Value unclear')], max_length=16)),
                ('explanation', models.TextField(blank=True, max_length=10000)),
                ('conditions', models.TextField(blank=True, max_length=10000)),
                ('revisit_on', models.DateField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('due', models.DateField()),
                ('office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=16)),
                ('month', models.DateField()),
                ('in_time', models.BooleanField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to=settings.AUTH_USER_MODEL)),
                ('lead_alternative', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leads', to='intake.alternative')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='intake.request')),
            ],
            options={
                'ordering': ['round'],
                'indexes': [models.Index(fields=['office', 'month', 'kind', 'reason_type', 'in_time'], name='answer_figures')],
                'constraints': [models.UniqueConstraint(fields=('request', 'round'), name='one_answer_per_round'), models.CheckConstraint(condition=models.Q(('kind__in', ['yes', 'yes_if', 'later', 'another_way'])), name='answer_is_never_a_bare_no'), models.CheckConstraint(condition=models.Q(('reason_type__in', ['', 'budget', 'capacity', 'security', 'architecture', 'duplicate', 'law', 'value'])), name='answer_reason_known'), models.CheckConstraint(condition=models.Q(('office__in', ['marketing', 'it'])), name='answer_office_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'another_way'), _negated=True), models.Q(('reason_type__in', ['budget', 'capacity', 'security', 'architecture', 'duplicate', 'law', 'value']), django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(django.db.models.functions.text.Trim(models.F('explanation'))), 0), ('lead_alternative__isnull', False)), _connector='OR'), name='refusal_has_reason_explanation_and_alternative'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'yes_if'), _negated=True), django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(django.db.models.functions.text.Trim(models.F('conditions'))), 0), _connector='OR'), name='yes_if_says_the_condition'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'later'), _negated=True), models.Q(('revisit_on__isnull', False), django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(django.db.models.functions.text.Trim(models.F('explanation'))), 0)), _connector='OR'), name='later_has_a_date_and_an_explanation')],
            },
        ),
        migrations.AddField(
            model_name='alternative',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alternatives', to='intake.request'),
        ),
        migrations.CreateModel(
            name='RequestType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='Name')),
                ('description', models.CharField(blank=True, max_length=300, verbose_name='What it is for')),
                ('addressed_to', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office'), ('either', 'Whichever side is not asking')], max_length=16, verbose_name='Goes to')),
                ('answer_within_days', models.PositiveSmallIntegerField(default=10, verbose_name='Days to answer')),
                ('questions', models.JSONField(blank=True, default=list, verbose_name='Questions')),
                ('is_active', models.BooleanField(default=True, verbose_name='In use')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'request type',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='request_type_name_once'), models.CheckConstraint(condition=models.Q(('addressed_to__in', ['marketing', 'it', 'either'])), name='request_type_addressee_known'), models.CheckConstraint(condition=models.Q(('answer_within_days__gte', 1), ('answer_within_days__lte', 90)), name='request_type_answer_within_a_quarter')],
            },
        ),
        migrations.AddField(
            model_name='request',
            name='type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='intake.requesttype'),
        ),
        migrations.CreateModel(
            name='Settlement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=10000, verbose_name='What do the two offices agree on?')),
                ('makes_work', models.BooleanField(default=True, verbose_name='This becomes work in the backlog')),
                ('version', models.PositiveIntegerField(default=1)),
                ('written_at', models.DateTimeField()),
                ('alternative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='intake.alternative')),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='settlement', to='intake.request')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(django.db.models.functions.text.Trim(models.F('text'))), 0), name='settlement_has_a_text')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='request_votes', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='intake.request')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('request', 'person'), name='one_voice_per_person')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('accept', 'Accepted'), ('counter', 'Counter-offer'), ('escalate', 'Brought to both offices')], max_length=16)),
                ('text', models.TextField(blank=True, max_length=10000)),
                ('at', models.DateTimeField()),
                ('office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=16)),
                ('month', models.DateField()),
                ('answer_kind', models.CharField(choices=[('yes', 'Yes'), ('yes_if', 'Yes, if …'), ('later', 'Later'), ('another_way', 'Another way')], max_length=16)),
                ('alternative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='intake.alternative')),
                ('answer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reply', to='intake.answer')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'replies',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['office', 'month', 'kind', 'answer_kind'], name='reply_figures')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['accept', 'counter', 'escalate'])), name='reply_kind_known'), models.CheckConstraint(condition=models.Q(('kind', 'accept'), django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(django.db.models.functions.text.Trim(models.F('text'))), 0), _connector='OR'), name='counter_and_escalation_say_why'), models.CheckConstraint(condition=models.Q(models.Q(('answer_kind', 'another_way'), ('kind', 'accept'), _negated=True), ('alternative__isnull', False), _connector='OR'), name='another_way_is_accepted_by_alternative')],
            },
        ),
        migrations.AddIndex(
            model_name='alternative',
            index=models.Index(fields=['request', 'round'], name='alternative_of_round'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(fields=['type', '-id', 'state'], name='request_of_type'),
        ),
    ]
