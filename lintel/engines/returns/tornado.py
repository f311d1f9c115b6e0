"""Which row matters most: first-order Sobol indices from the draws that are there already.

S = Var(E[NPV | row]) / Var(NPV) (Sobol', Mathematics and Computers in Simulation 55, 2001), estimated by
cutting the draws into classes of the row's value (Plischke, Borgonovo and Smith, European Journal of
Operational Research 226, 2013, “given data”), less what so many classes explain by chance (Kelley's ε²,
1935). It holds for rows that are correlated, and then counts what a row tells about its partners; so shares
need not add up to 1.
"""

from __future__ import annotations

from lintel.engines.returns.kinds import Floats
from lintel.engines.returns.outcome import Influence

CLASSES = 50


def influence(name: str, kind: str, part: Floats, total: Floats) -> Influence:
    """How one row's contribution to the NPV, by draw, bears on the NPV."""
    import numpy as np

    classes = min(CLASSES, len(total) // 10)
    size = len(total) // classes
    order = np.argsort(part)[: classes * size]
    means = total[order].reshape(classes, size).mean(axis=1)
    variance = float(total.var())
    raw = float(means.var()) / variance if variance else 0.0
    chance = (classes - 1) / (classes * size)
    share = min(1.0, max(0.0, (raw - chance) / (1 - chance)))
    tenth = max(1, classes // 10)
    return Influence(name, kind, share, float(means[:tenth].mean()), float(means[-tenth:].mean()))
