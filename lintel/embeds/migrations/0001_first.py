import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='Skill')),
                ('kind', models.CharField(choices=[('marketing', 'Marketing craft'), ('technology', 'Technology'), ('data', 'Data'), ('together', 'Working together')], max_length=12, verbose_name='Kind')),
                ('specialty', models.ForeignKey(blank=True, help_text='The specialists of the roadmap who need it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='skills', to='people.specialty', verbose_name='Part of the work of')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='skill_name_once', violation_error_message='There is a skill of this name already.'), models.CheckConstraint(condition=models.Q(('kind__in', ['marketing', 'technology', 'data', 'together'])), name='skill_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='TeamLead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('named_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('named_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leads', to=settings.AUTH_USER_MODEL)),
                ('team', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='lead', to='people.team')),
            ],
            options={
                'ordering': ['team__name'],
            },
        ),
        migrations.CreateModel(
            name='SkillLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, '1 · New to it'), (2, '2 · With help'), (3, '3 · Alone'), (4, '4 · Others ask them'), (5, '5 · Sets how it is done')], verbose_name='Level')),
                ('wants_to_learn', models.BooleanField(default=False, verbose_name='Wants to learn more')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skill_levels', to=settings.AUTH_USER_MODEL)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='embeds.skill')),
            ],
            options={
                'ordering': ['skill__name'],
                'constraints': [models.UniqueConstraint(fields=('person', 'skill'), name='one_level_per_skill'), models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 5)), name='skill_level_known')],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('offer', 'Offer'), ('need', 'Need')], max_length=8)),
                ('title', models.CharField(max_length=160, verbose_name='Title')),
                ('kind', models.CharField(choices=[('embed', 'Embed'), ('rotation', 'Rotation'), ('pairing', 'Pairing'), ('shadowing', 'Shadowing'), ('mentorship', 'Mentorship')], max_length=12, verbose_name='Kind of stay')),
                ('side', models.CharField(choices=[('marketing', 'Marketing'), ('it', 'IT')], max_length=16, verbose_name='Side')),
                ('starts_on', models.DateField(verbose_name='From')),
                ('ends_on', models.DateField(verbose_name='Until')),
                ('share', models.PositiveSmallIntegerField(default=40, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(100)], verbose_name='Share of a week (%)')),
                ('learning', models.TextField(help_text='So that one can tell at the end whether it was.', max_length=2000, verbose_name='What is to be learnt')),
                ('state', models.CharField(choices=[('open', 'Open'), ('met', 'Met'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('adds_to', models.ForeignKey(blank=True, help_text='The specialty whose days it adds to in the roadmap. Empty for somebody who only learns.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.specialty', verbose_name='Works as')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Who would go')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team', verbose_name='Team')),
            ],
            options={
                'verbose_name': 'offer or need',
                'verbose_name_plural': 'offers and needs',
                'ordering': ['-changed_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('what', 'offer'), ('person__isnull', False)), models.Q(('what', 'need'), ('person__isnull', True)), _connector='OR'), name='posting_offer_has_a_person', violation_error_message='An offer says who would go; a need does not.'), models.CheckConstraint(condition=models.Q(('kind__in', ['embed', 'rotation', 'pairing', 'shadowing', 'mentorship'])), name='posting_kind_known'), models.CheckConstraint(condition=models.Q(('side__in', ['marketing', 'it'])), name='posting_side_known'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'met', 'withdrawn'])), name='posting_state_known'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='posting_days_in_order', violation_error_message='It ends before it starts: change one of the two days.'), models.CheckConstraint(condition=models.Q(('share__gte', 5), ('share__lte', 100)), name='posting_share_of_a_week')],
            },
        ),
        migrations.CreateModel(
            name='PostingSkill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('use', models.CharField(choices=[('asked', 'Asked for'), ('learnt', 'Can be learnt')], max_length=8)),
                ('least', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 · New to it'), (2, '2 · With help'), (3, '3 · Alone'), (4, '4 · Others ask them'), (5, '5 · Sets how it is done')], null=True, verbose_name='At least')),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to='embeds.posting')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='embeds.skill')),
            ],
            options={
                'ordering': ['use', 'skill__name'],
                'constraints': [models.UniqueConstraint(fields=('posting', 'skill', 'use'), name='posting_skill_once'), models.CheckConstraint(condition=models.Q(('use', 'asked'), ('least__isnull', True), _connector='XOR'), name='posting_skill_asked_has_level')],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('embed', 'Embed'), ('rotation', 'Rotation'), ('pairing', 'Pairing'), ('shadowing', 'Shadowing'), ('mentorship', 'Mentorship')], max_length=12, verbose_name='Kind of stay')),
                ('from_side', models.CharField(choices=[('marketing', 'Marketing'), ('it', 'IT')], max_length=16)),
                ('to_side', models.CharField(choices=[('marketing', 'Marketing'), ('it', 'IT')], max_length=16)),
                ('starts_on', models.DateField(verbose_name='From')),
                ('ends_on', models.DateField(verbose_name='Until')),
                ('share', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(100)], verbose_name='Share of a week (%)')),
                ('learning', models.TextField(max_length=2000, verbose_name='What is to be learnt')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('accepted', 'Accepted by all three'), ('running', 'Running'), ('closed', 'Closed'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='proposed', max_length=10)),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='Why')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('began_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('at_start', models.JSONField(blank=True, default=dict)),
                ('adds_to', models.ForeignKey(blank=True, help_text='The specialty that has more days in the roadmap. Empty for somebody who only learns.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.specialty', verbose_name='Adds days to')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('from_team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to=settings.AUTH_USER_MODEL)),
                ('takes_from', models.ForeignKey(blank=True, help_text='The specialty that has fewer days in the roadmap meanwhile.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.specialty', verbose_name='Takes days from')),
                ('to_team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='embeds.posting')),
                ('offer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placements_of_offer', to='embeds.posting')),
            ],
            options={
                'ordering': ['-changed_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'starts_on'], name='placement_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'accepted', 'running', 'closed', 'declined', 'withdrawn'])), name='placement_state_known'), models.CheckConstraint(condition=models.Q(('from_side__in', ['marketing', 'it']), ('to_side__in', ['marketing', 'it']), models.Q(('from_side', models.F('to_side')), _negated=True)), name='placement_goes_across'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='placement_days_in_order', violation_error_message='It ends before it starts: change one of the two days.'), models.CheckConstraint(condition=models.Q(('share__gte', 5), ('share__lte', 100)), name='placement_share_of_a_week'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['declined', 'withdrawn']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='placement_refusal_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('running', 'closed')), _negated=True), ('began_on__isnull', False), _connector='OR'), name='placement_across_began')],
            },
        ),
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('person', 'The person'), ('giving', 'Who lets them go'), ('receiving', 'Who takes them in')], max_length=10)),
                ('version', models.PositiveIntegerField()),
                ('content_hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='embeds.placement')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('placement', 'version', 'part'), name='one_word_per_part'), models.UniqueConstraint(fields=('placement', 'version', 'by'), name='one_word_per_person'), models.CheckConstraint(condition=models.Q(('part__in', ['person', 'giving', 'receiving'])), name='acceptance_part_known')],
            },
        ),
        migrations.CreateModel(
            name='LearningNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('text', models.TextField(max_length=4000, verbose_name='What you learnt')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='embeds.placement')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('person', 'The person'), ('giving', 'Who lets them go'), ('receiving', 'Who takes them in')], max_length=10)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('mood', models.CharField(choices=[('well', 'Goes well'), ('mixed', 'Mixed'), ('stuck', 'Stuck')], max_length=8, verbose_name='How does it go?')),
                ('text', models.TextField(max_length=2000, verbose_name='In a sentence or two')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='check_ins', to='embeds.placement')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('mood__in', ['well', 'mixed', 'stuck'])), name='check_in_mood_known')],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('words', models.TextField(help_text='What was learnt, and what goes on.', max_length=4000, verbose_name='What stays')),
                ('figures', models.JSONField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='closing', to='embeds.placement')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
    ]
