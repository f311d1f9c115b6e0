"""Blast radius: what every single failure takes with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lintel.engines.resilience import logic, sampling
from lintel.engines.resilience.circuit import Circuit
from lintel.engines.resilience.model import Node, System
from lintel.engines.resilience.outcome import Radius
from lintel.engines.resilience.states import steps

if TYPE_CHECKING:
    import numpy as np


def blast_radii(system: System) -> tuple[Radius, ...]:
    """For each node and cause what goes down or gets worse when it alone fails; the widest first.

    Every failure is one world of a pass over the circuit.
    """
    circuit = logic.whole(system)
    nodes = sorted(system.nodes, key=lambda node: node.key)
    made = [
        radius
        for block, rows in sampling.one_by_one(circuit, range(len(circuit.events)))
        for radius in _radii(nodes, circuit, block, rows)
    ]
    return tuple(sorted(made, key=lambda one: (-len(one.down), -len(one.degraded), one.key)))


def _radii(
    nodes: Sequence[Node], circuit: Circuit, block: Sequence[int], rows: np.ndarray[Any, Any]
) -> Iterator[Radius]:
    import numpy as np

    down: list[list[str]] = [[] for _ in block]
    worse: list[list[str]] = [[] for _ in block]
    loss = {measure: np.zeros(len(block)) for measure in sorted({m for node in nodes for m in node.weights})}
    for node in nodes:
        found = steps(node)
        struck = [sampling.holding(rows[circuit.number[gate]], len(block)) for gate, _ in found]
        for world in struck[-1]:
            down[world].append(node.key)
        for world in np.setdiff1d(struck[0], struck[-1], assume_unique=True):
            worse[world].append(node.key)
        for measure, weight in node.weights.items():
            for worlds, (_, share) in zip(struck, found, strict=True):
                loss[measure][worlds] += weight * share
    for world, event in enumerate(block):
        key = circuit.events[event]
        taken = tuple(one for one in down[world] if one != key)
        lost = {measure: float(amounts[world]) for measure, amounts in loss.items()}
        yield Radius(key, taken, tuple(worse[world]), lost)
