"""Choosing between options by criteria that two sides weigh: ranking, firmness, cross-checks. No Django.

The default is a weighted sum on scales that no option can move, so that taking a losing option away never
changes the winner. Everything that goes in or out is a frozen dataclass; numpy and pymcdm load at call time.
"""

from __future__ import annotations

from lintel.engines.choice.choosing import DRAWS, choose
from lintel.engines.choice.model import Comparison, Criterion, Dossier, Option, Party
from lintel.engines.choice.outcome import (
    Acceptability,
    Choice,
    Disturbance,
    Method,
    Ranked,
    Stretch,
    Turn,
    Weights,
)
from lintel.engines.choice.problems import Unfit

__all__ = [
    "DRAWS",
    "Acceptability",
    "Choice",
    "Comparison",
    "Criterion",
    "Disturbance",
    "Dossier",
    "Method",
    "Option",
    "Party",
    "Ranked",
    "Stretch",
    "Turn",
    "Unfit",
    "Weights",
    "choose",
]
