"""Facts about resilience from CSV or XLSX; the list exports the same columns. Empty cells leave what is
there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from lintel.estate.inventory.exchange import listing
from lintel.estate.inventory.importers import rows as lines
from lintel.estate.inventory.importers.ends import Ends, ends_of
from lintel.estate.inventory.keeping import stamped
from lintel.estate.stress.access import may_bring
from lintel.estate.stress.columns import FIELDS, read_degraded
from lintel.estate.stress.models import CONTENT, Resilience
from lintel.estate.stress.rules import put_facts
from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.people.models import User
from lintel.ui.problems import Problem

PLAIN = tuple(name for name in CONTENT if name not in ("enough", "degraded", "essential"))
STORED = [*CONTENT, "version", "changed_at", "changed_by"]


@dataclass(frozen=True)
class Known:
    """The entries that the rows name, and what was said about them."""

    ends: Ends
    present: Mapping[int, Resilience]

    def read(self, row: Mapped) -> tuple[Resilience, dict[str, Any]]:
        """The row of an entry with the values of the file, and what stood there before of those that differ.

        Errors: `Problem` that keeps the row out.
        """
        given = {name: value for name, value in row.values.items() if value is not None}
        element = self.ends.need(given.get("element"), "element")
        known = self.present.get(element.pk) or Resilience(element=element)
        values: dict[str, Any] = lines.cleaned(
            Resilience, {name: given[name] for name in PLAIN if name in given}
        )
        if "essential" in given:
            values["essential"] = bool(given["essential"])
        if "enough" in given:
            values["enough"] = listing.read(str(given["enough"]))
        if "degraded" in given:
            values["degraded"] = read_degraded(str(given["degraded"]), self.ends)
        if "availability" in values:
            values |= {"mttf": None, "mttr": None} if not {"mttf", "mttr"} & set(given) else {}
        elif "mttf" in values:
            values |= {"availability": None}
        old = copy(known)
        put_facts(known, values)
        before = lines.differing(old, {name: getattr(known, name) for name in CONTENT})
        if not before and not known.pk:
            raise Problem("This row says nothing about it.", way_out="Fill a cell, or leave the row out.")
        return known, before


class ResilienceImporter:
    """The file of what was said about resilience."""

    slug = "estate-resilience"
    title = "Inventory: resilience"
    noun = "entry"
    description = "How reliable an entry is, how much it bears, what an hour of it is worth."
    fields = FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"entry", "works, % of the time", "bears, requests an hour"})

    def may_import(self, user: User) -> bool:
        """Who puts the estate to the test, and administrators."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row."""
        known = _known(rows)
        return [_faults(row, known, context.memory) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New facts in bulk; known ones become their next version, unless nothing differs."""
        known = _known(rows)
        made: list[tuple[int, Resilience]] = []
        changed: list[Resilience] = []
        effects: list[Effect] = []
        for row in rows:
            thing, before = known.read(row)
            if not before:
                effects.append(Effect(row.number, thing, "unchanged"))
                continue
            is_new = not thing.pk
            stamped(thing, context.by)
            if is_new:
                made.append((row.number, thing))
            else:
                changed.append(thing)
                effects.append(Effect(row.number, thing, "updated", before))
        Resilience.objects.bulk_create([thing for _, thing in made], batch_size=500)
        Resilience.objects.bulk_update(changed, STORED, batch_size=100)
        return [*effects, *(Effect(number, thing, "created") for number, thing in made)]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Takes the facts away, and puts back what was changed."""
        made = [effect.thing.pk for effect in effects if effect.kind == "created"]
        Resilience.objects.filter(pk__in=made).delete()
        back: list[Resilience] = []
        for effect in effects:
            if effect.kind == "updated" and isinstance(effect.thing, Resilience):
                lines.put_back(effect.thing, effect.before)
                stamped(effect.thing, context.by)
                back.append(effect.thing)
        Resilience.objects.bulk_update(back, STORED, batch_size=100)
        return []


def _known(rows: Sequence[Mapped]) -> Known:
    named: list[object] = [row.values.get("element") for row in rows]
    for row in rows:
        for part in listing.named(row.values.get("degraded")):
            named += [one.strip() for one in part.partition("while")[2].split("+")]
    ends = ends_of(named)
    keys = {one.pk for found in ends.by_name.values() for one in found}
    present = Resilience.objects.filter(element__in=keys).select_related("element")
    return Known(ends, {one.element_id: one for one in present})


def _faults(row: Mapped, known: Known, memory: dict[Any, Any]) -> list[Fault]:
    try:
        thing, _ = known.read(row)
        lines.claim(memory, row.number, ("resilience", thing.element_id), field="element", noun="entry")
    except Problem as problem:
        return lines.faulted(problem)
    return []
