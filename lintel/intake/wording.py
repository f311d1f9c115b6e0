"""What people say, as plain values: forms, API, command line and importers fill them, actions take them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lintel.intake.questions import Question

MOST_ALTERNATIVES = 8
LARGEST_COST = Decimal("999999999999.99")


@dataclass(frozen=True)
class Content:
    """What the asker writes; `details` are the answers to the type's questions by key."""

    title: str
    description: str
    goal_served: str = ""
    needed_from: dt.date | None = None
    needed_until: dt.date | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Way:
    """One alternative as the answering side writes it; cost ≥ 0 in whole cents of `currency`."""

    kind: str
    what: str
    cost: Decimal
    ready_by: dt.date
    currency: str = "EUR"
    reuses: str = ""


@dataclass(frozen=True)
class Words:
    """What the answering side says; which parts are needed follows from `kind`."""

    kind: str
    reason_type: str = ""
    explanation: str = ""
    conditions: str = ""
    revisit_on: dt.date | None = None
    ways: Sequence[Way] = ()


@dataclass(frozen=True)
class Definition:
    """What a type says."""

    name: str
    addressed_to: str
    answer_within_days: int
    description: str = ""
    questions: Sequence[Question] = ()
