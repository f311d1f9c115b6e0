"""From what a person may see to what the engine compiles into every statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from lintel.customers.consent.relation import may_use_sql
from lintel.insight.guards.standing import Access, Column, Reader, Rows, Standing
from lintel.insight.guards.vocabulary import Facts, parsed
from lintel.insight.guards.wording import Condition
from lintel.ui.problems import Problem

if TYPE_CHECKING:
    from lintel.engines.metrics import Guards, RowRule

CONSENT = ("consent", "consent.answers", "customers.members")  # what a consent rule reads
NOBODY = "false"
ROW = "lintel_row"


@dataclass
class _Sql:
    """SQL in the making: every value becomes a parameter."""

    facts: Facts
    reader: Reader
    mark: str  # keeps the parameters of several rules in one statement apart
    parameters: dict[str, Any] = field(default_factory=dict)

    def value(self, value: Any) -> str:
        """A placeholder for a value."""
        name = f"guard_{self.facts.name.replace('.', '_')}_{self.mark}_{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def rows(self, rows: Rows) -> str:
        """All conditions of one policy."""
        return " and ".join(f"({self.condition(one)})" for one in rows.conditions) or "true"

    def condition(self, one: Condition) -> str:
        """One test. A row without a value passes none but “is not known”."""
        if one.field not in self.facts.fields:
            return NOBODY  # a field that is gone lets nothing pass
        expression, kind, _ = self.facts.fields[one.field]
        column = qualified(expression)
        if one.test == "known":
            return f"{column} is not null"
        if one.test == "unknown":
            return f"{column} is null"
        values = [typed(text, kind, one.field) for text in said_to(one, self.reader)]
        if not values:
            return NOBODY
        if one.test in {"in", "not_in"}:
            listed = ", ".join(self.value(value) for value in values)
            return f"coalesce({column} {'in' if one.test == 'in' else 'not in'} ({listed}), false)"
        if one.test == "begins":
            start = str(values[0])
            return f"coalesce(left(cast({column} as varchar), {len(start)}) = {self.value(start)}, false)"
        sign = ">=" if one.test == "at_least" else "<="
        return f"coalesce({column} {sign} {self.value(values[0])}, false)"


def said_to(one: Condition, reader: Reader) -> tuple[str, ...]:
    """What a condition compares with for this reader; nothing when the reader has no such attribute."""
    if one.by_team:
        return next((part.values for part in one.by_team if part.team == reader.team), ())
    if one.reader:
        found = {
            "team": reader.team_name, "department": reader.department,
            "specialty": reader.specialty, "side": reader.side,
        }[one.reader]  # fmt: skip
        return (found,) if found else ()
    return one.values


def typed(text: str, kind: str, place: str) -> Any:
    """A value of a policy as the type of its field. Errors: `Problem` that names the field."""
    try:
        match kind:
            case "number":
                number = Decimal(text)
                if not number.is_finite():
                    raise ValueError(text)
                return number
            case "boolean":
                return {"true": True, "yes": True, "false": False, "no": False}[text.casefold()]
            case "date":
                return dt.date.fromisoformat(text)
            case "timestamp" | "timestamptz":
                moment = dt.datetime.fromisoformat(text)
                return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
            case _:
                return text
    except (ValueError, KeyError, InvalidOperation):
        raise Problem(
            f"“{text}” is no {kind} for {place}.",
            way_out="Write numbers with a point, days as 2026-11-29, and yes or no.",
            field="conditions",
        ) from None


def qualified(expression: str) -> str:
    """An expression over a dataset's columns with `{t}.` before each column, as row rules are written."""
    from sqlglot import exp

    tree = parsed(expression)
    for column in list(tree.find_all(exp.Column)):
        column.set("table", exp.to_identifier(ROW, quoted=True))
    return tree.sql(dialect="duckdb").replace(f'"{ROW}".', "{t}.")


def spelled_out(query: str) -> str:
    """A query in which every column names the table of its own select, as row rules are written."""
    from sqlglot import exp

    tree = parsed(query)
    for column in list(tree.find_all(exp.Column)):
        select = column.find_ancestor(exp.Select)
        table = select.find(exp.Table) if select and not column.table else None
        if table is not None:
            column.set("table", exp.to_identifier(table.alias_or_name))
    return tree.sql(dialect="duckdb")


def compiled(standing: Standing, as_of: str = "") -> Guards:
    """The guards of a standing. A dataset that is not allowed has no rows, whoever forgets to ask before.

    `as_of` says which words of customers the consent rules know; answers are remembered for that long.
    """
    from lintel.engines.metrics import ColumnRule, Guards

    rows: list[RowRule] = []
    columns: list[ColumnRule] = []
    for name, access in standing.datasets.items():
        rows += _row_rules(name, access, standing.reader, as_of)
        columns += [
            ColumnRule(name, column, "mask" if one.action == "mask" else "hide", because(one.sources))
            for column, one in _held(access).items()
        ]
    return Guards(
        rows=tuple(rows),
        columns=tuple(columns),
        group_minimum=max((one.smallest_group for one in counted(standing)), default=0),
        group_entity={one.facts.name: one.facts.counted for one in counted(standing)},
    )


def _held(access: Access) -> Mapping[str, Column]:
    """Fields that are not shown as they are: every one of a dataset that is not allowed."""
    return (
        access.hidden
        if access.allowed
        else dict.fromkeys(access.facts.fields, Column("hide", access.because))
    )


def counted(standing: Standing) -> list[Access]:
    """Datasets whose groups are counted: a smallest group of one counts nothing."""
    return [
        one
        for one in standing.datasets.values()
        if one.facts.counted and one.allowed and one.smallest_group > 1
    ]


def _row_rules(name: str, access: Access, reader: Reader, as_of: str) -> Iterable[RowRule]:
    from lintel.engines.metrics import RowRule

    if not access.allowed:
        yield RowRule(name, NOBODY, {}, f"Not allowed: {because(access.because)}", ())
        return
    if not any(not rows.conditions for rows in access.granted):
        sql = _Sql(access.facts, reader, "granted")
        text = " or ".join(f"({sql.rows(rows)})" for rows in access.granted)
        reason = f"Granted rows: {because(rows.source for rows in access.granted)}"
        yield RowRule(name, text, sql.parameters, reason, ())
    for number, rows in enumerate(access.held):
        sql = _Sql(access.facts, reader, f"held{number}")
        text = sql.rows(rows)
        yield RowRule(name, text, sql.parameters, f"Held back: {because([rows.source])}", ())
    for consent in access.consents:
        ways = (spelled_out(may_use_sql(rule.purpose, rule.channel)) for rule in consent.any_of)
        text = " or ".join(f"coalesce({access.facts.customer} in ({way}), false)" for way in ways)
        reason = f"Consent: {because([consent.source])}, {as_of}"
        yield RowRule(name, text or NOBODY, {}, reason, (*CONSENT, *access.facts.needs))


def because(sources: Iterable[Any]) -> str:
    """Policies by name and version, in a line."""
    return ", ".join(
        f"“{source.name}”, version {source.version}" if source.key else source.name for source in sources
    )
