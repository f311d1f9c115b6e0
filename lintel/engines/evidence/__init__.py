"""What helped, and how sure is that: interrupted time series, trials of variants, power. No Django.

`effect` says what a delivered change did to a metric; `analyse` what a trial's variants came to;
`sample_size` and `curve` what a trial needs; `together` which metrics moved with or against each other;
`calibrate` whether estimates came true. Everything that goes in or out is a frozen dataclass; heavy
libraries load at call time.
"""

from __future__ import annotations

from lintel.engines.evidence.best import Chance, chances
from lintel.engines.evidence.calibration import Calibration, Estimate, calibrate
from lintel.engines.evidence.comparing import Comparison, compare
from lintel.engines.evidence.effect import effect
from lintel.engines.evidence.measures import Measure
from lintel.engines.evidence.moments import Arm, Moments
from lintel.engines.evidence.outcome import Effect, Interval, Placebo, Point
from lintel.engines.evidence.power import CurvePoint, Plan, Size, curve, sample_size, smallest_difference
from lintel.engines.evidence.problems import TooLittle
from lintel.engines.evidence.sequential import Look, looks
from lintel.engines.evidence.series import Series
from lintel.engines.evidence.shares import SampleRatio, sample_ratio
from lintel.engines.evidence.together import Looked, Movement, together
from lintel.engines.evidence.trial import Finding, Trial, analyse

__all__ = [
    "Arm",
    "Calibration",
    "Chance",
    "Comparison",
    "CurvePoint",
    "Effect",
    "Estimate",
    "Finding",
    "Interval",
    "Look",
    "Looked",
    "Measure",
    "Moments",
    "Movement",
    "Placebo",
    "Plan",
    "Point",
    "SampleRatio",
    "Series",
    "Size",
    "TooLittle",
    "Trial",
    "analyse",
    "calibrate",
    "chances",
    "compare",
    "curve",
    "effect",
    "looks",
    "sample_ratio",
    "sample_size",
    "smallest_difference",
    "together",
]
