"""What Django's models cannot say: the text index, and the trigger that keeps alternatives with their request."""

from django.db import migrations

from lintel.intake import promise, words


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]
    operations = [
        migrations.RunPython(words.install, words.remove),
        migrations.RunPython(promise.install, promise.remove),
    ]
