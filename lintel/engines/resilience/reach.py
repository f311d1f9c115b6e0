"""A break-in: what an intruder reaches over access and flows, and where control would cut most ways."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from lintel.engines.resilience.model import Scenario, System
from lintel.engines.resilience.outcome import Breach, Chokepoint
from lintel.engines.resilience.validation import validate_scenario

Graph = Mapping[str, Sequence[str]]


def reach(system: System, entries: Sequence[str], out: Collection[str] = ()) -> Breach:
    """Where an intruder on the nodes `entries` gets to, step by step along access and along flows.

    A class of data is met on the nodes that hold it and on both ends of the flows that carry it. What is
    `out`, itself or by a cause, can be neither entered nor crossed. Raises `Unsound` for an unknown node.
    """
    validate_scenario(system, Scenario(compromised=tuple(entries)))
    graph = ways(system, out)
    starts = sorted(set(entries) & set(graph))
    order, dominator = _dominators(graph, starts)
    steps = _steps(graph, starts)
    held = _held(system)
    data: dict[str, list[str]] = {}
    for key in sorted(steps):
        for kind in sorted(held[key]):
            data.setdefault(kind, []).append(key)
    points = _chokepoints(graph, starts, steps, held, order, dominator)
    return Breach(
        tuple(starts),
        steps,
        {kind: tuple(keys) for kind, keys in sorted(data.items())},
        points,
        _barrier(graph, starts, [key for key in sorted(steps) if held[key] and key not in starts]),
    )


def chokepoints(system: System, entries: Sequence[str]) -> tuple[Chokepoint, ...]:
    """The nodes whose control cuts most ways to data, the best first; see `reach`."""
    return reach(system, entries).chokepoints


def ways(system: System, out: Collection[str] = ()) -> dict[str, list[str]]:
    """From each node the nodes that are one step away."""
    there = (node for node in system.nodes if not {node.key, *node.causes} & set(out))
    found: dict[str, set[str]] = {node.key: set() for node in there}
    pairs = [(edge.source, edge.target) for edge in system.access]
    pairs += [(flow.source, target) for flow in system.flows for target in flow.targets]
    for source, target in pairs:
        if source in found and target in found and source != target:
            found[source].add(target)
    return {key: sorted(targets) for key, targets in found.items()}


def _held(system: System) -> dict[str, set[str]]:
    held = {node.key: set(node.data) for node in system.nodes}
    for flow in system.flows:
        for key in (flow.source, *flow.targets):
            held[key] |= set(flow.data)
    return held


def _steps(graph: Graph, starts: Sequence[str]) -> dict[str, int]:
    """Every node that is reached, with the least number of steps, the nearest first."""
    found = dict.fromkeys(starts, 0)
    edge = list(starts)
    while edge:
        after: list[str] = []
        for key in edge:
            for target in graph[key]:
                if target not in found:
                    found[target] = found[key] + 1
                    after.append(target)
        edge = after
    return found


def _dominators(graph: Graph, starts: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """For each node reached the last one that every way to it crosses; “” is outside, before all entries.

    After K. D. Cooper, T. J. Harvey, K. Kennedy, A Simple, Fast Dominance Algorithm, 2001.
    """
    whole = {**graph, "": list(starts)}
    order = _reverse_postorder(whole)
    place = {key: index for index, key in enumerate(order)}
    before: dict[str, list[str]] = {key: [] for key in order}
    for key in order:
        for target in whole[key]:
            before[target].append(key)
    found = {"": ""}
    changed = True
    while changed:
        changed = False
        for key in order[1:]:
            known = [one for one in before[key] if one in found]
            best = known[0]
            for one in known[1:]:
                while one != best:
                    while place[one] > place[best]:
                        one = found[one]
                    while place[best] > place[one]:
                        best = found[best]
            if found.get(key) != best:
                found[key], changed = best, True
    return order, found


def _reverse_postorder(graph: Graph) -> list[str]:
    seen, done = {""}, list[str]()
    pending = [("", iter(graph[""]))]
    while pending:
        key, targets = pending[-1]
        step = next((target for target in targets if target not in seen), None)
        if step is None:
            done.append(key)
            pending.pop()
        else:
            seen.add(step)
            pending.append((step, iter(graph[step])))
    return done[::-1]


def _chokepoints(
    graph: Graph,
    starts: Sequence[str],
    steps: Mapping[str, int],
    held: Mapping[str, set[str]],
    order: Sequence[str],
    dominator: Mapping[str, str],
) -> tuple[Chokepoint, ...]:
    """Each node between, with what no way reaches without it, and its share of the shortest ways."""
    cuts: dict[str, list[tuple[str, str]]] = {key: [] for key in order}
    for key in order[1:]:
        mine = [(key, kind) for kind in sorted(held[key])]
        above = key
        while mine and above:
            cuts[above] += mine
            above = dominator[above]
    shares = _shares(graph, starts, steps, held)
    found = [
        Chokepoint(key, tuple(sorted(cuts[key])), shares[key])
        for key in steps
        if key not in starts and (cuts[key] or shares[key])
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.cuts), -one.share, one.key)))


def _shares(
    graph: Graph, starts: Sequence[str], steps: Mapping[str, int], held: Mapping[str, set[str]]
) -> dict[str, float]:
    """Of all shortest ways from the entries to nodes with data, the share that crosses or ends at each node.

    After U. Brandes, A Faster Algorithm for Betweenness Centrality, 2001, with one set of sources.
    """
    ways = {key: float(key in starts) for key in steps}
    for key in steps:  # in order of distance
        for target in graph[key]:
            if steps[target] == steps[key] + 1:
                ways[target] += ways[key]
    onward = {key: float(bool(held[key])) for key in steps}  # ways from here on that end at data
    for key in reversed(list(steps)):
        onward[key] += sum(onward[target] for target in graph[key] if steps[target] == steps[key] + 1)
    whole = sum(ways[key] for key in steps if held[key])
    return {key: ways[key] * onward[key] / whole if whole else 0.0 for key in steps}


def _barrier(graph: Graph, starts: Sequence[str], goals: Sequence[str]) -> tuple[str, ...]:
    """The fewest nodes that lie on every way from the entries to the goals; a goal may be one of them.

    A minimum cut with each node split in two (K. Menger, 1927).
    """
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order, maximum_flow

    if not goals:
        return ()
    keys = sorted(graph)
    index, most = {key: number for number, key in enumerate(keys)}, len(keys) + 1
    edges = [(2 * index[key], 2 * index[key] + 1, most if key in starts else 1) for key in keys]
    edges += [(2 * index[key] + 1, 2 * index[to], most) for key in keys for to in graph[key]]
    source, sink = 2 * len(keys), 2 * len(keys) + 1
    edges += [(source, 2 * index[key], most) for key in starts]
    edges += [(2 * index[key] + 1, sink, most) for key in goals]
    rows, columns, room = (np.array(side, np.int32) for side in zip(*edges, strict=True))
    network = csr_array((room, (rows, columns)), shape=(sink + 1, sink + 1))
    left = network - maximum_flow(network, source, sink).flow
    left.eliminate_zeros()
    near = set(breadth_first_order(left, source, return_predecessors=False).tolist())
    return tuple(key for key in keys if 2 * index[key] in near and 2 * index[key] + 1 not in near)
