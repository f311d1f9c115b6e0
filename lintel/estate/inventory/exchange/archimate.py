"""Reads ArchiMate models in the Open Group's exchange format, 2.1 and 3, as a stream. Knows no Django.

The identifiers of elements and relationships become ids here, so that a model can come twice. Properties
whose names begin with `lintel:` hold what ArchiMate has no place for; our own export writes them.
Declarations of types and entities are refused, for they can make a small file endless or point outside of it.
"""

import xml.parsers.expat as expat
from collections.abc import Mapping
from dataclasses import dataclass, field

from lintel.estate.inventory.exchange.archimate_tables import (
    ELEMENTS,
    NO_KIND,
    PEOPLE,
    REASONS,
    RELATIONSHIPS,
    VENDORS,
    WAY_OUT,
    WORDLESS,
)
from lintel.estate.inventory.exchange.shapes import (
    FACTS,
    KINDS,
    ElementRow,
    FlowRow,
    LeftOut,
    ModelFile,
    RelationRow,
)
from lintel.ui.problems import Problem

LIMIT = 50_000_000  # bytes
DEEPEST = 200
OWN = "lintel:"
TYPE = "http://www.w3.org/2001/XMLSchema-instance type"
TEXTS = ("name", "label", "documentation", "value")
UNNAMED = "Data"  # a flow that nobody named


@dataclass
class Item:
    """An element or a relationship as it stands in the file."""

    key: str
    type: str
    source: str = ""
    target: str = ""
    name: str = ""
    documentation: str = ""
    properties: dict[str, str] = field(default_factory=dict)


@dataclass
class _Parsed:
    elements: list[Item] = field(default_factory=list)
    relationships: list[Item] = field(default_factory=list)
    definitions: dict[str, str] = field(default_factory=dict)
    views: int = 0
    is_model: bool = False


class _Reader:
    """Takes the parser's events in, one element at a time."""

    def __init__(self) -> None:
        self.parsed = _Parsed()
        self._stack: list[str] = []
        self._text: list[str] = []
        self._item: Item | None = None
        self._property = self._definition = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition(" ")[2]
        if len(self._stack) >= DEEPEST:
            raise Problem("This file is nested too deeply.", way_out="Export the model again.")
        if not self._stack:
            self.parsed.is_model = name == "model"
        above = self._stack[-1] if self._stack else ""
        self._stack.append(name)
        self._text = []
        key = attributes.get("identifier", "")
        if (above, name) in (("elements", "element"), ("relationships", "relationship")):
            kind = attributes.get(TYPE, "").rpartition(":")[2].removesuffix("Relationship")
            self._item = Item(key, kind, attributes.get("source", ""), attributes.get("target", ""))
            (self.parsed.elements if name == "element" else self.parsed.relationships).append(self._item)
        elif name == "property":
            refs = ("propertyDefinitionRef", "identifierref", "propertyDefinitionref")
            self._property = next((attributes[ref] for ref in refs if ref in attributes), "")
        elif name in ("propertyDefinition", "propertydef"):
            self._definition = key
            self.parsed.definitions[key] = attributes.get("name", "")
        self.parsed.views += name == "view"

    def text(self, data: str) -> None:
        """A stretch of text; what stands between elements says nothing and is not kept."""
        if self._stack[-1] in TEXTS:
            self._text.append(data)

    def end(self, tag: str) -> None:
        """An element ends; what it says belongs to what it stands in."""
        name = self._stack.pop()
        said = "".join(self._text).strip()
        self._text = []
        above = self._stack[-1] if self._stack else ""
        if name in ("element", "relationship") and above in ("elements", "relationships"):
            self._item = None
        elif above in ("propertyDefinition", "propertydef") and name in ("name", "label"):
            self.parsed.definitions[self._definition] = self.parsed.definitions[self._definition] or said
        elif self._item is not None:
            self._say(self._item, name, above, said)

    def _say(self, item: Item, name: str, above: str, said: str) -> None:
        if name == "value" and above == "property":
            item.properties.setdefault(self._property, said)
        elif above in ("element", "relationship") and name in ("name", "label"):
            item.name = item.name or said
        elif above in ("element", "relationship") and name == "documentation":
            item.documentation = item.documentation or said


def read(content: bytes) -> ModelFile:
    """Entries, relations and flows of a model. Errors: `Problem` where it is none, or a hostile file."""
    if len(content) > LIMIT:
        raise Problem(
            f"The file is larger than {LIMIT // 1_000_000} MB.", way_out="Export a part of the model."
        )
    parsed = _parse(content)
    if not parsed.is_model:
        raise Problem(
            "This is no model in ArchiMate’s exchange format.",
            way_out="Export it as “Open Exchange File” and try again.",
        )
    for item in (*parsed.elements, *parsed.relationships):
        item.properties = {
            parsed.definitions.get(key) or key: value for key, value in item.properties.items()
        }
    left_out: list[LeftOut] = []
    rows = _elements(parsed, left_out)
    relations, flows = _relationships(parsed, rows, left_out)
    if parsed.views:
        left_out.append(LeftOut("views", f"{parsed.views} views", "Drawings are not kept."))
    return ModelFile(tuple(rows.values()), tuple(relations), tuple(flows), tuple(left_out))


