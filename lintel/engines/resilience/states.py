"""How far each node is up: exactly where diagrams stay small, drawn otherwise."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lintel.engines.resilience import logic, sampling
from lintel.engines.resilience.bdd import Diagrams
from lintel.engines.resilience.circuit import Circuit
from lintel.engines.resilience.model import Node, System
from lintel.engines.resilience.outcome import Estimate
from lintel.engines.resilience.problems import TooLarge

if TYPE_CHECKING:
    import numpy as np

EACH, TOGETHER = 4_000, 120_000  # new nodes of a diagram for one gate, and for all: about half a second


@dataclass(frozen=True)
class States:
    """`down` and `service` of each node by key; the mean of what is lost an hour by measure; samples
    drawn."""

    down: Mapping[str, Estimate]
    service: Mapping[str, Estimate]
    loss: Mapping[str, Estimate]
    samples: int


def kept(node: Node) -> list[float]:
    """What is left of a node at full service, in each of its modes, the best first, and when it is down."""
    return [1.0, *(mode.keeps for mode in logic.modes(node)), 0.0]


def steps(node: Node) -> list[tuple[str, float]]:
    """What each step down costs: the gate “worse than mode i”, and the share of service lost with it."""
    left = kept(node)
    return [(logic.below(node.key, i), left[i] - left[i + 1]) for i in range(len(left) - 1)]


def levels(system: System, circuit: Circuit, failing: Sequence[str]) -> dict[str, float]:
    """What is left of each node (1 all, 0 nothing) when exactly these nodes and causes fail."""
    held = sampling.one_world(circuit, [circuit.number[key] for key in failing])
    return {
        node.key: kept(node)[sum(int(held[circuit.number[gate]]) for gate, _ in steps(node))]
        for node in system.nodes
    }


def states(system: System, circuit: Circuit, served: Mapping[str, float], samples: int, seed: int) -> States:
    """Every node's state. `served` is the share of its service that load leaves to each node."""
    exact = exactly(circuit)
    wanted = [(node, steps(node)) for node in system.nodes]
    drawn = [(node, found) for node, found in wanted if any(circuit.number[g] not in exact for g, _ in found)]
    draws = _Draws(circuit, drawn, served, samples, seed)
    down: dict[str, Estimate] = {}
    service: dict[str, Estimate] = {}
    loss: dict[str, float] = {}
    for node, found in wanted:
        if node.key in draws.down:
            down[node.key], service[node.key] = draws.down[node.key], draws.service[node.key]
        else:
            chances = [exact[circuit.number[gate]] for gate, _ in found]
            left = 1.0 - sum(p * share for p, (_, share) in zip(chances, found, strict=True))
            down[node.key] = _sure(chances[-1])
            service[node.key] = _sure(max(0.0, left) * served[node.key])
        for measure, weight in node.weights.items():
            known = 0.0 if node.key in draws.down else served[node.key] - service[node.key].value
            loss[measure] = loss.get(measure, 0.0) + weight * (1.0 - served[node.key] + known)
    losses = {
        measure: Estimate(value + more.value, value + more.low, value + more.high)
        for measure, value in loss.items()
        for more in [draws.loss.get(measure, _sure(0.0))]
    }
    return States(down, service, losses, samples if drawn else 0)


def _sure(value: float) -> Estimate:
    return Estimate(value, value, value)


def exactly(circuit: Circuit) -> dict[int, float]:
    """The probability of every part whose diagram stays small, by number: one order for all of them."""
    diagrams = Diagrams(0)
    events = len(circuit.events)
    function = {one: int(circuit.chances[one]) for one in circuit.fixed}
    order = [one for one in _order(circuit) if one not in circuit.fixed]
    diagrams.limit = end = TOGETHER + 2 * len(order)
    function |= {one: diagrams.variable(level) for level, one in enumerate(order)}
    for number, (op, least, parts) in enumerate(circuit.gates, start=events):
        if all(part in function for part in parts):
            diagrams.limit = min(len(diagrams.level) + EACH, end)
            try:
                function[number] = diagrams.of(op, least, [function[part] for part in parts])
            except TooLarge:
                continue
    known = [circuit.chances[one] for one in order]
    chance = diagrams.chances(range(2, len(diagrams.level)), known)
    return {number: chance[root] for number, root in function.items()}


