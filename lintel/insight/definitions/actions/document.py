"""A whole file of definitions: datasets, relationships, calendar and metrics, as the engine reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.insight.definitions.access import may_define, may_model
from lintel.insight.definitions.actions._keeping import checked, locked, refounded, remember, reopen
from lintel.insight.definitions.catalogue import refused
from lintel.insight.definitions.models import Better, Metric, SemanticModel, SemanticModelVersion, State
from lintel.insight.definitions.shaping import plain
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


@dataclass(frozen=True)
class Brought:
    """What a file came to."""

    created: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    model_version: int


@audited("definitions.imported", says="brought in definitions: {created} new, {changed} changed")
def bring(entry: Draft, text: str, *, by: User) -> Brought:
    """Take in a YAML document. Metrics it does not name stay; what it changes is a new version and is
    reopened. Errors: `Problem` that names the place in the document."""
    if not may_define(by):
        raise Denied(
            "Definitions are brought by office holders, members and analysts.", way_out="Ask one of them."
        )
    body, metrics = _read(text)
    model = _model(entry, body, by)
    created, changed, unchanged = [], [], []
    for definition in metrics:
        row = Metric.objects.filter(slug=definition["name"]).first()
        if row is None:
            row = Metric(slug=definition["name"], created_by=by)
            created.append(row.slug)
        elif row.definition == definition and row.state != State.DEPRECATED:
            unchanged.append(row.slug)
            continue
        else:
            row = locked(row, None)
            row.version += 1
            reopen(row)
            if row.state == State.DEPRECATED:
                row.state = State.DRAFT
            changed.append(row.slug)
        _write(row, definition)
    checked(model.body, [*created, *changed])
    entry.about(model)
    refounded(entry, model.body, by, fresh={*created, *changed})
    for row in Metric.objects.filter(slug__in=[*created, *changed]):
        remember(row, by)
        entry.about(row)
    entry.facts |= {"created": len(created), "changed": len(changed), "model_version": model.version}
    return Brought(tuple(created), tuple(changed), tuple(unchanged), model.version)


def _read(text: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The document as the model's body and its metrics, in plain values. Errors: `Problem`."""
    from lintel.engines.metrics import MetricsError, load

    if not text.strip():
        raise Problem("There is nothing in this document.", way_out="Choose a YAML file.", field="document")
    try:
        found = plain(load(text))
    except MetricsError as error:
        raise refused(error, "document") from error
    metrics = found.pop("metrics", [])
    return found, metrics


def _model(entry: Draft, body: dict[str, Any], by: User) -> SemanticModel:
    """The semantic model as the document has it; one without datasets leaves the present one as it is."""
    standing = SemanticModel.objects.select_for_update().first()
    if not body.get("datasets"):
        if standing is None:
            raise Problem(
                "The document describes no data.",
                way_out="Add the datasets that its metrics read.",
                field="document",
            )
        return standing
    if standing is not None and standing.body == body:
        return standing
    if not may_model(by):
        raise Denied(
            "Datasets are described by IT and by the office holders.",
            way_out="Bring a document with metrics only, or ask IT to bring this one.",
        )
    if standing is None:
        standing = SemanticModel(name=str(body.get("name", "company"))[:60], version=0)
    standing.body, standing.version, standing.changed_at = body, standing.version + 1, timezone.now()
    standing.save()
    SemanticModelVersion.objects.create(model=standing, number=standing.version, body=body, by=by)
    checked(body, Metric.objects.in_use().values_list("slug", flat=True), described=True)
    return standing


def _write(row: Metric, definition: dict[str, Any]) -> None:
    row.label = str(definition.get("label") or definition["name"].replace("_", " ").capitalize())[:120]
    row.description = str(definition.get("description", ""))[:2000]
    row.kind, row.unit = str(definition.get("kind", "simple")), str(definition.get("unit", ""))[:40]
    row.better = str(definition.get("better", Better.NEITHER))
    row.definition = definition
    row.save()
