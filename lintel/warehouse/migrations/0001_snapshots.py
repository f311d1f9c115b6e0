import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='Dataset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32, unique=True)),
                ('files', models.JSONField()),
                ('columns', models.JSONField()),
                ('rows', models.PositiveBigIntegerField()),
                ('bytes', models.PositiveBigIntegerField()),
                ('hash', models.CharField(max_length=64)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('published_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='warehouse.dataset')),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.run')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('removed_at', None), ('retired_at__isnull', False), _connector='OR'), name='removed_snapshots_were_retired')],
            },
        ),
        migrations.CreateModel(
            name='Lease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holder', models.CharField(max_length=120)),
                ('until', models.DateTimeField()),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leases', to='warehouse.snapshot')),
            ],
        ),
        migrations.AddField(
            model_name='dataset',
            name='current',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='warehouse.snapshot'),
        ),
    ]
