"""What the page of an experiment shows: where it stands, whose word is missing, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from lintel.audit.models import Link, Signature
from lintel.audit.sides import OFFICES, Office
from lintel.audit.signatures import Keys, hash_of, keys_of
from lintel.experiments import vocabulary
from lintel.experiments.access import may_edit, may_plan, owner_side
from lintel.experiments.models import CONCLUSION, PLAN, Conclusion, Experiment, Measure, State, Variant
from lintel.people.models import User
from lintel.ui.components import Turn, Word


@dataclass(frozen=True)
class Side:
    """One side's owner and word."""

    office: Office
    owner: User | None
    signature: Signature | None


@dataclass(frozen=True)
class Agreement:
    """Both sides' words on one thing, and whether the reader may give theirs."""

    sides: list[Side]
    may_agree: bool
    content_hash: str
    complete: bool

    @property
    def turn(self) -> Turn:
        """Both posts and the beam."""
        marketing, it = (Word.GIVEN if side.signature else Word.MISSING for side in self.sides)
        return Turn(marketing, it, "Agreed by both owners" if self.complete else "")


def agreement(experiment: Experiment, thing: Experiment | Conclusion, user: User) -> Agreement:
    """Who agreed to a plan or a conclusion."""
    purpose = PLAN if isinstance(thing, Experiment) else CONCLUSION
    keys: Keys = keys_of(thing, purpose)
    sides = [Side(office, experiment.owner(office), keys.given.get(office)) for office in OFFICES]
    own = owner_side(user, experiment)
    is_open = experiment.state == (State.DRAFT if purpose == PLAN else State.ANALYSED)
    return Agreement(sides, is_open and own in keys.missing, hash_of(thing), keys.complete)


@dataclass(frozen=True)
class MeasureLine:
    """A metric as a row of the plan."""

    measure: Measure
    label: str
    url: str
    mark: str
    role: str

    @property
    def columns(self) -> str:
        """Where it stands in the files."""
        one = self.measure
        said = f"{one.value} / {one.over}" if one.over else one.value
        earlier = f"{one.before} / {one.over_before}" if one.over_before else one.before
        return f"{said}, before: {earlier}" if earlier else said


def measure_lines(experiment: Experiment) -> list[MeasureLine]:
    """The metrics with their names from the vocabulary."""
    found: list[MeasureLine] = []
    for place, measure in enumerate(experiment.measures.all()):
        named = vocabulary.named(measure.metric)
        role = "Guardrail" if place else "Primary"
        found.append(MeasureLine(measure, named.label, named.url, named.mark, role))
    return found


def shares(experiment: Experiment) -> list[tuple[Variant, float]]:
    """Variants with their part of all units in per cent."""
    rows = list(experiment.variants.all())
    total = sum(row.share for row in rows) or 1
    return [(row, 100 * row.share / total) for row in rows]


def rights(experiment: Experiment, user: User) -> dict[str, bool]:
    """What the reader may do now."""
    plans = may_plan(user)
    state = experiment.state
    return {
        "may_edit": may_edit(user, experiment),
        "may_start": plans and state == State.READY,
        "may_bring": plans and state in (State.READY, State.RUNNING, State.ANALYSED),
        "may_look": plans and state == State.RUNNING,
        "may_end": plans and state in (State.RUNNING, State.ANALYSED),
        "may_conclude": plans and state == State.ANALYSED,
        "may_link": plans,
    }


def tested(experiment: Experiment, user: User) -> list[models.Model]:
    """What the experiment is linked to, as far as the reader may see it."""
    found: list[models.Model] = []
    for link in Link.objects.from_thing(experiment, "tests"):
        rows: Any = apps.get_model(link.to_type)._default_manager
        found += rows.visible_to(user).filter(pk=link.to_id)
    return found
