"""Writes the inventory as an ArchiMate 3 model that keeps ids and reads back to the same. Knows no Django."""

import hashlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence

from lintel.estate.inventory.exchange.archimate import OWN
from lintel.estate.inventory.exchange.archimate_tables import ELEMENTS, TYPES, written
from lintel.estate.inventory.exchange.shapes import ElementRow, FlowRow, RelationRow

SPACE = "http://www.opengroup.org/xsd/archimate/3.0/"
SCHEMA = f"{SPACE} http://www.opengroup.org/xsd/archimate/3.1/archimate3_Model.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Model:
    """The document while it is written: every identifier once, every property defined once."""

    def __init__(self, name: str) -> None:
        self.root = ET.Element("model", {"xmlns": SPACE, "xmlns:xsi": XSI, "xsi:schemaLocation": SCHEMA})
        self._name(self.root, "name", name)
        self.taken: set[str] = {"id-model"}
        self.root.set("identifier", "id-model")
        self._definitions: dict[str, str] = {}

    def identifier(self, key: str, *parts: str) -> str:
        """The key itself where XML allows it and nothing else has it; else one that no file has by chance."""
        found, salt = key, 0
        while not NAME.fullmatch(found) or found in self.taken:
            said = "\x1f".join((*parts, key, str(salt)))
            found, salt = f"id-{hashlib.sha256(said.encode()).hexdigest()[:24]}", salt + 1
        self.taken.add(found)
        return found

    def add(
        self, parent: ET.Element, tag: str, attributes: Mapping[str, str], name: str, about: str,
        told: Mapping[str, str],
    ) -> None:  # fmt: skip
        """An element or a relationship with its name, documentation and properties."""
        node = ET.SubElement(parent, tag, dict(attributes))
        if name:
            self._name(node, "name", name)
        if about:
            self._name(node, "documentation", about)
        if told:
            holder = ET.SubElement(node, "properties")
            for label, text in told.items():
                ref = self._definitions.setdefault(label, f"lintel-property-{len(self._definitions) + 1}")
                self._name(ET.SubElement(holder, "property", {"propertyDefinitionRef": ref}), "value", text)

    def finish(self) -> bytes:
        """The bytes of the document."""
        if self._definitions:
            holder = ET.SubElement(self.root, "propertyDefinitions")
            for label, ref in self._definitions.items():
                node = ET.SubElement(holder, "propertyDefinition", {"identifier": ref, "type": "string"})
                ET.SubElement(node, "name").text = _legal(label)
        ET.indent(self.root)
        return bytes(ET.tostring(self.root, encoding="UTF-8", xml_declaration=True))

    def _name(self, parent: ET.Element, tag: str, text: str) -> None:
        ET.SubElement(parent, tag, {LANGUAGE: "en"}).text = _legal(text)


def write(
    elements: Sequence[ElementRow], relations: Iterable[RelationRow], flows: Iterable[FlowRow], name: str
) -> bytes:
    """The model as XML; relations and flows whose ends are not among the elements are left out."""
    model = _Model(name)
    kinds, ids = {row.reference: row.kind for row in elements}, _identifiers(model, elements)
    if elements:
        holder = ET.SubElement(model.root, "elements")
        for row in elements:
            attributes = {"identifier": ids[row.reference], "xsi:type": TYPES[row.kind]}
            model.add(
                holder, "element", attributes, row.name, row.description, _told(row, ids[row.reference])
            )
    links = ET.Element("relationships")
    for relation in relations:
        if relation.source in kinds and relation.target in kinds:
            _relationship(model, links, relation, kinds[relation.target], ids)
    for flow in flows:
        if flow.source in kinds and flow.target in kinds:
            _flow(model, links, flow, ids)
    if len(links):
        model.root.append(links)
    return model.finish()


def _identifiers(model: _Model, elements: Sequence[ElementRow]) -> dict[str, str]:
    """Keys that XML allows first, so that nothing new takes one of them."""
    ordered = sorted(elements, key=lambda row: not NAME.fullmatch(row.key))
    return {row.reference: model.identifier(row.key, row.kind, row.name) for row in ordered}


def _told(row: ElementRow, identifier: str) -> dict[str, str]:
    told = {} if identifier == row.key else {f"{OWN}id": row.key}
    if ELEMENTS.get(TYPES[row.kind]) != row.kind:
        told[f"{OWN}kind"] = row.kind
    told |= {f"{OWN}{name}": text for name, text in row.facts.items()}
    return told | {f"{OWN}extra.{name}": text for name, text in row.extra.items()}


def _relationship(
    model: _Model, parent: ET.Element, relation: RelationRow, kind: str, ids: Mapping[str, str]
) -> None:
    name, turned = written(relation.kind, kind)
    source, target = ids[relation.source], ids[relation.target]
    first, second = (target, source) if turned else (source, target)
    key = model.identifier(relation.key, relation.source, relation.kind, relation.target)
    attributes = {"identifier": key, "source": first, "target": second, "xsi:type": name}
    told = {} if key == relation.key else {f"{OWN}id": relation.key}
    told |= {f"{OWN}instead": relation.instead} if relation.instead else {}
    model.add(parent, "relationship", attributes, "", "", told)


def _flow(model: _Model, parent: ET.Element, flow: FlowRow, ids: Mapping[str, str]) -> None:
    key = model.identifier(flow.key, flow.source, "flow", flow.target, flow.name)
    told = {} if key == flow.key else {f"{OWN}id": flow.key}
    facts = {
        "data": "\n".join(flow.data), "state": flow.state, "means": flow.means,
        "records_a_day": flow.records_a_day,
    }  # fmt: skip
    told |= {f"{OWN}{name}": text for name, text in facts.items() if text}
    attributes = {
        "identifier": key, "source": ids[flow.source], "target": ids[flow.target], "xsi:type": "Flow",
    }  # fmt: skip
    model.add(parent, "relationship", attributes, flow.name, flow.description, told)


def _legal(text: str) -> str:
    """What XML can hold."""
    return _ILLEGAL.sub("", text)
