"""The flow of many customers between touchpoints: paths, their conversion, and the time between steps.

A *journey* is what a customer did from the first visit, or from the one after the last end, up to the end
that was asked for (an order, say) or up to now. A step is a visit; repeats of a step count once if asked.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lintel.customers.journeys import ports
from lintel.customers.shapes import VISITS
from lintel.warehouse import reading

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

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
    """The answer. `reached` of all `journeys` came to the end; `paths` and `hops`: the frequent first."""

    question: Question
    journeys: int
    customers: int
    reached: int
    paths: list[Path] = field(default_factory=list)
    hops: list[Hop] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Journeys that came to the end, 0 to 1."""
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
    """Counts a flow. Costs one pass over the visits of the time asked for."""
    with _steps(question, user) as connection:
        counted = connection.execute(
            "select count(*), count(distinct customer_id), coalesce(sum(reached::int), 0) from journeys"
        ).fetchone()
        journeys, customers, reached = counted or (0, 0, 0)
        paths = _paths(connection, question)
        hops = _hops(connection)
    return Flow(question, journeys, customers, int(reached), paths, hops)


@contextmanager
def _steps(question: Question, user: User) -> Iterator[DuckDBPyConnection]:
    """A connection with tables `steps` (one row each) and `journeys` (labels in order, reached)."""
    with reading.connect(VISITS.name) as connection:
        group = ""
        if question.group:
            ports.write(connection, question.group, user)
            group = "and customer_id in (select customer_id from chosen_group)"
        level = "coalesce(campaign, 'no campaign')" if question.level == "campaign" else question.level
        connection.execute(
            f"""create temp table steps as
            with chosen as (
                select hash(customer_id) as customer_id, "at", {level} as label, kind = $end as ends
                from customers.visits
                where "at" >= $since and "at" < $until {group}),
            common as (select label from chosen group by label having count(distinct customer_id) >= {LEAST}
                       order by count(*) desc, label limit {MOST_LABELS})
            select customer_id, "at", ends, 
                   case when label in (select label from common) then label else '{OTHER}' end as label,
                   coalesce(sum(ends::int) over (partition by customer_id order by "at"
                            rows between unbounded preceding and 1 preceding), 0) as journey
            from chosen""",
            {"end": question.end, "since": question.since, "until": question.until},
        )
        if question.once:
            connection.execute(
                "create or replace temp table steps as select * from steps qualify ends or "
                "label is distinct from "
                'lag(label) over (partition by customer_id, journey order by "at")'
            )
        connection.execute(
            'create temp table journeys as select customer_id, journey, list(label order by "at") as labels, '
            "bool_or(ends) as reached from steps group by all"
        )
        yield connection


def _paths(connection: DuckDBPyConnection, question: Question) -> list[Path]:
    """The paths of at least `LEAST` customers; the rarer ones are one path each way."""
    if question.before:
        shown, outcome, where = f"labels[-{question.steps}:]", "'end'", "where reached"
    else:
        longer = f"len(labels) > {question.steps}"
        shown = f"labels[:{question.steps}]"
        outcome, where = f"case when {longer} then '{ON}' when reached then 'end' else '{LEFT}' end", ""
    rows = connection.execute(
        f"select {shown} as path, {outcome} as outcome, count(*), count(distinct customer_id) "
        f"from journeys {where} group by all order by 3 desc, 1, 2"
    ).fetchall()
    kept = [
        Path(tuple(path), _ending(how, question), n, people)
        for path, how, n, people in rows
        if people >= LEAST
    ]
    rare: Counter[str] = Counter()
    for _, how, n, people in rows:
        if people < LEAST:
            rare[_ending(how, question)] += n
    return [*kept, *(Path((OTHER,), how, n, 0) for how, n in sorted(rare.items()) if n >= LEAST)]


def _ending(outcome: str, question: Question) -> str:
    return ENDS[question.end] if outcome == "end" else outcome


def _hops(connection: DuckDBPyConnection) -> list[Hop]:
    rows = connection.execute(
        f"""with next as (
            select customer_id, label, "at", lead(label) over w as then_label, lead("at") over w as then_at
            from steps
            window w as (partition by customer_id, journey order by "at"))
        select label, then_label, count(*), approx_quantile(epoch(then_at) - epoch("at"), 0.5) / 3600,
               approx_quantile(epoch(then_at) - epoch("at"), 0.9) / 3600
        from next where then_label is not null group by all
        having count(distinct customer_id) >= {LEAST} order by 3 desc, 1, 2"""
    ).fetchall()
    return [Hop(start, end, n, round(median, 1), round(p90, 1)) for start, end, n, median, p90 in rows]


def as_rows(found: Flow) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
    """The paths as a table for a file."""
    width = found.question.steps
    header = [*(f"Step {n + 1}" for n in range(width)), "Ended with", "Journeys", "Customers"]
    rows = [
        (*path.steps, *[""] * (width - len(path.steps)), path.outcome, path.journeys, path.customers or "")
        for path in found.paths
    ]
    return header, rows
