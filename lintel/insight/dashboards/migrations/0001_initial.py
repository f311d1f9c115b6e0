import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('asking', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Dashboard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='Title')),
                ('description', models.TextField(blank=True, max_length=1000, verbose_name='What it is for')),
                ('audience', models.CharField(choices=[('private', 'Only me'), ('side', 'My side'), ('all', 'Everybody')], default='all', max_length=8, verbose_name='Who sees it')),
                ('period', models.CharField(blank=True, max_length=60, verbose_name='Period')),
                ('where', models.JSONField(default=list)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('archived_at', models.DateTimeField(null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dashboards', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['title', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('audience__in', ['private', 'side', 'all'])), name='dashboard_audience_known')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rhythm', models.CharField(choices=[('daily', 'Every morning'), ('weekly', 'Every Monday'), ('monthly', 'On the first of the month')], default='weekly', max_length=8, verbose_name='How often')),
                ('next_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('dashboard', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='dashboards.dashboard')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('dashboard', 'person'), name='one_subscription_each'), models.CheckConstraint(condition=models.Q(('rhythm__in', ['daily', 'weekly', 'monthly'])), name='subscription_rhythm_known')],
            },
        ),
        migrations.CreateModel(
            name='Tile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('wide', models.BooleanField(default=False, verbose_name='Over the whole width')),
                ('dashboard', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tiles', to='dashboards.dashboard')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tiles', to='asking.question')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('dashboard', 'question'), name='pinned_once')],
            },
        ),
    ]
