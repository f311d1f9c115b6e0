"""Rows that move together: a Gaussian copula with stated rank correlations.

Spearman's ρ of a Gaussian copula is 6/π · arcsin(r/2) for the normals' correlation r (Pearson 1907; Iman
and Conover, Communications in Statistics B11, 1982), so r = 2 sin(πρ/6). What drivers and investments share
is a common normal with its loading; only what is stated beyond that needs a matrix, and that matrix must be
positive semidefinite.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NoReturn

from lintel.engines.returns.kinds import Floats
from lintel.engines.returns.model import Assumptions, Investment, Tie
from lintel.engines.returns.problems import Unfit
from lintel.engines.returns.streams import normals

TINY = 1e-9


def pearson(rank: float) -> float:
    """The correlation of the normals behind a rank correlation."""
    return 2 * math.sin(math.pi * rank / 6)


def ranked(correlation: float) -> float:
    """The way back."""
    return 6 / math.pi * math.asin(correlation / 2)


@dataclass(frozen=True)
class Mixing:
    """How the normals of an investment's rows are made: of a shared one, of drivers, and of their own."""

    names: tuple[str, ...]
    shared: Floats  # loadings on the investment's normal
    drivers: tuple[tuple[str, float], ...]  # for each row its driver, or nothing, and the loading
    own: Floats  # factor of what is left

    def draw(self, investment: str, seed: int, draws: int, common: dict[str, Floats]) -> dict[str, Floats]:
        """A standard normal for each row; `common` keeps the drivers' for the other investments."""
        import numpy as np

        alone = [normals(seed, draws, "row", investment, name) for name in self.names]
        together = normals(seed, draws, "investment", investment) if self.shared.any() else None
        found = {}
        for number, name in enumerate(self.names):
            parts = np.flatnonzero(self.own[number])
            made = self.own[number, parts[0]] * alone[parts[0]] if len(parts) else np.zeros(draws)
            for part in parts[1:]:
                made += self.own[number, part] * alone[part]
            if together is not None and self.shared[number]:
                made += self.shared[number] * together
            driver, loading = self.drivers[number]
            if driver:
                if driver not in common:
                    common[driver] = normals(seed, draws, "driver", driver)
                made += loading * common[driver]
            found[name] = made
        return found


def mixing(investment: Investment, assumptions: Assumptions) -> Mixing:
    """Loadings and matrix of an investment. Errors: `Unfit` for correlations that cannot hold together."""
    import numpy as np

    names = investment.names()
    place = {name: number for number, name in enumerate(names)}
    weight = pearson(assumptions.benefit_correlation)
    shared, moved = np.zeros(len(names)), [("", 0.0)] * len(names)
    for number, benefit in enumerate(investment.benefits):
        at = place[benefit.name]
        shared[at] = math.sqrt(weight)
        load = math.sqrt(pearson(assumptions.drivers[benefit.driver])) if benefit.driver else 0.0
        if moved[at][0] not in ("", benefit.driver):
            raise Unfit(
                f"benefits[{number}].driver", f"“{benefit.name}” has two drivers.", "Give it one of them."
            )
        if weight + load**2 > 1 + TINY:
            raise Unfit(
                f"assumptions.drivers.{benefit.driver}",
                "Together with the correlation of benefits it is more than 1.",
                f"At most {ranked(1 - weight):.3f} is left.",
            )
        moved[at] = (benefit.driver, load) if benefit.driver else moved[at]
    base = _of_drivers(moved)
    left = np.diag(1 - np.diag(base))
    if not investment.ties:
        own = np.sqrt(np.clip(left - np.diag(shared**2), 0, None))
        return Mixing(tuple(names), shared, tuple(moved), np.asarray(own))
    within = np.outer(shared, shared)
    np.fill_diagonal(within, 0.0)
    own = _factor(left + within, base, investment.ties, place)
    return Mixing(tuple(names), np.zeros(len(names)), tuple(moved), own)


def _of_drivers(moved: list[tuple[str, float]]) -> Floats:
    """What drivers alone make two rows move together."""
    import numpy as np

    loads = np.array([load for _, load in moved])
    drivers = np.array([name for name, _ in moved])
    same = (drivers[:, None] == drivers[None, :]) & (drivers[:, None] != "")
    return np.where(same, np.outer(loads, loads), 0.0)


def _factor(left: Floats, base: Floats, ties: tuple[Tie, ...], place: dict[str, int]) -> Floats:
    """A matrix whose square is what the drivers leave over, with the stated pairs put in."""
    import numpy as np

    for tie in ties:
        one, other = place[tie.one], place[tie.other]
        left[one, other] = left[other, one] = pearson(tie.rank) - base[one, other]
    values, vectors = np.linalg.eigh(left)
    if values[0] < -TINY:
        _refuse(left, base, ties, place)
    factor: Floats = vectors * np.sqrt(np.clip(values, 0, None))
    factor[np.abs(factor) < 1e-15] = 0.0
    return factor


def _refuse(left: Floats, base: Floats, ties: tuple[Tie, ...], place: dict[str, int]) -> NoReturn:
    """Name the pair that needs the smallest change, and between which values it would fit."""
    found = []
    for tie in sorted(ties, key=lambda each: sorted((each.one, each.other))):
        one, other = place[tie.one], place[tie.other]
        between = _fitting(left, one, other)
        if between is not None:
            low, high = (ranked(value + base[one, other]) for value in between)
            found.append((max(low - tie.rank, tie.rank - high), tie, low, high))
    if not found:
        worst = max(ties, key=lambda each: abs(each.rank))
        raise Unfit(
            "correlations",
            f"{worst.rank:g} between “{worst.one}” and “{worst.other}” cannot be true with the others.",
            "More than one pair has to change: weaken them.",
        )
    _, tie, low, high = min(found, key=lambda each: each[0])
    raise Unfit(
        "correlations",
        f"{tie.rank:g} between “{tie.one}” and “{tie.other}” cannot be true with the others.",
        f"With these, it lies between {low:.2f} and {high:.2f}.",
    )


def _fitting(left: Floats, one: int, other: int) -> tuple[float, float] | None:
    """Between which values of one entry the matrix is positive semidefinite; None where no value makes it so.
    The smallest eigenvalue is concave in one entry: its peak by ternary search, both ends by bisection."""

    import numpy as np

    def least(value: float) -> float:
        tried = left.copy()
        tried[one, other] = tried[other, one] = value
        return float(np.linalg.eigvalsh(tried)[0])

    low, high = -1.0, 1.0
    for _ in range(60):
        first, second = low + (high - low) / 3, high - (high - low) / 3
        low, high = (first, high) if least(first) < least(second) else (low, second)
    peak = (low + high) / 2
    if least(peak) < -TINY:
        return None
    ends = []
    for beyond in (-1.0, 1.0):
        inside, outside = peak, beyond
        for _ in range(40):
            middle = (inside + outside) / 2
            inside, outside = (middle, outside) if least(middle) >= -TINY else (inside, middle)
        ends.append(inside)
    return ends[0], ends[1]
