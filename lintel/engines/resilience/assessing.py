"""A system in a scenario, and before and after a planned change."""

from __future__ import annotations

from collections.abc import Mapping

from lintel.engines.resilience import logic
from lintel.engines.resilience.load import surge
from lintel.engines.resilience.model import Scenario, System
from lintel.engines.resilience.outcome import Assessment, Change, Comparison, Estimate, NodeState
from lintel.engines.resilience.problems import Unsound
from lintel.engines.resilience.reach import reach
from lintel.engines.resilience.saving import drought
from lintel.engines.resilience.states import levels, states
from lintel.engines.resilience.validation import validate_scenario

SAMPLES = 100_000


def assess(
    system: System,
    scenario: Scenario | None = None,
    *,
    samples: int = SAMPLES,
    seed: int = 1,
    value: Mapping[str, float] | None = None,
) -> Assessment:
    """What a scenario does: to every node, and in what is lost an hour.

    Availability is exact where the failure logic stays small and otherwise drawn, with intervals; everything
    that the scenario puts out, and whatever a drought gives up (chosen as if nothing else happened), is out
    for sure. Load is judged by what is up right when the scenario strikes; later failures do not move it.
    Losses are counted on an hour as usual: a surge that leaves a third of what is asked unserved costs a
    third of the weight. `value` is for the drought: what one unit of each measure is worth. Raises `Unsound`
    for what the system does not have.
    """
    scenario = scenario or Scenario()
    validate_scenario(system, scenario)
    if samples < 1:
        raise Unsound("samples", f"{samples} worlds are none.", "Draw at least one.")
    dry = drought(system, scenario.saving, value=value) if scenario.saving else None
    out = sorted({*scenario.out, *(dry.given_up if dry else ())})
    circuit = logic.whole(system, out)
    left = levels(system, circuit, out)
    strain = surge(system, scenario.surge, left) if system.flows else None
    served = {one.key: one.served for one in strain.strains} if strain else dict.fromkeys(left, 1.0)
    # what is out loses all by being out; the load that nobody takes must not count a second time
    served = {key: share if left[key] else 1.0 for key, share in served.items()}
    found = states(system, circuit, served, samples, seed)
    at_once = {key: left[key] * served[key] for key in sorted(left)}
    return Assessment(
        scenario,
        tuple(NodeState(key, _up(found.down[key]), found.service[key], at_once[key]) for key in at_once),
        {measure: found.loss[measure] for measure in sorted(found.loss)},
        _lost(system, at_once),
        strain,
        dry,
        reach(system, scenario.compromised, out) if scenario.compromised else None,
        found.samples,
        seed,
    )


def _lost(system: System, left: Mapping[str, float]) -> dict[str, float]:
    """What is lost an hour by measure, where so much is left of each node."""
    found = dict.fromkeys(sorted({measure for node in system.nodes for measure in node.weights}), 0.0)
    for node in system.nodes:
        for measure, weight in node.weights.items():
            found[measure] += weight * (1.0 - left[node.key])
    return found


def _up(down: Estimate) -> Estimate:
    return Estimate(1.0 - down.value, 1.0 - down.high, 1.0 - down.low)


def compare(
    before: System,
    after: System,
    scenario: Scenario | None = None,
    *,
    samples: int = SAMPLES,
    seed: int = 1,
    value: Mapping[str, float] | None = None,
) -> Comparison:
    """The same scenario before and after a planned change, in the same drawn worlds.

    Every node and measure of either is told, the largest difference first.
    """
    one = assess(before, scenario, samples=samples, seed=seed, value=value)
    other = assess(after, scenario, samples=samples, seed=seed, value=value)
    services = [{state.key: state.service for state in assessment.nodes} for assessment in (one, other)]
    return Comparison(one, other, _changes(services[0], services[1]), _changes(one.loss, other.loss))


def _changes(before: Mapping[str, Estimate], after: Mapping[str, Estimate]) -> tuple[Change, ...]:
    found = [Change(key, before.get(key), after.get(key)) for key in {*before, *after}]
    far = float("inf")
    return tuple(
        sorted(
            found,
            key=lambda one: (-(far if one.difference is None else abs(one.difference)), one.key),
        )
    )
