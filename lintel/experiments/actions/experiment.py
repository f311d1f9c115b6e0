"""Writing an experiment's plan, agreeing to it, running it, and linking it to what it tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Link, Signature, type_label
from lintel.audit.sides import Side
from lintel.audit.signatures import keys_of
from lintel.audit.verification import signature_facts
from lintel.experiments.actions._keys import put_key
from lintel.experiments.keeping import lock_in, require_planner, touched
from lintel.experiments.models import PLAN, PLAN_FIELDS, Experiment, Measure, State, Variant
from lintel.experiments.planning import gaps
from lintel.people.models import User
from lintel.people.targets import target
from lintel.ui.checking import checked
from lintel.ui.problems import Problem, Stale

TESTS = "tests"
LINKED = ("portfolio.proposal",)  # named as texts: the two rooms do not know each other
MOST_VARIANTS, MOST_MEASURES = 6, 8


@dataclass(frozen=True)
class Plan:
    """Fields by name, variants (the control first) and metrics (the primary one first) as their fields."""

    fields: Mapping[str, Any]
    variants: Sequence[Mapping[str, Any]] | None = None
    measures: Sequence[Mapping[str, Any]] | None = None


@audited("experiment.created", says="wrote the first draft")
def create(entry: Draft, plan: Plan, *, by: User) -> Experiment:
    """A new draft."""
    require_planner(by)
    experiment = Experiment(created_by=by)
    _set(experiment, plan)
    entry.about(experiment, version=1)
    return experiment


@audited("experiment.planned", says="changed the plan{voided}")
def change(entry: Draft, experiment: Experiment, plan: Plan, *, version: int, by: User) -> Experiment:
    """Another plan; agreements to the one before fall away. `version` is the one that was read."""
    require_planner(by)
    locked = lock_in(experiment, State.DRAFT, State.READY, doing="changed: its plan stands since its start")
    if locked.version != version:
        raise Stale(
            "Somebody changed the plan since you opened it.", way_out="Open it again and write on there."
        )
    agreed = len(keys_of(locked, PLAN).given)
    locked.version += 1
    locked.state = State.DRAFT
    _set(locked, plan)
    voided = f", which voided {agreed} agreement{'' if agreed == 1 else 's'}" if agreed else ""
    entry.about(locked, version=locked.version, voided=voided)
    return locked


def _set(experiment: Experiment, plan: Plan) -> None:
    unknown = set(plan.fields) - {name.removesuffix("_id") for name in PLAN_FIELDS}
    if unknown:
        raise Problem(f"An experiment has no {', '.join(sorted(unknown))}.", way_out="Leave it out.")
    for name, value in plan.fields.items():
        setattr(experiment, name, value)
    for side, owner in ((Side.MARKETING, experiment.marketing_owner), (Side.IT, experiment.it_owner)):
        if owner is not None and (owner.side != side or not owner.is_active):
            raise Problem(
                f"{owner.name} does not stand on the {side.label} side.",
                way_out="Choose somebody who does.",
                field=f"{side}_owner",
            )
    experiment.changed_at = timezone.now()
    checked(experiment).save()
    if plan.variants is not None:
        _replace(experiment, Variant, plan.variants, MOST_VARIANTS)
    if plan.measures is not None:
        _replace(experiment, Measure, plan.measures, MOST_MEASURES)


def _replace(experiment: Experiment, model: Any, rows: Sequence[Mapping[str, Any]], most: int) -> None:
    if len(rows) > most:
        raise Problem(f"There can be {most} at most.", way_out="Leave some out.")
    model.objects.filter(experiment=experiment).delete()
    for place, row in enumerate(rows):
        checked(model(experiment=experiment, position=place, **row)).save()


@audited("experiment.agreed", says="agreed to version {version} of the plan for {side}{ready}")
def agree(entry: Draft, experiment: Experiment, *, by: User, content_hash: str) -> Signature:
    """One owner agrees to exactly the plan that was read; with both it is registered and ready to start."""
    locked = lock_in(experiment, State.DRAFT, doing="agreed to: that was done")
    lacking = gaps(locked)
    if lacking:
        raise Problem("The plan is not complete: " + " ".join(lacking), way_out="Complete it first.")
    signature, complete = put_key(locked, locked, PLAN, by=by, content_hash=content_hash)
    touched(locked, state=State.READY if complete else State.DRAFT)
    entry.about(
        locked, signature=signature_facts(signature), version=signature.version,
        side=Side(signature.office).label, ready="; it is registered and ready" if complete else "",
    )  # fmt: skip
    return signature


@audited("experiment.started", says="started it")
def start(entry: Draft, experiment: Experiment, *, by: User) -> Experiment:
    """Units are given their variants from now on; the plan stands still."""
    require_planner(by)
    locked = lock_in(experiment, State.READY, doing="started: both owners agree to the plan first")
    entry.about(locked)
    return touched(locked, state=State.RUNNING, started_at=timezone.now())


@audited("experiment.linked", says="linked it to {object_id:portfolio.proposal}")
def link(entry: Draft, experiment: Experiment, object_type: str, object_id: str, *, by: User) -> Link:
    """Say what the experiment tests: a proposal that the person may see."""
    require_planner(by)
    if object_type not in LINKED or not apps.is_installed("lintel.portfolio.proposals"):
        raise Problem("An experiment is linked to proposals.", way_out="Say which proposal it tests.")
    thing = target(by, object_type, object_id)
    made, _ = Link.objects.get_or_create(
        from_type=type_label(experiment), from_id=str(experiment.pk), kind=TESTS,
        to_type=object_type, to_id=str(thing.pk),
    )  # fmt: skip
    entry.about(experiment, object_type=object_type.partition(".")[2], object_id=str(thing.pk))
    entry.about(thing)
    return made
