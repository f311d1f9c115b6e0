"""Whether an estate passes the building code: a verdict for each rule, with what breaks it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lintel.estate.inventory.models import Kind
from lintel.estate.stress.facts import PEAK
from lintel.estate.stress.inputs import storm_of
from lintel.estate.stress.mapping import Mapped
from lintel.estate.stress.models import Rule, RuleKind, Verdict
from lintel.estate.stress.reckoning import SAMPLES, SEED, scenario_of, why
from lintel.estate.stress.telling import listed, money, percent, span
from lintel.ui.formats import number_text
from lintel.ui.problems import Problem

if TYPE_CHECKING:
    from lintel.engines import resilience as engine

ANY_OF = {Kind.VENDOR.value: "vendor", Kind.REGION.value: "region", Kind.SYSTEM.value: "other system"}


@dataclass(frozen=True)
class Ruling:
    """How one rule stands: a verdict of `Verdict`, what was found in a sentence, and what breaks it."""

    rule: Rule
    verdict: str
    found: str
    path: tuple[str, ...] = ()


def rulings(model: Mapped, rules: Iterable[Rule]) -> list[Ruling]:
    """A ruling for each rule. One that speaks of what is not there is undecided, and says so."""
    from lintel.engines import resilience as engine

    radii = engine.blast_radii(model.system)
    return [_ruling(model, rule, radii) for rule in rules]


def _ruling(model: Mapped, rule: Rule, radii: Sequence[engine.Radius]) -> Ruling:
    key = str(rule.element_id)
    if rule.element_id and key not in {node.key for node in model.system.nodes}:
        return Ruling(rule, Verdict.OPEN, f"“{rule.element}” does not stand on that day.")
    if rule.kind == RuleKind.SURVIVES:
        return _survives(model, rule, key, radii)
    if rule.kind == RuleKind.SINGLE_POINTS:
        return _single_points(model, rule, key, radii)
    try:
        return _measured(model, rule, key)
    except Problem as problem:
        return Ruling(rule, Verdict.OPEN, problem.sentence[:400])


def _survives(model: Mapped, rule: Rule, key: str, radii: Sequence[engine.Radius]) -> Ruling:
    fatal = [
        one for one in radii
        if model.kinds[one.key] == rule.any_of and one.key != key and key in one.down
    ]  # fmt: skip
    if not fatal:
        return Ruling(rule, Verdict.HOLDS, f"It stays up whichever {ANY_OF[rule.any_of]} is out.")
    names = [model.name(one.key) for one in fatal]
    path = why(model, key, {key, *fatal[0].down}, {fatal[0].key})
    return Ruling(
        rule,
        Verdict.FAILS,
        f"It falls with {listed(names, 5, 'or')}.",
        tuple(model.name(one) for one in path),
    )


def _single_points(model: Mapped, rule: Rule, key: str, radii: Sequence[engine.Radius]) -> Ruling:
    fatal = [one for one in radii if key in one.down and model.kinds[one.key] != Kind.CAPABILITY]
    found = f"{len(fatal)} single failures take it down"
    found += f": {listed([model.name(one.key) for one in fatal], 5)}." if fatal else "."
    holds = len(fatal) <= (rule.limit or 0)
    path = () if holds else why(model, key, {key, *fatal[0].down}, {fatal[0].key})
    return Ruling(
        rule, Verdict.HOLDS if holds else Verdict.FAILS, found, tuple(model.name(one) for one in path)
    )


def _measured(model: Mapped, rule: Rule, key: str) -> Ruling:
    """Rules of which the engine judges a figure."""
    from lintel.engines import resilience as engine

    storm = storm_of(rule.storm)
    scenario, _ = scenario_of(model, storm)
    limit = float(rule.limit or 0)
    if rule.kind == RuleKind.AVAILABILITY:
        asked = engine.Check(rule.sentence, "availability", limit / 100, scenario, node=key)
    elif rule.kind == RuleKind.LOSS:
        asked = engine.Check(rule.sentence, "loss_at_once", limit, scenario, measure="revenue")
    elif rule.kind == RuleKind.HEADROOM:
        asked = engine.Check(rule.sentence, "headroom", limit * PEAK, scenario)
    else:
        if not scenario.compromised:
            return Ruling(rule, Verdict.OPEN, "Nothing of what is broken into stands on that day.")
        asked = engine.Check(rule.sentence, "reached", 0.0, scenario, data=str(rule.data_id))
    try:
        (found,) = engine.check(model.system, [asked], samples=SAMPLES, seed=SEED)
    except engine.Unsound as wrong:
        if rule.kind == RuleKind.UNREACHED:  # no system holds such data, and no flow carries it
            return Ruling(rule, Verdict.HOLDS, "Nothing holds or carries this data on that day.")
        return Ruling(rule, Verdict.OPEN, f"{wrong.reason} {wrong.way_out}"[:400])
    said, path = _said(model, rule, key, scenario, found)
    return Ruling(rule, found.verdict, said, tuple(path) if found.verdict == Verdict.FAILS else ())


def _said(
    model: Mapped, rule: Rule, key: str, scenario: engine.Scenario, found: engine.Verdict
) -> tuple[str, list[str]]:
    value = found.found.value
    if rule.kind == RuleKind.AVAILABILITY:
        shown = {"value": value, "low": found.found.low, "high": found.found.high}
        said = f"It works {span(shown)} of the time; {percent(float(rule.limit or 0) / 100)} are asked."
        return said, _weakest(model, key, scenario)
    if rule.kind == RuleKind.LOSS:
        return f"{money(value)} an hour are lost; {money(float(rule.limit or 0))} are allowed.", []
    if rule.kind == RuleKind.HEADROOM:
        if value == float("inf"):
            return "Nobody has said how much any system bears, so nothing is overrun.", []
        return f"Traffic may grow to {value / PEAK:.3g} times; {number_text(rule.limit)} times are asked.", []
    if not value:
        return "An intruder does not reach it.", []
    path = _break_in(model, scenario, str(rule.data_id))
    return f"An intruder meets it on {int(value)} system{'' if value == 1 else 's'}.", path


def _weakest(model: Mapped, key: str, scenario: engine.Scenario) -> list[str]:
    """From a touchpoint to the failure that has the largest share in its being down."""
    from lintel.engines import resilience as engine

    try:
        tree = engine.fault_tree(model.system, key, scenario.out)
        found = engine.importance(tree, limit=200_000)
    except engine.Unsound:
        return [model.name(key)]
    worst = max(found, key=lambda one: (one.criticality, one.event), default=None)
    if worst is None or worst.event == key:
        return [model.name(key)]
    alone = next((one for one in engine.blast_radii(model.system) if one.key == worst.event), None)
    down = {key, worst.event, *(alone.down if alone else ())}
    return [model.name(one) for one in why(model, key, down, {worst.event})]


def _break_in(model: Mapped, scenario: engine.Scenario, data: str) -> list[str]:
    """A shortest way from what is broken into to where the data is met."""
    from lintel.engines.resilience.reach import ways

    graph = ways(model.system, scenario.out)
    held = {node.key for node in model.system.nodes if data in node.data}
    for flow in model.system.flows:
        if data in flow.data:
            held |= {flow.source, *flow.targets}
    paths = {key: [key] for key in sorted(set(scenario.compromised) & set(graph))}
    edge = list(paths)
    while edge:
        for key in edge:
            if key in held:
                return [model.name(one) for one in paths[key]]
        after = []
        for key in edge:
            for step in graph[key]:
                if step not in paths:
                    paths[step] = [*paths[key], step]
                    after.append(step)
        edge = after
    return []
