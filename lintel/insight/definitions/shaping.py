"""Between the engine's frozen dataclasses and plain values that a database keeps."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def plain(thing: Any) -> Any:
    """A dataclass as nested plain values without what has its default; tuples become lists."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return {
            field.name: plain(value)
            for field in dataclasses.fields(thing)
            if (value := getattr(thing, field.name)) != _default(field)
        }
    if isinstance(thing, tuple | list):
        return [plain(one) for one in thing]
    if isinstance(thing, Mapping):
        return {str(name): plain(value) for name, value in thing.items()}
    return thing


def built(kind: type[T], values: Any) -> T:
    """The dataclass again. Errors: `ValueError` that names the entry that is unknown, missing or
    misshapen."""
    if not isinstance(values, Mapping):
        raise ValueError(f"{kind.__name__}: this has to be a group of entries, not {values!r}.")
    hints = _hints(kind)  # type: ignore[arg-type]  # classes are hashable
    unknown = sorted(set(values) - set(hints))
    if unknown:
        raise ValueError(f"There is no entry “{unknown[0]}”; the entries are: {', '.join(hints)}.")
    given = {name: _value(hints[name], value, name) for name, value in values.items()}
    try:
        return kind(**given)
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}.") from error


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _value(hint: Any, value: Any, name: str) -> Any:
    origin, within = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        if value is None:
            return None
        kinds = [one for one in within if one is not types.NoneType]
        fitting = [one for one in kinds if (one is str) == isinstance(value, str)]
        return _value((fitting or kinds)[0], value, name)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return built(hint, value)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise ValueError(f"“{name}” has to be a list.")
        if len(within) == 2 and within[1] is Ellipsis:
            return tuple(_value(within[0], one, name) for one in value)
        return tuple(_value(kind, one, name) for kind, one in zip(within, value, strict=True))
    if origin is Literal and value not in within:
        raise ValueError(f"“{name}” is one of: {', '.join(map(str, within))}; not {value!r}.")
    if hint is str and not isinstance(value, str):
        raise ValueError(f"“{name}” has to be text, not {value!r}.")
    return value
