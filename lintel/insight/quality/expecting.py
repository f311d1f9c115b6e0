"""What is expected of a dataset: what somebody wrote down, and else what its shape and the model say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lintel.insight.definitions.catalogue import catalogue
from lintel.insight.definitions.models import SemanticModel
from lintel.insight.quality.models import Expectation
from lintel.warehouse.shapes import Shape, shapes

OLDEST_HOURS = 7 * 24  # a week without news is worth a look
MOST_CHANGE = 50  # percent of rows that come or go between two states


@dataclass(frozen=True)
class Expected:
    """What one dataset is held to; None and empty mean unchecked. `usual` says that nobody wrote it down."""

    oldest_hours: int | None
    fewest_rows: int | None
    most_change: int | None
    nulls: Mapping[str, int]
    keys: tuple[tuple[str, ...], ...]
    usual: bool = True


def checkable() -> dict[str, Shape]:
    """Datasets that one may look at by column: the declared ones."""
    return {shape.name: shape for shape in shapes() if shape.columns}


def expected(shape: Shape, written: Expectation | None, keys: Mapping[str, tuple[str, ...]]) -> Expected:
    """What holds for a dataset. `keys` are the primary keys that the semantic model names, by source."""
    if written is not None:
        return Expected(
            written.oldest_hours,
            written.fewest_rows,
            written.most_change,
            {name: int(share) for name, share in written.nulls.items() if name in shape.columns},
            tuple(tuple(key) for key in written.keys if set(key) <= set(shape.columns)),
            usual=False,
        )
    key = tuple(name for name in keys.get(shape.name, ()) if name in shape.columns)
    # Rows are ordered by what they are found by, so that is never meant to be empty.
    found_by = dict.fromkeys((*shape.sorted_by, *key), 0)
    return Expected(OLDEST_HOURS, 1, MOST_CHANGE, found_by, (key,) if key else ())


def model_keys() -> dict[str, tuple[str, ...]]:
    """The primary key of each dataset of the semantic model that is a table of the warehouse, by source."""
    if not SemanticModel.objects.exists():
        return {}
    return {
        one.source.replace('"', ""): one.primary_key
        for one in catalogue().model.datasets
        if one.primary_key and not one.source.lstrip().startswith("(") and not one.row_filter
    }


def all_expected() -> dict[str, Expected]:
    """What holds for every dataset: three queries."""
    written = {row.dataset: row for row in Expectation.objects.all()}
    keys = model_keys()
    return {name: expected(shape, written.get(name), keys) for name, shape in checkable().items()}
