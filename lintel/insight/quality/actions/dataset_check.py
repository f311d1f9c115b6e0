"""Checking datasets: at once, in the background, and after each publish."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run, RunState
from lintel.insight.quality.access import may_check
from lintel.insight.quality.expecting import all_expected, checkable
from lintel.insight.quality.judging import judge, worst
from lintel.insight.quality.measuring import measure
from lintel.insight.quality.models import Check, Grade
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem
from lintel.warehouse import reading
from lintel.warehouse.models import Snapshot

KIND = "insight.quality"


@audited("dataset-check.ordered", says="had the data checked")
def order(entry: Draft, datasets: Sequence[str], *, by: User | None) -> Run:
    """Check these datasets in the background, all of them when none is named; one waiting run serves all."""
    if by is not None and not may_check(by):
        raise Denied("Data is checked by who takes part in the work.", way_out="Ask a colleague there.")
    unknown = [name for name in datasets if name not in checkable()]
    if unknown:
        raise Problem(f"There is no dataset “{unknown[0]}” to check.", way_out="Look under “Data quality”.")
    wanted = sorted(datasets)
    waiting = Run.objects.filter(kind=KIND, state=RunState.QUEUED, inputs={"datasets": wanted}).first()
    run = waiting or runs.start(KIND, "Data checked", {"datasets": wanted}, by=by)
    entry.about(run)
    return run


@audited("dataset-check.recorded", says="checked {datasets} datasets: {concerns} are not as expected")
def record(entry: Draft, datasets: Sequence[str], *, run: Run, by: User | None) -> list[Check]:
    """Look at the present state of each dataset and keep what was found; unpublished ones are left out."""
    names = sorted(datasets) or sorted(checkable())
    made = Check.objects.bulk_create(_look(names, run))
    concerns = sum(1 for one in made if one.grade != Grade.GOOD)
    entry.about(run, datasets=len(made), concerns=concerns)
    return made


def _look(names: Sequence[str], run: Run) -> list[Check]:
    states, wanted = reading.current(*names), all_expected()
    before = dict(Check.objects.newest().filter(dataset__in=names).values_list("dataset", "rows"))
    present = [name for name in names if name in states and name in wanted]
    found: list[Check] = []
    with reading.connect(*present, threads=2) as connection:
        for name in present:
            found.append(_judged(connection, states[name], wanted[name], before.get(name), run))
    return found


def _judged(connection: Any, state: Snapshot, expected: Any, before: int | None, run: Run) -> Check:
    now, name = timezone.now(), state.dataset.name
    measured = measure(connection, checkable()[name], expected)
    findings = judge(measured, expected, published_at=state.published_at, before=before, now=now)
    return Check(
        dataset=name, snapshot=state.key, published_at=state.published_at, rows=measured.rows,
        grade=worst(findings), findings=[one.plain() for one in findings], run=run, at=now,
    )  # fmt: skip
