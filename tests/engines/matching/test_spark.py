"""The same job on Spark gives the same customers (slow to start; needs the extra `spark` and Java)."""

from __future__ import annotations

import pyarrow as pa
import pytest

from lintel.engines import matching
from lintel.engines.matching import Decision, Result
from tests.engines.matching.conftest import CONFIG, NOW, groups

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("default")]


def test_spark_and_duckdb_agree(raw: pa.Table, result: Result) -> None:
    pytest.importorskip("pyspark", reason="Spark is an extra that not every house installs")
    from lintel.engines.matching import spark

    session = spark.session()
    try:
        here = matching.run(raw, CONFIG, now=NOW, model=result.model)
        there = matching.run(raw, CONFIG, now=NOW, model=result.model, spark=session)
        assert there.customers.equals(here.customers)
        assert there.pairs_compared == here.pairs_compared > 0
        assert there.state.pairs.select(["rid_l", "rid_r", "weight"]).equals(
            here.state.pairs.select(["rid_l", "rid_r", "weight"])
        )
        one, other = sorted(min(group) for group in groups(here.customers))[:2]
        said = [Decision("must", one, other)]
        merged = matching.run(raw, CONFIG, now=NOW, model=result.model, decisions=said, spark=session)
        assert any({one, other} <= group for group in groups(merged.customers))
    finally:
        session.stop()
