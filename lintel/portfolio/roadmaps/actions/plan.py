"""Plans: kept when they are found, laid before the offices, published with two keys."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Signature
from lintel.audit.signatures import Keys
from lintel.audit.verification import signature_facts
from lintel.people import signing
from lintel.people.models import User
from lintel.portfolio.proposals.models import Awaits
from lintel.portfolio.roadmaps.actions._common import locked, require_planner
from lintel.portfolio.roadmaps.models import PUBLISH, Plan, PlanState, Roadmap, Search
from lintel.ui.problems import Problem, Stale

DEED = "publish a plan"


@dataclass(frozen=True)
class Found:
    """A plan as a search brings it: the engine's values in plain form."""

    name: str
    problem: dict[str, Any]
    body: dict[str, Any]
    reasons: list[dict[str, Any]] = field(default_factory=list)
    holding: dict[str, Any] = field(default_factory=dict)
    mark: str = ""
    price: float | None = None
    bundles: list[dict[str, Any]] = field(default_factory=list)


@audited("roadmap.planned", says="found {plans}: {said}")
def keep(
    entry: Draft, search: Search, found: list[Found], *, said: str, by: User | None, conflict: Any = ()
) -> list[Plan]:
    """Keep what a search found, or why there is no plan."""
    search.said, search.conflict = said, list(conflict)
    search.save(update_fields=["said", "conflict"])
    made = Plan.objects.bulk_create([_plan(search, one) for one in found])
    plans = "one plan" if len(found) == 1 else f"{len(found)} plans"
    entry.about(search.roadmap, plans=plans, said=said, search=search.pk)
    return made


def _plan(search: Search, one: Found) -> Plan:
    body = one.body
    return Plan(
        roadmap=search.roadmap, search=search, name=one.name[:200], kind=search.kind, mark=one.mark,
        step=search.step, problem=one.problem, body=body, reasons=one.reasons, holding=one.holding,
        bundles=one.bundles, items=len(body["schedule"]), objective=body["objective"],
        bound=body["bound"], gap=body["gap"],
        marketing=body["marketing"], it=body["it"], chance=one.holding.get("chance"),
        buffer=one.problem["buffer"], price=one.price,
    )  # fmt: skip


@audited("roadmap.named", says="called a plan “{name}”")
def rename(entry: Draft, plan: Plan, name: str, *, by: User) -> Plan:
    """Another name for a plan; what is signed does not change."""
    require_planner(by)
    if not name.strip():
        raise Problem("A plan needs a name.", field="name")
    plan.name = name.strip()[:200]
    plan.save(update_fields=["name"])
    entry.about(plan.roadmap, name=plan.name, plan=plan.pk)
    return plan


@audited("roadmap.offered", says="laid the plan “{name}” before both offices")
def offer(entry: Draft, plan: Plan, *, by: User) -> Plan:
    """Ask both offices to publish it. Another plan of the roadmap that was laid before them is taken away."""
    locked(plan.roadmap, by)
    row = _lock(plan)
    if row.state != PlanState.FOUND:
        raise Problem(
            f"This plan is {row.get_state_display().lower()} already.", way_out="Open the one you mean."
        )
    for other in Plan.objects.slim().filter(roadmap=row.roadmap_id, state=PlanState.OFFERED):
        other.state, other.awaits, other.version = PlanState.FOUND, Awaits.NOBODY, other.version + 1
        other.save(update_fields=["state", "awaits", "version"])
    row.state, row.awaits = PlanState.OFFERED, Awaits.BOTH
    row.save(update_fields=["state", "awaits"])
    entry.about(row.roadmap, name=row.name, plan=row.pk)
    entry.about(row)
    return row


@audited("roadmap.signed", says="signed the plan “{name}” for the {office}{published}")
def sign(entry: Draft, plan: Plan, *, by: User, content_hash: str) -> Signature:
    """Put one office's key to exactly the plan that was read; the second key publishes it."""
    key = signing.key_for(by, DEED)
    roadmap = Roadmap.objects.select_for_update().get(pk=plan.roadmap_id)
    row = _lock(plan)
    if row.state != PlanState.OFFERED:
        raise Problem(
            f"This plan is {row.get_state_display().lower()}: there is nothing to sign.",
            way_out="A plan has to be laid before the offices first.",
        )
    put = signing.put_key(row, PUBLISH, key, by=by, content_hash=content_hash, what="this plan")
    row.awaits = put.keys.awaits
    if put.keys.complete:
        _publish(roadmap, row, put.keys)
    row.save()
    entry.about(
        roadmap, name=row.name, plan=row.pk, office=key.office.label,
        signature=signature_facts(put.signature),
        published="; with both keys it is published" if put.keys.complete else "",
    )  # fmt: skip
    entry.about(row)
    return put.signature


@audited("roadmap.unsigned", says="took the {office}’s key to the plan “{name}” back")
def withdraw(entry: Draft, plan: Plan, *, by: User) -> Plan:
    """Take one's office's key back before the other office has signed."""
    key = signing.key_for(by, DEED)
    row = _lock(plan)
    signing.take_back(row, PUBLISH, key, what="this plan", instead="Publish another plan instead.")
    entry.about(row.roadmap, name=row.name, plan=row.pk, office=key.office.label)
    entry.about(row)
    return row


def _publish(roadmap: Roadmap, row: Plan, keys: Keys) -> None:
    Plan.objects.filter(roadmap=roadmap, state=PlanState.PUBLISHED).update(state=PlanState.REPLACED)
    row.state, row.published_at = PlanState.PUBLISHED, timezone.now()
    row.marketing_signature, row.it_signature = keys.pair
    roadmap.published, roadmap.changed_at = row, timezone.now()
    roadmap.save()


def _lock(plan: Plan) -> Plan:
    row = Plan.objects.select_for_update(of=("self",)).select_related("roadmap").filter(pk=plan.pk).first()
    if row is None:
        raise Stale("This plan is no longer there.", way_out="Open the roadmap again.")
    return row
