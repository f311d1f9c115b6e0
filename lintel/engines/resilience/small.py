"""Small minimal cut sets of a circuit that is too large for diagrams: single events at once, then from the
parts up, larger sets dropped on the way."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from lintel.engines.resilience import sampling
from lintel.engines.resilience.circuit import Circuit
from lintel.engines.resilience.problems import Unsound

Sets = frozenset[frozenset[int]]
WORK = 3_000_000  # sets looked at, in some seconds

NEVER: Sets = frozenset()
ALWAYS: Sets = frozenset({frozenset()})


def small_sets(circuit: Circuit, top: int, order: int) -> list[tuple[int, ...]]:
    """The minimal cut sets of at most `order` events of a coherent circuit, as numbers of events.

    What is dropped is larger than the order, and so is everything that contains it: what is found is complete
    up to the order. Raises `Unsound` when it would take too long.
    """
    if sampling.one_world(circuit, ())[top]:
        return [()]
    failing = [event for event in range(len(circuit.events)) if event not in circuit.fixed]
    single = {
        block[world]
        for block, rows in sampling.one_by_one(circuit, failing)
        for world in sampling.holding(rows[top], len(block))
    }
    larger = _Gatherer(order).up(circuit, top, single) if order > 1 else []
    return [(event,) for event in sorted(single)] + larger


class _Gatherer:
    """Gathers sets gate by gate, and stops when it has looked at too many."""

    def __init__(self, order: int) -> None:
        self.order, self.seen = order, 0

    def up(self, circuit: Circuit, top: int, single: set[int]) -> list[tuple[int, ...]]:
        """The sets of two or more; what brings the top about alone is in none of them."""
        found: list[Sets] = []
        for event, chance in enumerate(circuit.chances):
            if event in single or event in circuit.fixed:
                found.append(ALWAYS if event in circuit.fixed and chance else NEVER)
            else:
                found.append(frozenset({frozenset({event})}))
        for op, least, parts in circuit.gates[: top + 1 - len(circuit.events)]:
            given = [found[part] for part in parts]
            if op == "or":
                found.append(self.minimal(one for sets in given for one in sets))
            elif op == "and":
                found.append(self.joined(given))
            else:
                ways = combinations(given, least)
                found.append(self.minimal(one for chosen in ways for one in self.joined(chosen)))
        return sorted(tuple(sorted(one)) for one in found[top])

    def joined(self, given: Iterable[Sets]) -> Sets:
        """One set of each, joined."""
        found = ALWAYS
        for sets in sorted(given, key=len):
            found = self.minimal(self.pairs(found, sets))
        return found

    def pairs(self, some: Sets, others: Sets) -> Iterable[frozenset[int]]:
        """Each of the one with each of the other, as far as they are small enough."""
        for one in some:
            self.look(len(others))
            for other in others:
                both = one | other
                if len(both) <= self.order:
                    yield both

    def minimal(self, sets: Iterable[frozenset[int]]) -> Sets:
        """Without the sets that contain another one."""
        kept: set[frozenset[int]] = set()
        for one in sorted(set(sets), key=len):
            self.look(1)
            parts = (frozenset(some) for size in range(len(one)) for some in combinations(one, size))
            if not any(part in kept for part in parts):
                kept.add(one)
        return frozenset(kept)

    def look(self, count: int) -> None:
        """Counts the work."""
        self.seen += count
        if self.seen > WORK:
            raise Unsound("order", "There are too many cut sets to find.", "Ask for a smaller order.")
