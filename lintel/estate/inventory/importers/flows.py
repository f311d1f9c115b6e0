"""Data flows from CSV or XLSX. Empty cells leave what is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from lintel.estate.inventory.access import may_bring
from lintel.estate.inventory.actions.flow import FIELDS
from lintel.estate.inventory.exchange import listing
from lintel.estate.inventory.exchange.fields import FLOW_FIELDS
from lintel.estate.inventory.importers import rows as lines
from lintel.estate.inventory.importers.ends import Ends, ends_of
from lintel.estate.inventory.keeping import stamped
from lintel.estate.inventory.models import Element, Flow, Kind
from lintel.estate.inventory.rules import fitting_data
from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.people.models import User
from lintel.ui.problems import Problem

PLAIN = ("name", "state", "means", "records_a_day", "description")
STORED = [*FIELDS, "key", "version", "changed_at", "changed_by"]
Between = tuple[int, int, str]


@dataclass(frozen=True)
class Read:
    """What a row says: the flow that it is about, if it is here, its values, and its data classes if said."""

    present: Flow | None
    values: Mapping[str, Any]
    data: list[Element] | None

    @property
    def between(self) -> Between:
        """Both ends and what goes through it."""
        return (self.values["source"].pk, self.values["target"].pk, self.values["name"])

    def differing(self) -> dict[str, Any]:
        """What stands there now and is to change."""
        if self.present is None:
            return {}
        before = lines.differing(self.present, self.values)
        had = [one.pk for one in self.present.data.all()]
        if self.data is not None and {one.pk for one in self.data} != set(had):
            before["data"] = had
        return before


@dataclass(frozen=True)
class Known:
    """The entries and flows that the rows name."""

    ends: Ends
    by_key: Mapping[str, Flow]
    by_ends: Mapping[Between, Flow]

    def read(self, row: Mapped) -> Read:
        """What a row says, or the `Problem` that keeps it out."""
        given = {name: value for name, value in row.values.items() if value is not None}
        source = self.ends.need(given.get("source"), "source", Kind.SYSTEM)
        target = self.ends.need(given.get("target"), "target", Kind.SYSTEM)
        data = None
        if "data" in given:
            named = listing.parted(str(given["data"]))
            data = [self.ends.need(one, "data", Kind.DATA) for one in named]
        fitting_data(Flow(source=source, target=target), data or [])
        if source.pk == target.pk:
            raise Problem(
                "A flow goes from one system to another.", way_out="Change one of the two.", field="target"
            )
        key = str(given.get("key") or "").strip()
        plain = {one: given[one] for one in PLAIN if one in given} | ({"key": key} if key else {})
        values = {"source": source, "target": target, **lines.cleaned(Flow, plain)}
        present = self._present(key, (source.pk, target.pk, values["name"]))
        return Read(present, values, data)

    def _present(self, key: str, between: Between) -> Flow | None:
        """The flow of this id, else the one between these two; never two of them."""
        other = self.by_ends.get(between)
        own = self.by_key.get(key) or (other if other and (not key or not other.key) else None)
        if other is not None and (own is None or own.pk != other.pk):
            raise Problem(
                "There is such a flow between the two already, under another id.",
                way_out="Use its id, or say what else goes through this one.",
                field="name",
            )
        return own


class FlowsImporter:
    """The file of data flows; the list exports the same columns."""

    slug = "estate-flows"
    title = "Inventory: data flows"
    noun = "flow"
    description = "Data that goes from one system to another, by which means, and whether it does."
    fields = FLOW_FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"from", "to", "what goes through it", "data classes"})

    def may_import(self, user: User) -> bool:
        """Who keeps the inventory, and administrators."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; three queries for any number of rows."""
        known = _known(rows)
        return [_faults(row, known, context.memory) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New flows in bulk; known ones become their next version, unless nothing differs."""
        known = _known(rows)
        made: list[tuple[int, Flow]] = []
        changed: list[Flow] = []
        effects: list[Effect] = []
        data: list[tuple[Flow, list[int]]] = []
        for row in rows:
            read = known.read(row)
            before, flow = read.differing(), read.present or Flow()
            if read.present is not None and not before:
                effects.append(Effect(row.number, flow, "unchanged"))
                continue
            for name, value in read.values.items():
                setattr(flow, name, value)
            stamped(flow, context.by)
            if read.data is not None:
                data.append((flow, [one.pk for one in read.data]))
            if read.present is None:
                made.append((row.number, flow))
            else:
                changed.append(flow)
                effects.append(Effect(row.number, flow, "updated", before))
        Flow.objects.bulk_create([flow for _, flow in made], batch_size=500)
        Flow.objects.bulk_update(changed, STORED, batch_size=100)
        lines.fill_many("data", data)
        return [*effects, *(Effect(number, flow, "created") for number, flow in made)]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Takes the flows away, and puts back what was changed."""
        made = [effect.thing.pk for effect in effects if effect.kind == "created"]
        Flow.objects.filter(pk__in=made).delete()
        back: list[Flow] = []
        data: list[tuple[Flow, list[int]]] = []
        for effect in effects:
            if effect.kind == "updated" and isinstance(effect.thing, Flow):
                lines.put_back(effect.thing, effect.before)
                stamped(effect.thing, context.by)
                back.append(effect.thing)
                data += [(effect.thing, effect.before["data"])] if "data" in effect.before else []
        Flow.objects.bulk_update(back, STORED, batch_size=100)
        lines.fill_many("data", data)
        return []


def _known(rows: Sequence[Mapped]) -> Known:
    named = [row.values.get(name) for row in rows for name in ("source", "target")]
    for row in rows:
        named += listing.named(row.values.get("data"))
    ends = ends_of(named)
    keys = {str(row.values["key"]).strip() for row in rows if row.values.get("key")}
    systems = {one.pk for found in ends.by_name.values() for one in found if one.kind == Kind.SYSTEM}
    found = Flow.objects.with_ends().filter(
        Q(key__in=keys)
        | Q(source__in=systems, target__in=systems, name__in={row.values["name"] for row in rows})
    )
    flows = list(found)
    return Known(
        ends,
        {flow.key: flow for flow in flows if flow.key},
        {(flow.source_id, flow.target_id, flow.name): flow for flow in flows},
    )


def _faults(row: Mapped, known: Known, memory: dict[Any, Any]) -> list[Fault]:
    try:
        read = known.read(row)
        tokens: list[tuple[Any, ...]] = [("between", *read.between)]
        if read.present is not None:
            old = read.present
            tokens += [("flow", old.pk), ("between", old.source_id, old.target_id, old.name)]
        if read.values.get("key"):
            tokens.append(("key", read.values["key"]))
        lines.claim(memory, row.number, *tokens, field="name", noun="flow")
    except Problem as problem:
        return lines.faulted(problem)
    return []
