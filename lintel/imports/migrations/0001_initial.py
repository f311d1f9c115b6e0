import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0002_append_only'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('importer', models.CharField(blank=True, db_index=True, max_length=60)),
                ('file_name', models.CharField(max_length=200, verbose_name='File')),
                ('stored', models.CharField(blank=True, max_length=100)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('size', models.PositiveBigIntegerField()),
                ('state', models.CharField(choices=[('uploaded', 'Columns to choose'), ('mapped', 'To be checked'), ('previewing', 'Being checked'), ('previewed', 'Ready to import'), ('importing', 'Coming in'), ('imported', 'Imported'), ('undoing', 'Being undone'), ('undone', 'Undone'), ('failed', 'Stopped'), ('discarded', 'Discarded')], db_index=True, default='uploaded', max_length=12, verbose_name='State')),
                ('mapping', models.JSONField(default=dict)),
                ('options', models.JSONField(default=dict)),
                ('reading', models.JSONField(default=dict)),
                ('detected', models.JSONField(default=dict)),
                ('topics', models.JSONField(default=list)),
                ('sample', models.JSONField(default=list)),
                ('repeated', models.JSONField(default=dict)),
                ('kept', models.JSONField(default=list)),
                ('verdict', models.CharField(blank=True, max_length=64)),
                ('error', models.TextField(blank=True)),
                ('row_count', models.PositiveIntegerField(default=0, verbose_name='Rows')),
                ('good_count', models.PositiveIntegerField(default=0, verbose_name='Good')),
                ('bad_count', models.PositiveIntegerField(default=0, verbose_name='Bad')),
                ('created_count', models.PositiveIntegerField(default=0, verbose_name='New')),
                ('updated_count', models.PositiveIntegerField(default=0, verbose_name='Changed')),
                ('unchanged_count', models.PositiveIntegerField(default=0, verbose_name='As they were')),
                ('kept_count', models.PositiveIntegerField(default=0, verbose_name='Stayed')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='Brought')),
                ('applied_at', models.DateTimeField(null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='import_batches', to=settings.AUTH_USER_MODEL, verbose_name='By')),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='audit.run')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['created_by', '-id'], name='batch_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['uploaded', 'mapped', 'previewing', 'previewed', 'importing', 'imported', 'undoing', 'undone', 'failed', 'discarded'])), name='batch_state_known')],
            },
        ),
        migrations.CreateModel(
            name='BadRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='Row')),
                ('faults', models.JSONField(default=list)),
                ('cells', models.JSONField(default=list)),
                ('topics', models.CharField(max_length=400)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bad_rows', to='imports.batch')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['batch', 'number'], name='bad_row_of_batch')],
            },
        ),
        migrations.CreateModel(
            name='ImportedObject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='Row')),
                ('object_type', models.CharField(max_length=60)),
                ('object_id', models.CharField(max_length=40)),
                ('kind', models.CharField(choices=[('created', 'New'), ('updated', 'Changed'), ('unchanged', 'As it was')], max_length=10, verbose_name='What happened')),
                ('before', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imported', to='imports.batch')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['object_type', 'object_id', 'batch'], name='imported_object_lookup')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['created', 'updated', 'unchanged'])), name='effect_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='SavedMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('importer', models.CharField(max_length=60)),
                ('fingerprint', models.CharField(max_length=64)),
                ('mapping', models.JSONField(default=dict)),
                ('options', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('importer', 'fingerprint'), name='one_mapping_per_header_set')],
            },
        ),
    ]
