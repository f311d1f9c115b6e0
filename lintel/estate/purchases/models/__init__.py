"""Purchases, their options, and by what they are judged."""

from lintel.estate.purchases.models.judging import Criterion, OptionCost, RiskAnswer, Score, Weight
from lintel.estate.purchases.models.purchase import PURPOSE, Option, Purchase
from lintel.estate.purchases.models.words import (
    COUNTED,
    LEVELS,
    OPEN,
    STATE_TONES,
    Awaited,
    Measure,
    OptionKind,
    Reply,
    State,
)

__all__ = [
    "COUNTED",
    "LEVELS",
    "OPEN",
    "PURPOSE",
    "STATE_TONES",
    "Awaited",
    "Criterion",
    "Measure",
    "Option",
    "OptionCost",
    "OptionKind",
    "Purchase",
    "Reply",
    "RiskAnswer",
    "Score",
    "State",
    "Weight",
]
