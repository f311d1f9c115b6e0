"""The words of a goal: where it stands, whose word is missing, how it goes, how it ended."""

from django.db import models

OWN = "own"  # the purpose of the two owners' words on a goal


class State(models.TextChoices):
    """Where a goal stands between the two owners."""

    DRAFT = "draft", "Draft"
    OFFERED = "offered", "With the other side"
    OWNED = "owned", "Owned by both"
    CLOSED = "closed", "Closed"


class Awaits(models.TextChoices):
    """Whose word is missing."""

    NOBODY = "", "Nobody"
    MARKETING = "marketing", "Marketing"
    IT = "it", "IT"
    BOTH = "both", "Both"


class Health(models.TextChoices):
    """How a goal stands; the rule is `scoring.health`."""

    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"
    UNKNOWN = "unknown", "Unknown"


class Outcome(models.TextChoices):
    """How a goal ended, in the owners' words; the figures speak beside it."""

    REACHED = "reached", "Reached"
    PARTLY = "partly", "Partly reached"
    MISSED = "missed", "Missed"
    WITHDRAWN = "withdrawn", "Withdrawn"
