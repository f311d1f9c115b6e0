"""Experiments: what is to be found out, how it will be judged, what was brought in, and what it taught."""

from lintel.experiments.models.experiment import PLAN_FIELDS, Experiment
from lintel.experiments.models.parts import Analysis, Conclusion, Load, Measure, Variant
from lintel.experiments.models.words import CONCLUSION, PLAN, TONES, Kind, Outcome, State

__all__ = [
    "CONCLUSION",
    "PLAN",
    "PLAN_FIELDS",
    "TONES",
    "Analysis",
    "Conclusion",
    "Experiment",
    "Kind",
    "Load",
    "Measure",
    "Outcome",
    "State",
    "Variant",
]
