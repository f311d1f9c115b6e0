"""Fault trees: the top's probability, its minimal cut sets, and which events matter most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lintel.engines.resilience import sampling
from lintel.engines.resilience.bdd import Diagrams
from lintel.engines.resilience.circuit import Circuit, FaultTree
from lintel.engines.resilience.modules import Module, solved
from lintel.engines.resilience.outcome import CutSet, CutSets, Estimate, Importance
from lintel.engines.resilience.problems import TooLarge, Unsound
from lintel.engines.resilience.small import small_sets
from lintel.engines.resilience.zdd import SLOT, Families, unpacked

LIMIT = 250_000  # nodes of one diagram: a second or two, and some 100 MiB
UNIONS = 200_000  # nodes for the unions of cut sets that Fussell and Vesely ask for
ORDER = 3  # of cut sets where all of them would be too many


def probability(tree: FaultTree, *, samples: int = 100_000, seed: int = 1, limit: int = LIMIT) -> Estimate:
    """How likely the top event is: exact where the tree's diagrams keep to `limit`, drawn otherwise."""
    circuit = tree.circuit()
    top = circuit.number[tree.top]
    try:
        value = _chances(circuit, top, limit)[1][top]
    except TooLarge:
        hits = int(sampling.counts(circuit, [top], samples, seed)[0])
        low, high = sampling.interval(hits, samples)
        return Estimate(hits / samples, float(low), float(high))
    return Estimate(value, value, value)


def _chances(circuit: Circuit, top: int, limit: int) -> tuple[list[Module], dict[int, float]]:
    """The modules, and the probability of every event and module by number."""
    inside = solved(circuit, top, limit)
    chance = dict(enumerate(circuit.chances))
    for module in inside:
        diagrams, known = module.diagrams, [chance[part] for part in module.order]
        chance[module.part] = diagrams.chances(diagrams.below(module.root), known)[module.root]
    return inside, chance


@dataclass(frozen=True)
class _Sets:
    """The cut sets of every module: the family, its top node, and its numbers of sets by order, packed."""

    families: Families
    root: int
    orders: Mapping[int, int]
    module: Module


def cut_sets(tree: FaultTree, *, order: int | None = None, most: int = 1000, limit: int = LIMIT) -> CutSets:
    """The minimal cut sets up to an order: all are counted, at most `most` are listed.

    Where the tree's diagrams do not keep to `limit`, only sets up to `order` (3 by default) are sought and
    counted. The result says whether it is complete. Raises `Unsound` where even these are too many.
    """
    if order is not None and order < 1:
        raise Unsound("order", f"{order} is no order.", "Give a whole number from 1.")
    circuit = tree.circuit()
    top = circuit.number[tree.top]
    try:
        solutions = _families(circuit, top, limit)
    except TooLarge:
        return _by_hand(circuit, top, order or ORDER, most)
    orders = unpacked(solutions[top].orders[solutions[top].root])
    listed: list[tuple[int, ...]] = []
    for size in sorted(orders):
        if order is not None and size > order:
            break
        for found in _listed(solutions, len(circuit.events), top, size):
            if len(listed) == most:
                break
            listed.append(found)
    wanted = sum(count for size, count in orders.items() if order is None or size <= order)
    reasons = []
    if len(listed) < wanted:
        reasons.append(f"{len(listed):,} of {wanted:,} are listed.")
    if wanted < sum(orders.values()):
        reasons.append(f"{sum(orders.values()) - wanted:,} have an order above {order}.")
    return CutSets(_shown(circuit, listed), orders, not reasons, " ".join(reasons))


def _families(circuit: Circuit, top: int, limit: int, *, split: bool = True) -> dict[int, _Sets]:
    packed: dict[int, int] = dict.fromkeys(range(len(circuit.events)), 1 << SLOT)
    found: dict[int, _Sets] = {}
    for module in solved(circuit, top, limit, split=split):
        families = Families(limit)
        root = families.minimal(module.diagrams, module.root)
        orders = families.orders(root, [packed[part] for part in module.order])
        if not circuit.coherent and module.part != top and orders[root] & 1:
            # it holds while nothing fails, so its absence, which a “not” above may ask for, has its price
            return _families(circuit, top, limit, split=False)
        packed[module.part] = orders[root]
        found[module.part] = _Sets(families, root, orders, module)
    return found


