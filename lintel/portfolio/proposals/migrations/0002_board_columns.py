"""A new house begins with a board that can be used at once; every column can be changed."""

from django.db import migrations

COLUMNS = [("Next", 5, False), ("Doing", 3, False), ("Checking", 3, False), ("Done", None, True)]


def forwards(apps, schema_editor):
    column = apps.get_model("portfolio", "BoardColumn")
    for position, (name, limit, finishes) in enumerate(COLUMNS):
        column.objects.create(name=name, position=position, wip_limit=limit, finishes=finishes)


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
