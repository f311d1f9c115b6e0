"""Options of a purchase: what they are, what they cost, and carrying out the one that was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.estate.inventory.actions import element as elements
from lintel.estate.inventory.actions import relation as relations
from lintel.estate.inventory.keeping import checked, locked
from lintel.estate.inventory.models import Element, Kind, RelationKind
from lintel.estate.purchases.models import Option, OptionCost, Purchase, State
from lintel.estate.purchases.rules import (
    MOST_OPTIONS,
    require_buyer,
    set_lists,
    set_option,
    touched,
    writable,
)
from lintel.people.models import User
from lintel.ui.problems import Problem

Lists = Mapping[str, Iterable[Element]]


@audited("purchase.option-added", says="added the option “{option}”")
def add(entry: Draft, purchase: Purchase, values: Mapping[str, Any], lists: Lists, *, by: User) -> Option:
    """A new option; `lists` by `serves`, `replaces`, `needs`, `holds`, `runs_in`."""
    fresh = writable(purchase, by)
    count = fresh.options.count()
    if count >= MOST_OPTIONS:
        raise Problem(f"{MOST_OPTIONS} options are as many as one can compare.", way_out="Remove one first.")
    option = Option(purchase=fresh, position=count)
    set_option(option, values)
    option.save()
    set_lists(option, lists)
    touched(fresh, by)
    entry.about(fresh, option=option.name)
    return option


@audited("purchase.option-edited", says="changed the option “{option}”")
def edit(
    entry: Draft,
    option: Option,
    values: Mapping[str, Any],
    lists: Lists,
    *,
    version: int | None = None,
    by: User,
) -> Option:
    """Other facts about an option. `version` is that of the dossier that was read."""
    fresh = writable(option.purchase, by, version)
    row = locked(option)
    set_option(row, values)
    row.save()
    set_lists(row, lists)
    touched(fresh, by)
    entry.about(fresh, option=row.name)
    return row


@audited("purchase.option-removed", says="removed the option “{option}”")
def remove(entry: Draft, option: Option, *, by: User) -> None:
    """Removes an option that was no option at all; one that lost stays, with what speaks against it."""
    fresh = writable(option.purchase, by)
    name, pk = option.name, option.pk
    if fresh.chosen_id == pk:
        fresh.chosen = None
    Option.objects.filter(pk=pk).delete()
    touched(fresh, by)
    entry.about(fresh, option=name)


@audited("purchase.cost-noted", says="noted what “{option}” costs in year {year}: {amount} {currency}")
def note_cost(
    entry: Draft,
    option: Option,
    *,
    year: int,
    kind: str,
    amount: Decimal,
    low: Decimal | None = None,
    high: Decimal | None = None,
    by: User,
) -> OptionCost:
    """Notes a cost of one year; a second note of the same kind takes the first one's place."""
    fresh = writable(option.purchase, by)
    row = OptionCost.objects.filter(option=option, year=year, kind=kind).first()
    row = row or OptionCost(option=option, year=year, kind=kind)
    row.amount, row.low, row.high = amount, low, high
    checked(row).save()
    touched(fresh, by)
    entry.about(fresh, option=option.name, year=year, amount=str(amount), currency=fresh.currency)
    return row


@audited("purchase.cost-removed", says="took a cost of “{option}” away")
def remove_cost(entry: Draft, cost: OptionCost, *, by: User) -> None:
    """Takes a cost away that was a mistake."""
    fresh = writable(cost.option.purchase, by)
    OptionCost.objects.filter(pk=cost.pk).delete()
    touched(fresh, by)
    entry.about(fresh, option=cost.option.name)


@audited("purchase.carried-out", says="entered “{option}” in the inventory as planned")
def carry_out(entry: Draft, purchase: Purchase, *, live_from: dt.date, by: User) -> Element:
    """Enter what was decided in the inventory: the system as planned from a day on, with what it serves,
    needs and holds, and its vendor. Errors: `Problem` where nothing was decided that could be entered."""
    require_buyer(by)
    fresh = locked(purchase)
    option = fresh.chosen
    if fresh.state != State.DECIDED or option is None:
        raise Problem("Nothing was decided yet.", way_out="Both offices have to sign first.")
    if not option.is_new:
        raise Problem("Nothing new comes into the house.", way_out="Change the entries that are there.")
    if fresh.entered is not None:
        raise Problem(f"It stands in the inventory as “{fresh.entered.name}”.", way_out="Open that entry.")
    made = elements.create(
        Kind.SYSTEM,
        {
            "name": option.name, "description": option.what, "business_owner": fresh.marketing_owner,
            "technical_owner": fresh.it_owner, "live_from": live_from,
        },
        by=by,
    )  # fmt: skip
    _join(made, option, by)
    fresh.entered = made
    fresh.save(update_fields=["entered"])
    entry.about(fresh, option=option.name)
    entry.about(made)
    return made


def _join(made: Element, option: Option, by: User) -> None:
    vendor = option.vendor
    if vendor is None and option.vendor_name:
        vendor = Element.objects.of_kind(Kind.VENDOR).filter(name__iexact=option.vendor_name).first()
        vendor = vendor or elements.create(Kind.VENDOR, {"name": option.vendor_name}, by=by)
    if vendor is not None:
        relations.join(made, RelationKind.SUPPLIED_BY, vendor, by=by)
    lists: dict[str, Any] = {
        RelationKind.SERVES: option.serves,
        RelationKind.NEEDS: option.needs,
        RelationKind.HOLDS: option.holds,
        RelationKind.RUNS_IN: option.runs_in,
    }
    for kind, rows in lists.items():
        for other in rows.all():
            relations.join(made, kind, other, by=by)
