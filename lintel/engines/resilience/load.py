"""Flows under a multiple of their load: who is overrun, who loses by it, and how much more would be borne."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lintel.engines.resilience.model import Node, System
from lintel.engines.resilience.outcome import Strain, Surge
from lintel.engines.resilience.validation import named_in, number

ROUNDS, STILL = 1000, 1e-12


@dataclass(frozen=True)
class _Stream:
    """One flow as it runs now: its source, the load to each target, and whether the source needs them."""

    source: str
    parts: tuple[tuple[str, float], ...]
    needed: bool


def surge(system: System, factor: float, left: Mapping[str, float] | None = None) -> Surge:
    """Every flow times `factor`. `left` is what is left of each node (1 all, 0 it is out).

    A flow is shared among its targets that are up, by their capacities (evenly where one has no limit). A
    node takes what comes, or what it sends itself where nothing comes; above its capacity it lets through
    that share of everything alike, so that less arrives behind it. What a node is asked is served as far as
    it bears it itself, times the worst of its flows to nodes that it needs.
    """
    number(factor, "surge")
    left = left or {node.key: 1.0 for node in system.nodes}
    capacity = {node.key: _borne(node, left[node.key]) for node in system.nodes}
    streams = _streams(system, left, capacity)
    loads = _loads(streams, capacity)
    asked = {key: load * factor for key, load in loads.items()}
    arriving = _arriving(streams, factor, asked, capacity)
    through = {key: _passed(arriving[key], capacity[key]) if left[key] > 0 else 0.0 for key in capacity}
    served = _served(streams, through)
    strains = tuple(
        Strain(key, asked[key], arriving[key], capacity[key], served[key]) for key in sorted(capacity)
    )
    over = sorted(
        (one for one in strains if left[one.key] > 0 and one.used > 1), key=lambda one: (-one.used, one.key)
    )
    room = [
        limit / loads[key]
        for key, limit in capacity.items()
        if limit is not None and loads[key] and left[key] > 0
    ]
    return Surge(factor, strains, tuple(one.key for one in over), min(room, default=None))


def _borne(node: Node, left: float) -> float | None:
    """What a node can bear now; None: anything."""
    if left <= 0:
        return 0.0
    return None if node.capacity is None else node.capacity * left


def _streams(
    system: System, left: Mapping[str, float], capacity: Mapping[str, float | None]
) -> list[_Stream]:
    """Where the load of what is up goes: to what is out only where no other target of a flow is up."""
    needs = {node.key: {key for key, _ in named_in(node.needs)} for node in system.nodes}
    found = []
    for flow in (flow for flow in system.flows if left[flow.source] > 0):
        up = sorted({key for key in flow.targets if left[key] > 0}) or sorted(set(flow.targets))
        limits = [capacity[key] for key in up]
        known = [limit for limit in limits if limit is not None]
        total = sum(known) if len(known) == len(limits) else 0.0
        shares = [limit / total if total and limit is not None else 1.0 / len(up) for limit in limits]
        parts = tuple(
            (key, flow.load * part) for key, part in zip(up, shares, strict=True) if flow.load * part
        )
        needed = any(left[key] > 0 for key in up) and not needs[flow.source].isdisjoint(up)
        if parts:
            found.append(_Stream(flow.source, parts, needed))
    return found


def _loads(streams: Sequence[_Stream], keys: Iterable[str]) -> dict[str, float]:
    """What each node has to bear: all that comes or, where nothing comes, all that it sends."""
    coming, sent = dict.fromkeys(keys, 0.0), dict.fromkeys(keys, 0.0)
    for stream in streams:
        for key, load in stream.parts:
            coming[key] += load
            sent[stream.source] += load
    return {key: coming[key] or sent[key] for key in coming}


def _arriving(
    streams: Sequence[_Stream],
    factor: float,
    asked: Mapping[str, float],
    capacity: Mapping[str, float | None],
) -> dict[str, float]:
    """What arrives at each node: the greatest fixed point, from above, so that circles settle too."""
    receiving = {key for stream in streams for key, _ in stream.parts}
    now = dict(asked)
    for _ in range(ROUNDS):
        passed = {
            key: min(now[key], _most(capacity[key])) / load if load else 1.0 for key, load in asked.items()
        }
        after = {key: 0.0 if key in receiving else load for key, load in asked.items()}
        for stream in streams:
            for target, load in stream.parts:
                after[target] += load * factor * passed[stream.source]
        moved = max((abs(after[key] - now[key]) for key in after), default=0.0)
        now = after
        if moved <= STILL * max(1.0, *asked.values()):
            break
    return now


def _most(capacity: float | None) -> float:
    return float("inf") if capacity is None else capacity


def _passed(arriving: float, capacity: float | None) -> float:
    """The share of what arrives that a node lets through."""
    return min(1.0, _most(capacity) / arriving) if arriving > 0 else 1.0


def _served(streams: Sequence[_Stream], through: Mapping[str, float]) -> dict[str, float]:
    """The share of what each node is asked that is served to the end."""
    group = _circles(
        [(one.source, key) for one in streams if one.needed for key, _ in one.parts], list(through)
    )
    own: dict[int, float] = {}
    for key, share in through.items():
        own[group[key]] = min(own.get(group[key], 1.0), share)
    onward: dict[int, list[list[tuple[int, float]]]] = {one: [] for one in own}
    for stream in streams:
        if stream.needed:
            total = sum(load for _, load in stream.parts)
            onward[group[stream.source]].append([(group[key], load / total) for key, load in stream.parts])
    found: dict[int, float] = {}
    pending = list(own)
    while pending:
        one = pending[-1]
        missing = [
            other for parts in onward[one] for other, _ in parts if other != one and other not in found
        ]
        if missing and one not in found:
            pending += missing
            continue
        pending.pop()
        flows = (
            1.0 - sum(part * (1.0 - found.get(other, 1.0)) for other, part in parts) for parts in onward[one]
        )
        found[one] = own[one] * min(flows, default=1.0)
    return {key: found[group[key]] for key in through}


def _circles(pairs: Sequence[tuple[str, str]], keys: Sequence[str]) -> dict[str, int]:
    """Which keys lie on circles together, as numbers of groups."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    index = {key: number for number, key in enumerate(keys)}
    rows = [index[source] for source, _ in pairs]
    columns = [index[target] for _, target in pairs]
    graph = csr_array((np.ones(len(pairs)), (rows, columns)), shape=(len(keys), len(keys)))
    _, group = connected_components(graph, directed=True, connection="strong")
    return {key: int(group[index[key]]) for key in keys}
