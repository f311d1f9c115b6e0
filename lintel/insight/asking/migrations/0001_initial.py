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
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='Title')),
                ('asked', models.JSONField()),
                ('text', models.CharField(max_length=600)),
                ('purpose', models.CharField(max_length=60)),
                ('audience', models.CharField(choices=[('private', 'Only me'), ('side', 'My side'), ('all', 'Everybody')], default='all', max_length=8, verbose_name='Who sees it')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('archived_at', models.DateTimeField(null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-changed_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('audience__in', ['private', 'side', 'all'])), name='question_audience_known')],
            },
        ),
        migrations.CreateModel(
            name='Point',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.JSONField()),
                ('label', models.CharField(max_length=300)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='asking.question')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('question', 'label'), name='question_point_once')],
            },
        ),
        migrations.CreateModel(
            name='QuestionAsked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('words', models.CharField(max_length=600)),
                ('asked', models.JSONField(null=True)),
                ('metrics', models.JSONField(default=list)),
                ('purpose', models.CharField(max_length=60)),
                ('surface', models.CharField(choices=[('page', 'Page'), ('api', 'API'), ('command', 'Command line')], max_length=8)),
                ('outcome', models.CharField(choices=[('answered', 'Answered'), ('refused', 'Refused'), ('abandoned', 'Not what was looked for')], max_length=10)),
                ('with_help', models.BooleanField(default=False)),
                ('unknown', models.CharField(blank=True, max_length=120)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('missing', models.CharField(blank=True, max_length=300, verbose_name='What you were looking for')),
                ('milliseconds', models.PositiveIntegerField(default=0)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('judged_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'question asked',
                'verbose_name_plural': 'questions asked',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['person', '-at'], name='asked_by_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['answered', 'refused', 'abandoned'])), name='asked_outcome_known'), models.CheckConstraint(condition=models.Q(('surface__in', ['page', 'api', 'command'])), name='asked_surface_known')],
            },
        ),
        migrations.CreateModel(
            name='QuestionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('asked', models.JSONField()),
                ('text', models.CharField(max_length=600)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='asking.question')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('question', 'number'), name='question_version_once')],
            },
        ),
    ]
