"""Writes the inventory as a Backstage catalogue that reads back to the same. Knows no Django."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from lintel.estate.inventory.exchange.backstage import OWN
from lintel.estate.inventory.exchange.shapes import DEPENDS, PART, ElementRow, RelationRow

VERSION = "backstage.io/v1alpha1"
REF = re.compile(
    r"(component|api|system|resource|domain):([a-z0-9][a-z0-9-]{0,62})/([a-z0-9]([a-z0-9_.-]{0,61}[a-z0-9])?)"
)
USUAL = {"system": "component", "touchpoint": "component", "capability": "domain"}
TYPES = {"data": "data-class", "touchpoint": "website", "system": "service"}
NATIVE = {  # kind of relation, of entity, and of the other one: the field of the spec, which holds one
    ("part_of", "component", "component"): "subcomponentOf", ("part_of", "component", "system"): "system",
    ("part_of", "api", "system"): "system", ("part_of", "resource", "system"): "system",
    ("part_of", "domain", "domain"): "subdomainOf", ("serves", "system", "domain"): "domain",
}  # fmt: skip


class _Dumper(yaml.SafeDumper):
    """Never points from one place to another, for we do not read that back."""

    def ignore_aliases(self, data: Any) -> bool:
        """Whatever it is."""
        return True


@dataclass
class _Entity:
    row: ElementRow
    kind: str
    namespace: str
    name: str
    spec: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    instead: dict[str, str] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        return f"{self.kind}:{self.namespace}/{self.name}"


def write(elements: Sequence[ElementRow], relations: Iterable[RelationRow], stages: dict[str, str]) -> str:
    """A multi-document catalogue; `stages` by reference say where each entry is in its life."""
    entities = _named(elements)
    for entity in entities.values():
        _fill(entity, stages.get(entity.row.reference, "live"))
    for relation in relations:
        source, target = entities.get(relation.source), entities.get(relation.target)
        if source is not None and target is not None:
            _relate(source, relation, target)
    documents = [_document(entity) for entity in entities.values()]
    return yaml.dump_all(
        documents, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110, explicit_start=True
    )


def _named(elements: Sequence[ElementRow]) -> dict[str, _Entity]:
    """Entities by reference; ids that are references keep them, all others get a name of their own."""
    found: dict[str, _Entity] = {}
    taken: set[str] = set()
    for row in elements:
        if match := REF.fullmatch(row.key):
            found[row.reference] = _Entity(row, match[1], match[2], match[3])
            taken.add(row.key)
    for row in elements:
        if row.reference in found:
            continue
        kind = USUAL.get(row.kind, "resource")
        stem = re.sub(r"[^a-z0-9]+", "-", row.name.lower()).strip("-")[:50].strip("-") or row.kind
        name, count = stem, 1
        while f"{kind}:default/{name}" in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(f"{kind}:default/{name}")
        found[row.reference] = _Entity(row, kind, "default", name)
    return {row.reference: found[row.reference] for row in elements}


def _fill(entity: _Entity, stage: str) -> None:
    row = entity.row
    entity.notes[f"{OWN}id"] = row.key
    entity.notes[f"{OWN}kind"] = row.kind
    entity.notes |= {f"{OWN}{name.replace('_', '-')}": text for name, text in row.facts.items()}
    entity.notes |= {f"{OWN}extra.{name}": text for name, text in row.extra.items()}
    if entity.kind != "domain" and entity.kind != "system":
        entity.spec["type"] = TYPES.get(row.kind, row.kind)
    if entity.kind in ("component", "api"):
        lifecycle = {"planned": "experimental", "live": "production"}.get(stage, "deprecated")
        entity.spec["lifecycle"] = lifecycle
    entity.spec["owner"] = "unowned"
    if entity.kind == "api":
        entity.spec["definition"] = "Not kept here."


def _relate(source: _Entity, relation: RelationRow, target: _Entity) -> None:
    native = NATIVE.get((relation.kind, source.kind, target.kind))
    depends = DEPENDS.get((source.row.kind, target.row.kind)) == (relation.kind, False)
    part = PART.get((source.row.kind, target.row.kind)) == (relation.kind, False)
    if native and part and native not in source.spec:
        source.spec[native] = target.ref
    elif depends and source.kind in ("component", "resource"):
        source.spec.setdefault("dependsOn", []).append(target.ref)
    else:
        note = f"{OWN}{relation.kind.replace('_', '-')}"
        source.notes[note] = ", ".join(filter(None, (source.notes.get(note), target.ref)))
    if relation.instead:
        source.instead[target.ref] = relation.instead


def _document(entity: _Entity) -> dict[str, Any]:
    notes = dict(entity.notes)
    if entity.instead:
        notes[f"{OWN}instead"] = json.dumps(entity.instead, ensure_ascii=False)
    metadata: dict[str, Any] = {"name": entity.name}
    if entity.namespace != "default":
        metadata["namespace"] = entity.namespace
    metadata["title"] = entity.row.name
    if entity.row.description:
        metadata["description"] = entity.row.description
    kind = "API" if entity.kind == "api" else entity.kind.capitalize()
    return {
        "apiVersion": VERSION,
        "kind": kind,
        "metadata": metadata | {"annotations": notes},
        "spec": entity.spec,
    }
