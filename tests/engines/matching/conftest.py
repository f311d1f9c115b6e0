"""One run over the village, shared by the tests that only look at it."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
import pytest

from lintel.engines import matching
from lintel.engines.matching import Config, Result
from tests.engines.matching import village

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 4, 1, 12, tzinfo=UTC)
CONFIG = Config(
    id_column="id", source_column="source", threads=1, effort=matching.Effort(random_pairs=20_000)
)


@pytest.fixture(scope="session")
def people() -> pa.Table:
    return village.records()


@pytest.fixture(scope="session")
def raw(people: pa.Table) -> pa.Table:
    return people.drop(["truth"])


@pytest.fixture(scope="session")
def result(raw: pa.Table) -> Result:
    return matching.run(raw, CONFIG, now=NOW)


def groups(customers: pa.Table) -> set[frozenset[str]]:
    """Customers as sets of "source:id"."""
    found: dict[str, set[str]] = {}
    for row in customers.to_pylist():
        key = row.get("record") or f"{row['source']}:{row['source_record_id']}"
        found.setdefault(row["customer_id"], set()).add(key)
    return {frozenset(records) for records in found.values()}
