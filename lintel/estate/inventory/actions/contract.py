"""Contracts, counts of their seats, and what elements cost."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.estate.inventory.keeping import (
    checked,
    filled,
    locked,
    require_keeper,
    stamped,
    words_of,
)
from lintel.estate.inventory.models import Contract, Cost, Element, SeatCount
from lintel.estate.inventory.rules import fitting_systems
from lintel.people.models import User
from lintel.ui.problems import Problem

FIELDS = (
    "title", "key", "vendor", "owner", "starts_on", "ends_on", "renews", "notice_days", "a_year", "currency",
    "seats",
)  # fmt: skip
_WORDS = words_of(Contract, FIELDS)


@audited("contract.entered", says="entered the contract")
def create(
    entry: Draft, values: Mapping[str, Any], systems: Iterable[Element] = (), *, by: User | None
) -> Contract:
    """A new contract; `values` by the names in `FIELDS`."""
    require_keeper(by)
    contract = Contract()
    filled(contract, values, FIELDS)
    kept = fitting_systems(contract, systems)
    stamped(contract, by)
    checked(contract).save()
    contract.systems.set(kept)
    entry.about(contract)
    entry.about(contract.vendor)
    return contract


@audited("contract.edited", says="changed {what}; it is now version {version}")
def edit(
    entry: Draft,
    contract: Contract,
    values: Mapping[str, Any],
    systems: Iterable[Element] | None = None,
    *,
    version: int,
    by: User,
) -> Contract:
    """Other terms. `version` is the one that was read; without `systems` those it covers stay."""
    require_keeper(by)
    fresh = locked(contract, version)
    changed = [_WORDS[name] for name in filled(fresh, values, FIELDS)]
    kept = fitting_systems(fresh, fresh.systems.all() if systems is None else systems)
    if set(kept) != set(fresh.systems.all()):
        changed.append("systems")
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change something first, or go back to the contract.")
    stamped(fresh, by)
    checked(fresh).save()
    fresh.systems.set(kept)
    entry.about(fresh, version=fresh.version, what=" and ".join(changed))
    return fresh


@audited("contract.removed", says="removed the contract “{title}”")
def remove(entry: Draft, contract: Contract, *, by: User) -> None:
    """Removes a contract that was entered by mistake; one that ended stays."""
    require_keeper(by)
    fresh = locked(contract)
    entry.about(fresh, title=fresh.title)
    entry.about(fresh.vendor)
    Contract.objects.get(pk=fresh.pk).delete()


@audited("contract.seats-counted", says="counted {used} seats in use on {day}")
def count_seats(entry: Draft, contract: Contract, *, used: int, day: dt.date, by: User | None) -> SeatCount:
    """Notes how many seats were in use on a day; a second count of the day takes the first one’s place."""
    require_keeper(by)
    fresh = locked(contract)
    if fresh.seats is None:
        raise Problem(
            "Nobody wrote how many seats this contract has.",
            way_out="Edit the contract and write the seats that were bought.",
            field="used",
        )
    if used < 0:
        raise Problem("A number of seats is not negative.", way_out="Write 0 or more.", field="used")
    count, _ = SeatCount.objects.update_or_create(contract=fresh, counted_on=day, defaults={"used": used})
    entry.about(fresh, used=used, day=day.isoformat())
    return count


@audited("element.cost-noted", says="noted what it cost in {month}: {amount} {currency} ({what})")
def note_cost(
    entry: Draft,
    element: Element,
    *,
    month: dt.date,
    kind: str,
    amount: Decimal,
    currency: str,
    by: User | None,
) -> Cost:
    """Notes what an element cost in a month; a second note of the same kind takes the first one’s place."""
    require_keeper(by)
    fresh = locked(element)
    first = month.replace(day=1)
    cost = Cost.objects.filter(element=fresh, month=first, kind=kind).first()
    cost = cost or Cost(element=fresh, month=first, kind=kind)
    cost.amount, cost.currency = amount, currency
    checked(cost).save()
    entry.about(
        fresh,
        month=f"{first:%B %Y}",
        amount=str(amount),
        currency=currency,
        what=cost.get_kind_display().lower(),
    )
    return cost
