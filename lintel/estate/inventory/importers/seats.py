"""How many seats of contracts were in use on a day, from CSV or XLSX."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from lintel.estate.inventory.access import may_bring
from lintel.estate.inventory.exchange.fields import SEAT_FIELDS
from lintel.estate.inventory.importers import rows as lines
from lintel.estate.inventory.models import Contract, SeatCount
from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.people.models import User
from lintel.ui.problems import Problem

Key = tuple[int, dt.date]


@dataclass(frozen=True)
class Known:
    """The contracts that the rows name, by all that they are called, and what was counted."""

    contracts: Mapping[str, list[Contract]]
    present: dict[Key, SeatCount]

    def read(self, row: Mapped) -> tuple[Key, int]:
        """Contract and day of a row, and the seats; the `Problem` that keeps the row out."""
        said = str(row.values["contract"]).strip()
        found = self.contracts.get(said, [])
        if len(found) != 1:
            raise Problem(
                f"{len(found)} contracts are called “{said}”."
                if found
                else f"There is no contract “{said}”.",
                way_out="Write its number, or “vendor: contract”.",
                field="contract",
            )
        if found[0].seats is None:
            raise Problem(
                "Nobody wrote how many seats this contract has.",
                way_out="Bring the file of contracts in with the seats that were bought.",
                field="contract",
            )
        used = lines.cleaned(SeatCount, {"used": row.values["used"]})["used"]
        return (found[0].pk, row.values["counted_on"]), used


class SeatsImporter:
    """The file of seats in use."""

    slug = "estate-seats"
    title = "Inventory: seats in use"
    noun = "count"
    description = (
        "How many seats of a contract were in use on a day; a second count of a day corrects the first."
    )
    fields = SEAT_FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"contract", "counted on", "seats used"})

    def may_import(self, user: User) -> bool:
        """Who keeps the inventory, and administrators."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; two queries for any number of rows."""
        known = _known(rows)
        return [_faults(row, known, context.memory) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New counts in bulk; known ones are corrected."""
        known = _known(rows)
        made: list[tuple[int, SeatCount]] = []
        changed: list[SeatCount] = []
        effects: list[Effect] = []
        for row in rows:
            key, used = known.read(row)
            present = known.present.get(key)
            if present is None:
                made.append((row.number, SeatCount(contract_id=key[0], counted_on=key[1], used=used)))
                continue
            before = lines.differing(present, {"used": used})
            present.used = used
            changed += [present] if before else []
            effects.append(Effect(row.number, present, "updated" if before else "unchanged", before))
        SeatCount.objects.bulk_create([count for _, count in made], batch_size=500)
        SeatCount.objects.bulk_update(changed, ["used"], batch_size=500)
        return [*effects, *(Effect(number, count, "created") for number, count in made)]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Takes the counts away, and puts back what was corrected."""
        SeatCount.objects.filter(pk__in=[one.thing.pk for one in effects if one.kind == "created"]).delete()
        back = [one.thing for one in effects if one.kind == "updated" and isinstance(one.thing, SeatCount)]
        for effect in effects:
            if effect.kind == "updated":
                lines.put_back(effect.thing, effect.before)
        SeatCount.objects.bulk_update(back, ["used"], batch_size=500)
        return []


def _known(rows: Sequence[Mapped]) -> Known:
    said = {str(row.values["contract"]).strip() for row in rows}
    titles = said | {one.partition(":")[2].strip() for one in said}
    named: dict[str, list[Contract]] = {}
    keyed: dict[str, list[Contract]] = {}
    found = Contract.objects.select_related("vendor").filter(Q(key__in=said) | Q(title__in=titles))
    for contract in found:
        for name in {contract.title, f"{contract.vendor.name}: {contract.title}"}:
            named.setdefault(name, []).append(contract)
        if contract.key:
            keyed.setdefault(contract.key, []).append(contract)
    contracts = named | keyed  # a number goes before a name
    keys = {one.pk for each in contracts.values() for one in each}
    days = {row.values["counted_on"] for row in rows}
    counts = SeatCount.objects.filter(contract__in=keys, counted_on__in=days)
    return Known(contracts, {(one.contract_id, one.counted_on): one for one in counts})


def _faults(row: Mapped, known: Known, memory: dict[Any, Any]) -> list[Fault]:
    try:
        key, _ = known.read(row)
        lines.claim(memory, row.number, key, field="counted_on", noun="contract on that day")
    except Problem as problem:
        return lines.faulted(problem)
    return []
