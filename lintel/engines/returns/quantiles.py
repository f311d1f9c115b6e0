"""Ranges as distributions, read from tables over a standard normal.

A draw is a standard normal z, and its value the quantile F⁻¹(Φ(z)). Over z that curve is smooth, so a table
of 1,025 points with straight lines between them is within some 1e-4 of the range, and one draw costs two
look-ups whatever the distribution is.

PERT is the beta distribution on [low, high] with α = 1 + 4 (likely − low)/(high − low) and β = 6 − α; its
mean is (low + 4 likely + high)/6 (Malcolm, Roseboom, Clark and Fazar, Operations Research 7, 1959; Vose, Risk
Analysis, 3rd ed. 2008, ch. 5). The triangular distribution's quantile is in closed form.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lintel.engines.returns.kinds import Floats, Whole
from lintel.engines.returns.model import Range, Shape

EDGE = 6.0  # beyond ± 6 lies one draw in 500 million
NODES = 1025
MODES = 64  # tables of PERT for modes at 0/64, 1/64 … 64/64 of the range; straight lines between them


@lru_cache(maxsize=1)
def _chances() -> Floats:
    import numpy as np
    from scipy.special import ndtr

    chances: Floats = ndtr(np.linspace(-EDGE, EDGE, NODES))
    return chances


@lru_cache(maxsize=1)
def _perts() -> Floats:
    import numpy as np
    from scipy.special import betaincinv

    alpha = 1 + 4 * np.arange(MODES + 1)[:, None] / MODES
    tables: Floats = betaincinv(alpha, 6 - alpha, _chances()[None, :])
    return tables


def unit(mode: float, shape: Shape) -> Floats:
    """The quantiles on [0, 1] at every node, for a most likely value at `mode`."""
    import numpy as np

    if shape == "triangular":
        chance = _chances()
        rising, falling = np.sqrt(chance * mode), 1 - np.sqrt((1 - chance) * (1 - mode))
        return np.where(chance <= mode, rising, falling)
    at = mode * MODES
    below = min(int(at), MODES - 1)
    first, second = _perts()[below], _perts()[below + 1]
    return np.asarray(first + (at - below) * (second - first))


def nodes(amount: Range, shape: Shape) -> Floats:
    """The quantiles of a range at every node."""
    import numpy as np

    if amount.certain:
        return np.full(NODES, amount.low)
    width = amount.high - amount.low
    return np.asarray(amount.low + width * unit((amount.likely - amount.low) / width, shape))


@dataclass(frozen=True)
class Places:
    """Where draws of one normal fall in the tables: the node below, and how far beyond it."""

    below: Whole
    share: Floats


def places(normals: Floats) -> Places:
    """Find the nodes for standard normals; what lies beyond the edge counts as the edge."""
    import numpy as np

    at = np.clip(normals, -EDGE, EDGE)
    at += EDGE
    at *= (NODES - 1) / (2 * EDGE)
    below = np.minimum(at.astype(np.int32), NODES - 2)
    return Places(below, at - below)


def read(table: Floats, found: Places) -> Floats:
    """The value of each draw."""
    import numpy as np

    values: Any = table.take(found.below)
    steps: Any = np.diff(table).take(found.below)
    steps *= found.share
    values += steps
    return np.asarray(values)
