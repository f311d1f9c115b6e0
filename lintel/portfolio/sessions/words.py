"""The words that the chamber's columns hold, and the questions that are asked about each proposal."""

from django.db import models

from lintel.ui.components import Turn, Word


class State(models.TextChoices):
    """Life of a session."""

    OPEN = "open", "Being prepared"
    SCORING = "scoring", "Being scored"
    REVEALED = "revealed", "Revealed"
    CLOSED = "closed", "Closed"
    ABANDONED = "abandoned", "Abandoned"


LIVING = (State.OPEN, State.SCORING, State.REVEALED)
TONES = {
    State.OPEN: "quiet",
    State.SCORING: "waiting",
    State.REVEALED: "both",
    State.CLOSED: "good",
    State.ABANDONED: "bad",
}


class ItemState(models.TextChoices):
    """Life of one proposal in a session."""

    SCORING = "scoring", "Being scored"
    REVEALED = "revealed", "Revealed"
    SETTLED = "settled", "Settled"


UNSURE = 0  # “I cannot say”; never a size of the scale
WSJF = ("business_value", "time_criticality", "risk_opportunity", "job_size")
RICE = ("reach", "impact", "confidence", "effort")
LABELS = {
    "business_value": "Business value",
    "time_criticality": "Time criticality",
    "risk_opportunity": "Risk reduction or opportunity",
    "job_size": "Job size",
    "reach": "Reach (people per quarter)",
    "impact": "Impact",
    "confidence": "Confidence (%)",
    "effort": "Effort (person-months)",
}


def asked(with_rice: bool) -> tuple[str, ...]:
    """The names of what is scored in a session."""
    return (*WSJF, *RICE) if with_rice else WSJF


def turn_of_values(marketing: bool, it: bool) -> Turn:
    """Whose word is missing on the values put forward."""
    words = [Word.GIVEN if given else Word.MISSING for given in (marketing, it)]
    text = "Agreed by both" if marketing and it else ""
    return Turn(words[0], words[1], text)
