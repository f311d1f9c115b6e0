"""Failure logic as a circuit: basic events, and gates over them in an order in which parts come first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lintel.engines.resilience.problems import Unsound
from lintel.engines.resilience.validation import cycle_in

Op = Literal["and", "or", "atleast", "xor", "not"]


@dataclass(frozen=True)
class Gate:
    """What happens when its `parts` (gates or basic events) do: all, any, at least `least`, an odd number of
    them, or the one part not."""

    op: Op
    parts: tuple[str, ...]
    least: int = 0


@dataclass(frozen=True)
class FaultTree:
    """A fault tree: a top event, gates by name, and the probability (0 … 1) of each basic event.

    Events that are `fixed` (house events: 0 or 1) are taken for granted and stand in no cut set.
    """

    top: str
    gates: Mapping[str, Gate]
    events: Mapping[str, float]
    fixed: frozenset[str] = frozenset()
    name: str = ""

    def circuit(self) -> Circuit:
        """The part of the tree below its top. Raises `Unsound` for a circle, or for what makes no sense."""
        return circuit(self.gates, self.events, (self.top,), self.fixed)


@dataclass(frozen=True)
class Circuit:
    """Parts are numbered: events 0 … n−1, then gates. `gates[i]` is part n+i: (op, least, parts below n+i).
    Gates of a single other gate have that gate's number.

    `fixed` events hold (chance 1) or do not (chance 0), for sure.
    """

    events: tuple[str, ...]
    chances: tuple[float, ...]
    gates: tuple[tuple[Op, int, tuple[int, ...]], ...]
    number: Mapping[str, int] = field(repr=False)
    fixed: frozenset[int] = frozenset()

    @property
    def coherent(self) -> bool:
        """Whether more failures never mend anything: there is no “not” and no “odd number of”."""
        return all(op in ("and", "or", "atleast") for op, _, _ in self.gates)


def circuit(
    gates: Mapping[str, Gate],
    events: Mapping[str, float],
    tops: Iterable[str],
    fixed: Collection[str] = frozenset(),
) -> Circuit:
    """What lies below the tops, in an order that depends on names alone and not on the order of rows."""
    wanted = sorted(set(tops))
    order = _parts_first(gates, events, wanted)
    basic = sorted(name for name in order if name not in gates)
    for name in basic:
        if not 0 <= events[name] <= 1:
            raise Unsound(name, f"{events[name]} is no probability.", "Give a number from 0 to 1.")
    number = {name: index for index, name in enumerate(basic)}
    made: list[tuple[Op, int, tuple[int, ...]]] = []
    for name in order:
        if name in gates:
            gate = gates[name]
            if not gate.parts or (gate.op == "not" and len(gate.parts) > 1):
                raise Unsound(name, f"This gate has {len(gate.parts)} parts.", "Correct their number.")
            parts = tuple(number[part] for part in gate.parts)
            if len(parts) == 1 and parts[0] >= len(basic) and gate.op != "not":
                number[name] = parts[0]  # all of one, or any of one, is the one
            else:
                number[name] = len(basic) + len(made)
                made.append((gate.op, gate.least, parts))
    chances = tuple(events[name] for name in basic)
    sure = frozenset(number[name] for name in basic if name in fixed)
    return Circuit(tuple(basic), chances, tuple(made), number, sure)


def _parts_first(gates: Mapping[str, Gate], events: Mapping[str, float], tops: list[str]) -> list[str]:
    """Every part below the tops, each after its own parts."""
    done: dict[str, None] = {}
    pending = [(top, False) for top in reversed(tops)]
    way: set[str] = set()
    while pending:
        name, ready = pending.pop()
        if ready:
            way.discard(name)
            done[name] = None
        elif name in way:
            names = cycle_in({key: [p for p in gate.parts if p in gates] for key, gate in gates.items()})
            shown = " → ".join(f"“{key}”" for key in names)
            raise Unsound(f"gate “{names[0]}”", f"The gates go round in a circle: {shown}.", "Break it.")
        elif name not in done:
            if name not in gates and name not in events:
                raise Unsound(name, "This part is used but nowhere defined.", "Define it, or remove it.")
            way.add(name)
            pending.append((name, True))
            pending += [(part, False) for part in reversed(gates[name].parts if name in gates else ())]
    return list(done)
