"""What no load may bring in again. Privacy registers a gate at start-up: who was erased stays erased."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Gets a connection in which `incoming` has the rows of a load in the columns of the named dataset; may make
# temporary tables there; returns the condition for rows of `incoming` to leave out, or "" to let all pass.
Gate = Callable[["DuckDBPyConnection", str], str]

_gates: list[Gate] = []


def register_gate(gate: Gate) -> None:
    """Let a chamber above keep rows of every later load out."""
    if gate not in _gates:
        _gates.append(gate)


def kept_out(connection: DuckDBPyConnection, dataset: str) -> str:
    """The condition for rows of `incoming` that no gate lets pass."""
    said = [condition for gate in _gates if (condition := gate(connection, dataset))]
    return " or ".join(f"({condition})" for condition in said) or "false"
