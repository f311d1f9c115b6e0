"""Models as JSON documents; every refusal names its place, and nothing is taken in halves."""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lintel.engines.resilience.building import Check, sound
from lintel.engines.resilience.model import (
    Access,
    AllOf,
    AnyOf,
    AtLeast,
    Cause,
    Flow,
    Mode,
    Node,
    Requirement,
    Scenario,
    System,
)
from lintel.engines.resilience.problems import Unsound
from lintel.engines.resilience.validation import DEEPEST, validate_scenario

VERSION = 1
LARGEST = 32 << 20  # bytes; a model of 5,000 nodes has about one MiB
FIELDS = {
    "": "version name nodes causes flows access scenarios checks",
    "cause": "key name kind availability mttf mttr",
    "node": "key name needs availability mttf mttr causes degraded weights capacity cost essential data",
    "mode": "keeps needs",
    "flow": "key from to load data",
    "access": "from to",
    "scenario": "name out surge saving compromised",
    "check": "name kind limit scenario node measure data",
}


@dataclass(frozen=True)
class Document:
    """A system with the scenarios and the building code that its file states."""

    system: System
    scenarios: tuple[Scenario, ...] = ()
    checks: tuple[Check, ...] = ()

    def scenario(self, name: str) -> Scenario:
        """The scenario of a name. Raises `Unsound` with the names that there are."""
        for one in self.scenarios:
            if one.name == name:
                return one
        names = ", ".join(f"“{one.name}”" for one in self.scenarios)
        raise Unsound(
            "scenario", f"There is no scenario “{name}”.", f"There are {names}." if names else "Add one."
        )


def load(path: Path) -> Document:
    """The model in a JSON file. Raises `Unsound` with the place, OSError when it cannot be read."""
    size = path.stat().st_size
    if size > LARGEST:
        raise Unsound(
            path.name, f"The file has {size >> 20} MiB.", f"Split it; {LARGEST >> 20} MiB are the most."
        )
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        place = f"{path.name}, line {error.lineno}, column {error.colno}"
        raise Unsound(place, f"This is no JSON: {error.msg}.", "Mend it there.") from None
    except UnicodeDecodeError:
        raise Unsound(path.name, "The file is not UTF-8.", "Save it as UTF-8.") from None
    except RecursionError:
        raise Unsound(path.name, "It is nested too deeply.", "Give inner parts nodes of their own.") from None
    return document(found)


def document(given: Any) -> Document:
    """The model that a document states. Raises `Unsound` with the place and the way out."""
    top = _Part(given, "", "")
    version = top.get("version")
    if version != VERSION:
        raise Unsound("version", f"{version!r} is not known.", f"Write {VERSION}.")
    system = System(
        tuple(_node(part) for part in top.parts("nodes", "node")),
        tuple(_cause(part) for part in top.parts("causes", "cause")),
        tuple(_flow(part) for part in top.parts("flows", "flow")),
        tuple(Access(part.text("from"), part.text("to")) for part in top.parts("access", "access")),
        top.text("name", ""),
    )
    scenarios = tuple(_scenario(part, system) for part in top.parts("scenarios", "scenario"))
    seen: set[str] = set()
    for index, one in enumerate(scenarios):
        if one.name in seen:
            raise Unsound(
                f"scenarios[{index}].name", f"“{one.name}” is there already.", "Rename one of them."
            )
        seen.add(one.name)
    found = Document(system, scenarios)
    return Document(system, scenarios, tuple(_check(part, found) for part in top.parts("checks", "check")))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Unsound(f"“{name}”", "This field is there twice in one object.", "Remove one of them.")
        found[name] = value
    return found


