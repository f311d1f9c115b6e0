"""The run that works figures out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.engines import evidence
from lintel.engines.evidence.plain import plain
from lintel.experiments.actions import analysis
from lintel.experiments.gathering import Gathered, gather
from lintel.experiments.models import Experiment
from lintel.experiments.planning import measures_of
from lintel.ui.problems import Problem


@run_kind(analysis.KIND, resumable=True)
def work_out(progress: Progress) -> Outcome:
    """Gathers the sums, has them analysed, and keeps the finding."""
    experiment = Experiment.objects.with_plan().get(pk=progress.inputs["experiment"])
    final = bool(progress.inputs["final"])
    progress.report(0, 2, "Adding the units up")
    found = gather(experiment)
    progress.report(1, 2, "Comparing the variants")
    facts = figures(experiment, found, final=final)
    made = analysis.keep(experiment, progress.run, facts, by=progress.run.created_by)
    return Outcome({"verdict": made.verdict, "units": made.units}, experiment.get_absolute_url())


def figures(experiment: Experiment, found: Gathered, *, final: bool) -> dict[str, Any]:
    """The finding as the fields of an analysis. Errors: `Problem`."""
    trial = evidence.Trial(
        measures_of(experiment), abs(experiment.worth_finding or 0.0), 1 - experiment.alpha, running=not final
    )
    try:
        finding = evidence.analyse(trial, found.arms, by_day=found.by_day)
    except evidence.TooLittle as reason:
        raise Problem(reason.reason, way_out=reason.way_out) from None
    left_out = [
        words
        for count, words in (
            (found.crossed, f"{found.crossed:,} units were given two variants and are left out."),
            (found.strange, f"{found.strange:,} units have a variant that the plan does not know."),
        )
        if count
    ]
    told = plain(asdict(finding)) | {"ratio_says": finding.ratio.says, "broken": finding.ratio.broken}
    told["notes"] = [*told["notes"], *left_out]
    return {
        "final": final, "snapshot": found.snapshot, "units": found.units, "verdict": finding.verdict,
        "sentence": finding.sentence, "finding": told,
    }  # fmt: skip
