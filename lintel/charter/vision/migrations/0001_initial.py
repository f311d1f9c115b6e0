import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Vision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=10000, verbose_name='What is the platform for?')),
                ('version', models.PositiveIntegerField(default=1)),
                ('written_at', models.DateTimeField()),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_vision'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='vision_says_something')],
            },
        ),
        migrations.CreateModel(
            name='VisionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('text', models.TextField(max_length=10000)),
                ('why', models.TextField(blank=True, max_length=2000)),
                ('content_hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='vision.vision')),
            ],
            options={
                'ordering': ['-version'],
                'constraints': [models.UniqueConstraint(fields=('vision', 'version'), name='one_vision_text_per_version')],
            },
        ),
    ]
