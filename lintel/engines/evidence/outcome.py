"""What the effect engine hands back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from lintel.engines.evidence.series import Step

LEVEL = 0.95
LEAST_BEFORE = 14
LEAST_AFTER = 3
MOST_AFTER = 400  # beyond this a forecast says nothing any more
MOST_MISSING = 0.25
PLACEBOS = 20
FEW_PLACEBOS = 10  # with fewer, their share says too little to overrule the interval
COMMON = 0.1  # a share of placebos above this makes an effect unclear

Direction = Literal["higher", "lower", "unclear"]


@dataclass(frozen=True)
class Interval:
    """An estimate with the bounds of its interval."""

    estimate: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out nothing at all, zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Point:
    """One step: what was measured, what was expected without the change, and the difference so far."""

    day: dt.date
    after: bool
    actual: float | None
    expected: float | None
    expected_low: float | None
    expected_high: float | None
    effect: float | None = None
    sum: float | None = None
    sum_low: float | None = None
    sum_high: float | None = None


@dataclass(frozen=True)
class Placebo:
    """A date at which nothing happened, and the effect per step that the method finds there, in its own
    standard errors beside it."""

    day: dt.date
    effect: float
    errors: float


@dataclass(frozen=True)
class Effect:
    """The answer: effect per step and in all, how it compares to placebos, and everything to draw it.

    `share` is that of placebos at least as large, None without any. `chance` is the probability, given the
    model, that the true effect has the other sign. Values are in the metric's own unit.
    """

    metric: str
    unit: str
    step: Step
    at: dt.date
    level: float
    before: int
    after: int
    per_step: Interval
    total: Interval
    relative: Interval
    chance: float
    placebos: tuple[Placebo, ...]
    compared_steps: int
    errors: float
    share: float | None
    season: str
    slope: float
    controls: tuple[str, ...]
    points: tuple[Point, ...]
    direction: Direction
    verdict: str
