"""Between the rows of a roadmap and the values of the engine."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from lintel.portfolio.proposals.models import Effort, Relation, RelationKind
from lintel.portfolio.roadmaps.bundling import BUNDLE, Joint, joints
from lintel.portfolio.roadmaps.calendar import MONTHS
from lintel.portfolio.roadmaps.lending import with_loans
from lintel.portfolio.roadmaps.models import Budget, Entry, Roadmap, WayEffort
from lintel.ui.problems import Problem

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from lintel.engines import roadmap as engine

ONLY = "only"  # the way in which a proposal is done as proposed
WAY = "way-"  # before the number of another one
AS_PROPOSED = "As proposed"


def problem_of(roadmap: Roadmap) -> engine.Problem:
    """Everything that limits the plan, as the engine takes it. Errors: `Problem`."""
    from lintel.engines import roadmap as engine

    entries = list(
        roadmap.entries.select_related("proposal", "budget").prefetch_related(
            "proposal__efforts", "ways__efforts"
        )
    )
    if not entries:
        raise Problem("There is nothing to plan yet.", way_out="Take proposals in first.")
    budgets = list(roadmap.budgets.all())
    keys = {entry.proposal_id for entry in entries}
    needs, excludes = _relations(keys)
    try:
        return engine.Problem(
            name=roadmap.title,
            periods=tuple(roadmap.period_names),
            items=tuple(_item(entry, roadmap, budgets) for entry in entries),
            roles=tuple(_roles(roadmap, entries)),
            budgets=tuple(
                engine.Budget(str(one.pk), tuple(one.amounts), one.name, one.scope)  # type: ignore[arg-type]  # the same words
                for one in budgets
            ),
            precedences=tuple(engine.Precedence(str(before), str(after)) for before, after in needs),
            exclusions=tuple(engine.Exclusion((str(one), str(other))) for one, other in excludes),
            bundles=tuple(_bundle(joint) for joint in joints(roadmap) if joint.counts),
            frozen=tuple(
                engine.Frozen(str(entry.proposal_id), _way_of(entry), entry.fixed)
                for entry in entries
                if entry.fixed is not None
            ),
            weight_marketing=float(roadmap.weight_marketing),
            weight_it=float(roadmap.weight_it),
            discount=(1 + float(roadmap.discount) / 100) ** (MONTHS[roadmap.unit] / 12) - 1,
            buffer=float(roadmap.buffer) / 100,
        )
    except engine.Refused as refused:
        raise Problem(refused.reason, way_out=refused.way_out) from refused


def _way_of(entry: Entry) -> str:
    """The key of the way in which work is under way."""
    return f"{WAY}{entry.fixed_way_id}" if entry.fixed_way_id else ONLY


def _item(entry: Entry, roadmap: Roadmap, budgets: list[Budget]) -> engine.Item:
    from lintel.engines import roadmap as engine

    proposal, paid_from = entry.proposal, entry.budget or (budgets[0] if budgets else None)
    cost = proposal.one_off_cost
    if paid_from is not None and cost and proposal.currency != roadmap.currency:
        raise Problem(
            f"“{proposal.title}” costs {proposal.currency}, but the roadmap counts {roadmap.currency}.",
            way_out="Write its cost in the roadmap’s currency, or change that of the roadmap.",
        )
    others = list(entry.ways.all())
    name = AS_PROPOSED if others else ""
    modes = [_mode(ONLY, name, entry.duration, proposal.efforts.all(), cost, paid_from)]
    for way in others:
        modes.append(_mode(f"{WAY}{way.pk}", way.name, way.duration, way.efforts.all(), way.cost, paid_from))
    return engine.Item(
        key=str(proposal.pk),
        name=proposal.title,
        modes=tuple(modes),
        marketing=float(entry.worth_marketing or 0),
        it=float(entry.worth_it or 0),
        earliest=entry.earliest or 0,
        latest=entry.latest,
        mandatory=entry.mandatory or entry.fixed is not None,
    )


def _mode(
    key: str,
    name: str,
    length: int,
    efforts: Iterable[Effort | WayEffort],
    cost: Decimal | None,
    paid_from: Budget | None,
) -> engine.Mode:
    from lintel.engines import roadmap as engine

    demands = [
        engine.Demand(str(effort.specialty_id), (_share(effort, length),) * length) for effort in efforts
    ]
    costs = []
    if paid_from is not None and cost:
        costs.append(engine.Cost(str(paid_from.pk), (float(cost), *(0.0,) * (length - 1))))
    return engine.Mode(key, length, tuple(demands), tuple(costs), name)


def _bundle(joint: Joint) -> engine.Bundle:
    from lintel.engines import roadmap as engine

    return engine.Bundle(
        key=f"{BUNDLE}{joint.bundle.pk}",
        items=tuple(str(proposal.pk) for proposal in joint.inside),
        marketing=float(joint.worth.worth_marketing or 0),
        it=float(joint.worth.worth_it or 0),
        name=joint.bundle.name,
    )


def _share(effort: Effort | WayEffort, length: int) -> engine.Estimate:
    """What of an effort falls into each period of the work: the same in each."""
    from lintel.engines import roadmap as engine

    return engine.Estimate(*(float(value) / length for value in (effort.low, effort.likely, effort.high)))


def _roles(roadmap: Roadmap, entries: list[Entry]) -> Iterable[engine.Role]:
    from lintel.engines import roadmap as engine

    there = {one.specialty_id: one for one in roadmap.capacities.select_related("specialty")}
    proposed = Effort.objects.filter(proposal__in=[one.proposal_id for one in entries])
    otherwise = WayEffort.objects.filter(way__entry__in=entries)
    efforts: list[Effort | WayEffort] = [
        *proposed.select_related("specialty"),
        *otherwise.select_related("specialty"),
    ]
    needed = {effort.specialty_id: effort.specialty for effort in efforts}
    named = {key: one.specialty for key, one in there.items()} | needed
    written = {key: there[key].days if key in there else [0.0] * roadmap.length for key in named}
    counted = with_loans(roadmap, written)
    for key, specialty in sorted(named.items(), key=lambda pair: (pair[1].side, pair[1].name)):
        side: Any = specialty.side if specialty.side in {"marketing", "it"} else "both"
        yield engine.Role(str(key), tuple(counted[key]), specialty.name, side)


def _relations(keys: set[int]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    rows = Relation.objects.filter(proposal__in=keys, other__in=keys).order_by("pk")
    needs, excludes = [], set()
    for kind, one, other in rows.values_list("kind", "proposal_id", "other_id"):
        if kind == RelationKind.NEEDS:
            needs.append((other, one))
        else:
            excludes.add((min(one, other), max(one, other)))
    return needs, sorted(excludes)


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    from lintel.engines import roadmap as engine

    return TypeAdapter(getattr(engine, kind))


def stored(value: Any) -> Any:
    """A value of the engine as plain JSON."""
    return _adapter(type(value).__name__).dump_python(value, mode="json")


def problem_from(value: Any) -> engine.Problem:
    """The engine's problem out of what was stored."""
    found: engine.Problem = _adapter("Problem").validate_python(value)
    return found


def plan_from(value: Any) -> engine.Plan:
    """The engine's plan out of what was stored."""
    found: engine.Plan = _adapter("Plan").validate_python(value)
    return found
