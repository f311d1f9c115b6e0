"""What an expectation says, as it travels from form, file, program and command line into the actions."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import models

LARGEST_TARGET = Decimal(10) ** 14


class Comparison(models.TextChoices):
    """How a measured value is held against its target."""

    AT_LEAST = "at_least", "at least"
    AT_MOST = "at_most", "at most"
    MORE_THAN = "more_than", "more than"
    LESS_THAN = "less_than", "less than"


@dataclass(frozen=True)
class Content:
    """A wording: what is expected, and by what one will know that it was fulfilled.

    The condition of satisfaction is a text, or metric + comparison + target, or both; `due_on` is by when.
    """

    title: str
    details: str = ""
    condition: str = ""
    metric: str = ""
    comparison: str = ""
    target: Decimal | None = None
    due_on: dt.date | None = None


FIELDS = ("title", "details", "condition", "metric", "comparison", "target", "due_on")
