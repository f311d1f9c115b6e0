"""Fault trees and systems that the tests share, and answers by brute force."""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import combinations, product

from hypothesis import strategies as st

from lintel.engines.resilience import (
    AllOf,
    AnyOf,
    AtLeast,
    Cause,
    FaultTree,
    Gate,
    Mode,
    Node,
    Requirement,
    System,
)


def bridge(q: float = 0.1) -> FaultTree:
    """The bridge of five components, in which the middle one joins two paths; fails by its four cut sets."""
    ways = ("1 2", "4 5", "1 3 5", "2 3 4")
    gates = {way: Gate("and", tuple(way.split())) for way in ways}
    return FaultTree("top", gates | {"top": Gate("or", ways)}, dict.fromkeys("12345", q))


def pressure_tank() -> FaultTree:
    """The pressure tank of W. E. Vesely et al., Fault Tree Handbook (NUREG-0492), 1981, chapter VIII."""
    gates = {
        "E1": Gate("or", ("T", "E2")),
        "E2": Gate("or", ("K2", "E3")),
        "E3": Gate("and", ("S", "E4")),
        "E4": Gate("or", ("S1", "E5")),
        "E5": Gate("or", ("K1", "R")),
    }
    return FaultTree("E1", gates, {"T": 5e-6, "K2": 3e-5, "S": 1e-4, "S1": 3e-5, "K1": 3e-5, "R": 1e-4})


def happens(tree: FaultTree, failed: frozenset[str], name: str | None = None) -> bool:
    """Whether a part of a tree happens when exactly these events do; straight from the definitions."""
    name = name or tree.top
    if name in tree.events:
        return name in failed
    gate = tree.gates[name]
    parts = [happens(tree, failed, part) for part in gate.parts]
    return {
        "and": all(parts),
        "or": any(parts),
        "xor": sum(parts) % 2 == 1,
        "not": not parts[0],
        "atleast": sum(parts) >= gate.least,
    }[gate.op]


def chance(tree: FaultTree) -> float:
    """The top's probability, by adding up every world."""
    names, total = sorted(tree.events), 0.0
    for world in product((False, True), repeat=len(names)):
        failed = frozenset(name for name, fails in zip(names, world, strict=True) if fails)
        if happens(tree, failed):
            weight = 1.0
            for name in names:
                weight *= tree.events[name] if name in failed else 1 - tree.events[name]
            total += weight
    return total


def minimal(tree: FaultTree) -> set[frozenset[str]]:
    """The smallest sets of events that bring the top about, whatever else holds or not, by trying every set.

    Smaller sets come first: one that fails itself while a part of it does the work is never minimal.
    """
    found: set[frozenset[str]] = set()
    for size in range(len(tree.events) + 1):
        for some in combinations(sorted(tree.events), size):
            one = frozenset(some)
            if not any(other <= one for other in found) and happens(tree, one):
                found.add(one)
    return found


@st.composite
def trees(draw: st.DrawFn, coherent: bool = True) -> FaultTree:
    """Small trees with shared parts."""
    events = {f"e{n}": draw(st.sampled_from((0.05, 0.1, 0.3, 0.5))) for n in range(draw(st.integers(1, 7)))}
    kinds = ["and", "or", "atleast"] + ([] if coherent else ["not", "xor"])
    gates: dict[str, Gate] = {}
    for number in range(draw(st.integers(1, 7))):
        op = draw(st.sampled_from(kinds))
        parts = draw(st.lists(st.sampled_from([*events, *gates]), min_size=1, max_size=4, unique=True))
        parts = parts[:1] if op == "not" else parts
        gates[f"g{number}"] = Gate(op, tuple(parts), draw(st.integers(1, len(parts))))  # type: ignore[arg-type]  # drawn from the kinds
    return FaultTree(f"g{len(gates) - 1}", gates, events)


@st.composite
def needs(draw: st.DrawFn, keys: list[str]) -> Requirement:
    """A requirement over some of the keys."""
    some = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=3, unique=True))
    kind = draw(st.sampled_from(("one", "all", "any", "least")))
    if kind == "one":
        return some[0]
    if kind == "least":
        return AtLeast(draw(st.integers(1, len(some))), tuple(some))
    return AllOf(tuple(some)) if kind == "all" else AnyOf((*some[1:], AllOf((some[0],))))


@st.composite
def systems(draw: st.DrawFn, most: int = 7) -> System:
    """Small systems with causes, degraded modes and weights."""
    causes = tuple(Cause(f"v{n}", availability=draw(st.sampled_from((0.9, 0.99)))) for n in range(2))
    nodes: list[Node] = []
    for number in range(draw(st.integers(1, most))):
        keys = [node.key for node in nodes]
        nodes.append(
            Node(
                f"n{number}",
                needs=draw(st.none() | needs(keys)) if keys else None,
                availability=draw(st.sampled_from((1.0, 0.95, 0.8))),
                causes=tuple(draw(st.sets(st.sampled_from(("v0", "v1")), max_size=1))),
                degraded=(Mode(0.5, draw(st.none() | needs(keys))),) if keys and draw(st.booleans()) else (),
                weights={"revenue": draw(st.sampled_from((0.0, 10.0, 25.0)))},
                cost=draw(st.sampled_from((0.0, 1.0, 3.0))),
            )
        )
    return System(tuple(nodes), causes)


def met(needed: Requirement | None, up: Mapping[str, bool]) -> bool:
    """Whether a requirement is met, straight from the definitions."""
    if needed is None:
        return True
    if isinstance(needed, str):
        return up[needed]
    parts = [met(part, up) for part in needed.parts]
    if isinstance(needed, AllOf):
        return all(parts)
    return any(parts) if isinstance(needed, AnyOf) else sum(parts) >= needed.least


def left(system: System, failed: frozenset[str]) -> dict[str, float]:
    """What is left of each node when exactly these nodes and causes fail; nodes come after their needs."""
    up: dict[str, bool] = {}
    found: dict[str, float] = {}
    for node in system.nodes:
        best = max(
            [1.0 if met(node.needs, up) else 0.0]
            + [mode.keeps if met(mode.needs, up) else 0.0 for mode in node.degraded]
        )
        found[node.key] = 0.0 if failed & {node.key, *node.causes} else best
        up[node.key] = found[node.key] > 0
    return found


def worlds(system: System) -> list[tuple[float, frozenset[str]]]:
    """Every world with its probability."""
    from lintel.engines.resilience.model import unavailability

    parts = [(part.key, unavailability(part)) for part in (*system.nodes, *system.causes)]
    found = []
    for world in product((False, True), repeat=len(parts)):
        weight, failed = 1.0, set()
        for (key, q), fails in zip(parts, world, strict=True):
            weight *= q if fails else 1 - q
            if fails:
                failed.add(key)
        if weight:
            found.append((weight, frozenset(failed)))
    return found


def tangle(nodes: int, seed: int = 1) -> System:
    """A system whose nodes need up to three among the 40 before them, some of them redundantly."""
    draw = random.Random(seed)
    made = []
    for number in range(nodes):
        parts: list[Requirement] = []
        for _ in range(draw.choice((1, 1, 2)) if number >= 5 else 0):
            some = tuple(f"n{one}" for one in draw.sample(range(max(0, number - 40), number), 3))
            parts.append(draw.choice((some[0], AnyOf(some[:2]), AtLeast(2, some))))
        made.append(
            Node(
                f"n{number}",
                needs=AllOf(tuple(parts)) if parts else None,
                availability=1 - draw.uniform(0.0001, 0.02),
                weights={"revenue": 10.0} if number % 5 == 0 else {},
            )
        )
    return System(tuple(made))
