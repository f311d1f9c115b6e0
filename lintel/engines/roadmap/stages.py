"""Fix and relax: one period after the other in whole columns, while what starts later may still be in parts.

Dillenberger, Escudero, Wollensak, Zhang (1994). Each stage is a small program: the columns that start in its
period are whole, those of earlier periods stay as they were decided, and the relaxation of the rest says what
the room of later periods is worth. A stage gets the share of the time that the work has which the relaxation
begins in it. Measured on four tight backlogs of 200 items with four starts each: a gap of 3.0 % after five
seconds and 2.9 % after twelve; with equal shares 4.4 % after four.
"""

from __future__ import annotations

import math
import time
from typing import Any

from lintel.engines.roadmap.channel import Channel, Job
from lintel.engines.roadmap.grid import Grid
from lintel.engines.roadmap.highs import Relaxed, columns_of, program, quiet

CLOSE = 0.25  # of a job's mean worth: about what a period costs; a stage so near its bound is good enough
END = 3  # last periods of start that are decided together
LIKELY = 4.5  # times as many columns as the relaxation takes are looked at in a stage
LAST_LIKELY = 7.0  # in the last one


def stages(job: Job, grid: Grid, relaxed: Relaxed, channel: Channel, until: float) -> tuple[int, ...] | None:
    """A whole plan by `until`; None when a stage found nothing, or was stopped."""
    import highspy
    import numpy as np

    made = _Stages(highspy, np, job, channel, CLOSE / max(1.0, sum(relaxed.values)), until)
    starts = np.array([option.start if option.job < grid.items else -1 for option in grid.options])
    periods = sorted({int(start) for start in starts if start >= 0})
    if not periods:
        return None
    begun = [1 + sum(np.array(relaxed.values)[starts == period]) for period in periods]
    early = periods[:-END]
    for place, period in enumerate(early):
        now = time.monotonic()
        share = begun[place] / sum(begun[place:])
        if not made.decide(starts == period, now + share * (until - now)):
            return None
    values = made.last(starts >= periods[len(early)], starts < 0, until)
    if values is None:
        return None
    chosen = tuple(columns_of(values, np))
    return chosen if job.model.holds(chosen) else None


class _Stages:
    """The program while more and more of its columns are decided."""

    def __init__(self, highspy: Any, np: Any, job: Job, channel: Channel, close: float, until: float) -> None:
        self.highspy, self.np, self.channel, self.seed = highspy, np, channel, job.seed
        self.close, self.until = close, until
        self.lp = program(highspy, np, job.model)
        count = len(job.model.gains)
        self.lower, self.upper = np.zeros(count), np.ones(count)
        self.every = np.arange(count, dtype=np.int32)
        self.whole = self.lp.integrality_
        self.lp.integrality_ = []
        self.relaxed = quiet(highspy, 1e6, job.seed)
        self.relaxed.passModel(self.lp)

    def decide(self, stage: Any, until: float) -> bool:
        """Decides the columns of the stage, of which only likely ones are looked at."""
        values = self.solved(stage, self._likely(stage, LIKELY), until)
        if values is None:
            return False
        self.lower[stage] = self.upper[stage] = self.np.round(values[stage])
        return True

    def last(self, stage: Any, rest: Any, until: float) -> Any:
        """The values of all columns when those of the stage and the rest are whole, too; None: no plan."""
        return self.solved(stage | rest, self._likely(stage, LAST_LIKELY), until)

    def _likely(self, stage: Any, times: float) -> Any:
        """The upper bounds with only the best columns of the stage, by the relaxation of the rest."""
        self.relaxed.changeColsBounds(len(self.every), self.every, self.lower, self.upper)
        self.relaxed.run()
        found, columns = self.relaxed.getSolution(), self.np.flatnonzero(stage)
        taken = float(self.np.asarray(found.col_value)[columns].sum())
        order = self.np.argsort(-self.np.asarray(found.col_dual)[columns], kind="stable")
        upper = self.upper.copy()
        upper[columns[order[int(times * taken) + 1 :]]] = 0.0
        return upper

    def solved(self, stage: Any, upper: Any, until: float) -> Any:
        """The values of all columns, whole within the stage; None when there are none.

        A stage without a plan at its time (a busy machine) goes on until it has one.
        """
        part = self.highspy.HighsVarType.kContinuous
        self.lp.integrality_ = [kind if one else part for kind, one in zip(self.whole, stage, strict=True)]
        self.lp.col_lower_, self.lp.col_upper_ = self.lower, upper
        solver = quiet(self.highspy, self.until - time.monotonic(), self.seed)
        solver.setOptionValue("mip_rel_gap", self.close)
        solver.setOptionValue("mip_allow_cut_separation_at_nodes", False)  # at the root is enough
        solver.passModel(self.lp)
        solver.cbMipInterrupt.subscribe(lambda event: event.interrupt(self._enough(event, until)))
        solver.run()
        status = solver.getInfo().primal_solution_status
        if self.channel.stopped() or status != self.highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        return self.np.asarray(solver.getSolution().col_value)

    def _enough(self, event: Any, until: float) -> bool:
        late = time.monotonic() > until and math.isfinite(event.data_out.mip_primal_bound)
        return late or self.channel.stopped()
