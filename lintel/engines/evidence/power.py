"""How many units a trial needs, and what it can find with how many.

Means by statsmodels' power of the t-test (noncentral t). Proportions by the normal approximation with the
pooled variance under no difference (Fleiss, Levin, Paik 2003, formula 4.14 without continuity correction).
With several variants each comparison gets its part of the error rate (Bonferroni), so the plan is on the
safe side of Holm.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lintel.engines.evidence.figures import number, percent
from lintel.engines.evidence.problems import TooLittle

MOST = 10**9  # units; what needs more is no plan


@dataclass(frozen=True)
class Plan:
    """What is known before a trial.

    `baseline` is the metric's value without a change: a share between 0 and 1, or a mean with its standard
    deviation `deviation` (of a ratio: of its linearised values). `shares` are the parts of the units that
    go to the control, which comes first, and to each variant.
    """

    kind: Literal["proportion", "mean"]
    baseline: float
    deviation: float = 0.0
    shares: tuple[float, ...] = (0.5, 0.5)
    alpha: float = 0.05
    power: float = 0.8

    def __post_init__(self) -> None:
        if self.kind == "proportion" and not 0 < self.baseline < 1:
            raise TooLittle("A share lies between 0 and 1.", "Give the baseline as 0.04 for 4 %.")
        if self.kind == "mean" and not self.deviation > 0:
            raise TooLittle("A mean needs its standard deviation.", "Take it from the last months’ units.")
        if len(self.shares) < 2 or min(self.shares) <= 0:
            raise TooLittle(
                "A trial has a control and at least one variant.", "Give each a share above zero."
            )
        if not (0 < self.alpha < 1 and self.alpha < self.power < 1):
            raise TooLittle(
                "Error rate and power are shares, and the power is the larger.", "Usual are 0.05 and 0.8."
            )

    @property
    def smallest(self) -> float:
        """The smallest variant's share of all units."""
        return min(self.shares[1:]) / sum(self.shares)

    @property
    def control(self) -> float:
        """The control's share of all units."""
        return self.shares[0] / sum(self.shares)

    @property
    def each_alpha(self) -> float:
        """The error rate of one comparison."""
        return self.alpha / (len(self.shares) - 1)


@dataclass(frozen=True)
class Size:
    """What a plan needs to find a difference: units in the control, in the smallest variant, and in all."""

    difference: float
    lift: float
    control: int
    smallest: int
    total: int
    sentence: str


@dataclass(frozen=True)
class CurvePoint:
    """With so many units in all, this difference (and relative lift) is found with the plan's power."""

    units: int
    difference: float
    lift: float


def power_of(plan: Plan, difference: float, units: float) -> float:
    """How probable a two-sided test is to find this difference with so many units in all."""
    control, smallest = units * plan.control, units * plan.smallest
    if plan.kind == "proportion":
        return _power_of_shares(plan, difference, control, smallest)
    from statsmodels.stats.power import TTestIndPower

    found = TTestIndPower().power(
        abs(difference) / plan.deviation, smallest, plan.each_alpha, control / smallest
    )
    return (
        float(found) if found == found else 1.0
    )  # the noncentral t runs out of digits where nothing is missed


def _power_of_shares(plan: Plan, difference: float, control: float, smallest: float) -> float:
    from scipy.stats import norm

    other = plan.baseline + difference
    pooled = (plan.baseline * control + other * smallest) / (control + smallest)
    null = math.sqrt(pooled * (1 - pooled) * (1 / control + 1 / smallest))
    real = math.sqrt(plan.baseline * (1 - plan.baseline) / control + other * (1 - other) / smallest)
    bound = norm.isf(plan.each_alpha / 2) * null
    return float(norm.sf((bound - abs(difference)) / real) + norm.cdf((-bound - abs(difference)) / real))


def sample_size(plan: Plan, difference: float) -> Size:
    """The units that find a difference with the plan's power. Raises `TooLittle` when it cannot be."""
    if difference == 0:
        raise TooLittle(
            "No number of units finds a difference of nothing.", "Say what would be worth finding."
        )
    if plan.kind == "proportion" and not 0 < plan.baseline + difference < 1:
        raise TooLittle(
            f"A share of {percent(plan.baseline)} cannot change by {percent(difference, sign=True)}.",
            "Give a smaller difference.",
        )
    least = 2 / min(plan.smallest, plan.control)
    if power_of(plan, difference, MOST) < plan.power:
        raise TooLittle("More than a billion units would be needed.", "Look for a larger difference.")
    total = _root(lambda units: power_of(plan, difference, units) - plan.power, least, MOST)
    control, smallest = math.ceil(total * plan.control - 1e-9), math.ceil(total * plan.smallest - 1e-9)
    others = sum(math.ceil(total * share / sum(plan.shares) - 1e-9) for share in plan.shares[1:])
    lift = difference / plan.baseline if plan.baseline else math.nan
    value = plan.baseline + difference
    shown = percent if plan.kind == "proportion" else number
    sentence = (
        f"To see {shown(plan.baseline)} become {shown(value)} with a probability of {percent(plan.power)}, "
        f"{control + others:,} units are needed: {control:,} in the control, {smallest:,} in the smallest "
        "variant."
    )
    return Size(difference, lift, control, smallest, control + others, sentence)


def smallest_difference(plan: Plan, units: int) -> float:
    """The smallest improvement (upwards) that so many units in all find with the plan's power."""
    if units * min(plan.smallest, plan.control) < 2:
        raise TooLittle(f"{units} units are too few to compare.", "Each variant needs two at the least.")
    most = (1 - plan.baseline) * (1 - 1e-09) if plan.kind == "proportion" else 100 * plan.deviation
    if power_of(plan, most, units) < plan.power:
        raise TooLittle(f"{units} units find no difference at all with this power.", "Plan for more units.")
    return _root(lambda difference: power_of(plan, difference, units) - plan.power, most * 1e-9, most)


def curve(plan: Plan, units: Sequence[int]) -> tuple[CurvePoint, ...]:
    """The smallest difference for each number of units; too few units are left out."""
    found: list[CurvePoint] = []
    for count in units:
        try:
            difference = smallest_difference(plan, count)
        except TooLittle:
            continue
        lift = difference / plan.baseline if plan.baseline else math.nan
        found.append(CurvePoint(count, difference, lift))
    return tuple(found)


def around(total: int, points: int = 25) -> tuple[int, ...]:
    """Numbers of units from a tenth to four times a planned total, evenly spread on the logarithm."""
    return tuple(
        sorted({max(4, round(total * 10 ** (-1 + 1.602 * n / (points - 1)))) for n in range(points)})
    )


def _root(function: object, low: float, high: float) -> float:
    from scipy.optimize import brentq

    return float(brentq(function, low, high, xtol=1e-12, rtol=1e-12, maxiter=500))
