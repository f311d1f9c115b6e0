"""The flow of many customers between touchpoints: paths, their conversion, and the time between steps.

A *journey* is what a customer did from the first visit, or from the one after the last end, up to the end
that was asked for (an order, say) or up to now. A step is a visit; repeats of a step count once if asked.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lintel.customers.journeys import ports
from lintel.customers.shapes import VISITS
from lintel.warehouse import reading

if TYPE_CHECKING:
    from lintel.people.models import User

LEAST = 10  # fewer customers than this are never shown apart
OTHER, LEFT, ON = "other", "left", "goes on"
LEVELS = {"channel": "Channel", "campaign": "Campaign", "kind": "What happened", "source": "Source"}
ENDS = {"order": "Order", "cart": "Cart", "return": "Return", "support": "Support"}
MOST_LABELS = 8  # of a level, by how often they occur; the others are one


@dataclass(frozen=True)
class Question:
    """What is asked: the `level` of steps, the `end`, steps `before` it or after the beginning and how many,
    the time (`since` inclusive, `until` not), a group of customers, whether repeats count `once`."""

    since: dt.datetime
    until: dt.datetime
    level: str = "channel"
    end: str = "order"
    before: bool = True
    steps: int = 3
    group: str = ""
    once: bool = True


@dataclass(frozen=True)
class Path:
    """A sequence of steps and how it ended (`end` reached, `left`, or `goes on`), with its counts."""

    steps: tuple[str, ...]
    outcome: str
    journeys: int
    customers: int


@dataclass(frozen=True)
class Hop:
    """From one step to the next: how often, and the hours between (median, nine tenths)."""

    start: str
    end: str
    journeys: int
    median_hours: float
    p90_hours: float


@dataclass(frozen=True)
class Flow:
    """The answer. `reached` of all `journeys` came to the end, None where they are so few that one could know
    them; `paths` and `hops`: the frequent first. Of a group that is too small as a whole nothing is told."""

    question: Question
    journeys: int
    customers: int
    reached: int | None
    paths: list[Path] = field(default_factory=list)
    hops: list[Hop] = field(default_factory=list)
    too_few: bool = False

    @property
    def share(self) -> float | None:
        """Journeys that came to the end, 0 to 1; None where `reached` is not told."""
        if self.reached is None:
            return None
        return self.reached / self.journeys if self.journeys else 0.0

    @property
    def links(self) -> Counter[tuple[int, str, str]]:
        """Journeys from layer to layer: (layer, from, to). With `before`, the end is the last layer."""
        found: Counter[tuple[int, str, str]] = Counter()
        layers = self.question.steps + 1
        for path in self.paths:
            nodes = (*path.steps, path.outcome)
            first = layers - len(nodes) if self.question.before else 0
            for at, (start, end) in enumerate(pairwise(nodes)):
                found[first + at, start, end] += path.journeys
        return found


def flow(question: Question, user: User) -> Flow:
    """Counts a flow. Costs one read of four columns of the visits in the time asked for."""
    from lintel.customers.journeys.counting import Visits, count

    level = "coalesce(campaign, 'no campaign')" if question.level == "campaign" else question.level
    with reading.connect(VISITS.name) as connection:
        connection.execute(
            "set preserve_insertion_order = true"
        )  # visits are stored in the order wanted here
        group = ""
        if question.group:
            ports.write(connection, question.group, user)
            group = "and customer_id in (select customer_id from chosen_group)"
        rows = connection.execute(
            f'select person, epoch_us("at") as moment, {level} as label, kind = $end as ends '
            f'from customers.visits where "at" >= $since and "at" < $until {group}',
            {"end": question.end, "since": question.since, "until": question.until},
        ).to_arrow_table()
    return count(Visits.of(rows), question)


def as_rows(found: Flow) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
    """The paths as a table for a file."""
    width = found.question.steps
    header = [*(f"Step {n + 1}" for n in range(width)), "Ended with", "Journeys", "Customers"]
    rows = [
        (*path.steps, *[""] * (width - len(path.steps)), path.outcome, path.journeys, path.customers or "")
        for path in found.paths
    ]
    return header, rows
