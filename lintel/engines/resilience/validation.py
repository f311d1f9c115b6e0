"""What makes a system sound; each refusal names the place and the way out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lintel.engines.resilience.model import AllOf, AnyOf, AtLeast, Cause, Node, Requirement, Scenario, System
from lintel.engines.resilience.problems import Unsound

MOST = 1e15  # of any number
DEEPEST = 60  # levels of one requirement


def validate(system: System) -> None:
    """Raises `Unsound` for the first thing that is wrong."""
    keys: dict[str, str] = {}
    kinds: tuple[tuple[str, Sequence[Node | Cause]], ...] = (
        ("nodes", system.nodes),
        ("causes", system.causes),
    )
    for kind, parts in kinds:
        for index, part in enumerate(parts):
            _named(keys, part.key, f"{kind}[{index}].key")
            _failing(part, f"{kind}[{index}]")
    nodes, causes = {node.key for node in system.nodes}, {cause.key for cause in system.causes}
    for index, node in enumerate(system.nodes):
        _node(node, f"nodes[{index}]", nodes, causes)
    _no_cycle(system)
    for index, flow in enumerate(system.flows):
        place = f"flows[{index}]"
        known(flow.source, nodes, f"{place}.source", "node")
        if not flow.targets:
            raise Unsound(f"{place}.targets", "The flow goes nowhere.", "Name at least one node.")
        _all_known(flow.targets, nodes, f"{place}.targets", "node")
        number(flow.load, f"{place}.load")
    for index, edge in enumerate(system.access):
        known(edge.source, nodes, f"access[{index}].source", "node")
        known(edge.target, nodes, f"access[{index}].target", "node")


def validate_scenario(system: System, scenario: Scenario, place: str = "scenario") -> None:
    """Raises `Unsound` where a scenario names what is not there, or has a number that makes no sense."""
    nodes = {node.key for node in system.nodes}
    parts = nodes | {cause.key for cause in system.causes}
    _all_known(scenario.out, parts, f"{place}.out", "node or cause")
    _all_known(scenario.compromised, nodes, f"{place}.compromised", "node")
    number(scenario.surge, f"{place}.surge")
    share(scenario.saving, f"{place}.saving")


def number(value: float, place: str, least: float = 0.0) -> None:
    """Raises `Unsound` unless the value is finite, at least `least`, and not absurd."""
    if not math.isfinite(value) or not least <= value <= MOST:
        raise Unsound(place, f"{value:g} is out of range.", f"Give a number from {least:g} to {MOST:g}.")


def share(value: float, place: str) -> None:
    """Raises `Unsound` unless the value lies between 0 and 1."""
    if not 0 <= value <= 1:
        raise Unsound(place, f"{value:g} is no share.", "Give a number from 0 to 1.")


def known(key: str, keys: Iterable[str], place: str, what: str) -> None:
    """Raises `Unsound` unless the key is one of those known, with the nearest one as a hint."""
    if key not in keys:
        import difflib

        near = difflib.get_close_matches(key, list(keys)[:5000], 1)
        hint = f"Did you mean “{near[0]}”?" if near else "Add it, or correct the key."
        raise Unsound(place, f"There is no {what} “{key}”.", hint)


def named_in(needs: Requirement | None, place: str = "") -> Iterator[tuple[str, str]]:
    """Every node that a requirement names, with its place."""
    return ((part, where) for part, where in _parts(needs, place) if isinstance(part, str))


def _parts(needs: Requirement | None, place: str) -> Iterator[tuple[Requirement, str]]:
    """A requirement and all in it, each with its place. One that is nested too deeply is refused."""
    pending: list[tuple[Requirement, str, int]] = [(needs, place, 0)] if needs is not None else []
    while pending:
        part, where, depth = pending.pop()
        yield part, where
        if isinstance(part, str):
            continue
        if depth >= DEEPEST:
            raise Unsound(where, "The requirement is nested too deeply.", "Give inner parts their own nodes.")
        word = {AllOf: "all", AnyOf: "any", AtLeast: "of"}[type(part)]
        inner = [(one, f"{where}.{word}[{i}]", depth + 1) for i, one in enumerate(part.parts)]
        pending += reversed(inner)


def _named(keys: dict[str, str], key: str, place: str) -> None:
    if not key:
        raise Unsound(place, "The key is empty.", "Give it one.")
    if not key.isprintable():
        raise Unsound(
            place, f"{key!r} has signs that cannot be seen.", "Use letters, digits, blanks, dashes."
        )
    if key in keys:
        raise Unsound(place, f"“{key}” is there already, at {keys[key]}.", "Rename one of them.")
    keys[key] = place


def _failing(part: Node | Cause, place: str) -> None:
    times = (part.mttf, part.mttr)
    if part.availability is not None:
        share(part.availability, f"{place}.availability")
        if times != (None, None):
            raise Unsound(f"{place}.availability", "mttf and mttr say it too.", "Keep one of the two ways.")
    elif (part.mttf is None) != (part.mttr is None):
        missing = "mttf" if part.mttf is None else "mttr"
        raise Unsound(f"{place}.{missing}", "One of mttf and mttr is missing.", "Give both, in hours.")
    elif part.mttf is not None and part.mttr is not None:
        number(part.mttf, f"{place}.mttf")
        number(part.mttr, f"{place}.mttr")


def _node(node: Node, place: str, nodes: set[str], causes: set[str]) -> None:
    _all_known(node.causes, causes, f"{place}.causes", "cause")
    _needs(node.needs, f"{place}.needs", nodes)
    for index, mode in enumerate(node.degraded):
        share(mode.keeps, f"{place}.degraded[{index}].keeps")
        _needs(mode.needs, f"{place}.degraded[{index}].needs", nodes)
    for measure, value in node.weights.items():
        number(value, f"{place}.weights.{measure}")
    number(node.cost, f"{place}.cost")
    if node.capacity is not None:
        number(node.capacity, f"{place}.capacity")


def _needs(needs: Requirement | None, place: str, nodes: set[str]) -> None:
    for part, where in _parts(needs, place):
        if isinstance(part, str):
            known(part, nodes, where, "node")
        elif not part.parts:
            raise Unsound(where, "There is nothing in it.", "Name at least one node, or leave it out.")
        elif isinstance(part, AtLeast) and not 1 <= part.least <= len(part.parts):
            raise Unsound(
                f"{where}.least",
                f"{part.least} of {len(part.parts)} parts makes no sense.",
                f"Give a whole number from 1 to {len(part.parts)}.",
            )


def _all_known(keys: Sequence[str], among: set[str], place: str, what: str) -> None:
    for index, key in enumerate(keys):
        known(key, among, f"{place}[{index}]", what)


def _no_cycle(system: System) -> None:
    needed = {}
    for node in system.nodes:
        found = [key for key, _ in named_in(node.needs)]
        for mode in node.degraded:
            found += [key for key, _ in named_in(mode.needs)]
        needed[node.key] = found
    cycle = cycle_in(needed)
    if cycle:
        place = next(i for i, node in enumerate(system.nodes) if node.key == cycle[0])
        raise Unsound(
            f"nodes[{place}].needs",
            f"The requirements go round in a circle: {' → '.join(f'“{key}”' for key in cycle)}.",
            "Take one of these needs away, or make it a degraded mode without it.",
        )


def cycle_in(edges: Mapping[str, Sequence[str]]) -> list[str]:
    """The keys of one circle, first and last the same; empty where there is none."""
    state = dict.fromkeys(edges, 0)  # 0 not seen, 1 on the way, 2 done
    for start in edges:
        if state[start]:
            continue
        path, ways = [start], [iter(edges[start])]
        state[start] = 1
        while path:
            step = next(ways[-1], None)
            if step is None:
                state[path.pop()] = 2
                ways.pop()
            elif state.get(step, 2) == 1:
                return [*path[path.index(step) :], step]
            elif state.get(step, 2) == 0:
                state[step] = 1
                path.append(step)
                ways.append(iter(edges[step]))
    return []
