"""Modules of a circuit: gates that share nothing with the rest, so that each can be solved by itself.

After Y. Dutuit, A. Rauzy, A Linear-Time Algorithm to Find Modules of Fault Trees, 1996.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lintel.engines.resilience.bdd import Diagrams
from lintel.engines.resilience.circuit import Circuit
from lintel.engines.resilience.problems import TooLarge

Rank = Callable[[int], Any]
TRIES = (50_000, 250_000)  # nodes allowed to each order of variables, one round after the other


@dataclass(frozen=True)
class Module:
    """A gate as a function of its own variables: `order[level]` is the part (event or module) of a level."""

    part: int
    order: tuple[int, ...]
    diagrams: Diagrams
    root: int


def solved(circuit: Circuit, top: int, limit: int, *, split: bool = True) -> list[Module]:
    """The modules below a top gate as diagrams, parts first and the top last; not `split`, the top alone.

    `limit` is the most nodes a diagram may have. Raises `TooLarge` when no order of variables keeps to it.
    """
    inside = modules(circuit, top) if split else {top}
    return [_solve(circuit, part, inside - {part}, limit) for part in sorted(inside)]


def modules(circuit: Circuit, top: int) -> set[int]:
    """The numbers of the gates below `top` that are modules, `top` among them."""
    first, last, left = _dates(circuit, top)
    events = len(circuit.events)
    earliest: dict[int, int] = {}
    latest: dict[int, int] = {}
    found = set()
    for part in sorted(first):
        if part < events:
            continue
        parts = circuit.gates[part - events][2]
        earliest[part] = min(min(first[one], earliest.get(one, first[one])) for one in parts)
        latest[part] = max(max(last[one], latest.get(one, last[one])) for one in parts)
        if earliest[part] > first[part] and latest[part] < left[part]:
            found.add(part)
    return found | {top}


def _dates(circuit: Circuit, top: int) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """When a walk from the top comes to each part first and last, and when it has left it for good."""
    events, clock = len(circuit.events), 0
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    left: dict[int, int] = {}
    pending = [(top, False)]
    while pending:
        part, leaving = pending.pop()
        clock += 1
        last[part] = clock
        if leaving:
            left[part] = clock
        elif part not in first:
            first[part] = clock
            if part >= events:
                pending.append((part, True))
                pending += [(one, False) for one in reversed(circuit.gates[part - events][2])]
    return first, last, left


def _solve(circuit: Circuit, part: int, leaves: set[int], limit: int) -> Module:
    orders = list(dict.fromkeys(_orders(circuit, part, leaves)))
    for allowed in sorted({min(allowed, limit) for allowed in (*TRIES, limit)}):
        for order in orders:
            diagrams = Diagrams(allowed)
            try:
                root = _build(circuit, part, leaves, order, diagrams)
            except TooLarge:
                continue
            return Module(part, order, diagrams, root)
    raise TooLarge


def _orders(circuit: Circuit, part: int, leaves: set[int]) -> list[tuple[int, ...]]:
    """Orders of variables to try: walks down from the gate that differ in which parts they take first."""
    inner = _inner(circuit, part, leaves)
    events = len(circuit.events)
    size: dict[int, int] = {}
    uses: dict[int, int] = {}
    for gate in inner:
        parts = circuit.gates[gate - events][2]
        size[gate] = sum(size.get(one, 1) for one in parts)
        for one in parts:
            uses[one] = uses.get(one, 0) + 1
    ranks: tuple[Rank, ...] = (
        lambda one: -size.get(one, 1),
        lambda one: 0,
        lambda one: (-uses[one], size.get(one, 1)),
    )
    return [_walk(circuit, part, inner, rank) for rank in ranks]


def _inner(circuit: Circuit, part: int, leaves: set[int]) -> list[int]:
    """The gates from `part` down to the leaves, parts first."""
    events, seen, pending = len(circuit.events), {part}, [part]
    while pending:
        for one in circuit.gates[pending.pop() - events][2]:
            if one >= events and one not in leaves and one not in seen:
                seen.add(one)
                pending.append(one)
    return sorted(seen)


def _walk(circuit: Circuit, part: int, inner: Sequence[int], rank: Rank) -> tuple[int, ...]:
    """The variables in the order in which a walk meets them; what is fixed is none."""
    events, gates = len(circuit.events), set(inner)
    seen: dict[int, None] = {}
    pending = [part]
    while pending:
        one = pending.pop()
        if one in seen:
            continue
        seen[one] = None
        if one in gates:
            pending += sorted(circuit.gates[one - events][2], key=rank)[::-1]
    return tuple(one for one in seen if one not in gates and one not in circuit.fixed)


def _build(circuit: Circuit, part: int, leaves: set[int], order: Sequence[int], diagrams: Diagrams) -> int:
    events = len(circuit.events)
    function = {one: int(circuit.chances[one]) for one in circuit.fixed}
    function |= {one: diagrams.variable(level) for level, one in enumerate(order)}
    for gate in _inner(circuit, part, leaves):
        op, least, parts = circuit.gates[gate - events]
        function[gate] = diagrams.of(op, least, [function[one] for one in parts])
    return function[part]
