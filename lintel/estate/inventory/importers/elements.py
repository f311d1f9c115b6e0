"""Entries of the inventory from CSV or XLSX. Empty cells leave what is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from lintel.estate.inventory import extras
from lintel.estate.inventory.access import may_bring
from lintel.estate.inventory.exchange import listing
from lintel.estate.inventory.exchange.fields import ELEMENT_FIELDS
from lintel.estate.inventory.importers import rows as lines
from lintel.estate.inventory.keeping import stamped
from lintel.estate.inventory.models import (
    CONTENT,
    Ask,
    Contract,
    Cost,
    Element,
    ExtraField,
    Flow,
    Kind,
    Relation,
)
from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.people.models import User
from lintel.ui.problems import Problem

OWNERS = ("business_owner", "technical_owner")
PLAIN = tuple(name for name in CONTENT if name not in (*OWNERS, "extra"))
DATES = ("live_from", "phase_out_from", "retired_from")
STORED = [*CONTENT, "key", "version", "changed_at", "changed_by"]
NOUN = "entry"


@dataclass(frozen=True)
class Known:
    """What is in the house already, looked up once for up to 500 rows."""

    by_key: Mapping[str, Element]
    by_name: Mapping[tuple[str, str], list[Element]]
    people: Mapping[str, User]
    fields: Mapping[str, list[ExtraField]]
    adopted: set[int]
    """Entries without an id that took the id of a row above."""

    def present(self, kind: str, key: str, name: str) -> Element | None:
        """The entry that a row is about. Errors: `Problem` where that cannot be said."""
        found = self.by_key.get(key)
        if found is not None and found.kind != kind:
            raise Problem(
                f"“{key}” is “{found.name}” here, a {found.get_kind_display().lower()}.",
                way_out="A kind never changes: give this row another id.",
                field="kind",
            )
        if found is not None:
            return found
        named = self.by_name.get((kind, name.lower()), [])
        bare = [one for one in named if not one.key and one.pk not in self.adopted]
        if key or bare:
            return bare[0] if bare else None
        if len(named) > 1:
            raise Problem(
                f"{len(named)} entries of this kind are called “{name}”.",
                way_out="Write the id of the one that is meant.",
                field="key",
            )
        return named[0] if named else None

    def adopt(self, present: Element | None, key: str) -> None:
        """An entry without an id takes the one of the row about it; more rows of its name are others."""
        if present is not None and key and not present.key:
            self.adopted.add(present.pk)


class ElementsImporter:
    """The file of entries; the list exports the same columns."""

    slug = "estate-elements"
    title = "Inventory: entries"
    noun = NOUN
    description = "Touchpoints, capabilities, systems, data classes, vendors, regions and environments."
    fields = ELEMENT_FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"kind", "business owner", "technical owner", "what is to become of it", "in use from"})

    def may_import(self, user: User) -> bool:
        """Who keeps the inventory, and administrators."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; three queries for any number of rows."""
        known = _known(rows, context.memory.setdefault("adopted", set()))
        return [_faults(row, known, context.memory) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New entries in bulk; known ones become their next version, unless nothing differs."""
        known = _known(rows, set())
        made: list[tuple[int, Element]] = []
        changed: list[Element] = []
        effects: list[Effect] = []
        for row in rows:
            present, values = _read(row, known)
            known.adopt(present, values.get("key", ""))
            element = present or Element(kind=values["kind"])
            before = lines.differing(element, values)
            for name, value in values.items():
                setattr(element, name, value)
            if present is not None and not before:
                effects.append(Effect(row.number, element, "unchanged"))
                continue
            stamped(element, context.by)
            if present is None:
                made.append((row.number, element))
            else:
                changed.append(element)
                effects.append(Effect(row.number, element, "updated", before))
        Element.objects.bulk_create([element for _, element in made], batch_size=500)
        Element.objects.bulk_update(changed, STORED, batch_size=100)
        return [*effects, *(Effect(number, element, "created") for number, element in made)]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Deletes what was created, unless other things lead to it now; puts back what was changed."""
        back = []
        for effect in effects:
            if effect.kind == "updated" and isinstance(effect.thing, Element):
                lines.put_back(effect.thing, effect.before)
                stamped(effect.thing, context.by)
                back.append(effect.thing)
        Element.objects.bulk_update(back, STORED, batch_size=100)
        made = [effect.thing.pk for effect in effects if effect.kind == "created"]
        stay = _in_use(made)
        Element.objects.filter(pk__in=set(made) - set(stay)).delete()
        return [
            f"“{name}” stays: relations, flows, contracts, costs or answers lead to it. Undo those first."
            for name in stay.values()
        ]


def _in_use(keys: Sequence[int]) -> dict[int, str]:
    """Names of those of these entries that something leads to."""
    busy: set[int] = set()
    for rows, names in (
        (Relation.objects.all(), ("source", "target")), (Cost.objects.all(), ("element",)),
        (Flow.objects.all(), ("source", "target", "data")), (Contract.objects.all(), ("vendor", "systems")),
        (Ask.objects.exclude(answered_at=None), ("element",)),
    ):  # fmt: skip
        for name in names:
            busy |= set(rows.filter(**{f"{name}__in": keys}).order_by().values_list(name, flat=True))
    return dict(Element.objects.filter(pk__in=busy & set(keys)).values_list("pk", "name"))


def _known(rows: Sequence[Mapped], adopted: set[int]) -> Known:
    keys = {str(row.values["key"]).strip() for row in rows if row.values.get("key")}
    names = {str(row.values["name"]) for row in rows}
    found = (
        Element.objects.annotate(lower=Lower("name"))
        .select_related(*OWNERS)
        .filter(Q(key__in=keys) | Q(name__in=names) | Q(lower__in={name.lower() for name in names}))
    )
    by_name: dict[tuple[str, str], list[Element]] = {}
    by_key: dict[str, Element] = {}
    for element in found.order_by("pk"):
        by_name.setdefault((element.kind, element.name.lower()), []).append(element)
        if element.key:
            by_key[element.key] = element
    fields: dict[str, list[ExtraField]] = {}
    for field in ExtraField.objects.all():
        fields.setdefault(field.of, []).append(field)
    return Known(by_key, by_name, lines.people_of(rows, OWNERS), fields, adopted)


def _faults(row: Mapped, known: Known, memory: dict[Any, Any]) -> list[Fault]:
    try:
        present, values = _read(row, known)
        _claim(row.number, values, present, memory)
        known.adopt(present, values.get("key", ""))
    except Problem as problem:
        return lines.faulted(problem)
    return []


def _claim(number: int, values: Mapping[str, Any], present: Element | None, memory: dict[Any, Any]) -> None:
    """Names of rows without an id belong to one row of the file alone; ids always do."""
    key = values.get("key", "")
    names = {(values["kind"], str(values["name"]).lower())}
    names |= {(present.kind, present.name.lower())} if present else set()
    bare, any_row = {("bare", *name) for name in names}, {("named", *name) for name in names}
    taken = bare if key else any_row
    own = {("entry", present.pk)} if present else set()
    own |= {("key", key)} if key else set()
    first = next((memory[one] for one in taken if one in memory), None)
    lines.claim(memory, number, *own, field="key" if key else "name", noun=NOUN)
    if first is not None:
        raise Problem(
            f"Row {first} above speaks of an entry with this name.",
            way_out="Keep one of the two, or give each its id.",
            field="name",
        )
    for token in any_row | (set() if key else bare):
        memory.setdefault(token, number)


def _read(row: Mapped, known: Known) -> tuple[Element | None, dict[str, Any]]:
    """The entry that a row is about, if it is here, and its values; the `Problem` that keeps the row out."""
    given = {name: value for name, value in row.values.items() if value is not None}
    kind, key, name = str(given["kind"]), str(given.get("key") or "").strip(), str(given["name"])
    present = known.present(kind, key, name)
    if "criticality" in given:
        given["criticality"] = int(given["criticality"])
    values = lines.cleaned(Element, {one: given[one] for one in (*PLAIN, "key") if one in given})
    for field in OWNERS:
        if given.get(field):
            values[field] = lines.owner(known.people, given[field], field)
    _refuse_disorder(values, present)
    if kind != Kind.SYSTEM and values.get("disposition"):
        raise Problem(
            "Only of a system is said what is to become of it.",
            way_out="Empty this cell.",
            field="disposition",
        )
    if "extra" in given:
        values["extra"] = _extra(str(given["extra"]), kind, present, known.fields.get(kind, []))
    return present, {"kind": kind, **values}


def _refuse_disorder(values: Mapping[str, Any], present: Element | None) -> None:
    days = [(name, values.get(name) or (getattr(present, name) if present else None)) for name in DATES]
    known = [(name, day) for name, day in days if day]
    for (_, earlier), (name, later) in pairwise(known):
        if later < earlier:
            raise Problem(
                "These dates are not in order: in use, then phased out, then gone.",
                way_out="Change one of them.",
                field=name,
            )


def _extra(text: str, kind: str, present: Element | None, fields: Sequence[ExtraField]) -> dict[str, Any]:
    """What the entry knows besides, with what the file says of it; a name without a value empties it."""
    try:
        said = listing.read(text)
    except Problem as problem:
        raise Problem(problem.title, way_out=problem.way_out, field="extra") from None
    labels = {field.label.casefold(): field.name for field in fields}
    named = {labels.get(name.casefold(), name): value for name, value in said.items()}
    try:
        new = extras.cleaned(kind, named, fields)
    except Problem as problem:
        raise Problem(problem.title, way_out=problem.way_out, field="extra") from None
    kept = {name: value for name, value in (present.extra if present else {}).items() if name not in named}
    return {**kept, **new}
