import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, verbose_name='E-mail')),
                ('name', models.CharField(max_length=120, verbose_name='Name')),
                ('job_title', models.CharField(blank=True, max_length=120, verbose_name='Job title')),
                ('side', models.CharField(choices=[('marketing', 'Marketing'), ('it', 'IT'), ('other', 'Other departments')], default='other', max_length=16, verbose_name='Side')),
                ('department', models.CharField(blank=True, max_length=120, verbose_name='Department')),
                ('role', models.CharField(choices=[('office_holder', 'Office holder'), ('member', 'Member'), ('analyst', 'Analyst'), ('viewer', 'Viewer'), ('none', 'No role yet')], default='none', max_length=16, verbose_name='Role')),
                ('is_administrator', models.BooleanField(default=False, verbose_name='Administrator')),
                ('is_active', models.BooleanField(default=True, verbose_name='May sign in')),
                ('time_zone', models.CharField(default='UTC', max_length=64, verbose_name='Time zone')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('session_generation', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['name', 'pk'],
                'indexes': [models.Index(fields=['name', 'id'], name='person_by_name')],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='email_once'), models.UniqueConstraint(condition=models.Q(('is_active', True), ('role', 'office_holder')), fields=('side',), name='one_holder_per_office'), models.CheckConstraint(condition=models.Q(models.Q(('role', 'office_holder'), _negated=True), ('side__in', ['marketing', 'it']), _connector='OR'), name='office_has_a_side'), models.CheckConstraint(condition=models.Q(('side__in', ['marketing', 'it', 'other'])), name='side_known'), models.CheckConstraint(condition=models.Q(('role__in', ['office_holder', 'member', 'analyst', 'viewer', 'none'])), name='role_known')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_type', models.CharField(max_length=60)),
                ('object_id', models.CharField(max_length=40)),
                ('text', models.TextField(max_length=10000)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('edited_at', models.DateTimeField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['object_type', 'object_id'], name='comment_lookup')],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=16)),
                ('starts', models.DateField(verbose_name='From')),
                ('ends', models.DateField(verbose_name='Until')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('delegate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations_held', to=settings.AUTH_USER_MODEL)),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations_given', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-starts', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='delegation_days_in_order'), models.CheckConstraint(condition=models.Q(('holder', models.F('delegate')), _negated=True), name='no_delegation_to_oneself'), models.CheckConstraint(condition=models.Q(('office__in', ['marketing', 'it'])), name='delegation_office')],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField(null=True)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='people.comment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'seen_at', '-id'], name='mention_waiting')],
                'constraints': [models.UniqueConstraint(fields=('comment', 'person'), name='one_mention_per_comment')],
            },
        ),
        migrations.CreateModel(
            name='Specialty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('side', models.CharField(choices=[('marketing', 'Marketing'), ('it', 'IT'), ('other', 'Other departments')], max_length=16)),
            ],
            options={
                'verbose_name_plural': 'specialties',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='specialty_name_once')],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='specialty',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='people.specialty'),
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('side', models.CharField(choices=[('marketing', 'Marketing'), ('it', 'IT'), ('other', 'Other departments')], max_length=16)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='team_name_once')],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='people.team'),
        ),
        migrations.CreateModel(
            name='Token',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='Name')),
                ('prefix', models.CharField(max_length=12)),
                ('hash', models.CharField(max_length=64, unique=True)),
                ('scopes', models.JSONField(default=list)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField(verbose_name='Expires')),
                ('last_used_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_type', models.CharField(max_length=60)),
                ('object_id', models.CharField(max_length=40)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watches', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('object_type', 'object_id', 'person'), name='one_watch_per_person')],
            },
        ),
    ]
