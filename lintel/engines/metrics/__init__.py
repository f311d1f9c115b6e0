"""Agreed figures from rows: a semantic model, and questions compiled to one SQL statement.

Each fact is aggregated on its own grain and drilled across, so that no row counts twice; what a person may
not see is compiled in. Nothing here knows Django or holds a connection.
"""

from __future__ import annotations

from lintel.engines.metrics.assemble import compile  # the engine's verb
from lintel.engines.metrics.exchange import dump, load
from lintel.engines.metrics.model import (
    Calendar,
    Dataset,
    Dimension,
    Field,
    Measure,
    Metric,
    Model,
    Relationship,
)
from lintel.engines.metrics.problems import MetricsError
from lintel.engines.metrics.query import (
    By,
    Column,
    ColumnRule,
    Compiled,
    Filter,
    Guards,
    Order,
    Period,
    Query,
    RowRule,
    Top,
)
from lintel.engines.metrics.verify import Finding, verify

__all__ = [
    "By",
    "Calendar",
    "Column",
    "ColumnRule",
    "Compiled",
    "Dataset",
    "Dimension",
    "Field",
    "Filter",
    "Finding",
    "Guards",
    "Measure",
    "Metric",
    "MetricsError",
    "Model",
    "Order",
    "Period",
    "Query",
    "Relationship",
    "RowRule",
    "Top",
    "compile",
    "dump",
    "load",
    "verify",
]
