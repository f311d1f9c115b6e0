"""One customer as the page, the API and the command show one: what survived, from where, and why."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lintel.customers.matching.masking import masked
from lintel.customers.profiles import survivorship
from lintel.customers.profiles.models import Override
from lintel.customers.profiles.rules import rules_in_force
from lintel.customers.profiles.survivorship import FIELD_OF, FIELDS, WORDS, Field, Strategy
from lintel.customers.profiles.trust import trust
from lintel.customers.shapes import ATTRIBUTES
from lintel.warehouse import reading

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LABELS = {
    name: {"email": "E-mail", "birth_date": "Date of birth", "full_name": "Full name"}.get(
        name, name.replace("_", " ").capitalize()
    )
    for name in ATTRIBUTES
}


@dataclass(frozen=True)
class Value:
    """A value that survived, the record it came from, that record's date, and what decided."""

    attribute: str
    value: str
    origin: str
    at: dt.datetime | None
    because: str
    override: Override | None = None

    @property
    def label(self) -> str:
        """The attribute in words."""
        return LABELS[self.attribute]

    @property
    def source(self) -> str:
        """The slug of the source, or nothing for an override."""
        return "" if self.override else self.origin.partition(":")[0]


@dataclass(frozen=True)
class SourceRecord:
    """A record as its source has it; `alike` are the values in the spelling of golden records."""

    key: str
    source: str
    at: dt.datetime | None
    values: dict[str, str]
    alike: dict[str, str]

    @property
    def record_id(self) -> str:
        """Its id within the source."""
        return self.key.partition(":")[2]

    def said(self, attribute: str, golden: str) -> tuple[str, bool]:
        """Its value as it was written, and whether that is the golden one."""
        return self.values.get(attribute, ""), bool(golden) and self.alike.get(attribute) == golden


@dataclass(frozen=True)
class Profile:
    """A customer: the golden values in their order, and the records behind them, newest first."""

    customer_id: str
    values: list[Value]
    records: list[SourceRecord]
    first_seen: dt.datetime | None
    last_seen: dt.datetime | None

    def value(self, attribute: str) -> str:
        """A golden value, or nothing."""
        return next((one.value for one in self.values if one.attribute == attribute), "")

    @property
    def name(self) -> str:
        """How the customer is called: by name, else by e-mail address, else by the end of the id."""
        said = " ".join(filter(None, (self.value("given_name"), self.value("family_name"))))
        return said or self.value("full_name") or self.value("email") or short(self.customer_id)

    @property
    def sources(self) -> list[str]:
        """Where the customer is known."""
        return sorted({record.source for record in self.records})

    def rows(self) -> list[tuple[str, list[tuple[str, bool]]]]:
        """For each attribute that anybody has: its label, and the value of each record with whether it is the
        one that counts."""
        golden = {one.attribute: one.value for one in self.values}
        named = [
            name
            for name in ATTRIBUTES
            if golden.get(name) or any(record.values.get(name) for record in self.records)
        ]
        return [
            (LABELS[name], [record.said(name, golden.get(name, "")) for record in self.records])
            for name in named
        ]


def short(customer_id: str) -> str:
    """A customer without a name."""
    return f"Customer …{customer_id[-6:]}"


def current_id(customer_id: str | uuid.UUID) -> str | None:
    """The id that a customer has today; None when nobody was ever called so."""
    said = str(customer_id)
    with reading.connect("customers.aliases", "customers.members") as connection:
        row = connection.execute(
            "select current from customers.aliases where customer_id = $id union all "
            "select customer_id from customers.members where customer_id = $id limit 1",
            {"id": said},
        ).fetchone()
    return str(row[0]) if row else None


def profile(customer_id: str) -> Profile | None:
    """A customer by today's id, everything by name; None when there is none."""
    with reading.connect(*survivorship.DATASETS) as connection:
        rows = _rows(connection, customer_id)
        if not rows:
            return None
        seen = connection.execute(
            "select first_seen, last_seen from customers.golden where customer_id = $id", {"id": customer_id}
        ).to_arrow_table().to_pylist()  # fmt: skip
        overrides = _overrides(connection, customer_id)
    rows.sort(key=lambda row: row["record"])
    records = [_record(row) for row in sorted(rows, key=lambda row: row["moment"], reverse=True)]
    moments = [record.at for record in records if record.at]
    found = (
        seen[0]
        if seen
        else {"first_seen": min(moments, default=None), "last_seen": max(moments, default=None)}
    )
    return Profile(customer_id, _golden(rows, overrides), records, found["first_seen"], found["last_seen"])


