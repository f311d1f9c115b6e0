"""The values of further fields: checked at the edge, stored as plain JSON, shown in words."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Any

from lintel.estate.inventory.models import ExtraField, ExtraKind
from lintel.ui.problems import Problem

LONGEST = 1_000
_YES, _NO = {"yes", "true", "1", "on"}, {"no", "false", "0", "off"}


def fields_of(kind: str) -> list[ExtraField]:
    """The further fields of a kind, in their order."""
    return list(ExtraField.objects.filter(of=kind))


def cleaned(
    kind: str, values: Mapping[str, Any], fields: Iterable[ExtraField] | None = None
) -> dict[str, Any]:
    """The values as they are stored; empty ones are left out. Errors: `Problem` that names the field."""
    known = {field.name: field for field in (fields_of(kind) if fields is None else fields)}
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise Problem(
            f"There is no further field “{unknown[0]}” for this kind.",
            way_out="Add it under “Further fields”, or leave it out.",
            field="extra",
        )
    given = {name: value for name, value in values.items() if value not in (None, "")}
    return {name: _value(known[name], value) for name, value in sorted(given.items())}


def _value(field: ExtraField, value: Any) -> Any:
    text = str(value).strip()
    if field.kind == ExtraKind.NUMBER:
        return _number(field, text)
    if field.kind == ExtraKind.DATE:
        return _date(field, text)
    if field.kind == ExtraKind.BOOL:
        if text.casefold() in _YES | _NO:
            return text.casefold() in _YES
        raise _wrong(field, text, "Write yes or no.")
    if field.kind == ExtraKind.CHOICE:
        found = next((one for one in field.choices if one.casefold() == text.casefold()), None)
        if found is None:
            raise _wrong(field, text, f"Choose one of: {', '.join(field.choices)}.")
        return found
    if len(text) > LONGEST:
        raise _wrong(field, text[:40] + "…", f"Write at most {LONGEST} characters.")
    return text


def _number(field: ExtraField, text: str) -> float | int:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise _wrong(field, text, "Write a number, such as 12.5.")
    return int(number) if number.is_integer() else number


def _date(field: ExtraField, text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise _wrong(field, text, "Write a date, such as 2027-03-31.") from None


def _wrong(field: ExtraField, text: str, way_out: str) -> Problem:
    return Problem(f"“{text}” does not fit “{field.label}”.", way_out=way_out, field=f"extra_{field.name}")


def shown(field: ExtraField, value: Any) -> Any:
    """A stored value as a page shows it."""
    if field.kind == ExtraKind.BOOL:
        return "yes" if value else "no"
    return dt.date.fromisoformat(value) if field.kind == ExtraKind.DATE else value
