"""What the metrics of a question can be split and filtered by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lintel.engines.metrics.model import TIME, Dimension, Field
from lintel.engines.metrics.resolve import Leaves

if TYPE_CHECKING:
    from lintel.engines.metrics.model import Model


def dimensions(model: Model, metrics: Sequence[str]) -> tuple[Dimension, ...]:
    """Every field of the model, and "time" first; those that would fan out carry the reason."""
    leaves = Leaves(model)
    for index, name in enumerate(metrics):
        leaves.value(name, f"metrics[{index}]")
    roots = sorted({leaf.measure.dataset for leaf in leaves.names})
    timeless = sorted({leaf.measure.dataset for leaf in leaves.names if not leaf.measure.time})
    reason = f"“{timeless[0]}” has no time of its own." if timeless else ""
    found = [Dimension(TIME, "", Field(TIME, "", "Time", kind="time", type="date"), not timeless, reason)]
    for dataset in model.datasets:
        reasons = [
            f"With “{root}”: {why}" for root in roots if (why := model.graph.why_not(root, dataset.name))
        ]
        found += [
            Dimension(f"{dataset.name}.{field.name}", dataset.name, field, not reasons, " ".join(reasons))
            for field in dataset.fields
        ]
    return tuple(found)
