"""Reads a Backstage catalogue: `catalog-info.yaml`, one or many documents (backstage.io/docs/features/
software-catalog/descriptor-format).

Component, API and System are systems, a Domain is a capability, a Resource is what its type says. An entity’s
reference (`component:default/shop`) becomes the entry’s id. Annotations that begin with `lintel/` hold what
Backstage has no field for; our own export writes them. Knows no Django.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from lintel.estate.inventory.exchange.shapes import (
    DEPENDS,
    FACTS,
    KINDS,
    PART,
    ElementRow,
    LeftOut,
    ModelFile,
    RelationRow,
)
from lintel.ui.problems import Problem

LIMIT = 5_000_000  # bytes
DEEPEST = 60
OWN = "lintel/"
KIND_OF = {"component": "system", "api": "system", "system": "system", "domain": "capability"}
RESOURCES = {
    "data": ("data", "dataset", "data-class", "topic", "schema"), "vendor": ("vendor", "supplier"),
    "region": ("region", "location"), "environment": ("environment", "cluster", "kubernetes-cluster"),
}  # fmt: skip
RESOURCE_KINDS = {word: kind for kind, all_words in RESOURCES.items() for word in all_words}
REASONS = {
    "group": "A team is no entry. Owners are people here: bring in the file of people.",
    "user": "A person is no entry: bring in the file of people.",
    "location": "It only points to other files: bring those in themselves.",
    "template": "It makes new software and is none itself.",
}
SAID = (  # field of the spec, how it is meant, whether the other entity is its subject, kind of a bare name
    ("dependsOn", DEPENDS, False, "component"), ("dependencyOf", DEPENDS, True, "component"),
    ("consumesApis", DEPENDS, False, "api"), ("apiConsumedBy", DEPENDS, True, "component"),
    ("subcomponentOf", PART, False, "component"), ("system", PART, False, "system"),
    ("domain", PART, False, "domain"), ("subdomainOf", PART, False, "domain"),
)  # fmt: skip
RELATIONS = ("serves", "needs", "holds", "supplied_by", "runs_in", "part_of")


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]  # as fast as there is
    """Texts, lists and mappings only: no tags, no dates, no merging."""


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL|)\Z"), ["~", "n", "N", ""]
)
_Loader.add_constructor("tag:yaml.org,2002:null", lambda *_: None)


@dataclass
class _Entity:
    """One document that becomes an entry."""

    ref: str
    place: str
    namespace: str
    row: ElementRow
    spec: Mapping[str, Any]
    notes: Mapping[str, str]


@dataclass
class _Catalogue:
    """All entities so far, and what came of them."""

    entities: dict[str, _Entity] = field(default_factory=dict)
    relations: dict[tuple[str, str, str], str] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)


def read(content: bytes) -> ModelFile:
    """The entries and relations of a catalogue. Errors: `Problem` where it is no YAML that can be read."""
    if len(content) > LIMIT:
        raise Problem(
            f"The file is larger than {LIMIT // 1_000_000} MB.", way_out="Bring it in as several files."
        )
    found = _Catalogue()
    for number, line, document in _documents(content):
        _take(found, document, f"document {number}, line {line}")
    for entity in found.entities.values():
        _relate_all(found, entity)
    _provided(found)
    rows = [RelationRow(*ends, instead=instead) for ends, instead in found.relations.items()]
    elements = tuple(entity.row for entity in found.entities.values())
    return ModelFile(elements, tuple(rows), (), tuple(found.left_out))


def _documents(content: bytes) -> Iterator[tuple[int, int, Any]]:
    """Number, first line and content of each document."""
    try:
        text = content.decode("utf-8-sig")
        lines = list(_lines(text))
        documents = list(yaml.load_all(text, Loader=_Loader))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        raise Problem(
            f"This is no YAML that can be read{where}.", way_out="Mend the file and try again."
        ) from None
    for number, (line, document) in enumerate(zip(lines, documents, strict=True), 1):
        if document is not None:
            yield number, line, document


def _lines(text: str) -> Iterator[int]:
    """The first line of each document. Refuses aliases, with which a short text grows without bound."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise Problem(
                f"Line {line} repeats another place with “*{event.anchor}”, which is not read.",
                way_out="Write the words out.",
            )
        opens = isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent)
        depth += opens - isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent)
        if depth > DEEPEST:
            raise Problem(f"Line {line} is nested too deeply.", way_out="Check how the lines are indented.")
        if isinstance(event, yaml.DocumentStartEvent):
            yield line


def _take(found: _Catalogue, document: Any, place: str) -> None:
    """One document, as an entry or as left out."""
    metadata, spec = (_mapping(document, name) for name in ("metadata", "spec"))
    said = _text(document.get("kind") if isinstance(document, Mapping) else "")
    kind, name = said.lower(), _text(metadata.get("name"))
    what = f"{said or 'Document'} {name}".strip()
    notes = {str(note): _text(value) for note, value in _mapping(metadata, "annotations").items()}
    namespace = (_text(metadata.get("namespace")) or "default").lower()
    ref = f"{kind}:{namespace}/{name.lower()}"
    reason = _refusal(kind, name, notes)
    if not reason and ref in found.entities:
        reason = f"It is the same entity as in {found.entities[ref].place}."
    if reason:
        found.left_out.append(LeftOut(place, what, reason))
        return
    ours = notes.get(f"{OWN}kind") or KIND_OF.get(kind)
    row = _row(
        ours or RESOURCE_KINDS.get(_text(spec.get("type")).lower(), "system"), ref, metadata, spec, notes
    )
    found.entities[ref] = _Entity(ref, place, namespace, row, spec, notes)


