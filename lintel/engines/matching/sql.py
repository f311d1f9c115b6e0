"""Small helpers for SQL text: every name and every literal of a user passes through here."""

from __future__ import annotations


def quoted(name: str) -> str:
    """A column's name, safe inside SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text, safe inside SQL."""
    return "'" + text.replace("'", "''") + "'"


def double(number: float) -> str:
    """A number as a DOUBLE; without the exponent DuckDB would read a DECIMAL and round differently."""
    return f"{number:.17g}" if "e" in f"{number:.17g}" else f"{number:.17g}e0"
