"""What a metric stands on: the datasets of its measures, and the other metrics that it is made of.

It is part of what is signed: whoever changes what lies under a metric reopens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_WORD = re.compile(r"[A-Za-z_]\w*")
_TOLD = {"name", "label", "description", "unit", "format", "currency", "synonyms", "better", "kind"}
_GROUND = ("source", "primary_key", "time_field", "row_filter")


def foundation(
    definition: Mapping[str, Any], body: Mapping[str, Any], versions: Mapping[str, int]
) -> dict[str, Any]:
    """Datasets with their source, key, time and filter and the fields used; metrics with their versions."""
    datasets = {one["name"]: one for one in body.get("datasets", [])}
    words = set(_words({name: value for name, value in definition.items() if name not in _TOLD}))
    return {
        "datasets": {
            name: _ground(datasets[name], words) for name in sorted(words & set(datasets))
        },
        "metrics": {
            slug: versions[slug] for slug in sorted(words & set(versions)) if slug != definition.get("name")
        },
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
