"""Findings as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintel.engines.resilience.outcome import (
    Assessment,
    Comparison,
    CutSets,
    Estimate,
    Importance,
    NodeState,
    Radius,
)

SHOWN = 15


def assessment(found: Assessment) -> Iterator[str]:
    """A scenario."""
    yield f"“{found.scenario.name}”"
    for measure, loss in found.loss.items():
        now = f", {found.loss_at_once[measure]:,.6g} at once"
        yield f"  {measure}: {figure(loss)} lost an hour on average{now}"
    worst = sorted(found.nodes, key=lambda one: (one.at_once, one.service.value, one.key))
    for state in worst[:SHOWN]:
        if state.service.value < 1:
            yield f"  {state.key}: {_state(state)}"
    if len(found.nodes) > SHOWN:
        yield f"  … {_nodes(len(found.nodes))} in all"
    yield from _storms(found)
    yield _how(found)


def _storms(found: Assessment) -> Iterator[str]:
    if found.surge and (found.surge.factor != 1 or found.surge.headroom is not None):
        room = found.surge.headroom
        most = "nothing is limited" if room is None else f"nothing is overrun up to {room:.4g} times the load"
        yield f"Traffic × {found.surge.factor:g}: {most}"
        strains = {one.key: one for one in found.surge.strains}
        for key in found.surge.bottlenecks[:SHOWN]:
            one = strains[key]
            yield f"  {key}: {one.load:,.6g} asked, {one.capacity or 0:,.6g} borne, {one.served:.1%} served"
    if found.drought:
        dry = found.drought
        sure = "nothing loses less" if dry.proven else f"nothing loses less than {dry.bound:,.6g}"
        yield f"Give up to save {dry.saved:,.6g} of {dry.wanted:,.6g} asked ({sure}):"
        yield f"  {', '.join(dry.given_up) or 'nothing'}"
        for measure, amount in sorted(dry.loss.items()):
            yield f"  {measure}: {amount:,.6g} lost an hour by it"
    if found.breach:
        onto = _nodes(len(found.breach.nodes))
        yield f"From {', '.join(found.breach.entries)} an intruder gets onto {onto}"
        for kind, keys in found.breach.data.items():
            yield f"  {kind}: met on {', '.join(keys[:SHOWN])}{' …' if len(keys) > SHOWN else ''}"
        for point in found.breach.chokepoints[:5]:
            yield f"  control of {point.key} cuts off {len(point.cuts)}, {point.share:.0%} of shortest ways"
        if found.breach.barrier:
            yield f"  control of {', '.join(found.breach.barrier)} keeps away all data beyond the entry"


def _nodes(count: int) -> str:
    return "1 node" if count == 1 else f"{count:,} nodes"


def _state(state: NodeState) -> str:
    left = {0.0: "down at once", 1.0: "up"}.get(state.at_once, f"{state.at_once:.1%} left at once")
    return f"{left}, available {figure(state.availability)}, service {figure(state.service)}"


def _how(found: Assessment) -> str:
    if not found.samples:
        return "Every figure is exact."
    exact = sum(state.service.exact for state in found.nodes)
    drawn = f"{found.samples:,} worlds drawn with seed {found.seed}"
    return f"{exact} of {len(found.nodes)} nodes are exact, the others from {drawn}."


def figure(value: Estimate) -> str:
    """A figure, with its interval where it was drawn."""
    return f"{value.value:,.6g}" + ("" if value.exact else f" ({value.low:,.6g} to {value.high:,.6g})")


def comparison(found: Comparison) -> Iterator[str]:
    """Before and after a change."""
    yield f"“{found.before.scenario.name}”, before → after"
    if not found.changed:
        yield "  nothing changes"
    for change in (*found.losses, *found.services[:SHOWN]):
        if change.difference != 0.0:
            sides = ["not there" if one is None else figure(one) for one in (change.before, change.after)]
            doubt = "" if change.sure else ", which may be chance"
            kind = "lost an hour" if change in found.losses else "service"
            yield f"  {change.key}: {kind} {sides[0]} → {sides[1]}{doubt}"


def radii(found: Sequence[Radius]) -> Iterator[str]:
    """What each single failure takes along."""
    for one in found:
        lost = ", ".join(f"{amount:,.6g} {measure}" for measure, amount in one.loss.items() if amount)
        worse = f", {len(one.degraded)} worse" if one.degraded else ""
        yield f"{one.key}: {len(one.down)} down with it{worse}{f'; {lost} an hour' if lost else ''}"


def tree(chance: Estimate, sets: CutSets, weighty: Sequence[Importance]) -> Iterator[str]:
    """A fault tree."""
    drawn = "" if chance.exact else f", drawn: from {chance.low:.5E} to {chance.high:.5E}"
    yield f"Top event: {chance.value:.5E}{drawn}"
    orders = ", ".join(f"{count:,} of order {order}" for order, count in sets.orders.items())
    yield f"Minimal cut sets: {sets.counted:,}" + (f" ({orders})" if orders else "")
    for one in sets.sets:
        yield f"  {one.probability:.3E}  {' · '.join(one.events)}"
    if sets.shortened:
        yield f"  {sets.shortened}"
    if weighty:
        yield "Importance: Birnbaum, criticality, Fussell–Vesely"
    for each in weighty:
        vesely = "–" if each.fussell_vesely is None else f"{each.fussell_vesely:.4f}"
        yield f"  {each.birnbaum:.4E}  {each.criticality:.4f}  {vesely}  {each.event}"
