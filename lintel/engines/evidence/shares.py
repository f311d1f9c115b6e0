"""Whether the units were handed out as planned: the check before every other.

Fabijan et al. (2019, “Diagnosing sample ratio mismatch in online controlled experiments”): a chi-square
test of the counts against the planned shares; a p-value below 0.0005 there, 0.001 here, means that
something in handing out or counting is broken, and that no other figure can be trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lintel.engines.evidence.figures import percent
from lintel.engines.evidence.moments import Arm

BROKEN_BELOW = 0.001


@dataclass(frozen=True)
class SampleRatio:
    """Counts by variant, what the plan lets expect, and the p-value of a difference as large."""

    variants: tuple[str, ...]
    counts: tuple[int, ...]
    expected: tuple[float, ...]
    statistic: float
    p_value: float

    @property
    def broken(self) -> bool:
        """Whether the counts are too far from the plan to be chance."""
        return self.p_value < BROKEN_BELOW

    @property
    def says(self) -> str:
        """The finding in a sentence."""
        total = sum(self.counts)
        if not total:
            return "No unit was handed out yet."
        seen = ", ".join(
            f"{name} {count:,} ({percent(count / total)}, planned {percent(expected / total)})"
            for name, count, expected in zip(self.variants, self.counts, self.expected, strict=True)
        )
        if self.broken:
            return (
                f"The units were not handed out as planned: {seen}. Chance does this once in "
                f"{_times(self.p_value)} trials, so something lost or doubled units. Find it before you "
                "read on."
            )
        return f"The units were handed out as planned: {seen}."


def _times(p_value: float) -> str:
    return f"{round(1 / p_value):,}" if p_value > 1e-9 else "more than a billion"


def sample_ratio(arms: Sequence[Arm]) -> SampleRatio:
    """Compares counts with planned shares, which need not add up to one."""
    from scipy.stats import chisquare

    counts = [arm.assigned for arm in arms]
    total, planned = sum(counts), sum(arm.share for arm in arms)
    expected = [total * arm.share / planned for arm in arms]
    if not total:
        return SampleRatio(tuple(arm.name for arm in arms), tuple(counts), tuple(expected), 0.0, 1.0)
    found = chisquare(counts, expected)
    return SampleRatio(
        tuple(arm.name for arm in arms),
        tuple(counts),
        tuple(expected),
        float(found.statistic),
        float(found.pvalue),
    )