def _listed(found: Mapping[int, _Sets], events: int, top: int, size: int) -> Iterator[tuple[int, ...]]:
    """The cut sets of one order, one after the other, as numbers of events."""

    def sets(here: _Sets, node: int, size: int) -> Iterator[tuple[int, ...]]:
        families = here.families
        while node > 1:
            if not here.orders[node] >> SLOT * size & ((1 << SLOT) - 1):
                return
            part, rest = here.module.order[families.level[node]], families.high[node]
            if part < events:
                if size:
                    yield from ((part, *others) for others in sets(here, rest, size - 1))
            else:
                inner = found[part]
                for share in range(1, size + 1):
                    for others in sets(here, rest, size - share):
                        yield from (one + others for one in sets(inner, inner.root, share))
            node = families.low[node]
        if node == 1 and size == 0:
            yield ()

    yield from sets(found[top], found[top].root, size)


def _by_hand(circuit: Circuit, top: int, order: int, most: int) -> CutSets:
    if not circuit.coherent:
        raise Unsound(
            "tree", "It is too large to find cut sets where gates negate.", "Take a smaller part of it."
        )
    found = small_sets(circuit, top, order)
    sizes = [len(one) for one in found]
    orders = {size: sizes.count(size) for size in sorted(set(sizes))}
    reasons = [f"Only sets up to order {order} were sought."]
    if len(found) > most:
        reasons.append(f"{most:,} of {len(found):,} are listed.")
    found.sort(key=lambda one: (len(one), one))
    return CutSets(_shown(circuit, found[:most]), orders, complete=False, shortened=" ".join(reasons))


def _shown(circuit: Circuit, sets: list[tuple[int, ...]]) -> tuple[CutSet, ...]:
    found = []
    for one in sets:
        chance = 1.0
        for event in one:
            chance *= circuit.chances[event]
        found.append(CutSet(tuple(sorted(circuit.events[event] for event in one)), chance))
    return tuple(sorted(found, key=lambda one: (len(one.events), -one.probability, one.events)))


def importance(tree: FaultTree, *, limit: int = LIMIT) -> tuple[Importance, ...]:
    """What each basic event means for the top, the most important first (by Birnbaum's measure).

    Birnbaum's importance is ∂P(top) / ∂q (Z. W. Birnbaum, 1969), criticality q × Birnbaum ÷ P(top), and
    Fussell–Vesely's P(some minimal cut set with the event) ÷ P(top) (J. B. Fussell, 1975). Raises `Unsound`
    where the tree is too large to be exact.
    """
    circuit = tree.circuit()
    top = circuit.number[tree.top]
    try:
        inside, chance = _chances(circuit, top, limit)
    except TooLarge:
        raise Unsound(
            "tree", "It is too large for exact importance measures.", "Take the part that matters most."
        ) from None
    slope = {top: 1.0}
    for module in reversed(inside):
        known = [chance[part] for part in module.order]
        for level, value in module.diagrams.slopes(module.root, known).items():
            slope[module.order[level]] = slope.get(module.part, 0.0) * value
    shares = _shares(inside, chance, top, min(limit, UNIONS)) if circuit.coherent else None
    whole = chance[top]
    found = [
        Importance(
            circuit.events[event],
            chance[event],
            slope.get(event, 0.0),
            chance[event] * slope.get(event, 0.0) / whole if whole else 0.0,
            shares.get(event, 0.0) if shares is not None else None,
        )
        for event in range(len(circuit.events))
        if event not in circuit.fixed
    ]
    return tuple(sorted(found, key=lambda one: (-one.birnbaum, one.event)))


def _shares(
    inside: list[Module], chance: Mapping[int, float], top: int, limit: int
) -> dict[int, float] | None:
    """Fussell–Vesely's measure by number of the event; None where it would be too large.

    Within one module it is the union of the cut sets with the variable; through modules it multiplies, for
    every cut set of a module joins every remainder.
    """
    found = {top: 1.0}
    try:
        for module in reversed(inside):
            if not chance[module.part]:
                continue
            known = [chance[part] for part in module.order]
            families = Families(limit)
            root = families.minimal(module.diagrams, module.root)
            union = Diagrams(limit)
            for level, part in enumerate(module.order):
                function = families.union(families.having(root, level), union)
                value = union.chances(union.below(function), known)[function]
                found[part] = found.get(module.part, 0.0) * value / chance[module.part]
    except TooLarge:
        return None
    return found
