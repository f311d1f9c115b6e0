"""On a real data folder: gone from the bytes of every file, and what a backup brings back goes again."""

import os
import subprocess
import sys
from pathlib import Path

FOREIGN = (
    "LINTEL_",
    "PYTEST_",
    "DATABASE_",
)  # the story is about files, whatever the others run on
# A process of its own, for the database has to be a file and every commit a real one.
STORY = """
import datetime as dt, os, shutil
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
from lintel.config.installation import examine
from lintel.customers.consent.actions import word
from lintel.customers.matching.actions import clearance
from lintel.customers.privacy import reapplying, work
from lintel.customers.privacy.actions import erasure
from lintel.customers.privacy.models import Erasure
from lintel.warehouse import reading
from tests.cast import make_cast
from tests.customers.makers import MARIT, WHEN, consent, event, make_people

folder, backup = Path(settings.DATA_DIR), Path(settings.DATA_DIR).parent / "backup"

def held():
    connection.close()
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.relative_to(folder).as_posix() for path in files
                  if b"marit@lund" in path.read_bytes().lower())

def records():
    with reading.connect("customers.records") as found:
        return found.execute("select count(*) from customers.records").fetchone()[0]

def finding():
    return next(one.fine for one in examine() if one.name == "Erasures")

cast = make_cast()
today = timezone.now().date()
clearance.give(cast.nele, reason="Support", starts=today, ends=today, by=cast.ivo)
make_people(events=[event(WHEN, "marit@lund.example")], consents=[consent("marit@lund.example")])
word.say(MARIT, None, "any", "withdrawn")
upload = Path(settings.MEDIA_ROOT) / "segments" / "news.csv"
upload.parent.mkdir(parents=True)
upload.write_text("email\\nmarit@lund.example\\n")
assert records() == 5 and "lintel.sqlite3" in " ".join(held()), held()

connections.close_all()
backup.mkdir()
for name in ("lintel.sqlite3", "warehouse"):
    source = folder / name
    (shutil.copytree if source.is_dir() else shutil.copy)(source, backup / name)

asked = erasure.ask(MARIT, reason="She wrote to us.", by=cast.nele)
erasure.confirm(asked, by=cast.tomas)
done = work.carry_through(Erasure.objects.get(), by=cast.tomas)
assert done.state == "done", done.found
assert (records(), held(), finding()) == (3, [], True), held()

connections.close_all()
for path in folder.glob("lintel.sqlite3*"):
    path.unlink()
shutil.rmtree(folder / "warehouse")
shutil.copytree(backup / "warehouse", folder / "warehouse")
shutil.copy(backup / "lintel.sqlite3", folder / "lintel.sqlite3")
assert (records(), finding()) == (5, False)

assert reapplying.reapply(by=None) == [MARIT]
assert Erasure.objects.get().state == "done", Erasure.objects.get().found
assert (records(), held(), finding(), reapplying.reapply(by=None)) == (3, [], True, [])
print("gone for good")
"""


def test_a_backup_that_is_restored_after_an_erasure_brings_nobody_back(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("LINTEL_", "PYTEST_", "DATABASE_"))
        },
        "DJANGO_SETTINGS_MODULE": "lintel.config.settings",
        "LINTEL_DATA_DIR": str(folder),
    }
    done = subprocess.run(
        [sys.executable, "-c", STORY],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.strip().endswith("gone for good"), done.stderr[-3000:]
