"""Matching is asked for, done, and put in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run, RunState
from lintel.customers.matching.access import may_match
from lintel.customers.matching.actions import _state
from lintel.customers.matching.actions._finding import Found
from lintel.customers.matching.models import Matching
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from lintel.warehouse.actions import snapshot
from lintel.warehouse.models import Dataset
from lintel.warehouse.writing import Sealed

if TYPE_CHECKING:
    import pyarrow as pa

KIND = "customers.match"
SEED = 20
HIGHEST = 60.0  # bits; beyond that not even a passport number joins anything


@audited("matching.asked", says="asked for the customers to be matched {how}")
def ask(
    entry: Draft,
    *,
    by: User | None,
    afresh: bool = False,
    threshold: float | None = None,
    model: Mapping[str, Any] | None = None,
) -> Run:
    """Queue a matching: of what changed, or `afresh` with a threshold (bits) or an edited model of one's own.

    One waiting run serves all who ask for the same. Raises `Problem` for a threshold or model that cannot be.
    """
    if by is not None and not may_match(by):
        raise Denied("Matching is started by members of the two sides.", way_out="Ask one of them.")
    if threshold is not None and not -HIGHEST <= threshold <= HIGHEST:
        raise Problem(
            "No threshold like this makes sense.",
            way_out=f"Choose one between {-HIGHEST:.0f} and {HIGHEST:.0f} bits.",
            field="threshold",
        )
    if model is not None:
        _refuse_unreadable(model)
    inputs = {"afresh": afresh or model is not None, "threshold": threshold, "model": model}
    waiting = Run.objects.filter(kind=KIND, state=RunState.QUEUED, inputs=inputs).first()
    how = "from scratch" if inputs["afresh"] else "where something changed"
    run = waiting or runs.start(KIND, f"Match customers {how}", inputs, by=by, seed=SEED)
    entry.about(run, how=how)
    return run


def _refuse_unreadable(model: Mapping[str, Any]) -> None:
    if not Matching.objects.exists():
        raise Problem(
            "There is no model yet that this could replace.", way_out="Match once first.", field="model"
        )
    try:
        _state.model_of(model)
    except (ValueError, AttributeError) as error:
        raise Problem(f"This is not a matching model: {error}", field="model") from error


@audited("matching.published", says="put {customers} customers of {records} records in use")
def publish(
    entry: Draft,
    found: Found,
    sealed: Sequence[Sealed],
    *,
    read: Mapping[str, str],
    by: User | None,
    run: Run | None = None,
) -> Matching:
    """Switch to a new state of all customers, in one moment.

    `read` are the snapshots that it was made from; `Stale` when one of them was replaced meanwhile, so that
    neither an erasure nor somebody's decision is undone by a slow run.
    """
    last = Matching.objects.order_by("-pk").first()
    held = Dataset.objects.select_for_update(of=("self",)).filter(name__in=read).select_related("current")
    if {one.name: one.current.key for one in held if one.current} != dict(read):
        raise Stale("The records changed while they were matched.", way_out="Match again.")
    shown = snapshot.publish(sealed, by=by, run=run)
    after = dict(read) | {one.dataset.name: one.key for one in shown}
    matching = Matching.objects.create(kind=found.kind, run=run, read=after, **_figures(found, last))
    entry.about(
        matching, customers=matching.customers, records=matching.records, how=found.kind,
        model=matching.version, changes=matching.changes,
    )  # fmt: skip
    return matching


def _figures(found: Found, last: Matching | None) -> dict[str, Any]:
    names = ("version", "model", "threshold", "choices", "records", "customers", "questions", "sizes")
    figures = {name: getattr(last, name) for name in names} if last else {}
    if found.settled is not None:
        figures |= _model_figures(found, last) | _customer_figures(found.settled.members)
        figures["questions"] = found.settled.questions.num_rows
        figures["changes"] = dict(Counter(found.settled.changes["kind"].to_pylist()))
    return figures | {"pairs_compared": found.pairs_compared, "seconds": dict(found.seconds)}


def _model_figures(found: Found, last: Matching | None) -> dict[str, Any]:
    from lintel.engines.matching.model import describe

    if found.settled is None or (last and found.kind != Matching.Kind.FULL):
        return {}
    model = found.settled.state.model
    return {
        "version": model.version, "model": _state.body_of(model), "threshold": model.threshold,
        "choices": [line.strip() for line in describe(model)],
    }  # fmt: skip


def _customer_figures(members: pa.Table) -> dict[str, Any]:
    import pyarrow.compute as pc

    counted = pc.value_counts(pc.value_counts(members["customer_id"]).field("counts"))
    sizes = {str(one["values"]): one["counts"] for one in counted.to_pylist()}
    return {
        "records": members.num_rows, "customers": sum(sizes.values()),
        "sizes": dict(sorted(sizes.items(), key=lambda item: int(item[0]))),
    }  # fmt: skip
