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
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('customer_id', models.UUIDField(db_index=True)),
                ('state', models.CharField(choices=[('asked', 'To be confirmed'), ('confirmed', 'Being erased'), ('open', 'Something was found'), ('done', 'Erased and verified'), ('declined', 'Declined')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('removed', models.JSONField(default=dict)),
                ('found', models.JSONField(default=list)),
                ('certificate', models.JSONField(default=dict)),
                ('subject', models.BinaryField(null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'confirmed', 'open', 'done', 'declined'])), name='erasure_state_known'), models.CheckConstraint(condition=models.Q(('asked_by', None), ('confirmed_by', None), models.Q(('asked_by', models.F('confirmed_by')), _negated=True), _connector='OR'), name='erasure_takes_two'), models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'confirmed', 'open'])), fields=('customer_id',), name='one_erasure_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='OwnLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('customer_id', models.UUIDField(db_index=True)),
                ('hash', models.CharField(max_length=64, unique=True)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='Reason')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField(verbose_name='Until')),
                ('last_used_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='own_link_ends')],
            },
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hash', models.CharField(max_length=64, unique=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('erasure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tombstones', to='privacy.erasure')),
            ],
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('customer_id', models.UUIDField(db_index=True)),
                ('attribute', models.CharField(max_length=40)),
                ('value', models.CharField(max_length=300)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_at', models.DateTimeField(null=True)),
                ('accepted', models.BooleanField(null=True)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('accepted', None), ('decided_at', None)), models.Q(('accepted__isnull', False), ('decided_at__isnull', False)), _connector='OR'), name='correction_is_open_or_decided')],
            },
        ),
    ]
