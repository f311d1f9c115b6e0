"""What a storm does to an estate, worked out by the engine and kept in plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lintel.estate.inventory.models import Kind
from lintel.estate.stress.facts import PEAK
from lintel.estate.stress.inputs import Storm
from lintel.estate.stress.mapping import Mapped
from lintel.ui.problems import Problem

if TYPE_CHECKING:
    from lintel.engines import resilience as engine

SEED = 1
SAMPLES = 100_000
CUT_ORDER, CUTS_SHOWN = 3, 6  # of each touchpoint
SINGLES_SHOWN, IMPORTANT_SHOWN, POINTS_SHOWN = 25, 10, 10


def scenario_of(model: Mapped, storm: Storm) -> tuple[engine.Scenario, list[int]]:
    """The engine's scenario, and what it names that is not in the estate of that day."""
    from lintel.engines import resilience as engine

    nodes = {node.key for node in model.system.nodes}
    known = nodes | {cause.key for cause in model.system.causes}
    out = tuple(str(one) for one in storm.out if str(one) in known)
    entries = tuple(str(one) for one in storm.broken_into if str(one) in nodes)
    missing = [one for one in storm.out if str(one) not in known]
    missing += [one for one in storm.broken_into if str(one) not in nodes]
    factor = storm.surge * PEAK if storm.surge != 1 else 1.0  # a quake multiplies the busiest hour
    return engine.Scenario(storm.title, out, factor, storm.saving, entries), missing


def reckon(model: Mapped, storm: Storm, *, seed: int = SEED, samples: int = SAMPLES) -> dict[str, Any]:
    """Everything that a result shows, in plain values. Errors: `Problem` where the storm asks too much."""
    from lintel.engines import resilience as engine

    scenario, missing = scenario_of(model, storm)
    try:
        found = engine.assess(model.system, scenario, samples=samples, seed=seed)
    except engine.Unsound as wrong:
        raise Problem(wrong.reason, way_out=wrong.way_out) from wrong
    given_up = found.drought.given_up if found.drought else ()
    out = (*scenario.out, *given_up)
    states = {state.key: state for state in found.nodes}
    fallen = {key for key, one in states.items() if one.at_once <= 0}
    touched = [
        _touchpoint(model, node, states[node.key], fallen, out)
        for node in model.system.nodes
        if _is(model, node.key)
    ]
    touched.sort(key=lambda one: (one["at_once"], one["service"]["value"], -one["revenue"], one["name"]))
    worst = touched[0] if touched else None
    return {
        "assumptions": list(model.assumptions), "assumed": len(model.assumed),
        "exact": not found.samples, "samples": found.samples, "seed": seed,
        "losses": {
            measure: {"average": _estimate(loss), "at_once": found.loss_at_once[measure]}
            for measure, loss in found.loss.items()
        },
        "worth": worth(model),
        "touchpoints": touched,
        "down": _down(model, states, scenario.out),
        "dependents": _dependents(model, states),
        "singles": singles(model)[:SINGLES_SHOWN],
        "importance": _importance(model, worst["key"], out) if worst else None,
        "surge": _surge(model, storm.surge, found.surge), "drought": _drought(model, found.drought),
        "breach": _breach(model, found.breach),
        "missing": missing,
    }  # fmt: skip


def _is(model: Mapped, key: str) -> bool:
    return model.kinds[key] == Kind.TOUCHPOINT


def _estimate(found: engine.Estimate) -> dict[str, float]:
    return {"value": found.value, "low": found.low, "high": found.high}


def worth(model: Mapped) -> dict[str, float]:
    """What an hour of everything is worth, by measure."""
    total: dict[str, float] = {}
    for node in model.system.nodes:
        for measure, weight in node.weights.items():
            total[measure] = total.get(measure, 0.0) + weight
    return total


def _touchpoint(
    model: Mapped, node: engine.Node, state: engine.NodeState, fallen: set[str], out: Sequence[str]
) -> dict[str, Any]:
    lost = 1.0 - state.at_once
    return {
        "key": node.key, "name": node.name, "at_once": state.at_once,
        "availability": _estimate(state.availability), "service": _estimate(state.service),
        "revenue": node.weights.get("revenue", 0.0) * lost,
        "customers": node.weights.get("customers", 0.0) * lost,
        "why": [model.name(key) for key in why(model, node.key, fallen, set(out))] if lost > 0 else [],
        **_cuts(model, node.key, out),
    }  # fmt: skip


def _cuts(model: Mapped, key: str, out: Sequence[str]) -> dict[str, Any]:
    """The smallest sets of further failures that take it down."""
    from lintel.engines import resilience as engine

    try:
        sets = engine.cut_sets(
            engine.fault_tree(model.system, key, out), order=CUT_ORDER, most=200, limit=200_000
        )
    except engine.Unsound as wrong:
        return {"cuts": [], "cuts_note": wrong.reason}
    listed = sorted(sets.sets, key=lambda one: (-one.probability, len(one.events), one.events))
    shown = [
        {"parts": [model.name(event) for event in one.events], "chance": one.probability}
        for one in listed[:CUTS_SHOWN]
        if one.events and one.probability > 0
    ]
    return {"cuts": shown, "cuts_note": sets.shortened}


def why(model: Mapped, key: str, down: set[str], out: set[str]) -> list[str]:
    """The way from what is down to what brought it down: each relies on the next; the last one failed."""
    from lintel.engines.resilience.validation import named_in

    nodes = {node.key: node for node in model.system.nodes}
    path = [key]
    while path[-1] not in out:
        node = nodes.get(path[-1])
        if node is None:
            break
        shared = next((cause for cause in node.causes if cause in out), None)
        needed = [one for one, _ in named_in(node.needs) if one in down and one not in path]
        step = shared or min(needed, key=lambda one: (one not in out, one), default=None)
        if step is None:
            break
        path.append(step)
    return path


