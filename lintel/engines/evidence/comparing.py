"""Difference and relative lift of two variants, with intervals.

Means and ratios by tea-tasting: Welch's t for means, the delta method for ratios (Deng, Knoblich, Lu 2018),
CUPED where there is a column from before (Deng, Xu, Kohavi, Walker 2013), the relative lift on the
logarithm. Proportions by the score intervals of Miettinen and Nurminen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lintel.engines.evidence import proportions
from lintel.engines.evidence.measures import Measure
from lintel.engines.evidence.moments import Arm, Moments, joined
from lintel.engines.evidence.outcome import Interval
from lintel.engines.evidence.problems import TooLittle
from lintel.engines.evidence.proportions import Counts

METHODS = {
    "mean": "Welch’s t",
    "proportion": "Score (Miettinen–Nurminen)",
    "ratio": "Delta method",
}


@dataclass(frozen=True)
class Comparison:
    """One metric in one variant beside the control.

    `adjusted` is the p-value after the correction for several comparisons. `narrowed` is the share by which
    CUPED reduced the variance (0 without it). `error` is the standard error of the difference.
    """

    measure: Measure
    control: str
    variant: str
    control_units: int
    variant_units: int
    control_value: float
    variant_value: float
    difference: Interval
    lift: Interval
    p_value: float
    adjusted: float
    error: float
    narrowed: float
    method: str

    @property
    def gain(self) -> float:
        """The difference, positive where it is an improvement."""
        return self.measure.sign * self.difference.estimate

    def worst(self) -> float:
        """The worst relative change that the interval holds possible, negative for a worsening."""
        return self.lift.low if self.measure.better == "up" else -self.lift.high


def compare(measure: Measure, control: Arm, variant: Arm, *, level: float = 0.95) -> Comparison:
    """A variant beside the control. Raises `TooLittle` when one has fewer than two units."""
    for arm in (control, variant):
        if arm.moments.count < 2:
            raise TooLittle(
                f"Variant {arm.name} has {arm.moments.count} units with outcomes.", "Wait for more."
            )
    if measure.kind == "proportion" and not measure.before:
        return _proportions(measure, control, variant, level)
    return _means(measure, control, variant, level)


def _proportions(measure: Measure, control: Arm, variant: Arm, level: float) -> Comparison:
    hits = [round(arm.moments.mean(measure.value) * arm.moments.count) for arm in (variant, control)]
    units = [variant.moments.count, control.moments.count]
    counts = Counts(hits[0], units[0], hits[1], units[1])
    p_value = proportions.p_value(counts)
    lift = Interval(math.nan, math.nan, math.nan)
    if hits[0] and hits[1]:
        low, high = proportions.quotient(counts, level)
        lift = Interval(counts.share / counts.other - 1, low - 1, high - 1)
    shares = (counts.share, counts.other)
    error = math.sqrt(sum(share * (1 - share) / unit for share, unit in zip(shares, units, strict=True)))
    return Comparison(
        measure, control.name, variant.name, units[1], units[0], counts.other, counts.share,
        Interval(counts.share - counts.other, *proportions.difference(counts, level)), lift, p_value,
        p_value, error, 0.0, METHODS["proportion"],
    )  # fmt: skip


def _means(measure: Measure, control: Arm, variant: Arm, level: float) -> Comparison:
    import tea_tasting as tt

    def analysed(chosen: Measure) -> Any:
        metric = tt.RatioOfMeans(
            chosen.value,
            chosen.over or None,
            chosen.before or None,
            chosen.over_before or None,
            confidence_level=level,
            equal_var=False,
            use_t=True,
        )
        return metric.analyze_aggregates(_aggregates(control.moments), _aggregates(variant.moments))

    if measure.over and 0 in (control.moments.mean(measure.over), variant.moments.mean(measure.over)):
        raise TooLittle(f"{measure.name} divides by “{measure.over}”, which is zero.", "Wait for outcomes.")
    pooled = joined([control.moments, variant.moments])
    steady = any(name and pooled.variance(name) == 0 for name in (measure.before,))
    used = replace(measure, before="", over_before="") if steady else measure
    if not any(arm.moments.variance(measure.value) for arm in (control, variant)):
        return _unmoved(measure, control, variant)
    found = analysed(used)
    error = abs(found.effect_size / found.statistic) if found.statistic else _half(found, level)
    plain = analysed(replace(measure, before="", over_before="")) if used.before else found
    width = found.effect_size_ci_upper - found.effect_size_ci_lower
    usual = plain.effect_size_ci_upper - plain.effect_size_ci_lower
    method = METHODS["ratio" if measure.kind == "ratio" else "mean"]
    return Comparison(
        measure, control.name, variant.name, control.moments.count, variant.moments.count,
        float(found.control), float(found.treatment),
        Interval(float(found.effect_size), float(found.effect_size_ci_lower),
                 float(found.effect_size_ci_upper)),
        _lift(found), found.pvalue, found.pvalue, float(error), 1 - (width / usual) ** 2,
        f"{method} with CUPED" if used.before else method,
    )  # fmt: skip


def _unmoved(measure: Measure, control: Arm, variant: Arm) -> Comparison:
    """No unit differs from another: the difference is exact, and there is nothing to test."""
    values = [arm.moments.mean(measure.value) for arm in (control, variant)]
    if measure.over:
        values = [
            arm.moments.mean(measure.value) / arm.moments.mean(measure.over) for arm in (control, variant)
        ]
    if values[0] != values[1]:
        raise TooLittle(
            f"{measure.name} is the same for every unit of a variant, so nobody can say how much it varies.",
            "Check the column: it may hold the variant’s total instead of each unit’s value.",
        )
    none = Interval(0.0, 0.0, 0.0)
    return Comparison(
        measure, control.name, variant.name, control.moments.count, variant.moments.count, values[0],
        values[1], none, none, 1.0, 1.0, 0.0, 0.0, "No unit differs",
    )  # fmt: skip


def _half(found: Any, level: float) -> float:
    """The standard error when the difference is exactly zero, from the width of the interval."""
    from scipy.stats import norm

    return float((found.effect_size_ci_upper - found.effect_size_ci_lower) / 2 / norm.ppf((1 + level) / 2))


def _lift(found: Any) -> Interval:
    """The relative lift; it has no meaning where the control's value is not positive."""
    if found.control <= 0 or found.treatment <= 0:
        return Interval(math.nan, math.nan, math.nan)
    return Interval(
        float(found.rel_effect_size),
        float(found.rel_effect_size_ci_lower),
        float(found.rel_effect_size_ci_upper),
    )


def _aggregates(moments: Moments) -> Any:
    from tea_tasting.aggr import Aggregates

    means: Mapping[str, float] = moments.means
    variances = {one: value for (one, other), value in moments.covariances.items() if one == other}
    return Aggregates(moments.count, dict(means), variances, dict(moments.covariances))
