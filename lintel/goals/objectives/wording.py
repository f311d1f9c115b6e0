"""What a goal says, as it travels from form, file, program and command line into the actions."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models

from lintel.audit.sides import Office
from lintel.people.models import User

LARGEST = Decimal(10) ** 14
MOST_RESULTS = 12  # key results of one goal


class Kind(models.TextChoices):
    """How far a goal reaches."""

    COMPANY = "company", "Company goal"
    SHARED = "shared", "Shared goal"


class Direction(models.TextChoices):
    """Which way a key result moves."""

    UP = "up", "Raise"
    DOWN = "down", "Lower"


@dataclass(frozen=True)
class Result:
    """A key result: a metric, from where to where, and by when.

    `baseline` and `target` are in the metric's unit; without a baseline the metric is read for it. `weight`
    is its share beside the other key results; without dates it runs as long as its goal. `pk` names one
    that is there already.
    """

    name: str
    metric: str
    target: Decimal
    baseline: Decimal | None = None
    direction: str = ""
    weight: Decimal = Decimal(1)
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    pk: int | None = None


@dataclass(frozen=True)
class Content:
    """A goal's wording: what is to be reached, why, from when until when, and by what one will see it."""

    title: str
    starts_on: dt.date
    ends_on: dt.date
    why: str = ""
    kind: str = Kind.SHARED
    results: tuple[Result, ...] = field(default=())


@dataclass(frozen=True)
class Owners:
    """Who carries it on each side; nobody on a side makes it one-sided."""

    marketing: User | None = None
    it: User | None = None

    def of(self, office: Office) -> User | None:
        """The owner on one side."""
        return self.marketing if office == Office.MARKETING else self.it
