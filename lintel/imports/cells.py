"""Turns the cells of a column into the value of a field, or into a sentence that says what is wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from lintel.imports.contract import Fault, Field
from lintel.imports.reading.dates import parse_date, parse_datetime
from lintel.imports.reading.model import Cell, DateOrder, Mark, Typed, texts
from lintel.imports.reading.problems import ValueProblem, shown
from lintel.imports.reading.values import parse_bool, parse_choice, parse_decimal, parse_email, parse_int
from lintel.ui.exports import plain

LARGEST_INT = 2**63 - 1  # what a database's integer holds
LARGEST_DECIMAL = Decimal(10) ** 15
REMEMBERED = 4096  # values repeat: dates, choices and numbers are converted once
Convert = Callable[[str], Any]


@dataclass(frozen=True)
class Forms:
    """How dates and numbers are written in this file, and in which zone its times are meant."""

    date_order: DateOrder
    decimal: Mark
    tz: tzinfo


def converter(field: Field, forms: Forms) -> Convert:
    """A function from one text to the field's value; raises `ValueProblem`."""
    convert: Convert
    match field.kind:
        case "date":
            convert = partial(parse_date, order=forms.date_order, tz=forms.tz)
        case "datetime":
            convert = partial(parse_datetime, order=forms.date_order, tz=forms.tz)
        case "decimal":
            convert = partial(_decimal, mark=forms.decimal)
        case "int":
            convert = partial(_int, mark=forms.decimal)
        case "bool":
            convert = parse_bool
        case "email":
            convert = parse_email
        case "choice":
            convert = partial(parse_choice, mapping=field.choices)
        case _:
            return _text
    if field.kind in {"decimal", "int"}:
        # A number that the file stores as one equals its text as a key, but must be read with a point.
        return convert
    return lru_cache(REMEMBERED)(convert)


def _text(text: str) -> str:
    if "\x00" in text:
        raise ValueProblem("It holds a NUL character, which no text has.")
    return plain(text).strip()


def _decimal(text: str, mark: Mark) -> Decimal:
    value = parse_decimal(text, mark="." if isinstance(text, Typed) else mark)
    if abs(value) >= LARGEST_DECIMAL:
        raise ValueProblem(f"{shown(text)} is larger than any number that can be kept.")
    return value


def _int(text: str, mark: Mark) -> int:
    value = parse_int(text, mark="." if isinstance(text, Typed) else mark)
    if abs(value) > LARGEST_INT:
        raise ValueProblem(f"{shown(text)} is larger than any number that can be kept.")
    return value


def value_of(field: Field, cells: Sequence[Cell], convert: Convert) -> tuple[Any, Fault | None]:
    """The field's value from the cells of its columns, and the fault if there is one.

    Nothing written gives the field's default, else None, or an empty tuple for a field of many values.
    """
    written = [text for cell in cells for text in texts(cell)]
    if not written and field.default:
        written = [field.default]
    if not written:
        fault = Fault(field.name, f"{field.label} is missing.") if field.required else None
        return (() if field.many else None), fault
    if not field.many and len(set(written)) > 1:
        return None, Fault(
            field.name,
            f"{field.label} has {len(set(written))} different values in this row; keep one of them.",
        )
    try:
        values = [convert(text) for text in (written if field.many else written[:1])]
    except ValueProblem as problem:
        return None, Fault(field.name, str(problem))
    return (tuple(values) if field.many else values[0]), None


def storable(text: str) -> str:
    """A text that every database keeps: what no text has is shown as a sign."""
    return text.replace("\x00", "␀").encode("utf-8", "replace").decode()
