"""A definition in plain words, for people who never saw a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_AGGREGATES = {
    "sum": "the sum of {of}",
    "avg": "the average of {of}",
    "min": "the smallest {of}",
    "max": "the largest {of}",
    "median": "the median of {of}",
    "count": "how many {of} there are",
}
_CALL = re.compile(r"(\w+)\s*\(\s*(distinct\s+)?(.*)\)\s*", re.IGNORECASE | re.DOTALL)
_UNSIGNED = re.compile(r"abs\((\w+)\)", re.IGNORECASE)


def sentence(definition: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """What is computed; `labels` gives the names of datasets and of other metrics."""
    said = {**definition}
    match said.get("kind", "simple"):
        case "ratio":
            text = (
                f"{_part(said.get('numerator'), labels)}, divided by {_part(said.get('denominator'), labels)}"
            )
        case "derived":
            text = _with_labels(str(said.get("expression", "")), labels)
        case "cumulative":
            start = said.get("grain_to_date")
            span = (
                f"from the beginning of the {start}" if start else f"over {said.get('window') or 'all time'}"
            )
            text = f"{_part(_own(said), labels)}, added up {span}"
        case "period_over_period":
            compared = {"difference": "the difference to", "change": "the change against"}.get(
                str(said.get("compare", "")), "the value of"
            )
            text = f"{compared} {_part(_own(said), labels)} {said.get('offset', 'the period')} before"
        case "semi_additive":
            taken = "first" if said.get("pick") == "first" else "last"
            text = f"{_part(_own(said), labels)}, on the {taken} day of each period"
        case "conversion":
            base, converted = _part(said.get("base"), labels), _part(said.get("converted"), labels)
            text = f"the share of {base} after which {converted} followed"
            if said.get("within"):
                text += f" within {said['within']}"
        case _:
            text = _part(_own(said), labels)
    return text[:1].upper() + text[1:] + "." if text else ""


def _own(said: Mapping[str, Any]) -> Any:
    return said.get("measure") or said.get("of") or said.get("metric")


def _part(value: Any, labels: Mapping[str, str]) -> str:
    """A measure, or another metric by its name."""
    if isinstance(value, str):
        return labels.get(value, value)
    if not isinstance(value, Mapping):
        return "nothing"
    dataset = labels.get(str(value.get("dataset", "")), str(value.get("dataset", "")))
    text = _aggregate(str(value.get("expression", "")), dataset)
    return f"{text}, where {_condition(str(value['filter']))}" if value.get("filter") else text


def _aggregate(expression: str, dataset: str) -> str:
    found = _CALL.fullmatch(_UNSIGNED.sub(r"\1 without its sign", expression.strip()))
    if not found or found[1].lower() not in _AGGREGATES or "(" in found[3]:
        return f"what the formula works out over {dataset.lower()}"
    name, distinct, of = found[1].lower(), bool(found[2]), found[3].replace("_", " ").strip()
    if name == "count":
        if of == "*" or not distinct:
            return f"how many {dataset.lower()} there are"
        return f"how many different {of} there are in {dataset.lower()}"
    return f"{_AGGREGATES[name].format(of=of)} over {dataset.lower()}"


def _condition(text: str) -> str:
    return text.replace("_", " ").replace(" = ", " is ").replace(" <> ", " is not ").replace("'", "")


def _with_labels(expression: str, labels: Mapping[str, str]) -> str:
    shown = re.sub(r"[A-Za-z_]\w*", lambda word: labels.get(word[0], word[0]), expression)
    return shown.replace("*", "×").replace("/", "÷").replace("-", "−")
