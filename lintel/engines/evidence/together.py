"""Which metrics moved together, or against each other, from step to step. No cause follows from it."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lintel.engines.evidence.multiple import adjusted
from lintel.engines.evidence.problems import TooLittle
from lintel.engines.evidence.series import Series, Step, later

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

LEAST = 8  # changes that two metrics must share
LEVEL = 0.05  # the share of false ones that is accepted among those that are shown


@dataclass(frozen=True)
class Movement:
    """How the changes of two metrics went together.

    `steps` are those in which both changes are known; `against` counts those in which one changed by more
    than it usually does (its median) and the other by less, `along` those in which both did the same. `rho`
    is Spearman's rank correlation of the changes, `effective` the number of independent steps that they are
    worth, `p` its p-value, `q` the same after Benjamini and Hochberg over every pair that was looked at.
    """

    first: str
    second: str
    steps: int
    along: int
    against: int
    rho: float
    effective: float
    p: float
    q: float


@dataclass(frozen=True)
class Looked:
    """How many pairs were looked at, and which of them hold at the level."""

    pairs: int
    found: tuple[Movement, ...]


def together(series: Sequence[Series], *, least: int = LEAST, level: float = LEVEL) -> Looked:
    """Rank correlations of the changes of every pair of series, those that hold after Benjamini–Hochberg.

    Changes and not values are compared, since any two things with a trend correlate. Runs of alike changes
    are worth fewer steps (Pyper and Peterman, 1998, Canadian Journal of Fisheries and Aquatic Sciences 55,
    equation 1, over a fifth of the steps). Pairs with fewer than `least` shared changes are not looked at.
    Raises `TooLittle` for series that go by different steps.
    """
    import numpy as np

    tables = [one for names, rows in _groups(series) if (one := _table(names, rows, least)) is not None]
    if not tables:
        return Looked(0, ())
    corrected = np.array(adjusted(np.concatenate([one.p for one in tables]).tolist(), "benjamini-hochberg"))
    found: list[Movement] = []
    done = 0
    for one in tables:
        q = corrected[done : done + len(one.p)]
        done += len(one.p)
        found += [one.movement(place, float(q[place])) for place in np.flatnonzero(q <= level).tolist()]
    return Looked(done, tuple(sorted(found, key=lambda one: (one.q, one.first, one.second))))


@dataclass(frozen=True)
class _Table:
    """Every pair of two groups of series, as columns."""

    names: Named
    steps: int
    places: tuple[Any, Any]
    along: Any
    against: Any
    rho: Any
    effective: Any
    p: Any

    def movement(self, place: int, q: float) -> Movement:
        """One pair, its names in order."""
        pair = (self.names[0][self.places[0][place]], self.names[1][self.places[1][place]])
        first, second = sorted(pair)
        return Movement(
            first, second, self.steps, round(float(self.along[place])), round(float(self.against[place])),
            float(self.rho[place]), float(self.effective[place]), float(self.p[place]), q,
        )  # fmt: skip


Named = tuple[Sequence[str], Sequence[str]]


def _groups(series: Sequence[Series]) -> Iterator[tuple[Named, tuple[Matrix, Matrix]]]:
    """Series whose changes are known in the same steps, each group with itself and with each later one, cut
    to the steps that both know: whole tables are ranked at once."""
    import numpy as np

    changes = _changes(series)
    groups: dict[bytes, list[str]] = defaultdict(list)
    for name in sorted(changes):
        groups[np.isfinite(changes[name]).tobytes()].append(name)
    tables = [(names, np.vstack([changes[name] for name in names])) for names in groups.values()]
    for place, (names, rows) in enumerate(tables):
        for others, against in tables[place:]:
            known = np.isfinite(rows[0]) & np.isfinite(against[0])
            yield (names, others), (rows[:, known], against[:, known])


def _changes(series: Sequence[Series]) -> Mapping[str, Matrix]:
    """The differences from step to step on one calendar, by name."""
    import numpy as np

    if len({one.step for one in series}) > 1:
        raise TooLittle("The metrics go by different steps.", "Give all of them by the same step.")
    if not series:
        return {}
    first = min(one.first for one in series)
    width = max(_place(first, one.first, one.step) + len(one) for one in series)
    found: dict[str, Matrix] = {}
    for one in series:
        values = np.full(width, np.nan)
        start = _place(first, one.first, one.step)
        values[start : start + len(one)] = [math.nan if value is None else value for value in one.values]
        found[one.name] = np.diff(values)
    return found


def _place(first: dt.date, day: dt.date, step: Step) -> int:
    if step == "month":
        return (day.year - first.year) * 12 + day.month - first.month
    return (day - first).days // (later(first, step, 1) - first).days


def _table(names: Named, rows: tuple[Matrix, Matrix], least: int) -> _Table | None:
    import numpy as np

    steps = rows[0].shape[1]
    if steps < least:
        return None
    one, other = (_ranked(part) for part in rows)
    rho = np.clip(one @ other.T, -1, 1)
    places = (
        np.triu_indices(len(one), 1) if names[0] is names[1] else tuple(map(np.ravel, np.indices(rho.shape)))
    )
    known = np.isfinite(rho[places])  # the others have one that never changes
    places = (places[0][known], places[1][known])
    effective = _effective(one, other, steps)
    signs = [np.sign(part - np.median(part, axis=1, keepdims=True)) for part in rows]
    balance, moved = signs[0] @ signs[1].T, np.abs(signs[0]) @ np.abs(signs[1]).T
    return _Table(
        names, steps, places, ((moved + balance) / 2)[places], ((moved - balance) / 2)[places],
        rho[places], effective[places], _p_values(rho, effective)[places],
    )  # fmt: skip


def _ranked(changes: Matrix) -> Matrix:
    """Ranks of each row, centred and of length one; rows that never change become NaN."""
    import numpy as np

    ranks = np.apply_along_axis(_average_ranks, 1, changes)
    ranks -= ranks.mean(axis=1, keepdims=True)
    length = np.sqrt((ranks**2).sum(axis=1, keepdims=True))
    length[length == 0] = np.nan
    scaled: Matrix = ranks / length
    return scaled


def _average_ranks(row: Matrix) -> Matrix:
    """Ranks from 1; equal values share the mean of theirs. As SciPy's `rankdata`, whose module takes half a
    second to load."""
    import numpy as np

    _, place, many = np.unique(row, return_inverse=True, return_counts=True)
    shared: Matrix = (np.cumsum(many) - (many - 1) / 2)[place]
    return shared


def _effective(one: Matrix, other: Matrix, steps: int) -> Matrix:
    """Independent steps that each pair is worth: never more than there are, never fewer than four."""
    import numpy as np

    total = np.zeros((len(one), len(other)))
    for lag in range(1, steps // 5 + 1):
        own, theirs = ((part[:, :-lag] * part[:, lag:]).sum(axis=1) for part in (one, other))
        total += (1 - lag / steps) * np.outer(own, theirs)
    worth: Matrix = np.clip(steps / np.maximum(1 + 2 * total, 1), 4, steps)
    return worth


def _p_values(rho: Matrix, effective: Matrix) -> Any:
    """Two-sided, by Student's t with two degrees of freedom fewer than there are steps."""
    import numpy as np
    from scipy.special import stdtr

    free = effective - 2
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(rho) * np.sqrt(free / np.maximum(1 - rho**2, 1e-300))
    return 2 * stdtr(free, -t)
