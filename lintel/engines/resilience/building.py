"""A building code: checks with limits, and a verdict for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lintel.engines.resilience.assessing import SAMPLES, assess
from lintel.engines.resilience.model import Scenario, System
from lintel.engines.resilience.outcome import Assessment, Estimate, Radius, Verdict
from lintel.engines.resilience.problems import Unsound
from lintel.engines.resilience.radius import blast_radii
from lintel.engines.resilience.validation import known, number, validate_scenario

Kind = Literal["availability", "service", "loss", "loss_at_once", "single_points", "headroom", "reached"]
NEEDED: dict[str, str] = {  # which field says what is looked at
    "availability": "node", "service": "node", "single_points": "node",
    "loss": "measure", "loss_at_once": "measure", "reached": "data", "headroom": "",
}  # fmt: skip
AT_LEAST = ("availability", "service", "headroom")


@dataclass(frozen=True)
class Check:
    """One rule. In `scenario` (None: as it is) the figure `kind` is at least `limit` (availability and
    service of `node`, headroom of all traffic) or at most `limit` (loss of `measure` an hour, on average or
    at once; how many single failures take `node` down; on how many nodes an intruder meets the class
    `data`)."""

    name: str
    kind: Kind
    limit: float
    scenario: Scenario | None = None
    node: str = ""
    measure: str = ""
    data: str = ""


def check(
    system: System, code: Sequence[Check], *, samples: int = SAMPLES, seed: int = 1
) -> tuple[Verdict, ...]:
    """A verdict for each check, in their order. Raises `Unsound` with the place of a check that says
    nothing."""
    for index, one in enumerate(code):
        sound(system, one, f"checks[{index}]")
    seen: dict[Scenario, Assessment] = {}
    radii: tuple[Radius, ...] = ()
    verdicts = []
    for one in code:
        if one.kind == "single_points":
            radii = radii or blast_radii(system)
            count = float(sum(one.node == radius.key or one.node in radius.down for radius in radii))
            found = Estimate(count, count, count)
        else:
            scenario = one.scenario or Scenario()
            if scenario not in seen:
                seen[scenario] = assess(system, scenario, samples=samples, seed=seed)
            found = _figure(one, seen[scenario])
        verdicts.append(_judged(one, found))
    return tuple(verdicts)


def sound(system: System, one: Check, place: str) -> None:
    """Raises `Unsound` for a check that asks for what the system does not have."""
    if one.kind not in NEEDED:
        known(one.kind, NEEDED, f"{place}.kind", "kind of check")
    number(one.limit, f"{place}.limit")
    needed = NEEDED[one.kind]
    among: Mapping[str, set[str]] = {
        "node": {node.key for node in system.nodes},
        "measure": {measure for node in system.nodes for measure in node.weights},
        "data": {kind for data in _data(system) for kind in data},
    }
    if needed:
        known(getattr(one, needed), among[needed], f"{place}.{needed}", needed)
    if one.scenario is not None:
        validate_scenario(system, one.scenario, f"{place}.scenario")
    if one.kind == "reached" and not (one.scenario and one.scenario.compromised):
        raise Unsound(
            f"{place}.scenario", "Nothing is broken into in it.", "Give a scenario with compromised nodes."
        )


def _data(system: System) -> list[tuple[str, ...]]:
    return [*(node.data for node in system.nodes), *(flow.data for flow in system.flows)]


def _figure(one: Check, found: Assessment) -> Estimate:
    if one.kind in ("availability", "service"):
        figure: Estimate = getattr(found.node(one.node), one.kind)
        return figure
    if one.kind == "loss":
        return found.loss[one.measure]
    if one.kind == "loss_at_once":
        value = found.loss_at_once[one.measure]
    elif one.kind == "headroom":
        room = found.surge.headroom if found.surge else None
        value = float("inf") if room is None else room
    else:
        value = float(len(found.breach.data.get(one.data, ()))) if found.breach else 0.0
    return Estimate(value, value, value)


def _judged(one: Check, found: Estimate) -> Verdict:
    least = one.kind in AT_LEAST
    holds = found.low >= one.limit if least else found.high <= one.limit
    fails = found.high < one.limit if least else found.low > one.limit
    verdict: Literal["holds", "fails", "open"] = "holds" if holds else "fails" if fails else "open"
    about = f" of “{one.node or one.measure or one.data}”" if NEEDED[one.kind] else ""
    span = "" if found.exact else f" ({found.low:.6g} to {found.high:.6g})"
    word = {
        "availability": "Availability", "service": "Service", "loss": "Loss an hour",
        "loss_at_once": "Loss an hour at once", "single_points": "Number of single points of failure",
        "headroom": "Headroom of traffic", "reached": "Number of nodes where data are met",
    }[one.kind]  # fmt: skip
    asked = f"{'at least' if least else 'at most'} {one.limit:g} is asked"
    sentence = f"{word}{about} is {found.value:.6g}{span}, {asked}."
    return Verdict(one.name, verdict, found, one.limit, sentence)
