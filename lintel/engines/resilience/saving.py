"""What to give up when money runs short, so that the least is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lintel.engines.resilience import logic
from lintel.engines.resilience.circuit import Circuit
from lintel.engines.resilience.model import System
from lintel.engines.resilience.outcome import Drought
from lintel.engines.resilience.problems import Unsound
from lintel.engines.resilience.states import levels, steps
from lintel.engines.resilience.validation import share

SECONDS = 20.0
NEAR = 1e-9  # of a sum: what rounding may take


def drought(
    system: System,
    saving: float,
    *,
    value: Mapping[str, float] | None = None,
    seconds: float = SECONDS,
) -> Drought:
    """Which nodes to give up so that the share `saving` (0 … 1) of all cost goes, at least loss.

    Giving up a node takes down what cannot do without it; load that moves is not looked at here. `value`
    says what one unit of each measure is worth (None: each 1). A 0–1 program with a
    variable for each node and gate, solved by HiGHS; `proven` says whether to the end within `seconds`.
    Raises `Unsound` where essential nodes leave too little to give up.
    """
    share(saving, "saving")
    whole = sum(node.cost for node in system.nodes)
    wanted = saving * whole
    free = {node.key: node.cost for node in system.nodes if node.cost > 0 and not node.essential}
    if sum(free.values()) < wanted * (1 - NEAR):
        raise Unsound(
            "saving",
            f"All that may be given up costs {sum(free.values()):g}, and {wanted:g} are to be saved.",
            "Save less, or make something less essential.",
        )
    circuit = logic.whole(system)
    measures = dict.fromkeys((key for node in system.nodes for key in node.weights), 1.0)
    worth = measures if value is None else value
    given_up: tuple[str, ...] = ()
    bound, proven = 0.0, True
    if wanted > 0:
        given_up, bound, proven = _solve(circuit, free, wanted, _prices(system, circuit, worth), seconds)
    left = levels(system, circuit, given_up)
    loss = dict.fromkeys(sorted(measures), 0.0)
    for node in system.nodes:
        for measure, weight in node.weights.items():
            loss[measure] += weight * (1.0 - left[node.key])
    lost = sum(worth.get(measure, 0.0) * amount for measure, amount in loss.items())
    saved = sum(free[key] for key in given_up)
    return Drought(given_up, saved, wanted, loss, lost, lost if proven else bound, proven)


def _prices(system: System, circuit: Circuit, worth: Mapping[str, float]) -> dict[int, float]:
    """What is lost an hour when a gate “worse than mode i” comes to hold."""
    found: dict[int, float] = {}
    for node in system.nodes:
        value = sum(worth.get(measure, 0.0) * weight for measure, weight in node.weights.items())
        for gate, part in steps(node):
            found[circuit.number[gate]] = value * part
    return found


def _solve(
    circuit: Circuit,
    free: Mapping[str, float],
    wanted: float,
    prices: Mapping[int, float],
    seconds: float,
) -> tuple[tuple[str, ...], float, bool]:
    """The nodes to give up, a bound of the loss, and whether nothing can lose less."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    events, size = len(circuit.events), len(circuit.events) + len(circuit.gates)
    cost, upper = np.zeros(size), np.ones(size)
    cost[list(prices)] = list(prices.values())
    upper[:events] = [float(key in free) for key in circuit.events]
    rows, columns, values, least = _failure_rows(circuit)
    for number, key in enumerate(circuit.events):
        if key in free:
            rows.append(len(least))
            columns.append(number)
            values.append(free[key])
    least.append(wanted * (1 - NEAR))
    matrix = csr_array((values, (rows, columns)), shape=(len(least), size))
    scale = max(1.0, float(cost.max())) if prices else 1.0
    kinds = np.array([1] * events + [int(op == "atleast") for op, _, _ in circuit.gates])
    found: Any = milp(
        cost / scale,
        integrality=kinds,
        bounds=Bounds(np.zeros(size), upper),
        constraints=LinearConstraint(matrix, lb=np.array(least)),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if found.x is None:
        raise Unsound("saving", "No plan was found in time.", "Allow more time, or save less.")
    chosen = [key for number, key in enumerate(circuit.events) if key in free and found.x[number] > 0.5]
    bound = float(found.mip_dual_bound or 0.0) * scale
    return _needed(chosen, free, wanted), bound, found.status == 0


def _failure_rows(circuit: Circuit) -> tuple[list[int], list[int], list[float], list[float]]:
    """A gate holds when its parts do: “or” ≥ each part; n parts of which `least` bring it about by
    (n − least + 1) × gate ≥ their sum − (least − 1)."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    least: list[float] = []
    for number, (op, k, parts) in enumerate(circuit.gates, start=len(circuit.events)):
        groups = [(part,) for part in parts] if op == "or" else [parts]
        needed = {"or": 1, "and": len(parts), "atleast": k}[op]
        for group in groups:
            times = float(len(group) - needed + 1)
            rows += [len(least)] * (len(group) + 1)
            columns += [number, *group]
            values += [times, *[-1.0] * len(group)]
            least.append(1.0 - needed)
    return rows, columns, values, least


def _needed(chosen: Sequence[str], free: Mapping[str, float], wanted: float) -> tuple[str, ...]:
    """Without what need not be given up to save enough: the dearest that can stay stay."""
    kept, saved = set(chosen), sum(free[key] for key in chosen)
    for key in sorted(chosen, key=lambda key: (-free[key], key)):
        if saved - free[key] >= wanted * (1 - NEAR):
            kept.discard(key)
            saved -= free[key]
    return tuple(sorted(kept))
