"""What one customer did, over all sources, newest first."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from lintel.customers.shapes import EVENTS, IDENTITIES
from lintel.warehouse import reading

PER_PAGE = 50
KINDS = {
    "visit": "Visit", "view": "Product seen", "cart": "Into the cart", "order": "Order", "return": "Return",
    "email": "E-mail", "support": "Support", "identify": "Signed in", "other": "Other",
}  # fmt: skip
CHANNELS = {
    "email": "E-mail", "search": "Search", "social": "Social", "display": "Display", "store": "Store",
    "direct": "Direct", "referral": "Referral", "other": "Other",
}  # fmt: skip


@dataclass(frozen=True)
class Event:
    """One thing that a customer did. `amount` is in `currency`; `details` are the source's own words."""

    at: dt.datetime
    kind: str
    name: str
    channel: str
    campaign: str
    source: str
    amount: Decimal | None
    currency: str
    details: dict[str, Any]

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return KINDS.get(self.kind, self.kind)

    @property
    def channel_label(self) -> str:
        """The channel in words."""
        return CHANNELS.get(self.channel, self.channel)


@dataclass(frozen=True)
class Narrowing:
    """What a timeline is narrowed by; empty means not at all."""

    kind: str = ""
    channel: str = ""
    source: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None


@dataclass(frozen=True)
class Timeline:
    """A page of events, and how many there are in all."""

    events: list[Event]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages; at least one."""
        return max(1, -(-self.total // PER_PAGE))

    def days(self) -> Iterator[tuple[dt.date, list[Event]]]:
        """The events by day (UTC), newest day first."""
        for day, events in groupby(self.events, lambda event: event.at.astimezone(dt.UTC).date()):
            yield day, list(events)


def timeline(customer_id: str, wanted: Narrowing, *, identified: bool, page: int | None = 1) -> Timeline:
    """Events under any identity of the customer; all of them for `page=None`.

    Without a clearance (`identified=False`) only kind, day and channel are told.
    """
    with reading.connect(EVENTS.name, IDENTITIES.name) as connection:
        names = connection.execute(
            "select kind, identity from customers.identities where customer_id = $id", {"id": customer_id}
        ).fetchall()
        if not names:
            return Timeline([], 0, 1)
        said = {f"k{n}": kind for n, (kind, _) in enumerate(names)}
        said |= {f"i{n}": identity for n, (_, identity) in enumerate(names)}
        listed = ", ".join(f"$i{n}" for n in range(len(names)))  # told apart by kind only where it matters
        pairs = ", ".join(f"($k{n}, $i{n})" for n in range(len(names)))
        more, given = _narrowed(wanted)
        connection.execute(
            "create temp table found as select * exclude (load) from customers.events "
            f"where (identity in ({listed}) or also in ({listed})) and "
            f"((identity_kind, identity) in ({pairs}) or (also_kind, also) in ({pairs})){more}",
            said | given,
        )
        counted = connection.execute("select count(*) from found").fetchone()
        cut = "" if page is None else f"limit {PER_PAGE} offset {(max(page, 1) - 1) * PER_PAGE}"
        rows = connection.execute(
            'select "at", kind, name, channel, campaign, source, amount, currency, properties '
            f'from found order by "at" desc, event_id {cut}'
        ).fetchall()
    events = [_event(row, identified) for row in rows]
    return Timeline(events, counted[0] if counted else 0, max(page or 1, 1))


def _narrowed(wanted: Narrowing) -> tuple[str, dict[str, Any]]:
    conditions, given = "", {}
    for name in ("kind", "channel", "source"):
        if value := getattr(wanted, name):
            conditions += f" and {name} = $only_{name}"
            given[f"only_{name}"] = value
    if wanted.since:
        conditions, given["since"] = f'{conditions} and "at" >= $since', wanted.since
    if wanted.until:
        conditions, given["until"] = f'{conditions} and "at" < $until', wanted.until
    return conditions, given


def _event(row: Sequence[Any], identified: bool) -> Event:
    at, kind, name, channel, campaign, source, amount, currency, properties = row
    if not identified:
        day = at.replace(hour=0, minute=0, second=0, microsecond=0)
        return Event(day, kind or "other", "", channel or "", "", "", None, "", {})
    details = json.loads(properties) if properties else {}
    return Event(at, kind or "other", name or "", channel or "", campaign or "", source, amount,
                 currency or "",
                 details if isinstance(details, dict) else {})  # fmt: skip
