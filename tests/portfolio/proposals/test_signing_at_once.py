"""People who sign in the same moment, on a database file of its own: other tests share one connection."""

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
from lintel.portfolio.proposals.actions import proposal, signature
from lintel.portfolio.proposals.models import Decision, Proposal
from lintel.ui.problems import Problem
from tests.cast import make_cast
from tests.portfolio.proposals.making import make_offered

cast = make_cast()
rounds = []
for turn in range(4):
    row = make_offered(cast, title=f"Round {turn}")
    seen, told = hash_of(row), []
    gate = threading.Barrier(5 + turn % 2)

    def act(work):
        gate.wait()
        try:
            work()
            told.append("done")
        except Problem as problem:
            told.append(type(problem).__name__)
        finally:
            connection.close()

    signers = [cast.mara, cast.mara, cast.ivo, cast.ivo, cast.lena]
    works = [lambda by=by: signature.sign(row, by=by, purpose="approve", content_hash=seen) for by in signers]
    if turn % 2:
        works.append(lambda: proposal.edit(row, {"title": "Edited meanwhile"}, by=cast.nele))
    threads = [threading.Thread(target=act, args=(work,)) for work in works]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    after = Proposal.objects.get(pk=row.pk)
    given = Signature.objects.on(row)
    rounds.append({
        "edited": bool(turn % 2),
        "told": sorted(told),
        "state": after.state,
        "offices": sorted(given.values_list("office", flat=True)),
        "people": given.values("signer").distinct().count(),
        "decisions": Decision.objects.filter(proposal=row).count(),
    })
print(json.dumps({"rounds": rounds, "whole": verify().whole}))
"""


def test_of_many_who_sign_at_once_one_of_each_office_does(tmp_path: Path) -> None:
    environment = os.environ | {
        "LINTEL_DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/signing.sqlite3",
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
    told = json.loads(ran.stdout.splitlines()[-1])
    assert told["whole"]
    for round_ in told["rounds"]:
        assert len(round_["offices"]) == len(set(round_["offices"])) == round_["people"]
        if round_["edited"]:
            assert round_["state"] == "draft"
        else:
            assert round_["told"].count("done") == 2
            assert (round_["state"], round_["offices"], round_["decisions"]) == (
                "approved",
                ["it", "marketing"],
                1,
            )
