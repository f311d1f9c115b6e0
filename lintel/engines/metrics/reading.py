"""From a document to a model: every key is known, every name is checked, every expression is parsed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields as fields_of
from typing import Any

from lintel.engines.metrics import expressions, foreign
from lintel.engines.metrics.model import (
    METRIC_KINDS,
    TYPES,
    Calendar,
    Dataset,
    Field,
    Measure,
    Metric,
    Model,
    Relationship,
)
from lintel.engines.metrics.problems import MetricsError

OSSIE = {"name", "expression", "description", "ai_context", "custom_extensions", "lintel"}
DATATYPES = {
    **{"String": "text", "Integer": "number", "Decimal": "number", "Float": "number", "Boolean": "boolean"},
    **{
        "Date": "date",
        "DateTime": "timestamp",
        "DateTimeTz": "timestamptz",
        "Time": "text",
        "Opaque": "text",
    },
}
_MEASURES = ("measure", "numerator", "denominator", "base", "converted")
_CHOICES = {
    "compare": ("value", "difference", "change"),
    "pick": ("last", "first"),
    "better": ("up", "down", ""),
}


def model(body: Any) -> Model:
    """The whole model, checked."""
    _known(body, "semantic_model[0]", OSSIE - {"expression"} | {"datasets", "relationships", "metrics"})
    ours = _ours(body, "semantic_model[0]")
    datasets = tuple(_dataset(item, place) for item, place in _list(body, "datasets"))
    relationships = tuple(_relationship(item, place) for item, place in _list(body, "relationships"))
    bare = Model(
        name=_text(body, "name", "semantic_model[0]"),
        description=str(body.get("description", "")),
        datasets=datasets,
        relationships=relationships,
        calendar=_calendar(ours.get("calendar", {})),
    )
    _check_names([("datasets", d.name) for d in datasets])
    _check_relationships(bare)
    metrics = tuple(_metric(bare, item, place) for item, place in _list(body, "metrics"))
    whole = Model(bare.name, datasets, relationships, metrics, bare.calendar, bare.description)
    _check_names([("metrics", m.name) for m in metrics])
    return check(whole)


def check(whole: Model) -> Model:
    """Refuses expressions that are not allowed, unknown names and circles; returns the model."""
    from lintel.engines.metrics.resolve import Leaves

    for dataset in whole.datasets:
        for field in dataset.fields:
            expressions.scalar(field.expression, f"datasets.{dataset.name}.fields.{field.name}.expression")
        if dataset.row_filter:
            expressions.scalar(dataset.row_filter, f"datasets.{dataset.name}.row_filter")
    leaves = Leaves(whole)
    for metric in whole.metrics:
        leaves.value(metric.name, f"metrics.{metric.name}")
    for leaf in leaves.names:
        if leaf.measure.filter:
            expressions.scalar(leaf.measure.filter, f"{leaf.place}.filter")
    return whole


def _dataset(body: Any, place: str) -> Dataset:
    _known(body, place, OSSIE - {"expression"} | {"source", "primary_key", "unique_keys", "fields"})
    ours = _ours(body, place)
    found = tuple(_field(item, where) for item, where in _list(body, "fields", place))
    _check_names([(f"{place}.fields", f.name) for f in found])
    return Dataset(
        name=expressions.name(_text(body, "name", place), f"{place}.name"),
        source=_text(body, "source", place),
        primary_key=_names(body, "primary_key", place),
        fields=found,
        label=str(ours.get("label", "")),
        description=str(body.get("description", "")),
        time_field=ours.get("time_field") or None,
        row_filter=ours.get("row_filter") or None,
        synonyms=_synonyms(body),
    )


def _field(body: Any, place: str) -> Field:
    _known(body, place, OSSIE | {"dimension", "label", "datatype"})
    ours, dimension = _ours(body, place), body.get("dimension") or {}
    kind = ours.get("type") or DATATYPES.get(str(body.get("datatype", "")), "")
    is_time = dimension.get("is_time", kind in ("date", "timestamp", "timestamptz"))
    kind = kind or ("timestamp" if is_time else "text")
    if kind not in TYPES:
        raise MetricsError(
            f"{place}.lintel.type", f"There is no type “{kind}”.", f"Use one of {', '.join(TYPES)}."
        )
    name = expressions.name(_text(body, "name", place), f"{place}.name")
    return Field(
        name=name,
        expression=_expression(body, place) or name,
        label=str(body.get("label", "")),
        description=str(body.get("description", "")),
        kind="time" if is_time else "categorical",
        type=kind,  # type: ignore[arg-type] # one of TYPES
        unit=str(ours.get("unit", "")),
        synonyms=_synonyms(body),
    )


def _relationship(body: Any, place: str) -> Relationship:
    _known(body, place, OSSIE - {"expression"} | {"from", "to", "from_columns", "to_columns"})
    left, right = _names(body, "from_columns", place), _names(body, "to_columns", place)
    if not left or len(left) != len(right):
        raise MetricsError(place, "Its columns do not pair up.", "Give as many from_columns as to_columns.")
    return Relationship(
        name=_text(body, "name", place),
        from_dataset=_text(body, "from", place),
        to_dataset=_text(body, "to", place),
        from_columns=left,
        to_columns=right,
        complete=bool(_ours(body, place).get("complete", False)),
    )


def _metric(bare: Model, body: Any, place: str) -> Metric:
    _known(body, place, OSSIE | {"datatype"})
    name = expressions.name(_text(body, "name", place), f"{place}.name")
    ours, written = dict(_ours(body, place)), _expression(body, place)
    facts: dict[str, Any] = {"name": name, "description": str(body.get("description", ""))}
    facts["synonyms"] = _synonyms(body)
    allowed = {field.name for field in fields_of(Metric)} - set(facts) | {"dataset", "filter", "time"}
    if unknown := set(ours) - allowed:
        raise MetricsError(
            f"{place}.lintel", f"“{min(unknown)}” is not known.", f"Known: {', '.join(sorted(allowed))}."
        )
    kind = ours.get("kind", "simple")
    if kind not in METRIC_KINDS:
        raise MetricsError(
            f"{place}.lintel.kind", f"There is no kind “{kind}”.", f"Use {', '.join(METRIC_KINDS)}."
        )
    for key, choices in _CHOICES.items():
        if ours.get(key, choices[0]) not in choices:
            raise MetricsError(
                f"{place}.lintel.{key}", f"“{ours[key]}” is no choice.", f"Use {', '.join(choices)}."
            )
    extra: dict[str, Any] = {key: ours.pop(key) for key in ("dataset", "filter", "time") if key in ours}
    for key in _MEASURES:
        if isinstance(ours.get(key), Mapping):
            ours[key] = _measure(ours[key], f"{place}.lintel.{key}")
    takes_measure = kind in ("simple", "semi_additive") or (kind == "cumulative" and not ours.get("of"))
    if written and takes_measure and "measure" not in ours:
        return foreign.metric(bare, Metric(**facts, **ours), written, extra, place)
    return Metric(**facts, **ours)


def _measure(body: Mapping[str, Any], place: str) -> Measure:
    _known(body, place, {"dataset", "expression", "filter", "time"})
    return Measure(
        _text(body, "dataset", place),
        str(body.get("expression") or "count(*)"),
        body.get("filter") or None,
        body.get("time") or None,
    )


def _calendar(body: Mapping[str, Any]) -> Calendar:
    from lintel.engines.metrics import calendars

    _known(body, "calendar", {field.name for field in fields_of(Calendar)})
    found = Calendar(**body)
    calendars.zone(found.timezone, "calendar.timezone")
    if found.week_start not in range(1, 8) or found.fiscal_year_start not in range(1, 13):
        raise MetricsError(
            "calendar", "Weeks start on day 1 to 7, years in month 1 to 12.", "Mend the number."
        )
    if found.pattern not in ("gregorian", "4-4-5"):
        raise MetricsError("calendar.pattern", f"“{found.pattern}” is not known.", "Use gregorian or 4-4-5.")
    return found


def _check_names(names: Sequence[tuple[str, str]]) -> None:
    seen: set[str] = set()
    for place, name in names:
        if name in seen:
            raise MetricsError(place, f"“{name}” stands there twice.", "Rename one of them.")
        seen.add(name)


def _check_relationships(bare: Model) -> None:
    for item in bare.relationships:
        for end in (item.from_dataset, item.to_dataset):
            bare.dataset(end, f"relationships.{item.name}")
        key = bare.dataset(item.to_dataset).primary_key
        if key and set(key) - set(item.to_columns):
            raise MetricsError(
                f"relationships.{item.name}",
                f"“{item.to_dataset}” has one row for each {', '.join(key)}, but the relationship names only "
                f"{', '.join(item.to_columns)}, so rows would count more than once.",
                "Join by the whole key, or correct the direction: it goes from the many to the one.",
            )


def _list(body: Mapping[str, Any], key: str, place: str = "") -> Iterator[tuple[Any, str]]:
    where = f"{place}.{key}" if place else key
    items = body.get(key) or []
    if not isinstance(items, list):
        raise MetricsError(where, "This is no list.", "Write each item with a dash.")
    for index, item in enumerate(items):
        yield item, f"{where}[{index}]"


def _known(body: Any, place: str, keys: set[str]) -> None:
    if not isinstance(body, Mapping):
        raise MetricsError(place, "This is not a set of keys.", "Write `key: value` lines.")
    if unknown := {str(key) for key in body} - keys:
        raise MetricsError(
            place, f"“{min(unknown)}” is not known here.", f"Known: {', '.join(sorted(keys))}."
        )


def _ours(body: Mapping[str, Any], place: str) -> Mapping[str, Any]:
    """What stands under `lintel`, or in the custom extension of that vendor."""
    found = body.get("lintel")
    for item in body.get("custom_extensions") or []:
        if found is None and isinstance(item, Mapping) and item.get("vendor_name") == "LINTEL":
            try:
                found = json.loads(item.get("data", "{}"))
            except ValueError:
                raise MetricsError(
                    f"{place}.custom_extensions", "The data is no JSON.", "Export it anew."
                ) from None
    if found is not None and not isinstance(found, Mapping):
        raise MetricsError(f"{place}.lintel", "This is not a set of keys.", "Write `key: value` lines.")
    return found or {}


def _text(body: Mapping[str, Any], key: str, place: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value.strip():
        raise MetricsError(place, f"“{key}” is missing.", f"Write `{key}: …`.")
    return value.strip()


def _names(body: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    value = body.get(key) or []
    if not isinstance(value, list):
        raise MetricsError(f"{place}.{key}", "This is no list.", "Write [column, …].")
    return tuple(str(item) for item in value)


def _expression(body: Mapping[str, Any], place: str) -> str:
    """The ANSI expression of Ossie's set of dialects, or a plain string."""
    found = body.get("expression")
    if found is None or isinstance(found, str):
        return found or ""
    dialects = found.get("dialects") if isinstance(found, Mapping) else None
    for item in dialects if isinstance(dialects, list) else ():
        if isinstance(item, Mapping) and item.get("dialect") == "ANSI_SQL":
            return str(item.get("expression", ""))
    raise MetricsError(
        f"{place}.expression", "There is no expression in ANSI SQL.", "Add the dialect ANSI_SQL."
    )


def _synonyms(body: Mapping[str, Any]) -> tuple[str, ...]:
    context = body.get("ai_context")
    return tuple(str(item) for item in context.get("synonyms") or ()) if isinstance(context, Mapping) else ()
