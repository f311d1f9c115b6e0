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
            name='Glossary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stamp', models.CharField(max_length=32)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_glossary')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uri', models.CharField(max_length=200, unique=True, verbose_name='Id')),
                ('name', models.CharField(max_length=120, verbose_name='Term')),
                ('synonyms', models.JSONField(blank=True, default=list)),
                ('marketing_meaning', models.TextField(blank=True, max_length=2000, verbose_name='What marketing means')),
                ('it_meaning', models.TextField(blank=True, max_length=2000, verbose_name='What IT means')),
                ('alike', models.BooleanField(default=False, verbose_name='Both mean the same')),
                ('agreed_meaning', models.TextField(blank=True, max_length=2000, verbose_name='What both mean')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='Where and how it is used')),
                ('state', models.CharField(choices=[('clashing', 'Two meanings'), ('one_sided', 'One meaning missing'), ('open', 'Not agreed yet'), ('proposed', 'Waits for signatures'), ('agreed', 'Agreed by both')], default='one_sided', max_length=12)),
                ('awaits', models.CharField(blank=True, choices=[('', 'Nobody'), ('marketing', 'Marketing'), ('it', 'IT'), ('both', 'Both')], default='both', max_length=12)),
                ('flag_count', models.PositiveIntegerField(default=0, verbose_name='Flags')),
                ('is_retired', models.BooleanField(default=False, verbose_name='Retired')),
                ('from_starter', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('it_owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('marketing_owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'indexes': [models.Index(django.db.models.functions.text.Lower('name'), models.F('id'), name='term_by_name'), models.Index(fields=['state', 'name'], name='term_of_state'), models.Index(fields=['awaits', 'name'], name='term_awaits')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='term_has_a_name'), models.CheckConstraint(condition=models.Q(('state__in', ['clashing', 'one_sided', 'open', 'proposed', 'agreed'])), name='term_state_known'), models.CheckConstraint(condition=models.Q(('awaits__in', ['', 'marketing', 'it', 'both'])), name='term_awaits_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['proposed', 'agreed']), _negated=True), models.Q(('agreed_meaning', ''), _negated=True), _connector='OR'), name='agreed_means_worded')],
            },
        ),
        migrations.CreateModel(
            name='Label',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=120)),
                ('folded', models.CharField(max_length=240, unique=True)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='language.term')),
            ],
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='flags', to='language.term')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('term', 'person'), name='one_flag_per_person')],
            },
        ),
        migrations.CreateModel(
            name='Distinction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='distinctions_from_others', to='language.term')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='distinctions', to='language.term')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('term', 'other'), name='one_distinction'), models.CheckConstraint(condition=models.Q(('term__lt', models.F('other'))), name='distinction_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Wordings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('content', models.JSONField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='language.term')),
            ],
            options={
                'ordering': ['-version'],
                'constraints': [models.UniqueConstraint(fields=('term', 'version'), name='language_wording_once')],
            },
        ),
        migrations.CreateModel(
            name='Primer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='Title')),
                ('subject', models.CharField(choices=[('system', 'A system'), ('capability', 'A capability'), ('demand', 'A demand of technology'), ('practice', 'A way of working')], max_length=12, verbose_name='What it is about')),
                ('text', models.TextField(max_length=20000, verbose_name='In plain words')),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['title', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='primer_has_a_title')],
            },
        ),
    ]
