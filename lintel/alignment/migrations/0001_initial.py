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
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='Name')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('closes_on', models.DateField(verbose_name='Last day')),
                ('closed_at', models.DateTimeField(null=True)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-opened_at'],
                'constraints': [models.UniqueConstraint(fields=('name',), name='alignment_round_name_once')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=9)),
                ('answered', models.JSONField(default=list)),
                ('finished', models.BooleanField(default=False)),
                ('invited_at', models.DateTimeField(null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='alignment.round')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('round', 'person'), name='alignment_invited_once'), models.CheckConstraint(condition=models.Q(('side__in', ['marketing', 'it'])), name='alignment_side_known')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('marketing', 'Marketing office'), ('it', 'IT office')], max_length=9)),
                ('criterion', models.CharField(max_length=20)),
                ('item', models.CharField(max_length=30)),
                ('value', models.PositiveSmallIntegerField()),
                ('count', models.PositiveIntegerField(default=0)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tallies', to='alignment.round')),
            ],
            options={
                'ordering': ['criterion', 'item', 'side', 'value'],
                'constraints': [models.UniqueConstraint(fields=('round', 'side', 'criterion', 'item', 'value'), name='alignment_tally_once'), models.CheckConstraint(condition=models.Q(('value__lte', 5)), name='alignment_value_in_scale')],
            },
        ),
    ]
