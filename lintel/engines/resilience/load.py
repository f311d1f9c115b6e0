"""Flows under a multiple of their load: who is overrun, who loses by it, and how much more would be borne."""

from __future__ import annotations

from collections.abc import Mapping

from lintel.engines.resilience.model import System
from lintel.engines.resilience.outcome import Strain, Surge
from lintel.engines.resilience.validation import number

ROUNDS, STILL = 1000, 1e-12
Edges = Mapping[str, list[tuple[str, float]]]


def surge(system: System, factor: float, left: Mapping[str, float] | None = None) -> Surge:
    """Every flow times `factor`. `left` is what is left of each node (1 all, 0 it is out).

    A flow is shared among its targets that are up, by their capacities (evenly where one has no limit). A
    node takes what comes, or what it sends itself where nothing comes; above its capacity it lets through
    that share of everything alike, so that less arrives behind it. What a node asks for is served as far as
    it and the worst of what it flows on to let through; nodes that flow in a circle count as one.
    """
    number(factor, "surge")
    left = left or {node.key: 1.0 for node in system.nodes}
    capacity = {
        node.key: None if node.capacity is None else node.capacity * left[node.key] for node in system.nodes
    }
    edges = _edges(system, left, capacity)
    asked = {key: load * factor for key, load in _loads(edges).items()}
    arriving = _arriving(edges, factor, asked, capacity)
    through = {key: _passed(arriving[key], capacity[key], left[key]) for key in edges}
    served = _served(edges, through)
    strains = tuple(
        Strain(key, asked[key], arriving[key], capacity[key], served[key]) for key in sorted(edges)
    )
    over = sorted(
        (one for one in strains if left[one.key] > 0 and one.used > 1), key=lambda one: (-one.used, one.key)
    )
    return Surge(factor, strains, tuple(one.key for one in over), _headroom(edges, capacity, left))


def _edges(
    system: System, left: Mapping[str, float], capacity: Mapping[str, float | None]
) -> dict[str, list[tuple[str, float]]]:
    """From each node where its load goes; to a node that is out only where no other target is up."""
    edges: dict[str, list[tuple[str, float]]] = {node.key: [] for node in system.nodes}
    for flow in system.flows:
        up = sorted({key for key in flow.targets if left[key] > 0}) or sorted(set(flow.targets))
        limits = [capacity[key] for key in up]
        known = [limit for limit in limits if limit is not None]
        total = sum(known) if len(known) == len(limits) else 0.0
        for key, limit in zip(up, limits, strict=True):
            portion = limit / total if total and limit is not None else 1.0 / len(up)
            if flow.load * portion > 0:
                edges[flow.source].append((key, flow.load * portion))
    return edges


def _loads(edges: Edges) -> dict[str, float]:
    """What each node has to bear: all that comes, or all that it sends where that is more."""
    coming = dict.fromkeys(edges, 0.0)
    for parts in edges.values():
        for key, load in parts:
            coming[key] += load
    sources = {key: sum(load for _, load in parts) for key, parts in edges.items()}
    return {key: coming[key] or sources[key] for key in edges}


def _arriving(
    edges: Edges, factor: float, asked: Mapping[str, float], capacity: Mapping[str, float | None]
) -> dict[str, float]:
    """What arrives at each node: the greatest fixed point, from above, so that circles settle too."""
    receiving = {key for parts in edges.values() for key, _ in parts}
    now = dict(asked)
    for _ in range(ROUNDS):
        passed = {
            key: min(now[key], _most(capacity[key])) / asked[key] if asked[key] else 1.0 for key in edges
        }
        after = {key: 0.0 if key in receiving else asked[key] for key in edges}
        for key, parts in edges.items():
            for target, load in parts:
                after[target] += load * factor * passed[key]
        moved = max((abs(after[key] - now[key]) for key in edges), default=0.0)
        now = after
        if moved <= STILL * max(1.0, *asked.values()):
            break
    return now


def _most(capacity: float | None) -> float:
    return float("inf") if capacity is None else capacity


def _passed(arriving: float, capacity: float | None, left: float) -> float:
    """The share of what arrives that a node lets through."""
    if left <= 0:
        return 0.0
    return min(1.0, _most(capacity) / arriving) if arriving > 0 else 1.0


def _served(edges: Edges, through: Mapping[str, float]) -> dict[str, float]:
    """The share of what each node asks for that is served to the end."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    keys = sorted(edges)
    index = {key: number for number, key in enumerate(keys)}
    pairs = [(index[key], index[target]) for key in keys for target, _ in edges[key]]
    rows, columns = (list(side) for side in zip(*pairs, strict=True)) if pairs else ([], [])
    graph = csr_array((np.ones(len(pairs)), (rows, columns)), shape=(len(keys), len(keys)))
    count, group = connected_components(graph, directed=True, connection="strong")
    own = [1.0] * count
    for key in keys:
        own[group[index[key]]] = min(own[group[index[key]]], through[key])
    onward: list[set[int]] = [set() for _ in range(count)]
    for row, column in pairs:
        if group[row] != group[column]:
            onward[group[row]].add(int(group[column]))
    found: dict[int, float] = {}
    todo = list(range(count))
    while todo:
        one = todo[-1]
        missing = [other for other in onward[one] if other not in found]
        if one in found or not missing:
            todo.pop()
            found[one] = own[one] * min((found[other] for other in onward[one]), default=1.0)
        else:
            todo += missing
    return {key: found[int(group[index[key]])] for key in keys}


def _headroom(edges: Edges, capacity: Mapping[str, float | None], left: Mapping[str, float]) -> float | None:
    loads = _loads(edges)
    room = [
        limit / loads[key]
        for key, limit in capacity.items()
        if limit is not None and loads[key] and left[key]
    ]
    return min(room) if room else None
