"""Looking whether the estate passes the building code: ordered, and kept."""

import datetime as dt
from collections.abc import Sequence

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run, RunState
from lintel.estate.stress.models import BuildingCode, Inspection, Verdict
from lintel.estate.stress.rules import require_tester
from lintel.estate.stress.ruling import Ruling
from lintel.people.models import User
from lintel.ui.problems import Problem

KIND = "estate.building-code"


@audited("inspection.ordered", says="had the estate held against the building code")
def order(entry: Draft, *, by: User | None) -> Run:
    """Look in the background; one waiting run serves all who ask. Errors: `Problem` without a code in
    force."""
    require_tester(by)
    if BuildingCode.objects.in_force() is None:
        raise Problem(
            "The two offices have not agreed on a building code yet.",
            way_out="Propose rules, and have both sign them.",
        )
    waiting = Run.objects.filter(kind=KIND, state=RunState.QUEUED).first()
    run = waiting or runs.start(KIND, "Building code: does the estate pass?", {}, by=by)
    entry.about(run)
    return run


@audited("inspection.kept", says="held the estate against edition {edition}: {failing} of {rules} rules fail")
def keep(
    entry: Draft,
    code: BuildingCode,
    found: Sequence[Ruling],
    *,
    day: dt.date,
    inputs_hash: str,
    seen_entry: int,
    by: User | None,
    run: Run | None = None,
) -> Inspection:
    """Keep how every rule stands. `seen_entry` is the last entry of the ledger that was looked at."""
    require_tester(by)
    row = Inspection.objects.create(
        code=code, day=day, inputs_hash=inputs_hash, seen_entry=seen_entry, run=run, by=by
    )
    Verdict.objects.bulk_create(
        [
            Verdict(
                inspection=row, rule=one.rule, verdict=one.verdict, found=one.found[:400], path=list(one.path)
            )
            for one in found
        ]
    )
    failing = sum(one.verdict == Verdict.FAILS for one in found)
    entry.about(row, edition=code.edition, failing=failing, rules=len(found))
    entry.about(code)
    return row
