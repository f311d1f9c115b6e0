"""Blast radius: what every single failure takes with it."""

from __future__ import annotations

from lintel.engines.resilience import logic, sampling
from lintel.engines.resilience.model import System
from lintel.engines.resilience.outcome import Radius
from lintel.engines.resilience.states import steps


def blast_radii(system: System) -> tuple[Radius, ...]:
    """For each node and cause what goes down or gets worse when it alone fails; the widest first.

    Every failure is one world of a single pass over the circuit.
    """
    import numpy as np

    circuit = logic.whole(system)
    events = len(circuit.events)
    failing = np.zeros((events, -(-events // 64) * 64), np.uint8)
    failing[np.arange(events), np.arange(events)] = 1
    rows = sampling.evaluate(circuit, np.packbits(failing, axis=1).view(np.uint64))
    down: list[list[str]] = [[] for _ in range(events)]
    worse: list[list[str]] = [[] for _ in range(events)]
    measures = {measure for node in system.nodes for measure in node.weights}
    loss = {measure: np.zeros(events) for measure in measures}
    for node in sorted(system.nodes, key=lambda node: node.key):
        found = steps(node)
        struck = [_worlds(rows[circuit.number[gate]], events) for gate, _ in found]
        for world in struck[-1]:
            down[world].append(node.key)
        for world in np.setdiff1d(struck[0], struck[-1], assume_unique=True):
            worse[world].append(node.key)
        for measure, weight in node.weights.items():
            for worlds, (_, share) in zip(struck, found, strict=True):
                loss[measure][worlds] += weight * share
    made = [
        Radius(
            key,
            tuple(one for one in down[world] if one != key),
            tuple(worse[world]),
            {measure: float(loss[measure][world]) for measure in sorted(measures)},
        )
        for world, key in enumerate(circuit.events)
    ]
    return tuple(sorted(made, key=lambda one: (-len(one.down), -len(one.degraded), one.key)))


def _worlds(row, worlds: int):  # type: ignore[no-untyped-def]
    import numpy as np

    return np.flatnonzero(np.unpackbits(row.view(np.uint8), count=worlds))