def _rows(connection: DuckDBPyConnection, customer_id: str) -> list[dict[str, Any]]:
    """The customer's records with their place in every order; only the needed row groups are read."""
    keys = connection.execute(
        "select source, source_record_id from customers.members where customer_id = $id", {"id": customer_id}
    ).fetchall()
    if not keys:
        return []
    named = {f"s{n}": source for n, source in enumerate(sorted({source for source, _ in keys}))}
    named |= {f"r{n}": key for n, key in enumerate(sorted({key for _, key in keys}))}
    sources = ", ".join(f"${name}" for name in named if name.startswith("s"))
    ids = ", ".join(f"${name}" for name in named if name.startswith("r"))
    where = f"m.customer_id = $id and r.source in ({sources}) and r.source_record_id in ({ids})"
    survivorship.prepare(connection, trust(), [])
    query = survivorship.scored(rules_in_force(), where=where)
    found: list[dict[str, Any]] = (
        connection.execute(query, {"id": customer_id, **named}).to_arrow_table().to_pylist()
    )
    return found


def _overrides(connection: DuckDBPyConnection, customer_id: str) -> dict[str, Override]:
    """What was written over, under this id and those that it absorbed; the last word wins."""
    old = connection.execute(
        "select customer_id from customers.aliases where current = $id", {"id": customer_id}
    ).fetchall()
    ids = [customer_id, *(row[0] for row in old)]
    rows = Override.objects.standing().filter(customer__in=ids).select_related("by", "customer")
    return {row.attribute: row for row in rows}


def _record(row: dict[str, Any]) -> SourceRecord:
    alike = {name: row[name] for name in ATTRIBUTES if row[name]}
    written = {"country": row["country_said"]} if row["country_said"] else {}
    return SourceRecord(row["record"], row["source"], row["moment"], alike | written, alike)


def _golden(rows: list[dict[str, Any]], overrides: dict[str, Override]) -> list[Value]:
    rules = rules_in_force()
    won = {field.name: _winner(field, rules[field.name], rows) for field in FIELDS.values()}
    values = []
    for name in ATTRIBUTES:
        if override := overrides.get(name):
            because = f"Written over: {override.reason}"
            values.append(Value(name, override.value, "override", override.at, because, override))
            continue
        row, because = won[FIELD_OF[name].name]
        if row and row[name]:
            values.append(Value(name, row[name], row["record"], row["moment"], because))
    return values


def _winner(
    field: Field, strategies: Sequence[Strategy], rows: list[dict[str, Any]]
) -> tuple[dict[str, Any] | None, str]:
    """The record that won a field, and what told it from the next different value."""
    order = f"{field.name}_order"
    ranked = sorted(
        (row for row in rows if row[order] is not None), key=lambda row: (row[order], row["record"])
    )
    if not ranked:
        return None, ""
    first = ranked[0]
    other = next((row for row in ranked if _said(field, row) != _said(field, first)), None)
    if other is None:
        return first, "The only value" if len(ranked) == 1 else f"All {len(ranked)} records agree"
    for strategy, best, next_best in zip(strategies, first[order], other[order], strict=True):
        if best != next_best:
            return first, WORDS[strategy]
    return first, "Alike in every rule: the first record"


def _said(field: Field, row: dict[str, Any]) -> tuple[str, ...]:
    return tuple((row[name] or "").lower() for name in field.attributes)


def mask(found: Profile) -> Profile:
    """The profile as people without a clearance see it: masked values, records without their ids."""
    values = [
        Value(one.attribute, masked(one.attribute, one.value), one.source, one.at,
              "Written over" if one.override else one.because, one.override)
        for one in found.values
    ]  # fmt: skip
    records = [
        SourceRecord(f"{one.source}:", one.source, one.at,
                     {name: masked(name, value) for name, value in one.values.items()},
                     {name: masked(name, value) for name, value in one.alike.items()})
        for one in found.records
    ]  # fmt: skip
    return Profile(found.customer_id, values, records, found.first_seen, found.last_seen)
