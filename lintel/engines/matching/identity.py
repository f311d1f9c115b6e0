"""Customer ids that last: UUIDv7, carried from one run to the next, with a log and aliases that always
resolve.

Splink's own cluster ids change with the data and are never shown.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

Kind = Literal["create", "absorb", "merge", "split", "retire"]


@dataclass(frozen=True)
class Event:
    """What happened to a customer.

    `create`: new, of `records` records. `absorb`: took records no customer had. `merge`: `other` became an
    alias of `customer`. `split`: `customer` was cut out of `other`. `retire`: its last record is gone.
    """

    kind: Kind
    customer: str
    other: str | None
    records: int
    at: datetime


@dataclass(frozen=True)
class Identities:
    """The customer of every record, what happened, and every alias ever given (alias → customer)."""

    customers: dict[str, str]
    events: tuple[Event, ...]
    aliases: dict[str, str]


def uuid7(now: datetime, *parts: object) -> str:
    """A UUIDv7 whose random bits are a hash of `parts`: the same run gives the same ids (RFC 9562, 5.7)."""
    digest = int.from_bytes(
        hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=10).digest(), "big"
    )
    milliseconds = int(now.timestamp() * 1000) & (2**48 - 1)
    value = milliseconds << 80 | 0x7 << 76 | (digest >> 62 & 0xFFF) << 64 | 0b10 << 62 | digest & (2**62 - 1)
    return str(UUID(int=value))


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
) -> Identities:
    """Gives each cluster of record keys an id: the old one with which it shares most records, then the
    oldest.

    `before` maps records to the customers they had (only those of the records given, and of those `gone`,
    need be there). An old id goes to one cluster, a cluster takes one old id; every old id that found no
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
    left = {before[record] for record in gone if record in before} - set(named.values()) - set(grown)
    events += [Event("retire", old, None, 0, now) for old in sorted(left)]
    return Identities(customers, tuple(events), grown)


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