def _refusal(kind: str, name: str, notes: Mapping[str, str]) -> str:
    if kind not in KIND_OF and kind != "resource":
        return REASONS.get(kind, "The inventory knows no such kind.")
    if not name:
        return "It has no name. Write metadata.name."
    own = notes.get(f"{OWN}kind", "")
    return (
        f"“{own}” is no kind of the inventory. Change the annotation {OWN}kind."
        if own and own not in KINDS
        else ""
    )


def _row(
    kind: str, ref: str, metadata: Mapping[str, Any], spec: Mapping[str, Any], notes: Mapping[str, str]
) -> ElementRow:
    facts = {name: notes.get(f"{OWN}{name.replace('_', '-')}", "") for name in FACTS}
    links = metadata.get("links")
    first = links[0] if isinstance(links, list) and links else None
    facts["address"] = facts["address"] or _text(_of(first).get("url"))[:300]
    extra = {
        note.removeprefix(f"{OWN}extra."): text
        for note, text in notes.items()
        if note.startswith(f"{OWN}extra.")
    }
    if f"{OWN}id" not in notes:  # Backstage's own words; of our export they repeat what stands elsewhere
        extra |= {name: _text(spec.get(name)) for name in ("lifecycle", "type", "owner")}
        extra["tags"] = ", ".join(_texts(metadata.get("tags")))
    return ElementRow(
        kind, notes.get(f"{OWN}id", ref), _text(metadata.get("title")) or _text(metadata.get("name")),
        _text(metadata.get("description")), {name: text for name, text in facts.items() if text},
        {name: text for name, text in extra.items() if text},
    )  # fmt: skip


def _relate_all(found: _Catalogue, entity: _Entity) -> None:
    """All that an entity says of others."""
    for name, meaning, turned, usual in SAID:
        for said in _texts(entity.spec.get(name)):
            other = _ref(said, usual, entity.namespace)
            ends = (other, entity.ref) if turned else (entity.ref, other)
            _relate(found, entity, name, ends, meaning)
    for kind in RELATIONS:
        for said in _texts(entity.notes.get(f"{OWN}{kind.replace('_', '-')}", "").split(",")):
            source, target = entity.row.reference, _end(found, _ref(said, "component", entity.namespace))
            found.relations.setdefault((source, kind, target), "")
    _stand_ins(found, entity)


def _provided(found: _Catalogue) -> None:
    """An interface stands still without who provides it; of several, one is enough."""
    providers: dict[str, dict[str, _Entity]] = {}
    for entity in found.entities.values():
        for said in _texts(entity.spec.get("providesApis")):
            providers.setdefault(_ref(said, "api", entity.namespace), {})[entity.ref] = entity
        for said in _texts(entity.spec.get("apiProvidedBy")):
            providers.setdefault(entity.ref, {})[_ref(said, "component", entity.namespace)] = entity
    for api, by in providers.items():
        instead = api.rpartition("/")[2][:60] if len(by) > 1 else ""
        for provider, entity in by.items():
            _relate(found, entity, "providesApis", (api, provider), DEPENDS, instead)


def _stand_ins(found: _Catalogue, entity: _Entity) -> None:
    try:
        told = json.loads(entity.notes.get(f"{OWN}instead") or "{}")
    except ValueError:
        told = {}
    for said, word in told.items() if isinstance(told, dict) else ():
        ends = (entity.row.reference, "needs", _end(found, _ref(str(said), "component", entity.namespace)))
        if ends in found.relations:
            found.relations[ends] = str(word)


def _relate(
    found: _Catalogue, entity: _Entity, name: str, ends: tuple[str, str],
    meaning: Mapping[tuple[str, str], tuple[str, bool]], instead: str = "",
) -> None:  # fmt: skip
    first, second = (_kind(found, ref) for ref in ends)
    told = meaning.get((first, second))
    if told is None or ends[0] == ends[1]:
        what = f"{name}: {ends[1] if ends[0] == entity.ref else ends[0]}"
        reason = (
            "It points to itself." if told else "Between these two kinds the inventory has no such relation."
        )
        found.left_out.append(LeftOut(entity.place, f"{entity.ref}, {what}", reason))
        return
    kind, turned = told
    source, target = (_end(found, ref) for ref in (reversed(ends) if turned else ends))
    found.relations[(source, kind, target)] = instead or found.relations.get((source, kind, target), "")


def _kind(found: _Catalogue, ref: str) -> str:
    """The kind of an entry; of one that is not in this file, what its reference lets us think."""
    known = found.entities.get(ref)
    kind = ref.partition(":")[0]
    return known.row.kind if known else KIND_OF.get(kind, "system" if kind == "resource" else "")


def _end(found: _Catalogue, ref: str) -> str:
    known = found.entities.get(ref)
    return known.row.reference if known else ref


def _ref(said: str, kind: str, namespace: str) -> str:
    """A whole reference, in small letters as Backstage compares them."""
    before, colon, rest = said.strip().lower().partition(":")
    kind, rest = (before, rest) if colon else (kind, before)
    space, slash, name = rest.partition("/")
    return f"{kind}:{space}/{name}" if slash else f"{kind}:{namespace}/{space}"


def _mapping(holder: Any, name: str) -> Mapping[str, Any]:
    return _of(holder.get(name)) if isinstance(holder, Mapping) else {}


def _of(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    """One text or a list of them, without empty ones."""
    return [text for one in (value if isinstance(value, list) else [value]) if (text := _text(one))]
