"""The words of a purchase: its states, what an option is, how criteria are measured."""

from django.db import models


class State(models.TextChoices):
    """Where a purchase stands."""

    DRAFT = "draft", "Being compared"
    OFFERED = "offered", "Waits for the keys"
    DECIDED = "decided", "Decided"
    DROPPED = "dropped", "Dropped"


STATE_TONES = {"draft": "quiet", "offered": "waiting", "decided": "good", "dropped": "quiet"}
OPEN = (State.DRAFT, State.OFFERED)


class Awaited(models.TextChoices):
    """Whose key is missing."""

    NOBODY = "", "Nobody"
    MARKETING = "marketing", "Marketing office"
    IT = "it", "IT office"
    BOTH = "both", "Both offices"


class OptionKind(models.TextChoices):
    """What one would do."""

    BUY = "buy", "Buy it"
    BUILD = "build", "Build it"
    EXTEND = "extend", "Extend what we have"
    KEEP = "keep", "Leave it as it is"


class Measure(models.TextChoices):
    """How options are measured by a criterion."""

    LEVELS = "levels", "Five levels, from poor to excellent"
    NUMBER = "number", "A number"
    COST = "cost", "What it costs over the years"
    RISK = "risk", "Its risk by the questionnaire"


LEVELS = {1: "Poor", 2: "Weak", 3: "Fair", 4: "Good", 5: "Excellent"}
COUNTED = (Measure.COST, Measure.RISK)  # found from what is known, never scored by hand


class Reply(models.TextChoices):
    """An answer to a question about risk."""

    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"
    UNKNOWN = "unknown", "Nobody knows"
