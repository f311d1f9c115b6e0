"""Small minimal cut sets of a circuit that is too large for diagrams: from the parts up, larger ones
dropped."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from lintel.engines.resilience.circuit import Circuit
from lintel.engines.resilience.problems import Unsound

Sets = frozenset[frozenset[int]]
MOST = 200_000  # sets of one gate

NEVER: Sets = frozenset()
ALWAYS: Sets = frozenset({frozenset()})


def small_sets(circuit: Circuit, top: int, order: int) -> list[tuple[int, ...]]:
    """The minimal cut sets of at most `order` events of a coherent circuit, as numbers of events.

    What is dropped is larger than the order, and so is everything that contains it: what is found is
    complete up to the order. Raises `Unsound` when a gate has too many.
    """
    found: list[Sets] = []
    for event, chance in enumerate(circuit.chances):
        if event in circuit.fixed:
            found.append(ALWAYS if chance else NEVER)
        else:
            found.append(frozenset({frozenset({event})}))
    for op, least, parts in circuit.gates[: top + 1 - len(circuit.events)]:
        given = [found[part] for part in parts]
        if op == "or":
            found.append(_minimal(one for sets in given for one in sets))
        elif op == "and":
            found.append(_all(given, order))
        else:
            ways = combinations(given, least)
            found.append(_minimal(one for chosen in ways for one in _all(chosen, order)))
    return [tuple(sorted(one)) for one in found[top]]


def _all(given: Iterable[Sets], order: int) -> Sets:
    """One set of each, joined."""
    joined = ALWAYS
    for sets in sorted(given, key=len):
        joined = _minimal(one | other for one in joined for other in sets if len(one | other) <= order)
    return joined


def _minimal(sets: Iterable[frozenset[int]]) -> Sets:
    """Without the sets that contain another one."""
    kept: set[frozenset[int]] = set()
    for one in sorted(set(sets), key=len):
        parts = (frozenset(some) for size in range(len(one)) for some in combinations(one, size))
        if not any(part in kept for part in parts):
            kept.add(one)
            if len(kept) > MOST:
                raise Unsound("order", "There are too many cut sets.", "Ask for a smaller order.")
    return frozenset(kept)
