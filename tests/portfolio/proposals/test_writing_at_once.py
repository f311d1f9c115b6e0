"""People who save in the same moment, on a database file of its own: other tests share one connection."""

import json
import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import json, threading
import django
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
from lintel.audit.models import Signature
from lintel.audit.signatures import hash_of
from lintel.audit.verification import verify
from lintel.portfolio.proposals.actions import part, proposal, signature
from lintel.portfolio.proposals.models import Proposal, Requirement
from lintel.ui.problems import Problem
from tests.cast import make_cast
from tests.portfolio.proposals.making import make_offered

cast = make_cast()
row = make_offered(cast)
seen, read = row.version, hash_of(row)
told = {}
edits = {
    "title": (cast.nele, lambda by: proposal.edit(row, {"title": "T"}, by=by, seen_version=seen)),
    "problem": (cast.tomas, lambda by: proposal.edit(row, {"problem": "P"}, by=by, seen_version=seen)),
    "outcome one": (cast.nele, lambda by: proposal.edit(row, {"outcome": "1"}, by=by, seen_version=seen)),
    "outcome two": (cast.tomas, lambda by: proposal.edit(row, {"outcome": "2"}, by=by, seen_version=seen)),
    "add": (cast.lena, lambda by: part.add(row, Requirement, {"text": "R"}, by=by, seen_version=seen)),
    "sign": (cast.mara, lambda by: signature.sign(row, by=by, purpose="approve", content_hash=read)),
}
gate = threading.Barrier(len(edits))

def act(name, by, work):
    gate.wait()
    try:
        work(by)
        told[name] = "done"
    except Problem as problem:
        told[name] = type(problem).__name__
    finally:
        connection.close()

threads = [threading.Thread(target=act, args=(name, *rest)) for name, rest in edits.items()]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
after = Proposal.objects.get(pk=row.pk)
print(json.dumps({
    "told": told,
    "content": [after.title, after.problem, after.outcome],
    "requirements": after.requirements.count(),
    "version": after.version,
    "before": seen,
    "kept": list(after.versions.values_list("number", flat=True)),
    "signed": list(Signature.objects.on(after).values_list("version", "content_hash")) == [(seen, read)]
        or not Signature.objects.on(after).exists(),
    "whole": verify().whole,
}))
"""


def test_of_many_who_save_at_once_each_is_kept_or_asked(tmp_path: Path) -> None:
    environment = os.environ | {
        "LINTEL_DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/writing.sqlite3",
        "DJANGO_SETTINGS_MODULE": "lintel.config.settings",
    }
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout.splitlines()[-1])
    told = found["told"]
    assert [told[name] for name in ("title", "problem", "add")] == ["done"] * 3
    assert sorted([told["outcome one"], told["outcome two"]]) == ["Clashed", "done"]
    assert told["sign"] in {"done", "Stale", "Problem"}  # before the first edit, or refused after it
    assert found["content"][:2] == ["T", "P"]
    assert found["content"][2] == ("1" if told["outcome one"] == "done" else "2")
    assert found["requirements"] == 2
    assert found["version"] == found["before"] + 4
    assert found["kept"] == list(range(found["version"], 0, -1))
    assert found["signed"]
    assert found["whole"]
