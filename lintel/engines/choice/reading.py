"""A dossier from JSON. What does not fit is refused with the name of its field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lintel.engines.choice.model import Comparison, Criterion, Dossier, Option, Party, Score
from lintel.engines.choice.problems import Unfit


def load(path: Path) -> Dossier:
    """The dossier in a file."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unfit(path.name, f"This is no JSON: {error}.", "See docs/reference/choice.md.") from None
    return dossier(_object(path.name, found))


def dossier(given: Mapping[str, Any]) -> Dossier:
    """The dossier in an object."""
    _only(given, {"criteria", "options", "parties", "balance"}, "")
    balance = given.get("balance", 0.5)
    return Dossier(
        tuple(_criterion(one, place) for place, one in _rows(given, "criteria")),
        tuple(_option(one, place) for place, one in _rows(given, "options")),
        tuple(_party(one, place) for place, one in _rows(given, "parties")),
        _number("balance", balance),
    )


def _criterion(given: Mapping[str, Any], at: str) -> Criterion:
    _only(given, {"name", "worst", "best", "levels", "least"}, f"{at}.")
    levels = _object(f"{at}.levels", given.get("levels", {}))
    least = given.get("least")
    if not levels and not {"worst", "best"} <= set(given):
        raise Unfit(at, "It has neither levels nor worst and best.", "Say from where to where it goes.")
    return Criterion(
        _text(f"{at}.name", given.get("name")),
        _number(f"{at}.worst", given.get("worst", 0)),
        _number(f"{at}.best", given.get("best", 1)),
        {name: _number(f"{at}.levels.{name}", value) for name, value in levels.items()},
        least if least is None or isinstance(least, str) else _number(f"{at}.least", least),
    )


def _option(given: Mapping[str, Any], at: str) -> Option:
    _only(given, {"name", "scores"}, f"{at}.")
    scores = _object(f"{at}.scores", given.get("scores", {}))
    return Option(
        _text(f"{at}.name", given.get("name")),
        {name: _score(f"{at}.scores.{name}", value) for name, value in scores.items()},
    )


def _score(field: str, value: Any) -> Score:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        if len(value) != 2:
            raise Unfit(field, "A range has two ends.", "Write [from, to].")
        return (_number(field, value[0]), _number(field, value[1]))
    return _number(field, value)


def _party(given: Mapping[str, Any], at: str) -> Party:
    _only(given, {"name", "points", "comparisons"}, f"{at}.")
    points = _object(f"{at}.points", given.get("points", {}))
    return Party(
        _text(f"{at}.name", given.get("name")),
        {name: _number(f"{at}.points.{name}", value) for name, value in points.items()},
        tuple(_comparison(one, place) for place, one in _rows(given, "comparisons", f"{at}.")),
    )


def _comparison(given: Mapping[str, Any], at: str) -> Comparison:
    _only(given, {"one", "other", "times"}, f"{at}.")
    return Comparison(
        _text(f"{at}.one", given.get("one")),
        _text(f"{at}.other", given.get("other")),
        _number(f"{at}.times", given.get("times")),
    )


def _object(field: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Unfit(field, "This is no object.", "Write it in braces, with names and values.")
    return value


def _only(given: Mapping[str, Any], known: set[str], at: str) -> None:
    for name in given:
        if name not in known:
            raise Unfit(f"{at}{name}", "This field is unknown.", f"Known are {', '.join(sorted(known))}.")


def _rows(given: Mapping[str, Any], name: str, at: str = "") -> list[tuple[str, Mapping[str, Any]]]:
    value = given.get(name, [])
    if not isinstance(value, list):
        raise Unfit(f"{at}{name}", "This is no list.", "Write it in brackets.")
    return [
        (f"{at}{name}[{number}]", _object(f"{at}{name}[{number}]", one)) for number, one in enumerate(value)
    ]


def _text(field: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Unfit(field, "There is no text.", "Write it in quotes.")
    return value


def _number(field: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unfit(field, f"“{value}” is no number.", "Write it like 12.5.")
    return float(value)
