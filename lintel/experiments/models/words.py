"""The words of an experiment: its life, what is measured, which way is good, what was decided."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models


class State(models.TextChoices):
    """Life of an experiment."""

    DRAFT = "draft", "Draft"
    READY = "ready", "Ready"
    RUNNING = "running", "Running"
    ANALYSED = "analysed", "Analysed"
    DECIDED = "decided", "Decided"


TONES = {"draft": "quiet", "ready": "waiting", "running": "both", "analysed": "waiting", "decided": "good"}


class Kind(models.TextChoices):
    """What a metric is over the units."""

    PROPORTION = "proportion", "Share of units (yes or no)"
    MEAN = "mean", "Average per unit"
    RATIO = "ratio", "Ratio of two sums"


class Better(models.TextChoices):
    """Which way is good."""

    UP = "up", "More is better"
    DOWN = "down", "Less is better"


class Outcome(models.TextChoices):
    """What was decided."""

    SHIP = "ship", "Ship it"
    DROP = "drop", "Drop it"
    REPEAT = "repeat", "Repeat it"


PLAN, CONCLUSION = "agree to the plan of", "agree to the conclusion of"  # what the owners' signatures are for
SLUG = RegexValidator(
    r"^[a-z][a-z0-9_.-]*\Z", "Write the metric’s short name: small letters, digits, - and _."
)
COLUMN = RegexValidator(r'^[^"\\\x00-\x1f]*\Z', "A column’s name has no quotation marks or backslashes.")
