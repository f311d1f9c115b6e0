"""A definition as DuckDB SQL. Every value is a parameter; only names that this file holds reach the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lintel.customers.segments.definition import (
    Attribute,
    Behaviour,
    Condition,
    Consent,
    Group,
    Number,
    Seen,
    Source,
    Spent,
    conditions,
)

MayUse = Callable[[str, str], str]  # purpose, channel -> SQL with the column customer_id
BASE = ("customers.golden",)
ACTS = ("customers.events", "customers.identities")


@dataclass
class Query:
    """SQL that gives the column `customer_id`, its parameters, and the datasets that it reads."""

    sql: str
    parameters: dict[str, Any] = field(default_factory=dict)
    datasets: tuple[str, ...] = BASE
    needs_consent: bool = False


def compile(group: Group, *, now: dt.datetime, may_use: MayUse) -> Query:
    """The customers for whom the definition holds at `now`, an aware moment."""
    work = _Work(now, may_use)
    said = work.group(group)
    kinds = {part.kind for part in conditions(group)}
    return Query(
        f"select g.customer_id from customers.golden g where {said}",
        work.parameters,
        BASE + (ACTS if kinds & {"behaviour", "spent"} else ()),
        "consent" in kinds,
    )


class _Work:
    """Writes conditions and gathers their parameters; a condition is never null."""

    def __init__(self, now: dt.datetime, may_use: MayUse) -> None:
        self.now, self.may_use = now, may_use
        self.parameters: dict[str, Any] = {}

    def value(self, value: Any) -> str:
        """A parameter's place in the text."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def group(self, group: Group) -> str:
        """All, any or none of the parts; an empty group holds."""
        parts = [
            self.group(part) if isinstance(part, Group) else f"({self.condition(part)})"
            for part in group.parts
        ]
        if not parts:
            return "true"
        joined = (" and " if group.match == "all" else " or ").join(parts)
        return f"(not ({joined}))" if group.match == "none" else f"({joined})"

    def condition(self, part: Condition) -> str:
        """One condition."""
        match part:
            case Attribute():
                return self._attribute(part)
            case Number():
                return self._number(part)
            case Source():
                found = f"list_has_any(coalesce(g.sources, []), {self.value(part.values)}::varchar[])"
                return found if part.test == "any" else f"not {found}"
            case Seen():
                inside = f"coalesce({self._period(f'g.{part.name}', part)}, false)"
                return inside if part.within else f"not {inside}"
            case Behaviour():
                return self._behaviour(part)
            case Spent():
                return self._spent(part)
            case Consent():
                held = f"g.customer_id in ({self.may_use(part.purpose, part.channel)})"
                return held if part.may else f"not ({held})"

    def _attribute(self, part: Attribute) -> str:
        column = f"lower(coalesce(g.{part.name}, ''))"
        values = [value.lower() for value in part.values]
        match part.test:
            case "known":
                return f"{column} <> ''"
            case "unknown":
                return f"{column} = ''"
            case "is" | "is_not":
                found = f"list_contains({self.value(values)}::varchar[], {column})"
                return found if part.test == "is" else f"not {found}"
            case "begins" | "contains":
                test = "starts_with" if part.test == "begins" else "contains"
                return " or ".join(f"{test}({column}, {self.value(value)})" for value in values)

    def _number(self, part: Number) -> str:
        column = "g.records" if part.name == "records" else "year(try_cast(g.birth_date as date))"
        bounds = []
        if part.low is not None:
            bounds.append(f"{column} >= {self.value(part.low)}")
        if part.high is not None:
            bounds.append(f"{column} <= {self.value(part.high)}")
        return f"coalesce({' and '.join(bounds)}, false)"

    def _period(self, column: str, part: Seen | Behaviour | Spent) -> str:
        """Nothing after `now` counts: sources sometimes hold events of the future."""
        bounds = [f"{column} <= {self.value(self.now)}"]
        if part.days:
            bounds.append(f"{column} > {self.value(self.now - dt.timedelta(days=part.days))}")
        if part.first:
            bounds.append(f"{column} >= {self.value(_midnight(part.first))}")
        if part.last:
            bounds.append(f"{column} < {self.value(_midnight(part.last + dt.timedelta(days=1)))}")
        return " and ".join(bounds)

    def _behaviour(self, part: Behaviour) -> str:
        bounds = [self._period("e.at", part)]
        for column, value in (
            ("kind", part.event), ("name", part.name), ("channel", part.channel), ("campaign", part.campaign)
        ):  # fmt: skip
            if value:
                bounds.append(f"lower(e.{column}) = {self.value(value.lower())}")
        often = f"having count(*) >= {self.value(part.times)}"
        found = f"g.customer_id in ({_acts(' and '.join(bounds))} {often})"
        return found if part.did else f"not ({found})"

    def _spent(self, part: Spent) -> str:
        period, currency = self._period("e.at", part), self.value(part.currency)
        bought = f"e.kind in ('order', 'return') and upper(e.currency) = {currency} and {period}"
        spent = "sum(case e.kind when 'return' then -e.amount else e.amount end)"
        return f"g.customer_id in ({_acts(bought)} having {spent} >= {self.value(part.amount)})"


def _acts(where: str) -> str:
    """What customers did, each event once: it belongs to whom its identity is, or else its second one."""
    return (
        "select coalesce(i.customer_id, j.customer_id) from customers.events e "
        "left join customers.identities i on i.kind = e.identity_kind and i.identity = e.identity "
        "left join customers.identities j on j.kind = e.also_kind and j.identity = e.also "
        f"where coalesce(i.customer_id, j.customer_id) is not null and {where} group by 1"
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
