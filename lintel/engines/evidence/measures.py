"""What a trial is measured by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MeasureKind = Literal["mean", "proportion", "ratio"]


@dataclass(frozen=True)
class Measure:
    """A metric over the units of a trial.

    `value` is its column; a `ratio` divides the sum of `value` by the sum of `over` (orders per visit).
    `before` and `over_before` are the same columns from before the trial, by which CUPED makes intervals
    narrower. `guardrail` metrics are not to be improved, only not to worsen by more than `margin`, a share
    of the control's value.
    """

    name: str
    kind: MeasureKind
    value: str
    over: str = ""
    before: str = ""
    over_before: str = ""
    better: Literal["up", "down"] = "up"
    guardrail: bool = False
    margin: float = 0.0

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it needs."""
        named = (self.value, self.over, self.before, self.over_before)
        return tuple(dict.fromkeys(name for name in named if name))

    @property
    def sign(self) -> int:
        """1 when more is better, −1 when less is."""
        return 1 if self.better == "up" else -1
