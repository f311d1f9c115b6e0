"""Expectations as conversations for action (Winograd and Flores): wordings, steps, speakers, measurements."""

from lintel.charter.expectations.models.conversation import Measurement, Speaker, Step, Wording
from lintel.charter.expectations.models.expectation import Expectation, ExpectationQuerySet
from lintel.charter.expectations.models.words import APART, COUNTED, ON_THE_TABLE, State, StepKind

__all__ = [
    "APART",
    "COUNTED",
    "ON_THE_TABLE",
    "Expectation",
    "ExpectationQuerySet",
    "Measurement",
    "Speaker",
    "State",
    "Step",
    "StepKind",
    "Wording",
]
