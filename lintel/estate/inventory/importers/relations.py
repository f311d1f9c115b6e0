"""How entries hang together, from CSV or XLSX: from, relation, to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lintel.estate.inventory.access import may_bring
from lintel.estate.inventory.exchange.fields import RELATION_FIELDS
from lintel.estate.inventory.importers import rows as lines
from lintel.estate.inventory.importers.ends import Ends, ends_of
from lintel.estate.inventory.models import Element, Relation
from lintel.estate.inventory.models.relation import RelationKind
from lintel.estate.inventory.rules import refuse_misfit
from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.people.models import User
from lintel.ui.problems import Problem

ROUND = (RelationKind.NEEDS, RelationKind.PART_OF)  # these may not go in a circle
Key = tuple[int, str, int]
FACTS = ["instead", "key"]  # what a row may say of a relation that is there


@dataclass(frozen=True)
class Known:
    """The entries that the rows name, and the relations between them."""

    ends: Ends
    present: dict[Key, Relation]
    keys: dict[str, Key]

    def read(self, row: Mapped) -> tuple[Element, str, Element, dict[str, str]]:
        """Both ends, the relation, and what the row says besides; the `Problem` that keeps the row out."""
        source = self.ends.need(row.values.get("source"), "source")
        target = self.ends.need(row.values.get("target"), "target")
        kind, said = str(row.values["kind"]), row.values.get("instead")
        if source.pk == target.pk:
            raise Problem(
                "An entry has no relation to itself.", way_out="Change one of the two.", field="target"
            )
        refuse_misfit(source, kind, target)
        if said and kind != RelationKind.NEEDS:
            raise Problem(
                "Only what is needed can be replaced by something else.",
                way_out="Empty this cell.",
                field="instead",
            )
        told = {name: str(row.values[name]).strip() for name in ("instead", "key") if row.values.get(name)}
        key = told.get("key", "")
        if key and self.keys.get(key, (source.pk, kind, target.pk)) != (source.pk, kind, target.pk):
            raise Problem("Another relation has this id.", way_out="Empty this cell.", field="key")
        return source, kind, target, lines.cleaned(Relation, told) if told else {}


class RelationsImporter:
    """The file of relations; the list exports the same columns."""

    slug = "estate-relations"
    title = "Inventory: relations"
    noun = "relation"
    description = "Who serves what, what it runs in, what it holds, who supplies it, and what it needs."
    fields = RELATION_FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"from", "relation", "to"})

    def may_import(self, user: User) -> bool:
        """Who keeps the inventory, and administrators."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; three queries for any number of rows, and one a file."""
        known = _known(rows)
        if "above" not in context.memory:
            context.memory["above"] = _above()
        return [_faults(row, known, context.memory["above"], context.memory) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New relations in bulk; those that are there may say anew what can stand in."""
        known = _known(rows)
        made: list[tuple[int, Relation]] = []
        changed: list[Relation] = []
        effects: list[Effect] = []
        for row in rows:
            source, kind, target, told = known.read(row)
            present = known.present.get((source.pk, kind, target.pk))
            if present is None:
                made.append((row.number, Relation(source=source, kind=kind, target=target, **told)))
                continue
            differs = {name: text for name, text in told.items() if getattr(present, name) != text}
            before = {name: getattr(present, name) for name in differs}
            for name, text in differs.items():
                setattr(present, name, text)
            changed += [present] if differs else []
            effects.append(Effect(row.number, present, "updated" if differs else "unchanged", before))
        Relation.objects.bulk_create([new for _, new in made], batch_size=500)
        Relation.objects.bulk_update(changed, FACTS, batch_size=500)
        return [*effects, *(Effect(number, new, "created") for number, new in made)]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Takes the relations away, and what was said of those that were there before."""
        made = [effect.thing.pk for effect in effects if effect.kind == "created"]
        Relation.objects.filter(pk__in=made).delete()
        back = []
        for effect in effects:
            if effect.kind == "updated" and isinstance(effect.thing, Relation):
                lines.put_back(effect.thing, effect.before)
                back.append(effect.thing)
        Relation.objects.bulk_update(back, FACTS, batch_size=500)
        return []


def _known(rows: Sequence[Mapped]) -> Known:
    ends = ends_of(row.values.get(name) for row in rows for name in ("source", "target"))
    keys = {one.pk for found in ends.by_name.values() for one in found}
    relations = Relation.objects.filter(source__in=keys, target__in=keys)
    said = [str(row.values["key"]).strip() for row in rows if row.values.get("key")]
    named = Relation.objects.filter(key__in=said).values_list("key", "source_id", "kind", "target_id")
    taken = {key: (source, kind, target) for key, source, kind, target in named} if said else {}
    return Known(ends, {(one.source_id, one.kind, one.target_id): one for one in relations}, taken)


def _above() -> dict[tuple[str, int], set[int]]:
    """By relation and entry, to what it leads, for all relations that may not go in a circle."""
    above: dict[tuple[str, int], set[int]] = {}
    rows = Relation.objects.filter(kind__in=ROUND).values_list("kind", "source_id", "target_id")
    for kind, source, target in rows.order_by():
        above.setdefault((kind, source), set()).add(target)
    return above


def _faults(
    row: Mapped, known: Known, above: dict[tuple[str, int], set[int]], memory: dict[Any, Any]
) -> list[Fault]:
    try:
        source, kind, target, told = known.read(row)
        if kind in ROUND and _leads(above, kind, target.pk, source.pk):
            raise Problem(
                f"“{target.name}” leads back to “{source.name}” already.",
                way_out="Take out the row that closes the circle, or turn this one round.",
                field="target",
            )
        token = ("relation", source.pk, kind, target.pk)
        lines.claim(memory, row.number, token, field="source", noun="relation")
        if told.get("key"):
            lines.claim(memory, row.number, ("relation key", told["key"]), field="key", noun="id")
    except Problem as problem:
        return lines.faulted(problem)
    if kind in ROUND:
        above.setdefault((kind, source.pk), set()).add(target.pk)
    return []


def _leads(above: dict[tuple[str, int], set[int]], kind: str, begin: int, end: int) -> bool:
    """Whether one comes from one entry to another."""
    seen, edge = {begin}, {begin}
    while edge and end not in edge:
        edge = {onward for one in edge for onward in above.get((kind, one), ())} - seen
        seen |= edge
    return end in edge
