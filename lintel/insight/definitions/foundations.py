"""What a metric stands on: the datasets of its measures, and the other metrics that it is made of.

It is part of what is signed: whoever changes what lies under a metric reopens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_WORD = re.compile(r"[A-Za-z_]\w*")
_MEASURES = ("measure", "numerator", "denominator", "base", "converted")
_NAMED = ("numerator", "denominator", "of")  # where another metric stands by its name
_GROUND = ("source", "primary_key", "time_field", "row_filter")


def foundation(
    definition: Mapping[str, Any], body: Mapping[str, Any], versions: Mapping[str, int]
) -> dict[str, Any]:
    """Datasets with their source, key, time and filter and the fields used; metrics with their versions."""
    datasets = {one["name"]: one for one in body.get("datasets", [])}
    measures = [definition[name] for name in _MEASURES if isinstance(definition.get(name), Mapping)]
    words = {word for measure in measures for word in _words(measure.values())}
    words |= set(_words([definition.get("over", ""), definition.get("entity", "")]))
    named = {definition[name] for name in _NAMED if isinstance(definition.get(name), str)}
    if definition.get("kind") == "derived":
        named |= set(_words(definition.get("expression", "")))
    return {
        "datasets": {name: _ground(datasets[name], words) for name in sorted(words & set(datasets))},
        "metrics": {slug: versions[slug] for slug in sorted(named & set(versions))},
    }


def _ground(dataset: Mapping[str, Any], words: set[str]) -> dict[str, Any]:
    ground: dict[str, Any] = {name: dataset[name] for name in _GROUND if dataset.get(name)}
    used = {
        field["name"]: field["expression"]
        for field in dataset.get("fields", [])
        if field["name"] in words and field["expression"] != field["name"]
    }
    return ground | ({"fields": used} if used else {})


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _WORD.findall(value)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _words(one)
    elif isinstance(value, Iterable):
        for one in value:
            yield from _words(one)
