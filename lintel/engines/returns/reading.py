"""Investments and assumptions from JSON. What does not fit is refused with the name of its field."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lintel.engines.returns.model import Assumptions, Benefit, Effort, Investment, Range, Tie
from lintel.engines.returns.problems import Unfit

NOUGHT = Range(0.0, 0.0, 0.0)


def load(path: Path) -> Mapping[str, Any]:
    """The object in a file."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unfit(path.name, f"This is no JSON: {error}.", "See docs/reference/returns.md.") from None
    return _object(path.name, found)


def investment(given: Mapping[str, Any], at: str = "") -> Investment:
    """An investment; `at` is where it stands in the file, for what is refused."""
    known = {
        *("name", "currency", "one_off", "run_per_year", "benefits", "efforts", "delay", "delivered"),
        *("runs", "begins", "periods_per_year", "correlations", "assumptions"),
    }
    _only(given, known, at)
    runs = given.get("runs")
    return Investment(
        name=_text(given, "name", at, needed=True),
        currency=_text(given, "currency", at),
        one_off=_range(given, "one_off", at, None),
        run_per_year=_range(given, "run_per_year", at, NOUGHT),
        benefits=tuple(_benefit(one, place) for place, one in _rows(given, "benefits", at)),
        efforts=tuple(_effort(one, place) for place, one in _rows(given, "efforts", at)),
        delay=_range(given, "delay", at, NOUGHT),
        delivered=_whole(given, "delivered", at, 0),
        runs=None if runs is None else _whole(given, "runs", at, 0),
        begins=_number(given, "begins", at, 0.0),
        periods_per_year=_whole(given, "periods_per_year", at, 4),
        ties=tuple(_tie(one, place) for place, one in _rows(given, "correlations", at)),
    )


def assumptions(given: Mapping[str, Any]) -> Assumptions:
    """The object under `assumptions`; whatever is not there is as `Assumptions` has it."""
    stated = _object("assumptions", given.get("assumptions", {}))
    at = "assumptions."
    fields = {
        *("currency", "discount_rate", "inflation", "horizon", "rates", "shape"),
        *("benefit_correlation", "drivers"),
    }
    _only(stated, fields, at)
    usual = Assumptions()
    shape: Any = _text(stated, "shape", at) or usual.shape
    return Assumptions(
        currency=_text(stated, "currency", at) or usual.currency,
        discount_rate=_number(stated, "discount_rate", at, usual.discount_rate),
        inflation=_number(stated, "inflation", at, usual.inflation),
        horizon=_whole(stated, "horizon", at, usual.horizon),
        rates=_numbers(stated, "rates", at),
        shape=shape,
        benefit_correlation=_number(stated, "benefit_correlation", at, 0.0),
        drivers=_numbers(stated, "drivers", at),
    )


def several(given: Mapping[str, Any]) -> list[Investment]:
    """The investments of a portfolio's file."""
    _only(given, {"investments", "assumptions"}, "")
    return [investment(one, f"{place}.") for place, one in _rows(given, "investments", "")]


def _benefit(given: Mapping[str, Any], place: str) -> Benefit:
    at = f"{place}."
    _only(given, {"name", "period", "low", "likely", "high", "cashable", "currency", "driver"}, at)
    cashable = given.get("cashable", True)
    if not isinstance(cashable, bool):
        raise Unfit(f"{at}cashable", "It is neither true nor false.", "Write one of them.")
    return Benefit(
        _text(given, "name", at, needed=True), _whole(given, "period", at, None),
        _three(given, at), cashable, _text(given, "currency", at), _text(given, "driver", at),
    )  # fmt: skip


def _effort(given: Mapping[str, Any], place: str) -> Effort:
    at = f"{place}."
    _only(given, {"name", "low", "likely", "high", "day_rate", "currency"}, at)
    return Effort(
        _text(given, "name", at, needed=True), _three(given, at), _number(given, "day_rate", at, None),
        _text(given, "currency", at),
    )  # fmt: skip


def _tie(given: Mapping[str, Any], place: str) -> Tie:
    at = f"{place}."
    _only(given, {"between", "rank"}, at)
    pair = given.get("between")
    if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)):
        raise Unfit(f"{at}between", "It is no pair of names.", 'Write ["one", "other"].')
    return Tie(pair[0], pair[1], _number(given, "rank", at, None))


def _object(field: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Unfit(field, "This is no object.", "Write it in braces, with names and values.")
    return value


def _only(given: Mapping[str, Any], known: set[str], at: str) -> None:
    for name in given:
        if name not in known:
            raise Unfit(f"{at}{name}", "This field is unknown.", f"Known are {', '.join(sorted(known))}.")


def _rows(given: Mapping[str, Any], name: str, at: str) -> list[tuple[str, Mapping[str, Any]]]:
    value = given.get(name, [])
    if not isinstance(value, list):
        raise Unfit(f"{at}{name}", "This is no list.", "Write it in brackets.")
    return [
        (f"{at}{name}[{number}]", _object(f"{at}{name}[{number}]", one)) for number, one in enumerate(value)
    ]


def _text(given: Mapping[str, Any], name: str, at: str, *, needed: bool = False) -> str:
    value = given.get(name, "")
    if not isinstance(value, str) or (needed and not value.strip()):
        raise Unfit(f"{at}{name}", "There is no text.", "Write it in quotes.")
    return value


def _number(given: Mapping[str, Any], name: str, at: str, usual: float | None) -> float:
    value = given.get(name, usual)
    if value is None:
        raise Unfit(f"{at}{name}", "It is missing.", "Write a number.")
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Unfit(f"{at}{name}", f"“{value}” is no number.", "Write it like 1234.5.")
    return float(value)


def _whole(given: Mapping[str, Any], name: str, at: str, usual: int | None) -> int:
    value = _number(given, name, at, None if usual is None else float(usual))
    if value != int(value):
        raise Unfit(f"{at}{name}", f"{value:g} is no whole number.", "Write one.")
    return int(value)


def _numbers(given: Mapping[str, Any], name: str, at: str) -> dict[str, float]:
    stated = _object(f"{at}{name}", given.get(name, {}))
    return {key: _number(stated, key, f"{at}{name}.", None) for key in stated}


def _three(given: Mapping[str, Any], at: str) -> Range:
    return Range(*(_number(given, part, at, None) for part in ("low", "likely", "high")))


def _range(given: Mapping[str, Any], name: str, at: str, usual: Range | None) -> Range:
    """A number that is known, or an object with low, likely and high."""
    if name not in given and usual is not None:
        return usual
    value = given.get(name)
    if isinstance(value, dict):
        _only(value, {"low", "likely", "high"}, f"{at}{name}.")
        return _three(value, f"{at}{name}.")
    return Range.exactly(_number(given, name, at, None))
