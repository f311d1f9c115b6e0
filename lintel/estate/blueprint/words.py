"""Changes as sentences, and where the numbers in them lead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from lintel.estate.blueprint.models import Change, ChangeKind
from lintel.estate.inventory.models import Element, Flow, Kind, RelationKind
from lintel.estate.inventory.models.element import CRITICALITY
from lintel.ui.formats import date_text, number_text

_ENDS = ("element", "by", "source", "target")


def names_for(changes: Iterable[Change]) -> dict[int, str]:
    """The names of everything that these changes speak of, flows under their `flow_key`. Three queries."""
    rows = list(changes)
    numbers = {row.facts[end] for row in rows for end in _ENDS if isinstance(row.facts.get(end), int)}
    numbers |= {one for row in rows for one in row.facts.get("data") or ()}
    flows = {row.facts["flow"] for row in rows if "flow" in row.facts}
    found = dict(Element.objects.filter(pk__in=[n for n in numbers if n > 0]).values_list("pk", "name"))
    brought = Change.objects.filter(pk__in=[-n for n in [*numbers, *flows] if n < 0])
    found |= {-pk: str(facts.get("name", "")) for pk, facts in brought.values_list("pk", "facts")}
    drawn = Flow.objects.filter(pk__in=[n for n in flows if n > 0]).select_related("source", "target")
    return found | {flow_key(one.pk): str(one) for one in drawn}


def flow_key(number: int) -> int:
    """Where `names_for` keeps a data flow; flows and elements are numbered apart."""
    return number if number < 0 else -(10**12) - number


def sentence(kind: str, facts: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """A change as one reads it."""
    return str(_SAY[kind](facts, lambda number: f"“{names.get(number, 'something that is gone')}”"))


def _add(facts: Mapping[str, Any], name: Any) -> str:
    said = f"Bring the {Kind(facts['kind']).label.lower()} “{facts['name']}”"
    return said + (f", about {number_text(Decimal(facts['cost']))} a year" if facts.get("cost") else "")


def _join(facts: Mapping[str, Any], name: Any) -> str:
    one, other = name(facts["source"]), name(facts["target"])
    said = f"{one} {RelationKind(facts['relation']).label} {other}"
    return said + (f", or another of “{facts['instead']}”" if facts.get("instead") else "")


def _part(facts: Mapping[str, Any], name: Any) -> str:
    one, other = name(facts["source"]), name(facts["target"])
    return f"No longer: {one} {RelationKind(facts['relation']).label} {other}"


def _adjust(facts: Mapping[str, Any], name: Any) -> str:
    said = []
    for field, word in (("phase_out_from", "phased out from"), ("retired_from", "gone from")):
        if facts.get(field):
            said.append(f"{word} {date_text(dt.date.fromisoformat(facts[field]))}")
    if facts.get("criticality"):
        said.append(f"when it stands still: {dict(CRITICALITY)[facts['criticality']].lower()}")
    if facts.get("cost") not in (None, ""):
        said.append(f"costs {number_text(Decimal(facts['cost']))} a year")
    return f"{name(facts['element'])}: {', '.join(said)}"


_SAY: dict[str, Any] = {
    "add": _add,
    "retire": lambda facts, name: f"Take {name(facts['element'])} out of use",
    "replace": lambda facts, name: f"Replace {name(facts['element'])} by {name(facts['by'])}",
    "join": _join,
    "part": _part,
    "flow": lambda facts, name: (
        f"Let “{facts['name']}” flow from {name(facts['source'])} to {name(facts['target'])}"
    ),
    "end_flow": lambda facts, name: f"End the data flow {name(flow_key(facts['flow']))}",
    "adjust": _adjust,
}


def described(changes: Iterable[Change]) -> dict[int, str]:
    """Each change as a sentence, by its number."""
    rows = list(changes)
    dropped = [row.facts["change"] for row in rows if row.kind == ChangeKind.DROP]
    meant = list(Change.objects.filter(pk__in=dropped)) if dropped else []
    names = names_for([*rows, *meant])
    planned = {row.pk: sentence(row.kind, row.facts, names) for row in meant}
    gone = "something that was planned"
    return {
        row.pk: f"No longer planned: {planned.get(row.facts['change'], gone)}"
        if row.kind == ChangeKind.DROP
        else sentence(row.kind, row.facts, names)
        for row in rows
    }
