"""Writing metrics: a draft, its changes, its owners, its end. Every change of meaning makes a new version."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Office
from lintel.insight.definitions.access import may_define
from lintel.insight.definitions.actions._keeping import (
    checked,
    locked,
    refounded,
    remember,
    reopen,
    standing_model,
)
from lintel.insight.definitions.formulas import Wording
from lintel.insight.definitions.models import Awaits, Metric, State
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

WRITERS = "Metrics are written by office holders, members and analysts."
WRITTEN = {"slug", "label", "description", "unit", "better"}  # what people write


@audited("metric.drafted", says="drafted the metric")
def create(entry: Draft, said: Wording, *, by: User) -> Metric:
    """Write a first version. Errors: `Problem` at the wrong field, from us or from the engine."""
    _allowed(by)
    model = standing_model()
    metric = Metric(created_by=by)
    _set(metric, said)
    _valid(metric)
    if Metric.objects.filter(slug=said.slug).exists():
        raise Problem(
            f"There is a metric called {said.slug} already.", way_out="Choose another name.", field="slug"
        )
    metric.save()
    checked(model.body, [metric.slug])
    entry.about(metric)
    refounded(entry, model.body, by, fresh={metric.slug})
    metric.refresh_from_db()
    remember(metric, by)
    return metric


@audited("metric.changed", says="changed the definition; it is now version {version}{reopened}")
def change(entry: Draft, metric: Metric, said: Wording, *, version: int, by: User) -> Metric:
    """Make a new version; what was agreed is reviewed again, and so is every metric made of this one."""
    _allowed(by)
    found = locked(metric, version)
    if said.slug != found.slug:
        raise Problem(
            "Formulas and saved questions know this metric by its name.",
            way_out="Draft a new metric, and end this one.",
            field="slug",
        )
    before = found.definition
    _set(found, said)
    if found.definition == before and found.state != State.DEPRECATED:
        raise Problem("Nothing was changed.", way_out="Change something, or leave the page.")
    found.state = State.DRAFT if found.state == State.DEPRECATED else found.state
    found.version += 1
    reopen(found)
    _valid(found)
    found.save()
    model = standing_model()
    checked(model.body, [found.slug])
    entry.about(found, version=found.version)
    also = refounded(entry, model.body, by, fresh={found.slug})
    found.refresh_from_db()
    remember(found, by)
    entry.facts["reopened"] = f", which reopened {', '.join(sorted(also))}" if also else ""
    return found


@audited("metric.owned", says="named who answers for the metric")
def own(entry: Draft, metric: Metric, *, marketing: User | None, it: User | None, by: User) -> Metric:
    """Name the owner on each side; the wording and its signatures stay."""
    _allowed(by)
    found = locked(metric, None)
    for owner, side, field in (
        (marketing, Office.MARKETING, "marketing_owner"),
        (it, Office.IT, "it_owner"),
    ):
        if owner is not None and owner.side != side:
            raise Problem(
                f"{owner} does not work in {side.name.title() if side == Office.MARKETING else 'IT'}.",
                way_out="Choose somebody of that side.",
                field=field,
            )
        setattr(found, field, owner)
    found.save(update_fields=["marketing_owner", "it_owner"])
    entry.about(found)
    return found


@audited("metric.deprecated", says="took the metric out of use")
def deprecate(entry: Draft, metric: Metric, *, by: User) -> Metric:
    """It can no longer be asked for; saved questions say so. A change brings it back as a draft."""
    _allowed(by)
    found = locked(metric, None)
    if found.state == State.DEPRECATED:
        raise Problem("This metric is out of use already.", way_out="Change it to bring it back as a draft.")
    users = [
        one.label
        for one in Metric.objects.in_use().exclude(pk=found.pk)
        if found.slug in one.foundation.get("metrics", {})
    ]
    if users:
        raise Problem(
            f"{', '.join(users)} {'is' if len(users) == 1 else 'are'} made of this metric.",
            way_out="Change or end those first.",
        )
    found.state, found.awaits, found.changed_at = State.DEPRECATED, Awaits.NOBODY, timezone.now()
    found.save(update_fields=["state", "awaits", "changed_at"])
    entry.about(found)
    return found


def _allowed(by: User) -> None:
    if not may_define(by):
        raise Denied(WRITERS, way_out="Leave a comment on the metric, or ask an administrator for a role.")


def _set(metric: Metric, said: Wording) -> None:
    definition = said.definition()
    metric.slug, metric.label, metric.description = said.slug, said.label.strip(), said.description.strip()
    metric.unit, metric.better = said.unit.strip(), said.better
    metric.kind = str(definition.get("kind", "simple"))
    metric.definition = definition


def _valid(metric: Metric) -> None:
    if not metric.label:
        raise Problem("A metric needs a name.", way_out="Call it as people say it.", field="label")
    try:
        metric.clean_fields(exclude={field.name for field in metric._meta.fields} - WRITTEN)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Problem(messages[0], field=field) from None
