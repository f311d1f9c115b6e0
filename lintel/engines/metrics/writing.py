"""From a model to a document in Ossie's shape."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

from sqlglot import exp

from lintel.engines.metrics import expressions
from lintel.engines.metrics.model import Calendar, Dataset, Field, Measure, Metric, Model, Relationship

VENDOR = "LINTEL"
_DATATYPES = {
    **{"text": "String", "number": "Decimal", "boolean": "Boolean", "date": "Date"},
    **{"timestamp": "DateTime", "timestamptz": "DateTimeTz"},
}
_ELSEWHERE = {"name", "description", "synonyms"}  # of a metric: Ossie has a place for these


def model(whole: Model, *, strict: bool) -> dict[str, Any]:
    """The model's keys in Ossie's order."""
    calendar = _changed(whole.calendar, Calendar())
    return _clean(
        {
            "name": whole.name,
            "description": whole.description,
            "datasets": [_dataset(item, strict) for item in whole.datasets],
            "relationships": [_relationship(item, strict) for item in whole.relationships],
            "metrics": [_metric(whole, item, strict) for item in whole.metrics],
            **_ours({"calendar": calendar} if calendar else {}, strict),
        }
    )


def _dataset(item: Dataset, strict: bool) -> dict[str, Any]:
    ours = {"label": item.label, "time_field": item.time_field, "row_filter": item.row_filter}
    return _clean(
        {
            "name": item.name,
            "source": item.source,
            "primary_key": list(item.primary_key),
            "description": item.description,
            "fields": [_field(field, strict) for field in item.fields],
            **_context(item.synonyms),
            **_ours(_clean(ours), strict),
        }
    )


def _field(item: Field, strict: bool) -> dict[str, Any]:
    return _clean(
        {
            "name": item.name,
            "expression": _sql(item.expression),
            "dimension": {"is_time": item.kind == "time"},
            "label": item.label,
            "description": item.description,
            "datatype": _DATATYPES[item.type],
            **_context(item.synonyms),
            **_ours(_clean({"unit": item.unit}), strict),
        }
    )


def _relationship(item: Relationship, strict: bool) -> dict[str, Any]:
    return {
        "name": item.name,
        "from": item.from_dataset,
        "to": item.to_dataset,
        "from_columns": list(item.from_columns),
        "to_columns": list(item.to_columns),
        **_ours({"complete": True} if item.complete else {}, strict),
    }


def _metric(whole: Model, item: Metric, strict: bool) -> dict[str, Any]:
    ours: dict[str, Any] = {}
    for key, value in _changed(item, Metric(item.name)).items():
        if key not in _ELSEWHERE:
            ours[key] = _clean(asdict(value)) if isinstance(value, Measure) else value
    return _clean(
        {
            "name": item.name,
            "expression": _sql(readable(whole, item)),
            "description": item.description,
            **_context(item.synonyms),
            **_ours(ours, strict),
        }
    )


def readable(whole: Model, item: Metric) -> str:
    """The metric as one expression over `dataset.column`, as other tools read it: windows are lost."""
    if item.kind == "ratio":
        sides = [_side(whole, side) for side in (item.numerator, item.denominator)]
        return f"({sides[0]}) / NULLIF({sides[1]}, 0)"
    if item.kind == "derived":
        tree = expressions.derived(item.expression, f"metrics.{item.name}.expression")
        parts = expressions.rewritten(
            tree,
            lambda c: exp.paren(expressions.parsed(readable(whole, whole.metric(c.name)))),
        )
        return parts.sql(expressions.READ)
    return _side(whole, item.measure or item.of or item.base)


def _side(whole: Model, side: Measure | str | None) -> str:
    if isinstance(side, str):
        return readable(whole, whole.metric(side))
    if side is None:
        return "NULL"

    def qualified(column: exp.Column) -> exp.Expr:
        return column if column.table else exp.column(column.name, table=side.dataset)

    tree = expressions.rewritten(expressions.aggregate(side.expression, side.dataset), qualified)
    if side.filter:
        from lintel.engines.metrics.facts import limited

        condition = expressions.rewritten(expressions.scalar(side.filter, side.dataset), qualified)
        tree = limited(tree, condition)
    return tree.sql(expressions.READ)


def _sql(text: str) -> dict[str, Any]:
    return {"dialects": [{"dialect": "ANSI_SQL", "expression": text}]}


def _context(synonyms: tuple[str, ...]) -> dict[str, Any]:
    return {"ai_context": {"synonyms": list(synonyms)}} if synonyms else {}


def _ours(facts: dict[str, Any], strict: bool) -> dict[str, Any]:
    if not facts:
        return {}
    if not strict:
        return {"lintel": facts}
    return {"custom_extensions": [{"vendor_name": VENDOR, "data": json.dumps(facts, ensure_ascii=False)}]}


def _changed(item: Any, plain: Any) -> dict[str, Any]:
    """What differs from the default."""
    return {
        f.name: getattr(item, f.name) for f in fields(item) if getattr(item, f.name) != getattr(plain, f.name)
    }


def _clean(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value not in (None, "", [], ())}