def _parse(content: bytes) -> _Parsed:
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Problem(
            f"This is no XML that can be read, at line {error.lineno}.", way_out="Export the model again."
        ) from None
    except (ValueError, LookupError):
        raise Problem("The encoding of this file is not known.", way_out="Export it as UTF-8.") from None
    return reader.parsed


def _refuse(*_: object) -> None:
    raise Problem(
        "This file declares types or entities of its own, which is not read.",
        way_out="Take the line that begins with <!DOCTYPE out.",
    )


def _elements(parsed: _Parsed, left_out: list[LeftOut]) -> dict[str, ElementRow]:
    """Entries by identifier; the rest is left out with its reason."""
    rows: dict[str, ElementRow] = {}
    for item in parsed.elements:
        own = item.properties.get(f"{OWN}kind", "")
        kind = own or ("vendor" if _is_vendor(item) else ELEMENTS.get(item.type, ""))
        reason = ""
        if not kind:
            told = next((words for types, words in REASONS if item.type in types), NO_KIND)
            reason = f"{told} {WAY_OUT}"
        elif kind not in KINDS:
            reason = f"“{kind}” is no kind of the inventory. Change the property “{OWN}kind”."
        elif not item.name:
            reason = "It has no name."
        elif not item.key or item.key in rows:
            reason = "Another element has the same identifier." if item.key else "It has no identifier."
        if reason:
            left_out.append(LeftOut(item.key, f"{item.type} {item.name}".strip(), reason))
        else:
            rows[item.key] = _row(kind, item)
    return rows


def _is_vendor(item: Item) -> bool:
    said = {item.properties.get(name, "").lower() for name in ("kind", "Kind", "type", "Type")}
    return item.type in PEOPLE and bool(said & set(VENDORS))


def _row(kind: str, item: Item) -> ElementRow:
    told = item.properties
    facts = {name: told[f"{OWN}{name}"] for name in FACTS if told.get(f"{OWN}{name}")}
    further = f"{OWN}extra."
    ours = {name: text for name, text in told.items() if text and name.startswith(further)}
    extra = {name.removeprefix(further): text for name, text in ours.items()}
    extra |= {name: text for name, text in told.items() if text and not name.startswith(OWN)}
    return ElementRow(kind, told.get(f"{OWN}id", item.key), item.name, item.documentation, facts, extra)


def _relationships(
    parsed: _Parsed, rows: Mapping[str, ElementRow], left_out: list[LeftOut]
) -> tuple[list[RelationRow], list[FlowRow]]:
    relations: dict[tuple[str, str, str], tuple[RelationRow, str]] = {}
    flows: dict[tuple[str, str, str], tuple[FlowRow, str]] = {}
    for item in parsed.relationships:
        source, target = rows.get(item.source), rows.get(item.target)
        reason = _unfit(item, source, target)
        if not reason and source and target and item.type == "Flow":
            flow = _flow(item, source, target)
            _, first = flows.setdefault((flow.source, flow.target, flow.name), (flow, item.key))
            reason = "" if first == item.key else f"There is such a flow between the two already: {first}."
        elif not reason and source and target:
            kind, turned = RELATIONSHIPS[item.type][source.kind, target.kind]
            ends = (target.reference, source.reference) if turned else (source.reference, target.reference)
            told = item.properties
            key = told.get(f"{OWN}id", item.key)
            row = RelationRow(ends[0], kind, ends[1], told.get(f"{OWN}instead", ""), key)
            _, first = relations.setdefault((ends[0], kind, ends[1]), (row, item.key))
            reason = "" if first == item.key else f"It says the same as {first}."
        if reason:
            what = f"{item.type} {item.source} → {item.target}"
            left_out.append(LeftOut(item.key, what, reason))
    return [row for row, _ in relations.values()], [row for row, _ in flows.values()]


def _unfit(item: Item, source: ElementRow | None, target: ElementRow | None) -> str:
    """Why a relationship has no place; nothing where it has one."""
    if item.type in WORDLESS:
        return WORDLESS[item.type]
    if source is None or target is None:
        return "One of its ends is no entry."
    if source.reference == target.reference:
        return "It points to itself."
    if item.type == "Flow":
        both = source.kind == target.kind == "system"
        return "" if both else "Data flows are kept between systems only."
    if (source.kind, target.kind) not in RELATIONSHIPS.get(item.type, {}):
        return "Between these two kinds the inventory has no such relation."
    return ""


def _flow(item: Item, source: ElementRow, target: ElementRow) -> FlowRow:
    told = item.properties
    data = tuple(one for one in told.get(f"{OWN}data", "").split("\n") if one)
    return FlowRow(
        told.get(f"{OWN}id", item.key), source.reference, target.reference, item.name or UNNAMED, data,
        told.get(f"{OWN}state", ""), told.get(f"{OWN}means", ""), told.get(f"{OWN}records_a_day", ""),
        item.documentation,
    )  # fmt: skip
