"""Customer ids that last: UUIDv7, carried from one run to the next, with a log and aliases that always
resolve.

Splink's own cluster ids change with the data and are never shown.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["create", "absorb", "merge", "split", "retire"]


def event_schema() -> pa.Schema:
    """Columns of the log of events.

    `create`: new, of `records` records. `absorb`: took records no customer had. `merge`: `other` became an
    alias of `customer`. `split`: `customer` was cut out of `other`. `retire`: its last record is gone.
    """

    import pyarrow as pa

    return pa.schema(
        [
            ("kind", pa.string()), ("customer", pa.string()), ("other", pa.string()),
            ("records", pa.int64()), ("at", pa.timestamp("ms", tz="UTC")),
        ]
    )  # fmt: skip


@dataclass(frozen=True)
class Event:
    """One row of the log."""

    kind: Kind
    customer: str
    other: str | None
    records: int
    at: datetime


@dataclass(frozen=True)
class Identities:
    """The customer of every record, what happened, and every alias ever given (alias → customer)."""

    customers: dict[str, str]
    events: pa.Table
    aliases: dict[str, str]


def uuid7(now: datetime, seed: int, record: str) -> str:
    """A UUIDv7 whose random bits are a hash: the same run gives the same ids (RFC 9562, 5.7)."""
    digest = hashlib.md5(f"{seed} {record}".encode(), usedforsecurity=False).hexdigest()
    time = _time(now)
    variant = "89ab"[int(digest[3], 16) % 4]
    return f"{time[:8]}-{time[8:]}-7{digest[:3]}-{variant}{digest[4:7]}-{digest[7:19]}"


def uuid7_sql(now: datetime, seed: int, record: str) -> str:
    """The same as `uuid7`, as SQL over a column `record`, for a million at a time."""
    time, digest = _time(now), f"md5('{seed} ' || {record})"
    variant = f"substr('89ab', 1 + (instr('0123456789abcdef', substr({digest}, 4, 1)) - 1) % 4, 1)"
    return (
        f"'{time[:8]}-{time[8:]}-7' || substr({digest}, 1, 3) || '-' || {variant} || substr({digest}, 5, 3) "
        f"|| '-' || substr({digest}, 8, 12)"
    )


def _time(now: datetime) -> str:
    return f"{int(now.timestamp() * 1000) & (2**48 - 1):012x}"


def resolve(aliases: Mapping[str, str], customer: str) -> str:
    """The customer an id stands for today, however often it was merged since."""
    seen = set()
    while customer in aliases and customer not in seen:
        seen.add(customer)
        customer = aliases[customer]
    return customer


def carry(
    clusters: Iterable[tuple[str, ...]],
    before: Mapping[str, str],
    aliases: Mapping[str, str],
    *,
    now: datetime,
    seed: int,
    gone: Iterable[str] = (),
    alive: Iterable[str] = (),
) -> Identities:
    """Gives each cluster of record keys an id: the old one with which it shares most records, then the
    oldest.

    `before` maps records to the customers they had (only those of the records given, and of those `gone`,
    need be there); `alive` are old ids that live on elsewhere.
    An old id goes to one cluster, a cluster takes one old id; every old id that found no
    cluster becomes an alias of the one that took most of its records.
    """
    groups = [tuple(sorted(cluster)) for cluster in clusters]
    claims: list[tuple[int, str, str, int]] = []
    shares: list[Counter[str]] = []
    for number, group in enumerate(groups):
        shares.append(Counter(before[record] for record in group if record in before))
        claims += [(-count, old, group[0], number) for old, count in shares[number].items()]
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    # UUIDv7 sorts by age, so the tie goes to the oldest.
    for _, old, _, number in sorted(claims):
        if number not in chosen and old not in taken:
            chosen[number] = old
            taken.add(old)
    customers, events, named = _name(groups, shares, chosen, before, now, seed)
    grown = dict(aliases)
    events += _merge(groups, shares, named, taken, grown, now)
    left = (
        {before[record] for record in gone if record in before}
        - set(named.values())
        - set(grown)
        - set(alive)
    )
    events += [Event("retire", old, None, 0, now) for old in sorted(left)]
    return Identities(customers, _table(events), grown)


def _table(events: list[Event]) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pylist([asdict(event) for event in events], schema=event_schema())


def _name(
    groups: list[tuple[str, ...]],
    shares: list[Counter[str]],
    chosen: dict[int, str],
    before: Mapping[str, str],
    now: datetime,
    seed: int,
) -> tuple[dict[str, str], list[Event], dict[int, str]]:
    customers: dict[str, str] = {}
    events: list[Event] = []
    named: dict[int, str] = {}
    for number, group in enumerate(groups):
        customer = chosen.get(number) or uuid7(now, seed, group[0])
        named[number] = customer
        customers.update(dict.fromkeys(group, customer))
        fresh = sum(1 for record in group if record not in before)
        if number not in chosen:
            origin = min(shares[number], key=lambda old: (-shares[number][old], old), default=None)
            events.append(Event("split" if origin else "create", customer, origin, len(group), now))
        elif fresh:
            events.append(Event("absorb", customer, None, fresh, now))
    return customers, events, named


def _merge(
    groups: list[tuple[str, ...]],
    shares: list[Counter[str]],
    named: dict[int, str],
    taken: set[str],
    aliases: dict[str, str],
    now: datetime,
) -> list[Event]:
    """Old ids without a cluster become aliases; changes the given aliases."""
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    for number in range(len(groups)):
        for old, count in shares[number].items():
            if old not in taken:
                homes[old][named[number]] += count
    events = []
    for old in sorted(homes):
        home = min(homes[old], key=lambda customer: (-homes[old][customer], customer))
        aliases[old] = home
        events.append(Event("merge", home, old, homes[old][home], now))
    return events
