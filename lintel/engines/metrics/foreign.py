"""Metrics as other tools write them: an expression over `dataset.column`; we find whose rows it is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lintel.engines.metrics import expressions
from lintel.engines.metrics.model import Measure, Metric
from lintel.engines.metrics.problems import MetricsError

if TYPE_CHECKING:
    from lintel.engines.metrics.model import Model


def metric(bare: Model, known: Metric, text: str, extra: Mapping[str, Any], place: str) -> Metric:
    """A simple metric, or a ratio where numerator and denominator count rows of different datasets."""
    tree = expressions.aggregate(text, f"{place}.expression")
    dataset = extra.get("dataset") or _root(bare, tree)
    if dataset:
        return replace(known, measure=_measure(tree, dataset, extra))
    if known.kind == "simple" and isinstance(inner := tree.unnest(), exp.Div):
        bottom = inner.expression.unnest()
        bottom = bottom.this if isinstance(bottom, exp.Nullif) else bottom
        ends = [_root(bare, side) for side in (inner.this, bottom)]
        if ends[0] and ends[1]:
            sides = [
                _measure(side, end, extra)
                for side, end in zip((inner.this.unnest(), bottom), ends, strict=True)
                if end
            ]
            return replace(known, kind="ratio", numerator=sides[0], denominator=sides[1])
    raise MetricsError(
        f"{place}.expression",
        f"It is not clear whose rows “{text}” aggregates.",
        "Write columns as dataset.column, or name the dataset under `lintel`.",
    )


def _root(bare: Model, tree: exp.Expr) -> str | None:
    """The dataset from which all columns can be reached without counting a row twice."""
    names = {column.table for column in tree.find_all(exp.Column)}
    for name in sorted(names):
        if name:
            bare.dataset(name, "expression")
    if not names or "" in names:
        return bare.datasets[0].name if len(bare.datasets) == 1 else None
    roots = [name for name in names if all(bare.graph.paths(name, other) for other in names)]
    return min(roots) if roots else None


def _measure(tree: exp.Expr, dataset: str, extra: Mapping[str, Any]) -> Measure:
    """Columns of the dataset itself lose its name."""

    def bare(column: exp.Column) -> exp.Expr:
        return exp.column(column.name) if column.table == dataset else column

    text = expressions.rewritten(tree, bare).sql(expressions.READ)
    return Measure(dataset, text, extra.get("filter") or None, extra.get("time") or None)
