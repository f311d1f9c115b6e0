"""What entries cost month by month, from CSV or XLSX. A second file takes the first one's place."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lintel.estate.inventory.access import may_bring
from lintel.estate.inventory.exchange.fields import COST_FIELDS
from lintel.estate.inventory.importers import rows as lines
from lintel.estate.inventory.importers.ends import Ends, ends_of
from lintel.estate.inventory.models import Cost, CostKind
from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.people.models import User
from lintel.ui.problems import Problem

STORED = ["amount", "currency"]
Key = tuple[int, dt.date, str]


@dataclass(frozen=True)
class Known:
    """The entries that the rows name, and what they are known to cost."""

    ends: Ends
    present: dict[Key, Cost]

    def read(self, row: Mapped) -> tuple[Key, dict[str, Any]]:
        """Entry, month and kind of a row, with its values; the `Problem` that keeps the row out."""
        given = row.values
        element = self.ends.need(given.get("element"), "element")
        month = given["month"].replace(day=1)
        key = (element.pk, month, str(given.get("kind") or CostKind.RUN))
        values = {"amount": given["amount"]}
        if given.get("currency"):
            values["currency"] = str(given["currency"]).upper()
        return key, lines.cleaned(Cost, values)


class CostsImporter:
    """The file of costs; the list exports the same columns."""

    slug = "estate-costs"
    title = "Inventory: costs"
    noun = "cost"
    description = "What an entry cost in a month, for licences, running it, people or changing it."
    fields = COST_FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"entry", "month", "for", "amount"})

    def may_import(self, user: User) -> bool:
        """Who keeps the inventory, and administrators."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; two queries for any number of rows."""
        known = _known(rows)
        return [_faults(row, known, context.memory) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New costs in bulk; known ones are corrected."""
        known = _known(rows)
        made: list[tuple[int, Cost]] = []
        changed: list[Cost] = []
        effects: list[Effect] = []
        for row in rows:
            key, values = known.read(row)
            present = known.present.get(key)
            if present is None:
                element, month, kind = key
                made.append((row.number, Cost(element_id=element, month=month, kind=kind, **values)))
                continue
            before = lines.differing(present, values)
            for name, value in values.items():
                setattr(present, name, value)
            changed += [present] if before else []
            effects.append(Effect(row.number, present, "updated" if before else "unchanged", before))
        Cost.objects.bulk_create([cost for _, cost in made], batch_size=500)
        Cost.objects.bulk_update(changed, STORED, batch_size=500)
        return [*effects, *(Effect(number, cost, "created") for number, cost in made)]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Takes the costs away, and puts back what was corrected."""
        Cost.objects.filter(pk__in=[one.thing.pk for one in effects if one.kind == "created"]).delete()
        back = [one.thing for one in effects if one.kind == "updated" and isinstance(one.thing, Cost)]
        for effect in effects:
            if effect.kind == "updated":
                lines.put_back(effect.thing, effect.before)
        Cost.objects.bulk_update(back, STORED, batch_size=500)
        return []


def _known(rows: Sequence[Mapped]) -> Known:
    ends = ends_of(row.values.get("element") for row in rows)
    keys = {one.pk for found in ends.by_name.values() for one in found}
    months = {row.values["month"].replace(day=1) for row in rows}
    costs = Cost.objects.filter(element__in=keys, month__in=months)
    return Known(ends, {(one.element_id, one.month, one.kind): one for one in costs})


def _faults(row: Mapped, known: Known, memory: dict[Any, Any]) -> list[Fault]:
    try:
        key, _ = known.read(row)
        lines.claim(memory, row.number, key, field="month", noun="month of this entry")
    except Problem as problem:
        return lines.faulted(problem)
    return []
