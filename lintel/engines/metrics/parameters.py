"""Values travel beside the statement: each becomes a named parameter, whatever the database calls one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

_MARK = re.compile("\ue000(p[0-9]+)\ue001")


@dataclass
class Parameters:
    """Collects values while SQL is written; equal values share a parameter."""

    values: dict[str, Any] = field(default_factory=dict)
    _known: dict[tuple[type, Any], str] = field(default_factory=dict)

    def add(self, value: Any) -> str:
        """The mark that stands for this value in the text."""
        key = (type(value), value)
        name = self._known.setdefault(key, f"p{len(self._known)}")
        self.values[name] = value
        return f"\ue000{name}\ue001"


def placed(text: str, values: Mapping[str, Any], dialect: str) -> tuple[str, tuple[str, ...]]:
    """The text with the database's own placeholders, and the parameters in the order in which they stand."""
    if dialect == "postgres":
        text = text.replace("%", "%%")  # psycopg reads a single one as a placeholder
    order: list[str] = []

    def write(match: re.Match[str]) -> str:
        order.append(match[1])
        return _placeholder(match[1], values[match[1]], dialect)

    return _MARK.sub(write, text), tuple(order)


def _placeholder(name: str, value: Any, dialect: str) -> str:
    if dialect == "postgres":
        return f"%({name})s"
    if dialect == "spark":
        return f":{name}"
    if dialect == "trino":
        return "?"
    if dialect == "clickhouse":
        return "{" + f"{name}: {_clickhouse_type(value)}" + "}"
    return f"${name}"


def _clickhouse_type(value: Any) -> str:
    kinds: tuple[tuple[type, str], ...] = (
        (bool, "Bool"),
        (int, "Int64"),
        (float, "Float64"),
        (Decimal, "Decimal(38, 10)"),
        (datetime, "DateTime64(6)"),
        (date, "Date32"),
    )
    return next((called for kind, called in kinds if isinstance(value, kind)), "String")
