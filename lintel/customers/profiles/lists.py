"""The list of customers: which columns, how it is narrowed, what a row shows with and without a clearance."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lintel.customers.consent import relation as consent
from lintel.customers.matching.masking import masked
from lintel.customers.profiles.reading import short
from lintel.warehouse import reading
from lintel.warehouse.relations import Relation

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SHOWN = ("given_name", "family_name", "full_name", "email", "phone", "city", "country", "company", "language")
_COLUMNS = ", ".join(("customer_id", *SHOWN, "records", "sources", "first_seen", "last_seen"))
_SORTABLE = {
    "name": "lower(coalesce(family_name, full_name, email))",
    "city": "lower(city)",
    "country": "lower(country)",
    "records": "records",
    "sources": "len(sources)",
    "first_seen": "first_seen",
    "last_seen": "last_seen",
}


@dataclass(frozen=True)
class Row:
    """A customer in a list."""

    customer_id: str
    values: dict[str, str]
    records: int
    sources: list[str]
    first_seen: dt.datetime | None
    last_seen: dt.datetime | None

    @property
    def name(self) -> str:
        """By name, else by e-mail address, else by the end of the id."""
        given = " ".join(filter(None, (self.values["given_name"], self.values["family_name"])))
        return given or self.values["full_name"] or self.values["email"] or short(self.customer_id)

    def __getattr__(self, attribute: str) -> str:
        try:
            return self.values[attribute]
        except KeyError:
            raise AttributeError(attribute) from None

    def get_absolute_url(self) -> str:
        """The customer's page."""
        return f"/customers/{self.customer_id}/"


@dataclass(frozen=True)
class Narrowing:
    """What the list is narrowed by; empty means not at all."""

    source: str = ""
    country: str = ""
    records: str = ""  # one, several, many
    seen_days: int | None = None
    purpose: str = ""
    channel: str = ""
    customer_ids: list[str] | None = field(default=None)

    @property
    def in_words(self) -> str:
        """What consent the list is narrowed by."""
        return f"may be contacted by {self.channel} for {self.purpose}" if self.purpose else "without consent"


RECORDS = {"one": "records = 1", "several": "records > 1", "many": "records >= 5"}


@contextmanager
def customers(wanted: Narrowing, *, identified: bool, now: dt.datetime) -> Iterator[Relation]:
    """The rows as long as the context is open, by name or masked."""
    names = ("customers.golden", *(consent.DATASETS if wanted.purpose else ()))
    with reading.connect(*names) as connection:
        where, parameters = _where(connection, wanted, now)
        sortable = _SORTABLE if identified else {k: v for k, v in _SORTABLE.items() if k != "name"}
        yield Relation(
            connection, _COLUMNS, "customers.golden", "customer_id", where, parameters, sortable,
            usual="last_seen desc nulls last", make=_by_name if identified else _masked,
        )  # fmt: skip


def _where(connection: DuckDBPyConnection, wanted: Narrowing, now: dt.datetime) -> tuple[str, dict[str, Any]]:
    said = ["true"]
    parameters: dict[str, Any] = {}
    if wanted.source:
        said.append("list_contains(sources, $source)")
        parameters["source"] = wanted.source
    if wanted.country:
        said.append("lower(country) = $country")
        parameters["country"] = wanted.country.lower()
    if wanted.records in RECORDS:
        said.append(RECORDS[wanted.records])
    if wanted.seen_days:
        said.append("last_seen >= $since")
        parameters["since"] = now - dt.timedelta(days=wanted.seen_days)
    if wanted.purpose:
        consent.prepare(connection)
        said.append(f"customer_id in ({consent.may_use_sql(wanted.purpose, wanted.channel)})")
    if wanted.customer_ids is not None:
        said.append("list_contains($ids::varchar[], customer_id)")
        parameters["ids"] = wanted.customer_ids
    return " and ".join(said), parameters


def _by_name(row: dict[str, Any]) -> Row:
    values = {name: row[name] or "" for name in SHOWN}
    return _row(row, values)


def _masked(row: dict[str, Any]) -> Row:
    return _row(row, {name: masked(name, row[name]) for name in SHOWN})


def _row(row: dict[str, Any], values: dict[str, str]) -> Row:
    seen = (row["first_seen"], row["last_seen"])
    return Row(row["customer_id"], values, row["records"], list(row["sources"] or []), *seen)


MOST_FOUND = 50


def search(attribute: str, text: str) -> list[str]:
    """Ids of customers of whom any record has this e-mail address, telephone number, name or id; 50 at most.

    Addresses match as a whole, numbers by their last eight digits, names by every word, ids as a whole or by
    their ending.
    """
    with reading.connect("customers.records", "customers.members", "customers.aliases") as connection:
        where, parameters = _sought(attribute, text.strip().lower())
        found = connection.execute(
            "select distinct m.customer_id from customers.members m join customers.records r "
            "on r.source = m.source and r.source_record_id = m.source_record_id "
            "left join customers.aliases a on a.current = m.customer_id "
            f"where {where} order by 1 limit {MOST_FOUND}",
            parameters,
        ).fetchall()
    return [str(row[0]) for row in found]


def _sought(attribute: str, text: str) -> tuple[str, dict[str, Any]]:
    if attribute == "email":
        return "lower(trim(r.email)) = $text", {"text": text}
    if attribute == "phone":
        digits = re.sub(r"\D", "", text)[-8:]
        if len(digits) < 5:
            return "false", {}
        return "ends_with(regexp_replace(coalesce(r.phone, ''), '[^0-9]', '', 'g'), $text)", {"text": digits}
    if attribute == "id":
        return (
            "ends_with(m.customer_id, $text) or ends_with(coalesce(a.customer_id, ''), $text) "
            "or lower(r.source_record_id) = $text",
            {"text": text},
        )
    words = {f"w{number}": word for number, word in enumerate(text.split()[:6])}
    name = "lower(concat_ws(' ', r.given_name, r.family_name, r.full_name))"
    return " and ".join(f"contains({name}, ${key})" for key in words) or "false", words
