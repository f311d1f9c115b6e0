"""Reduced ordered binary decision diagrams, small: numbers for nodes, a limit for their count.

After R. E. Bryant, Graph-Based Algorithms for Boolean Function Manipulation, 1986. Works without recursion,
so that the length of an order is bounded by room alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from lintel.engines.resilience.problems import TooLarge

AND, OR, XOR = 0, 1, 2
END = 1 << 30  # the level of the two constants, below every variable


class Diagrams:
    """Functions over variables 0, 1, 2 … in that order; 0 and 1 are the constants, other numbers are nodes.

    Parts of a node have smaller numbers than itself. Raises `TooLarge` when more than `limit` nodes are made.
    """

    def __init__(self, limit: int) -> None:
        self.level, self.low, self.high = [END, END], [0, 1], [0, 1]
        self.limit = limit
        self._nodes: dict[tuple[int, int, int], int] = {}
        self._known: tuple[dict[int, int], dict[int, int], dict[int, int]] = ({}, {}, {})

    def node(self, level: int, low: int, high: int) -> int:
        """The function “high if the variable of this level holds, else low”."""
        if low == high:
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

    def variable(self, level: int) -> int:
        """The function that is the variable of this level itself."""
        return self.node(level, 0, 1)

    def combine(self, op: int, one: int, other: int) -> int:
        """`one` AND, OR, XOR `other`."""
        known, level, low, high = self._known[op], self.level, self.low, self.high
        pending, done = [(one, other)], list[int]()
        while pending:
            f, g = pending.pop()
            if f < 0:  # both branches are done: −level − 1, and the key of what they belong to
                upper = done.pop()
                known[g] = found = self.node(-f - 1, done.pop(), upper)
                done.append(found)
                continue
            if f > g:
                f, g = g, f
            if f == g:
                done.append(0 if op == XOR else f)
            elif f == 0:
                done.append(0 if op == AND else g)
            elif f == 1 and op != XOR:
                done.append(g if op == AND else 1)
            else:
                key = f << 32 | g
                found = known.get(key, -1)
                if found >= 0:
                    done.append(found)
                    continue
                at, to = level[f], level[g]
                if at == to:
                    pending += ((-at - 1, key), (high[f], high[g]), (low[f], low[g]))
                elif at < to:
                    pending += ((-at - 1, key), (high[f], g), (low[f], g))
                else:
                    pending += ((-to - 1, key), (f, high[g]), (f, low[g]))
        return done[0]

    def many(self, op: int, functions: Sequence[int]) -> int:
        """All of them combined, those of the last variables first."""
        ordered = sorted(functions, key=lambda function: (-self.level[function], function))
        found = ordered[0]
        for function in ordered[1:]:
            found = self.combine(op, found, function)
        return found

    def at_least(self, least: int, functions: Sequence[int]) -> int:
        """At least so many of the functions hold."""
        reached = [1] + [0] * least  # reached[j]: at least j of those seen so far
        for function in sorted(functions, key=lambda one: (-self.level[one], one)):
            for j in range(least, 0, -1):
                more = self.combine(AND, function, reached[j - 1])
                reached[j] = self.combine(OR, more, reached[j])
        return reached[least]

    def of(self, op: str, least: int, functions: Sequence[int]) -> int:
        """A gate of a circuit over functions."""
        if op == "atleast":
            return self.at_least(least, functions)
        if op == "not":
            return self.combine(XOR, 1, functions[0])
        return self.many({"and": AND, "or": OR, "xor": XOR}[op], functions)

    def below(self, root: int) -> list[int]:
        """The nodes of a function without the constants, parts first."""
        seen, pending = {0, 1}, [root]
        while pending:
            node = pending.pop()
            if node not in seen:
                seen.add(node)
                pending += (self.low[node], self.high[node])
        return sorted(seen)[2:]

    def chances(self, nodes: Sequence[int], chance: Sequence[float]) -> dict[int, float]:
        """The probability of each of `nodes` (parts first), where `chance[level]` is that of a variable."""
        found = {0: 0.0, 1: 1.0}
        for node in nodes:
            p = chance[self.level[node]]
            found[node] = p * found[self.high[node]] + (1.0 - p) * found[self.low[node]]
        return found

    def slopes(self, root: int, chance: Sequence[float]) -> dict[int, float]:
        """For each level the derivative of the function's probability by that of the variable."""
        nodes = self.below(root)
        value = self.chances(nodes, chance)
        reach = dict.fromkeys((0, 1, *nodes), 0.0)
        reach[root] = 1.0
        found: dict[int, float] = {}
        for node in reversed(nodes):
            level, low, high, r = self.level[node], self.low[node], self.high[node], reach[node]
            found[level] = found.get(level, 0.0) + r * (value[high] - value[low])
            reach[high] += r * chance[level]
            reach[low] += r * (1.0 - chance[level])
        return found
