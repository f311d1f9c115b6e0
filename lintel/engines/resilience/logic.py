"""A system as failure logic: which basic events bring which node down.

A node's own failure is the basic event with the node's key, a cause's failure the one with the cause's key.
The gate “down” of a node says that it is down; its gate “below i” that neither its needs nor those of its
first i degraded modes, the best ones first, are met, so that “below 0” is: not at its full service. Keys are
printable, so the line break in a gate's name keeps gates and events apart.
"""

from __future__ import annotations

from collections.abc import Collection

from lintel.engines.resilience.circuit import Circuit, FaultTree, Gate, circuit
from lintel.engines.resilience.model import (
    AllOf,
    AnyOf,
    Cause,
    Mode,
    Node,
    Requirement,
    System,
    unavailability,
)
from lintel.engines.resilience.problems import Unsound


def down(key: str) -> str:
    """The name of the gate that says that a node is down."""
    return f"down\n{key}"


def below(key: str, mode: int) -> str:
    """The name of the gate that says that a node is worse than its mode (0: than at full service)."""
    return f"below {mode}\n{key}"


def modes(node: Node) -> list[Mode]:
    """The degraded modes that keep something, the best first."""
    return sorted((mode for mode in node.degraded if mode.keeps > 0), key=lambda mode: -mode.keeps)


def gates(system: System) -> dict[str, Gate]:
    """Every gate of the system."""
    made: dict[str, Gate] = {}
    for node in system.nodes:
        missing: list[str] = []
        always = False  # a mode without needs holds whatever is out around the node
        for index, needs in enumerate([node.needs, *(mode.needs for mode in modes(node))]):
            always = always or needs is None
            if needs is not None:
                missing.append(_unmet(needs, f"unmet {index}\n{node.key}", made))
            strike = [node.key, *node.causes]
            if not always:
                nothing = f"nothing {index}\n{node.key}"
                made[nothing] = Gate("and", tuple(missing))
                strike.append(nothing)
            made[below(node.key, index)] = Gate("or", tuple(strike))
        made[down(node.key)] = Gate("or", (below(node.key, len(modes(node))),))
    return made


def _unmet(needs: Requirement, name: str, made: dict[str, Gate]) -> str:
    """The name of the gate that says that a requirement is not met; at least k of n becomes n − k + 1."""
    if isinstance(needs, str):
        return down(needs)
    parts = tuple(_unmet(part, f"{name}.{index}", made) for index, part in enumerate(_ordered(needs)))
    if isinstance(needs, AllOf):
        made[name] = Gate("or", parts)
    elif isinstance(needs, AnyOf):
        made[name] = Gate("and", parts)
    else:
        made[name] = Gate("atleast", parts, len(parts) - needs.least + 1)
    return name


def _ordered(needs: Requirement) -> list[Requirement]:
    return [] if isinstance(needs, str) else sorted(needs.parts, key=repr)


def events(system: System, out: Collection[str] = ()) -> dict[str, float]:
    """The probability of each basic event; 1 for what is out."""
    parts: tuple[Node | Cause, ...] = (*system.nodes, *system.causes)
    return {part.key: 1.0 if part.key in out else unavailability(part) for part in parts}


def whole(system: System, out: Collection[str] = ()) -> Circuit:
    """The circuit of every node and all its modes, and of every cause, whether a node names it or not."""
    made = gates(system)
    tops = [name for name in made if name.startswith(("down", "below"))]
    tops += [cause.key for cause in system.causes]
    return circuit(made, events(system, out), tops, frozenset(out))


def fault_tree(system: System, top: str, out: Collection[str] = ()) -> FaultTree:
    """The fault tree of “this node is down”. Raises `Unsound` for an unknown node."""
    if top not in {node.key for node in system.nodes}:
        raise Unsound("top", f"There is no node “{top}”.", "Give the key of a node.")
    return FaultTree(down(top), gates(system), events(system, out), frozenset(out), top)
