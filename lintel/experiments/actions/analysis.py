"""Ordering an analysis, and keeping what it said."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run
from lintel.experiments.keeping import lock, lock_in, require_planner, touched
from lintel.experiments.models import Analysis, Experiment, State
from lintel.people.models import User
from lintel.ui.problems import Problem

KIND = "experiments.analysis"


@audited("experiment.analysis-ordered", says="{words}")
def order(entry: Draft, experiment: Experiment, *, final: bool, by: User) -> Run:
    """Have the figures worked out: a look while it runs, or, `final`, after its end."""
    require_planner(by)
    locked = lock_in(experiment, State.RUNNING, State.ANALYSED, doing="analysed: it has to run first")
    if locked.state == State.ANALYSED and not final:
        raise Problem("The experiment has ended.", way_out="Analyse it once more as ended.")
    if not locked.loads.filter(undone_at=None).exists():
        raise Problem("There are no units yet.", way_out="Bring a file with units in first.")
    entry.about(locked, words="ended it and asked for the figures" if final else "took a look at the figures")
    inputs = {"experiment": locked.pk, "final": final}
    return runs.start(KIND, f"Figures of “{locked.title[:150]}”", inputs, by=by)


@audited("experiment.analysed", says="worked out the figures of {units} units: {verdict}")
def keep(
    entry: Draft, experiment: Experiment, run: Run, facts: dict[str, Any], *, by: User | None
) -> Analysis:
    """Keeps a finding; a final one ends the experiment."""
    locked = lock(experiment)
    made = Analysis.objects.create(experiment=locked, run=run, version=locked.version, **facts)
    if made.final and locked.state == State.RUNNING:
        locked.state, locked.ended_at = State.ANALYSED, timezone.now()
    touched(locked, verdict=made.verdict, verdict_text=made.sentence)
    entry.about(locked, units=made.units, verdict=made.verdict, final=made.final, snapshot=made.snapshot)
    return made
