import django.db.models.deletion
import django.db.models.functions.text
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
            name='AccessWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dataset', models.CharField(max_length=120)),
                ('field', models.CharField(blank=True, max_length=120)),
                ('purpose', models.CharField(blank=True, max_length=60)),
                ('reason', models.TextField(max_length=2000)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'wish for access',
                'verbose_name_plural': 'wishes for access',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('effect', models.CharField(choices=[('grant', 'Grant'), ('restriction', 'Restriction')], max_length=12)),
                ('wording', models.JSONField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('awaits', models.CharField(blank=True, choices=[('', 'Signed'), ('marketing', 'Marketing office'), ('it', 'IT office'), ('both', 'Both offices')], default='both', max_length=12)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'access policy',
                'verbose_name_plural': 'access policies',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='policy_name_once'), models.CheckConstraint(condition=models.Q(('effect__in', ['grant', 'restriction'])), name='policy_effect_known'), models.CheckConstraint(condition=models.Q(('awaits__in', ['', 'marketing', 'it', 'both'])), name='policy_awaits_known')],
            },
        ),
        migrations.CreateModel(
            name='PolicyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('wording', models.JSONField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('signed_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='guards.policy')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('policy', 'number'), name='policy_version_once')],
            },
        ),
        migrations.AddField(
            model_name='policy',
            name='in_force',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guards.policyversion'),
        ),
    ]
