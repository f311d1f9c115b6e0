"""Series and trials from known models."""

from __future__ import annotations

import datetime as dt

import numpy as np

from lintel.engines.evidence import Arm, Series
from lintel.engines.evidence.moments import of_columns

MONDAY = dt.date(2026, 1, 5)


def daily(
    rng: np.random.Generator,
    before: int,
    after: int,
    *,
    wander: float = 0.0,
    effect: float = 0.0,
    week: float = 0.0,
    slope: float = 0.0,
) -> Series:
    """A level that wanders, a slope, a week, noise of 1, and an effect from `before` on."""
    steps = np.arange(before + after)
    values = 100 + slope * steps + np.cumsum(rng.normal(0, wander, len(steps)))
    values += rng.normal(0, 1, len(steps)) + week * np.sin(2 * np.pi * steps / 7)
    values[before:] += effect
    return Series("sign-ups", MONDAY, "day", tuple(float(value) for value in values))


def arms(**columns_of: dict[str, np.ndarray]) -> tuple[Arm, ...]:
    """Variants of equal planned shares, by name, in the order given."""
    return tuple(
        Arm(
            name, 1.0, len(next(iter(columns.values()))), of_columns({k: list(v) for k, v in columns.items()})
        )
        for name, columns in columns_of.items()
    )


def shares(**hits: tuple[int, int]) -> tuple[Arm, ...]:
    """Variants by hits and units."""
    return arms(**{name: {"hit": np.repeat([1.0, 0.0], [h, n - h])} for name, (h, n) in hits.items()})
