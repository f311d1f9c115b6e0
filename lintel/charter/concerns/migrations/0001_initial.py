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
            name='Concern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=16, verbose_name='Whose concern')),
                ('kind', models.CharField(choices=[('cost', 'Cost'), ('access_risk', 'Access risk'), ('resilience', 'Resilience'), ('law', 'Law and privacy'), ('speed', 'Speed'), ('growth', 'Growth'), ('customer_experience', 'Customer experience'), ('skills', 'Skills and capacity'), ('other', 'Something else')], max_length=24, verbose_name='About')),
                ('title', models.CharField(max_length=200, verbose_name='What worries you?')),
                ('text', models.TextField(max_length=10000, verbose_name='What could happen, and whom would it hit?')),
                ('state', models.CharField(choices=[('stated', 'Stated'), ('played_back', 'Played back'), ('understood', 'Understood'), ('laid_to_rest', 'Laid to rest')], default='stated', max_length=16)),
                ('version', models.PositiveIntegerField(default=1)),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('step', models.PositiveIntegerField(default=0)),
                ('waiting_since', models.DateTimeField(default=django.utils.timezone.now)),
                ('understood_version', models.PositiveIntegerField(null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='concerns', to=settings.AUTH_USER_MODEL)),
                ('understood_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['state', 'office'], name='concern_of_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('office__in', ['marketing', 'it'])), name='concern_office_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['cost', 'access_risk', 'resilience', 'law', 'speed', 'growth', 'customer_experience', 'skills', 'other'])), name='concern_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['stated', 'played_back', 'understood', 'laid_to_rest'])), name='concern_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('text', ''), _negated=True)), name='concern_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'understood'), _negated=True), models.Q(('understood_by__isnull', False), ('understood_version', models.F('version'))), _connector='OR'), name='understood_as_worded_now')],
            },
        ),
        migrations.CreateModel(
            name='PlayBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('version', models.PositiveIntegerField()),
                ('content_hash', models.CharField(max_length=64)),
                ('concern_office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=16)),
                ('office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=16)),
                ('text', models.TextField(max_length=10000)),
                ('at', models.DateTimeField()),
                ('verdict', models.CharField(blank=True, choices=[('understood', 'Understood'), ('corrected', 'Corrected')], max_length=16)),
                ('correction', models.TextField(blank=True, max_length=10000)),
                ('judged_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='play_backs', to='concerns.concern')),
                ('judged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['round'],
                'constraints': [models.UniqueConstraint(fields=('concern', 'round'), name='one_play_back_per_round'), models.CheckConstraint(condition=models.Q(('office', models.F('concern_office')), _negated=True), name='played_back_by_the_other_side'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='play_back_says_something'), models.CheckConstraint(condition=models.Q(('judged_by', None), models.Q(('judged_by', models.F('by')), _negated=True), _connector='OR'), name='nobody_judges_their_own_play_back'), models.CheckConstraint(condition=models.Q(models.Q(('judged_by', None), ('verdict', '')), models.Q(('judged_by__isnull', False), ('verdict', 'understood')), models.Q(('judged_by__isnull', False), ('verdict', 'corrected'), models.Q(('correction', ''), _negated=True)), _connector='OR'), name='verdict_is_whole')],
            },
        ),
    ]
