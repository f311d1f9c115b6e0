"""A planned change as writes to the inventory, each by the inventory’s own actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q

from lintel.estate.blueprint.applying import TAKEN_OVER
from lintel.estate.blueprint.models import Change, ChangeKind
from lintel.estate.inventory.actions import element as elements
from lintel.estate.inventory.actions import flow as flows
from lintel.estate.inventory.actions import relation as relations
from lintel.estate.inventory.models import Element, Flow, FlowState, Relation, RelationKind
from lintel.people.models import User
from lintel.ui.problems import Problem, Stale


def carry_out(change: Change, by: User) -> None:
    """Does it, and notes on the change what it brought."""
    _DO[ChangeKind(change.kind)](change, change.facts, by)


def _element(number: int) -> Element:
    """The entry of a number; what another change brings must have been carried out before."""
    if number < 0:
        bringing = Change.objects.filter(pk=-number).select_related("made").first()
        if bringing is None or bringing.made is None:
            raise Problem(
                "What this change speaks of has not been brought yet.",
                way_out="Carry out the change that brings it first.",
            )
        return bringing.made
    found = Element.objects.filter(pk=number).first()
    if found is None:
        raise Stale("Something that this change speaks of is no longer in the inventory.")
    return found


def _edit(element: Element, by: User, **values: Any) -> None:
    changed = {name: value for name, value in values.items() if getattr(element, name) != value}
    if changed:
        elements.edit(element, changed, version=element.version, by=by)


def _add(change: Change, facts: dict[str, Any], by: User) -> None:
    values: dict[str, Any] = {
        name: facts[name] for name in ("name", "description", "criticality") if name in facts
    }
    for name in ("business_owner", "technical_owner"):
        if name in facts:
            values[name] = User.objects.filter(pk=facts[name]).first()
    if facts["kind"] in ("touchpoint", "capability", "system"):
        values["live_from"] = change.plateau.day
    change.made = elements.create(facts["kind"], values, by=by)


def _retire(change: Change, facts: dict[str, Any], by: User) -> None:
    _gone(_element(facts["element"]), change.plateau.day, by)


def _gone(element: Element, day: dt.date, by: User) -> None:
    values: dict[str, Any] = {"retired_from": day}
    if element.phase_out_from and element.phase_out_from > day:
        values["phase_out_from"] = day
    _edit(element, by, **values)


def _replace(change: Change, facts: dict[str, Any], by: User) -> None:
    """What the old one serves and holds, who needs it and its data flows go over; then it is gone."""
    old, new = _element(facts["element"]), _element(facts["by"])
    taken = [
        *((new, one.kind, one.target, one.instead) for one in _outward(old)),
        *((one.source, one.kind, new, one.instead) for one in _inward(old)),
    ]
    for source, kind, target, instead in taken:
        known = Relation.objects.filter(source=source, kind=kind, target=target).exists()
        if source.pk != target.pk and not known:
            relations.join(source, kind, target, instead=instead, by=by)
    for flow in Flow.objects.filter(Q(source=old) | Q(target=old)).with_ends():
        _redirect(flow, old, new, by)
    _gone(old, change.plateau.day, by)


def _outward(old: Element) -> Any:
    return old.relations.filter(kind__in=TAKEN_OVER).select_related("target")


def _inward(old: Element) -> Any:
    return old.relations_from_others.select_related("source")


def _redirect(flow: Flow, old: Element, new: Element, by: User) -> None:
    ends: dict[str, Any] = {}
    if flow.source_id == old.pk:
        ends["source"] = new
    if flow.target_id == old.pk:
        ends["target"] = new
    between = {"source": flow.source, "target": flow.target} | ends
    twin = Flow.objects.filter(name=flow.name, **between).exists()
    if not ends or flow.state == FlowState.RETIRED:
        return
    if twin or between["source"] == between["target"]:
        flows.edit(flow, {"state": FlowState.RETIRED}, version=flow.version, by=by)
    else:
        flows.edit(flow, ends, version=flow.version, by=by)


def _join(change: Change, facts: dict[str, Any], by: User) -> None:
    source, target = _element(facts["source"]), _element(facts["target"])
    instead = facts.get("instead", "") if facts["relation"] == RelationKind.NEEDS else ""
    relations.join(source, facts["relation"], target, instead=instead, by=by)


def _part(change: Change, facts: dict[str, Any], by: User) -> None:
    source, target = _element(facts["source"]), _element(facts["target"])
    row = Relation.objects.filter(source=source, kind=facts["relation"], target=target).first()
    if row is None:
        raise Stale("These two are no longer joined.", way_out="Drop this change from the draft.")
    relations.part(row, by=by)


def _flow(change: Change, facts: dict[str, Any], by: User) -> None:
    values = {"name": facts["name"], "source": _element(facts["source"]), "target": _element(facts["target"])}
    values |= {name: facts[name] for name in ("means", "records_a_day") if name in facts}
    change.made_flow = flows.create(values, [_element(one) for one in facts.get("data", ())], by=by)


def _end_flow(change: Change, facts: dict[str, Any], by: User) -> None:
    number = facts["flow"]
    if number < 0:
        bringing = Change.objects.filter(pk=-number).first()
        number = bringing.made_flow_id if bringing else None
    row = Flow.objects.filter(pk=number).first()
    if row is None:
        raise Stale("This data flow is no longer there.", way_out="Drop this change from the draft.")
    flows.edit(row, {"state": FlowState.RETIRED}, version=row.version, by=by)


def _adjust(change: Change, facts: dict[str, Any], by: User) -> None:
    """What a year is to cost stays a plan: the inventory holds what was paid."""
    values: dict[str, Any] = {
        name: dt.date.fromisoformat(facts[name])
        for name in ("phase_out_from", "retired_from")
        if name in facts
    }
    if "criticality" in facts:
        values["criticality"] = facts["criticality"]
    _edit(_element(facts["element"]), by, **values)


_DO: dict[ChangeKind, Any] = {
    ChangeKind.ADD: _add, ChangeKind.RETIRE: _retire, ChangeKind.REPLACE: _replace, ChangeKind.JOIN: _join,
    ChangeKind.PART: _part, ChangeKind.FLOW: _flow, ChangeKind.END_FLOW: _end_flow,
    ChangeKind.ADJUST: _adjust,
}  # fmt: skip
