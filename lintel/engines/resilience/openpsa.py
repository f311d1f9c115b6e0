"""Fault trees from Open-PSA Model Exchange Format, an XML that other tools write too.

What is read: gates of and, or, atleast, not, xor, nand, nor over gates, basic events and house events,
nested as one likes; probabilities as plain numbers. Whatever else would change the answer is refused with
its line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from lintel.engines.resilience.circuit import FaultTree, Gate, Op
from lintel.engines.resilience.problems import Unsound
from lintel.engines.resilience.validation import cycle_in

LARGEST = 16 << 20  # bytes; the largest tree of the published collection has a quarter of one MiB
DEEPEST = 100
OPS: dict[str, tuple[Op, bool]] = {
    "and": ("and", False), "or": ("or", False), "atleast": ("atleast", False), "xor": ("xor", False),
    "not": ("not", False), "nand": ("and", True), "nor": ("or", True),
}  # fmt: skip
PARTS = ("gate", "basic-event", "house-event", "event")
AROUND = ("opsa-mef", "define-fault-tree", "model-data", "define-component")
TEXTS = ("label", "attributes", "attribute")
DEFINES = ("define-gate", "define-basic-event", "define-house-event")


def read(path: Path, top: str | None = None) -> FaultTree:
    """The fault tree in a file; its top is the one gate that no other uses, unless it is named.

    Raises `Unsound` with line and column, OSError when the file cannot be read.
    """
    _bearable(path.stat().st_size, path.name)
    return parse(path.read_bytes(), top, path.name)


def parse(text: bytes, top: str | None = None, name: str = "tree") -> FaultTree:
    """The fault tree in a text; see `read`."""
    _bearable(len(text), name)
    reader = _Reader(name)
    reader.run(text)
    return _tree(reader, top)


def _bearable(size: int, name: str) -> None:
    if size > LARGEST:
        most = f"{LARGEST >> 20} MiB are the most."
        raise Unsound(name, f"The file has {size >> 20} MiB.", f"Split it; {most}")


@dataclass
class _Open:
    """An element whose end has not come."""

    tag: str
    name: str = ""
    place: str = ""
    least: int = 0
    parts: list[str] = field(default_factory=list)
    value: Any = None


class _Reader:
    """Gathers gates and events as the text goes by; knows where it is."""

    def __init__(self, name: str) -> None:
        self.file = name
        self.title = ""
        self.gates: dict[str, Gate] = {}
        self.events: dict[str, float] = {}
        self.fixed: set[str] = set()
        self.places: dict[str, str] = {}  # where something is defined
        self.used: dict[str, str] = {}  # where it is used first
        self.stack: list[_Open] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.doctype

    def run(self, text: bytes) -> None:
        try:
            self.parser.Parse(text, True)
        except Unsound:
            raise
        except (LookupError, ValueError) as error:  # of an encoding that is not known here
            reason = f"This is no XML that can be read: {error}."
            raise Unsound(self.place(), reason, "Save it as UTF-8.") from None
        except expat.ExpatError as error:
            place = f"{self.file}, line {error.lineno}, column {error.offset + 1}"
            raise Unsound(
                place, f"This is no XML: {expat.ErrorString(error.code)}.", "Mend it there."
            ) from None

    def place(self) -> str:
        parser = self.parser
        return f"{self.file}, line {parser.CurrentLineNumber}, column {parser.CurrentColumnNumber + 1}"

    def refuse(self, reason: str, way_out: str) -> Unsound:
        return Unsound(self.place(), reason, way_out)

    def doctype(self, *_: object) -> None:
        raise self.refuse("The file declares a document type.", "Remove the DOCTYPE; entities are not read.")

    def start(self, tag: str, given: dict[str, str]) -> None:
        if len(self.stack) >= DEEPEST:
            raise self.refuse(
                "The elements are nested too deeply.", "Give inner formulas gates of their own."
            )
        around = self.stack[-1] if self.stack else None
        if not around and tag != "opsa-mef":
            raise self.refuse(f"The file begins with <{tag}>.", "Give an Open-PSA file: <opsa-mef>.")
        if around and around.tag in TEXTS and tag not in TEXTS:
            raise self.refuse(f"<{tag}> does not belong here.", "Close the label before it.")
        found = _Open(tag, given.get("name", ""), self.place())
        if tag in DEFINES:
            self._defined(found)
        elif tag in OPS or tag in PARTS:
            self._formula(around, found, given)
        elif tag in ("float", "constant"):
            self._value(around, found, given.get("value", ""))
        elif tag == "define-fault-tree":
            self.title = self.title or found.name
        elif tag not in AROUND and tag not in TEXTS:
            raise self.refuse(f"<{tag}> is not understood.", "Give gates, and probabilities as <float>.")
        self.stack.append(found)

    def _defined(self, found: _Open) -> None:
        if not found.name:
            raise self.refuse(f"<{found.tag}> has no name.", "Add it.")
        if found.name in self.places:
            raise self.refuse(f"“{found.name}” is defined already.", f"See {self.places[found.name]}.")
        self.places[found.name] = self.place()

    def _formula(self, around: _Open | None, found: _Open, given: dict[str, str]) -> None:
        if not around or (around.tag not in OPS and around.tag != "define-gate"):
            raise self.refuse(f"<{found.tag}> does not belong here.", "Put it inside a gate.")
        if found.tag in PARTS and not found.name:
            raise self.refuse(f"<{found.tag}> has no name.", "Say which one is meant.")
        if found.tag == "atleast":
            least = given.get("min", "")
            if not least.isdecimal() or int(least[:9]) < 1:
                raise self.refuse(f"“{least}” is no number of parts.", "Give min a whole number from 1.")
            found.least = int(least[:9])

    def _value(self, around: _Open | None, found: _Open, text: str) -> None:
        inside = {"float": ("define-basic-event",), "constant": ("define-house-event", "define-gate", *OPS)}
        if not around or around.tag not in inside[found.tag]:
            raise self.refuse(f"<{found.tag}> does not belong here.", "Put it where a value is expected.")
        if found.tag == "constant":
            if text not in ("true", "false"):
                raise self.refuse(f"“{text}” is neither true nor false.", "Write true or false.")
            found.value = 1.0 if text == "true" else 0.0
            return
        try:
            found.value = float(text)
        except ValueError:
            raise self.refuse(f"“{text[:40]}” is no number.", "Write it as 0.01 or 1e-2.") from None
        if not 0 <= found.value <= 1:
            raise self.refuse(f"{text[:40]} is no probability.", "Give a number from 0 to 1.")

    def end(self, tag: str) -> None:
        found = self.stack.pop()
        around = self.stack[-1] if self.stack else None
        if found.tag in PARTS and around:
            self.used.setdefault(found.name, found.place)
            around.parts.append(found.name)
        elif found.tag in OPS and around:
            around.parts.append(self._gate(found, around))
        elif found.tag == "constant" and around and around.tag != "define-house-event":
            name = f"constant {found.value:g}"
            self.events[name] = found.value
            self.fixed.add(name)
            around.parts.append(name)
        elif found.tag in ("float", "constant") and around:
            around.value = found.value
        elif found.tag == "define-gate":
            if len(found.parts) != 1:
                raise self.refuse(f"Gate “{found.name}” has {len(found.parts)} formulas.", "Give it one.")
            self.gates[found.name] = Gate("or", tuple(found.parts))
        elif found.tag in DEFINES:
            if found.value is None:
                raise self.refuse(f"“{found.name}” has no value.", "Give its probability as <float>.")
            self.events[found.name] = found.value
            if found.tag == "define-house-event":
                self.fixed.add(found.name)

    def _gate(self, found: _Open, around: _Open) -> str:
        """The inner gate that a formula becomes."""
        op, turned = OPS[found.tag]
        if not found.parts or (op == "not" and len(found.parts) != 1) or found.least > len(found.parts):
            raise self.refuse(f"<{found.tag}> has {len(found.parts)} parts.", "Correct their number.")
        name = f"{found.place}, formula"
        self.gates[name] = Gate(op, tuple(found.parts), found.least)
        if turned:
            self.gates[f"{name}, not"] = Gate("not", (name,))
            name += ", not"
        return name


def _tree(reader: _Reader, top: str | None) -> FaultTree:
    gates, events = reader.gates, reader.events
    for name, place in reader.used.items():
        if name not in gates and name not in events:
            raise Unsound(place, f"“{name}” is used but nowhere defined.", "Define it, or correct its name.")
    circle = cycle_in({name: [part for part in gate.parts if part in gates] for name, gate in gates.items()})
    named = [name for name in circle if name in reader.places]
    if named:
        shown = " → ".join(f"“{name}”" for name in [*dict.fromkeys(named), named[0]])
        raise Unsound(reader.places[named[0]], f"The gates go round in a circle: {shown}.", "Break it.")
    if top is None:
        used = {part for gate in gates.values() for part in gate.parts}
        tops = [name for name in gates if name in reader.places and name not in used]
        if len(tops) != 1:
            shown = ", ".join(f"“{name}”" for name in tops[:5])
            reason = f"{len(tops)} gates are used by no other: {shown}." if tops else "There is no gate."
            raise Unsound(reader.file, reason, "Name the top gate.")
        top = tops[0]
    if top not in reader.places or top not in gates:
        raise Unsound("top", f"There is no gate “{top}” in {reader.file}.", "Correct its name.")
    return FaultTree(top, gates, events, frozenset(reader.fixed), reader.title)
