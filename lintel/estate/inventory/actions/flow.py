"""Data flows: drawn, changed and taken away."""

from collections.abc import Iterable, Mapping
from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.estate.inventory.keeping import checked, filled, locked, require_keeper, stamped, words_of
from lintel.estate.inventory.models import Element, Flow
from lintel.estate.inventory.rules import fitting_data
from lintel.people.models import User
from lintel.ui.problems import Problem

FIELDS = ("name", "source", "target", "state", "means", "records_a_day", "description")
_WORDS = words_of(Flow, FIELDS)


@audited("flow.drawn", says="drew the flow")
def create(
    entry: Draft, values: Mapping[str, Any], data: Iterable[Element] = (), *, by: User | None, key: str = ""
) -> Flow:
    """A new flow; `values` by the names in `FIELDS`, `data` the data classes it carries."""
    require_keeper(by)
    flow = Flow(key=key)
    filled(flow, values, FIELDS)
    kept = fitting_data(flow, data)
    stamped(flow, by)
    checked(flow).save()
    flow.data.set(kept)
    entry.about(flow)
    entry.about(flow.source)
    entry.about(flow.target)
    return flow


@audited("flow.edited", says="changed {what}; it is now version {version}")
def edit(
    entry: Draft,
    flow: Flow,
    values: Mapping[str, Any],
    data: Iterable[Element] | None = None,
    *,
    version: int,
    by: User,
) -> Flow:
    """Other facts about a flow. `version` is the one that was read; without `data` its data classes stay."""
    require_keeper(by)
    fresh = locked(flow, version)
    changed = [_WORDS[name] for name in filled(fresh, values, FIELDS)]
    kept = fitting_data(fresh, fresh.data.all() if data is None else data)
    if set(kept) != set(fresh.data.all()):
        changed.append("data classes")
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change something first, or go back to the flow.")
    stamped(fresh, by)
    checked(fresh).save()
    fresh.data.set(kept)
    entry.about(fresh, version=fresh.version, what=" and ".join(changed))
    return fresh


@audited("flow.removed", says="took the flow “{name}” from {source} to {target} away")
def remove(entry: Draft, flow: Flow, *, by: User) -> None:
    """Takes away a flow that was a mistake; one that was switched off stays with that state."""
    require_keeper(by)
    fresh = locked(flow)
    entry.about(fresh, name=fresh.name, source=fresh.source_id, target=fresh.target_id)
    entry.about(fresh.source)
    entry.about(fresh.target)
    Flow.objects.get(pk=fresh.pk).delete()