def _order(circuit: Circuit) -> list[int]:
    """The events, those first that are used last on the way up: near the tops come the tops' own."""
    seen = dict.fromkeys(
        part for _, _, parts in circuit.gates for part in parts if part < len(circuit.events)
    )
    return [*(event for event in range(len(circuit.events)) if event not in seen), *reversed(seen)]


class _Draws:
    """What is drawn: for each node how often it was down and what was left of it, and the sums lost."""

    def __init__(
        self,
        circuit: Circuit,
        drawn: Sequence[tuple[Node, Sequence[tuple[str, float]]]],
        served: Mapping[str, float],
        samples: int,
        seed: int,
    ) -> None:
        import numpy as np

        self.down: dict[str, Estimate] = {}
        self.service: dict[str, Estimate] = {}
        self.loss: dict[str, Estimate] = {}
        if not drawn:
            return
        tops = [circuit.number[gate] for _, found in drawn for gate, _ in found]
        measures = sorted({measure for node, _ in drawn for measure in node.weights})
        weights = np.array(
            [
                [node.weights.get(measure, 0.0) * served[node.key] * share for measure in measures]
                for node, found in drawn
                for _, share in found
            ]
        ).reshape(len(tops), len(measures))
        hits = np.zeros(len(tops), np.int64)
        sums, squares = np.zeros(len(measures)), np.zeros(len(measures))
        for rows, worlds in sampling.blocks(circuit, samples, seed):
            chosen = rows[tops]
            hits += sampling.held(chosen, worlds)
            lost = lost_in(chosen, weights, worlds)
            sums += lost.sum(axis=0)
            squares += (lost**2).sum(axis=0)
        self._tell(drawn, served, hits, samples)
        for index, measure in enumerate(measures):
            self.loss[measure] = bounded(
                float(sums[index]), float(squares[index]), samples, float(weights[:, index].sum())
            )

    def _tell(self, drawn: Any, served: Mapping[str, float], hits: Any, samples: int) -> None:
        at = 0
        for node, found in drawn:
            mine = hits[at : at + len(found)]
            at += len(found)
            low, high = sampling.interval(mine, samples, 1 - (1 - sampling.CONFIDENCE) / len(found))
            shares = [share for _, share in found]
            least, most, mean = (
                served[node.key] * max(0.0, 1.0 - sum(p * share for p, share in zip(ps, shares, strict=True)))
                for ps in (high, low, mine / samples)
            )
            self.service[node.key] = Estimate(float(mean), float(least), float(most))
            self.down[node.key] = Estimate(float(mine[-1]) / samples, float(low[-1]), float(high[-1]))


def lost_in(rows: np.ndarray[Any, Any], weights: np.ndarray[Any, Any], worlds: int) -> np.ndarray[Any, Any]:
    """What each world loses by measure, shape (worlds, measures): rows that hold, times their weights."""
    import numpy as np

    lost = np.zeros((worlds, weights.shape[1]))
    for row, weight in zip(rows, weights, strict=True):
        if weight.any():
            lost[sampling.holding(row, worlds)] += weight
    return lost


def bounded(total: float, squares: float, samples: int, most: float) -> Estimate:
    """A mean of values from 0 to `most`, with bounds that hold for any distribution and any number of
    samples.

    Empirical Bernstein bound (A. Maurer, M. Pontil, Empirical Bernstein Bounds and Sample Variance
    Penalization, 2009, theorem 4), once for each side.
    """
    mean = total / samples
    if samples < 2:
        return Estimate(mean, 0.0, most)
    variance = max(0.0, (squares - samples * mean**2) / (samples - 1))
    log = math.log(4.0 / (1.0 - sampling.CONFIDENCE))
    width = math.sqrt(2.0 * variance * log / samples) + 7.0 * most * log / (3.0 * (samples - 1))
    return Estimate(mean, max(0.0, mean - width), min(most, mean + width))