def _down(model: Mapped, states: Mapping[str, engine.NodeState], out: Sequence[str]) -> list[dict[str, Any]]:
    """What else is down or worse at once, besides touchpoints and what depends on the estate."""
    rows = [
        {
            "key": key, "name": model.name(key), "kind": model.kinds[key], "at_once": state.at_once,
            "struck": key in out,
        }
        for key, state in states.items()
        if state.at_once < 1 and model.kinds[key] in (Kind.CAPABILITY, Kind.SYSTEM)
    ]  # fmt: skip
    return sorted(rows, key=lambda one: (one["kind"] != Kind.CAPABILITY, one["at_once"], one["name"]))


def _dependents(model: Mapped, states: Mapping[str, engine.NodeState]) -> list[dict[str, Any]]:
    """Goals, campaigns and the like that cannot go on, and which of what they stand on is hit; `of` is what a
    reader has to be allowed to see."""
    rows = []
    for key, state in sorted(states.items()):
        told = model.told.get(key)
        if told is None or state.at_once >= 1:
            continue
        hit = [one for one in map(str, told.needs) if one in states and states[one].at_once < 1]
        rows.append(
            {
                "key": key, "of": told.of or key, "name": told.name, "measure": told.measure, "url": told.url,
                "note": told.note, "on": [model.name(one) for one in hit], "at_once": state.at_once,
                "availability": _estimate(state.availability),
            }
        )  # fmt: skip
    return rows


def singles(model: Mapped) -> list[dict[str, Any]]:
    """What every single failure takes along, everything else working; what costs most first."""
    from lintel.engines import resilience as engine

    rows = []
    for one in engine.blast_radii(model.system):
        kind = model.kinds[one.key]
        if kind not in (Kind.SYSTEM, Kind.VENDOR, Kind.REGION):
            continue  # an environment is a place of others, and what is done with it is their storm
        noticed = [model.name(key) for key in one.down if _is(model, key)]
        worse = [model.name(key) for key in one.degraded if _is(model, key)]
        rows.append(
            {
                "key": one.key, "name": model.name(one.key), "kind": kind, "noticed": noticed, "worse": worse,
                "systems": sum(model.kinds[key] == Kind.SYSTEM for key in one.down),
                "revenue": one.loss.get("revenue", 0.0), "customers": one.loss.get("customers", 0.0),
            }
        )  # fmt: skip
    return sorted(
        rows,
        key=lambda one: (
            -one["revenue"], -one["customers"], -len(one["noticed"]), -len(one["worse"]), -one["systems"],
            one["name"],
        ),
    )  # fmt: skip


def _importance(model: Mapped, key: str, out: Sequence[str]) -> dict[str, Any] | None:
    """What matters most for one touchpoint: of the time for which it is down, the share each failure has."""
    from lintel.engines import resilience as engine

    try:
        found = engine.importance(engine.fault_tree(model.system, key, out), limit=200_000)
    except engine.Unsound:
        return None
    listed = sorted(found, key=lambda one: (-one.criticality, -one.birnbaum, one.event))
    rows = [
        {"name": model.name(one.event), "birnbaum": one.birnbaum, "share": one.criticality,
         "fussell_vesely": one.fussell_vesely, "chance": one.probability}
        for one in listed[:IMPORTANT_SHOWN]
        if one.criticality > 0
    ]  # fmt: skip
    return {"of": model.name(key), "rows": rows} if rows else None


def _surge(model: Mapped, factor: float, found: engine.Surge | None) -> dict[str, Any] | None:
    if found is None:
        return None
    strains = {one.key: one for one in found.strains}
    return {
        "factor": factor, "headroom": None if found.headroom is None else found.headroom / PEAK,
        "limited": sum(one.capacity is not None for one in found.strains),
        "bottlenecks": [
            {"key": key, "name": model.name(key), "load": strains[key].load,
             "capacity": strains[key].capacity or 0.0, "served": strains[key].served}
            for key in found.bottlenecks
        ],
    }  # fmt: skip


def _drought(model: Mapped, found: engine.Drought | None) -> dict[str, Any] | None:
    if found is None:
        return None
    costs = {node.key: node.cost for node in model.system.nodes}
    return {
        "given_up": [{"key": key, "name": model.name(key), "cost": costs[key]} for key in found.given_up],
        "saved": found.saved, "wanted": found.wanted, "loss": dict(found.loss), "proven": found.proven,
    }  # fmt: skip


def _breach(model: Mapped, found: engine.Breach | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "entries": [model.name(key) for key in found.entries],
        "reached": len(found.nodes),
        "data": [
            {"key": key, "name": model.name(key), "on": [model.name(one) for one in keys]}
            for key, keys in found.data.items()
        ],
        "chokepoints": [
            {"key": one.key, "name": model.name(one.key), "cuts": len(one.cuts), "share": one.share}
            for one in found.chokepoints[:POINTS_SHOWN]
            if one.cuts
        ],
        "barrier": [model.name(key) for key in found.barrier],
    }  # fmt: skip


def alone(model: Mapped, key: str) -> dict[str, Any]:
    """How likely one entry is down by itself and by what it relies on, by which sets, and what matters."""
    from lintel.engines import resilience as engine

    tree = engine.fault_tree(model.system, key)
    return {
        "name": model.name(key), "down": _estimate(engine.probability(tree, samples=SAMPLES, seed=SEED)),
        "importance": _importance(model, key, ()), **_cuts(model, key, ()),
    }  # fmt: skip