class _Part:
    """An object of the document with its place; refuses fields that it does not know."""

    def __init__(self, value: Any, place: str, kind: str) -> None:
        self.place = place
        if not isinstance(value, Mapping):
            raise Unsound(place or "the document", "This is no object.", "Write {…}.")
        known = FIELDS[kind].split()
        for name in value:
            if name not in known:
                near = difflib.get_close_matches(str(name), known, 1)
                hint = f"Did you mean “{near[0]}”?" if near else f"Known are: {', '.join(known)}."
                raise Unsound(self.at(str(name)), "This field is unknown.", hint)
        self.value = value

    def at(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def get(self, name: str, default: Any = None) -> Any:
        return self.value.get(name, default)

    def text(self, name: str, default: str | None = None) -> str:
        value = self.get(name, default)
        if not isinstance(value, str):
            reason = "This field is missing." if value is None else f"{_short(value)} is no text."
            raise Unsound(self.at(name), reason, "Write it in quotation marks.")
        return value

    def number(self, name: str, default: float | None = None) -> float:
        value = self.get(name, default)
        if value is None:
            raise Unsound(self.at(name), "This field is missing.", "Give a number.")
        return _number(value, self.at(name))

    def maybe(self, name: str) -> float | None:
        return None if self.get(name) is None else self.number(name)

    def yes(self, name: str) -> bool:
        value = self.get(name, False)
        if not isinstance(value, bool):
            raise Unsound(
                self.at(name), f"{_short(value)} is neither true nor false.", "Write true or false."
            )
        return value

    def many(self, name: str) -> list[Any]:
        value = self.get(name, [])
        if not isinstance(value, list):
            raise Unsound(self.at(name), "This is no list.", "Write […].")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        for index, value in enumerate(self.many(name)):
            if not isinstance(value, str):
                raise Unsound(f"{self.at(name)}[{index}]", f"{_short(value)} is no text.", "Write a text.")
        return tuple(self.many(name))

    def parts(self, name: str, kind: str) -> Iterator[_Part]:
        for index, value in enumerate(self.many(name)):
            yield _Part(value, f"{self.at(name)}[{index}]", kind)


def _short(value: Any) -> str:
    return repr(value)[:40]


def _number(value: Any, place: str) -> float:
    try:
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return float(value)
    except OverflowError:
        raise Unsound(place, "This number is far too large.", "Give a smaller one.") from None
    raise Unsound(place, f"{_short(value)} is no number.", "Write a number without quotation marks.")


def _cause(part: _Part) -> Cause:
    return Cause(
        part.text("key"),
        part.text("name", ""),
        part.text("kind", "vendor"),
        part.maybe("availability"),
        part.maybe("mttf"),
        part.maybe("mttr"),
    )


def _node(part: _Part) -> Node:
    weights = part.get("weights", {})
    if not isinstance(weights, Mapping):
        raise Unsound(part.at("weights"), "This is no object.", 'Write {"revenue": 1200}.')
    return Node(
        part.text("key"),
        part.text("name", ""),
        _needs(part.get("needs"), part.at("needs")),
        part.maybe("availability"),
        part.maybe("mttf"),
        part.maybe("mttr"),
        part.texts("causes"),
        tuple(
            Mode(mode.number("keeps"), _needs(mode.get("needs"), mode.at("needs")))
            for mode in part.parts("degraded", "mode")
        ),
        {name: _number(value, f"{part.at('weights')}.{name}") for name, value in weights.items()},
        part.maybe("capacity"),
        part.number("cost", 0.0),
        part.yes("essential"),
        part.texts("data"),
    )


def _needs(value: Any, place: str, depth: int = 0) -> Requirement | None:
    """A key; a list, all of which are needed; {"all": […]}, {"any": […]} or {"least": 2, "of": […]}."""
    if value is None or isinstance(value, str):
        return value
    if depth > DEEPEST:
        raise Unsound(place, "The requirement is nested too deeply.", "Give its parts nodes of their own.")
    if isinstance(value, list):
        value = {"all": value}
    kinds = ({"all"}, {"any"}, {"least", "of"})
    if not isinstance(value, Mapping) or set(value) not in kinds:
        way_out = 'Write a key, {"all": […]}, {"any": […]} or {"least": 2, "of": […]}.'
        raise Unsound(place, f"{_short(value)} is no requirement.", way_out)
    word = next(name for name in ("all", "any", "of") if name in value)
    if not isinstance(value[word], list):
        raise Unsound(f"{place}.{word}", "This is no list.", "Write […].")
    parts = []
    for index, one in enumerate(value[word]):
        part = _needs(one, f"{place}.{word}[{index}]", depth + 1)
        if part is None:
            raise Unsound(f"{place}.{word}[{index}]", "There is nothing here.", "Name a node, or remove it.")
        parts.append(part)
    if word == "of":
        least = _number(value["least"], f"{place}.least")
        if least != int(least):
            raise Unsound(f"{place}.least", f"{least:g} is no whole number.", "Give a whole number.")
        return AtLeast(int(least), tuple(parts))
    return AllOf(tuple(parts)) if word == "all" else AnyOf(tuple(parts))


def _flow(part: _Part) -> Flow:
    to = (part.text("to"),) if isinstance(part.get("to"), str) else part.texts("to")
    return Flow(part.text("from"), to, part.number("load", 0.0), part.texts("data"), part.text("key", ""))


def _scenario(part: _Part, system: System) -> Scenario:
    found = Scenario(
        part.text("name"),
        part.texts("out"),
        part.number("surge", 1.0),
        part.number("saving", 0.0),
        part.texts("compromised"),
    )
    validate_scenario(system, found, part.place)
    return found


def _check(part: _Part, found: Document) -> Check:
    scenario = None
    if part.get("scenario") is not None:
        try:
            scenario = found.scenario(part.text("scenario"))
        except Unsound as error:
            raise Unsound(part.at("scenario"), error.reason, error.way_out) from None
    made = Check(
        part.text("name"),
        part.text("kind"),  # type: ignore[arg-type]  # what it may be is checked below
        part.number("limit"),
        scenario,
        part.text("node", ""),
        part.text("measure", ""),
        part.text("data", ""),
    )
    sound(found.system, made, part.place)
    return made
