"""Minimal cut sets as zero-suppressed decision diagrams: millions of sets in thousands of nodes.

After A. Rauzy, New Algorithms for Fault Trees Analysis, 1993, and Mathematical Foundations of Minimal
Cutsets, 2001: of a function that negations keep from being coherent, the sets of failures that bring the top
about whatever else holds or not.
"""

from __future__ import annotations

from collections.abc import Sequence

from lintel.engines.resilience.bdd import END, OR, Diagrams
from lintel.engines.resilience.problems import TooLarge

SLOT = 128  # bits for the number of sets of one order


class Families:
    """Families of sets of variables; 0 is the empty family, 1 the family of the empty set.

    `high[node]` are the sets with the variable, without naming it; `low[node]` those without. Parts of a node
    have smaller numbers than itself. Raises `TooLarge` when more than `limit` nodes are made.
    """

    def __init__(self, limit: int) -> None:
        self.level, self.low, self.high = [END, END], [0, 1], [0, 1]
        self.limit = limit
        self._nodes: dict[tuple[int, int, int], int] = {}
        self._known: dict[int, int] = {}

    def node(self, level: int, low: int, high: int) -> int:
        """The sets of `low`, and those of `high` with the variable of this level added."""
        if high == 0:
            return low
        key = (level, low, high)
        found = self._nodes.get(key)
        if found is None:
            found = len(self.level)
            if found > self.limit:
                raise TooLarge
            self._nodes[key] = found
            self.level.append(level)
            self.low.append(low)
            self.high.append(high)
        return found

    def minimal(self, diagrams: Diagrams, root: int) -> int:
        """The minimal sets of variables that make a function true, the absence of others being free.

        With the variable either branch will do where a negation is in play, and the sets of “either” are
        those of both; so this holds for functions that are not coherent too.
        """
        found = {0: 0, 1: 1}
        for node in diagrams.below(root):
            low, high = found[diagrams.low[node]], found[diagrams.high[node]]
            found[node] = self.node(diagrams.level[node], low, self.without(high, low))
        return found[root]

    def without(self, one: int, other: int) -> int:
        """The sets of `one` that contain no set of `other`."""
        level, low, high, known = self.level, self.low, self.high, self._known
        pending, done = [(0, one, other)], list[int]()
        while pending:
            step, f, g = pending.pop()
            if step == 1:  # both branches are done: the level, and the key of what they belong to
                upper = done.pop()
                known[g] = found = self.node(f, done.pop(), upper)
                done.append(found)
            elif step == 2:  # what is left of the upper branch must also contain no set of g
                pending.append((0, done.pop(), g))
            elif f == 0 or g == 1 or f == g:
                done.append(0)
            elif g == 0 or f == 1:
                done.append(f)
            else:
                key = f << 32 | g
                found = known.get(key, -1)
                at, to = level[f], level[g]
                if found >= 0:
                    done.append(found)
                elif at > to:
                    pending.append((0, f, low[g]))
                elif at < to:
                    pending += ((1, at, key), (0, high[f], g), (0, low[f], g))
                else:
                    pending += ((1, at, key), (2, 0, low[g]), (0, high[f], high[g]), (0, low[f], low[g]))
        return done[0]

    def below(self, root: int) -> list[int]:
        """The nodes of a family without the constants, parts first."""
        seen, pending = {0, 1}, [root]
        while pending:
            node = pending.pop()
            if node not in seen:
                seen.add(node)
                pending += (self.low[node], self.high[node])
        return sorted(seen)[2:]

    def orders(self, root: int, of_level: Sequence[int]) -> dict[int, int]:
        """How many sets of each order each node has, packed: SLOT bits for each order, the lowest for 0.

        `of_level[level]` is the same for what the variable stands for: 1 << SLOT for a basic event.
        """
        found = {0: 0, 1: 1}
        for node in self.below(root):
            found[node] = found[self.low[node]] + found[self.high[node]] * of_level[self.level[node]]
        return found

    def having(self, root: int, level: int) -> int:
        """The sets that contain the variable of a level."""
        found = {0: 0, 1: 0}
        for node in self.below(root):
            at = self.level[node]
            if at == level:
                found[node] = self.node(level, 0, self.high[node])
            elif at > level:
                found[node] = 0
            else:
                found[node] = self.node(at, found[self.low[node]], found[self.high[node]])
        return found[root]

    def union(self, root: int, diagrams: Diagrams) -> int:
        """The function “at least one of the sets is there in full”, in other diagrams of the same order."""
        found = {0: 0, 1: 1}
        for node in self.below(root):
            low = found[self.low[node]]
            high = diagrams.combine(OR, found[self.high[node]], low)
            found[node] = diagrams.node(self.level[node], low, high)
        return found[root]


def unpacked(packed: int) -> dict[int, int]:
    """The number of sets of each order."""
    found, order = {}, 0
    while packed:
        count = packed & ((1 << SLOT) - 1)
        if count:
            found[order] = count
        packed >>= SLOT
        order += 1
    return found
