"""The same job on Spark: a model learnt on DuckDB weighs pairs and finds components on a Spark session.

Only what comes out leaves Spark: pairs above the floor (they are the ledger), and of the records only those
whose component is not of one piece, which are settled on the driver by the same code as everywhere.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lintel.engines.matching import blocking, scoring
from lintel.engines.matching.bench import Bench
from lintel.engines.matching.sql import literal

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray
    from pyspark.sql import DataFrame, SparkSession

    Ints = NDArray[np.int64]

PARTITIONS = 8


def session(name: str = "matching", master: str = "local[2]") -> SparkSession:
    """A small local session with Splink's string functions; a cluster brings its own session instead."""
    import os
    import sys

    from pyspark.sql import SparkSession
    from splink.backends.spark import similarity_jar_location

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = (
        SparkSession.builder.master(master).appName(name).config("spark.jars", similarity_jar_location())
    )
    for key, value in (
        ("spark.ui.enabled", "false"),
        ("spark.sql.shuffle.partitions", str(PARTITIONS)),
        ("spark.default.parallelism", str(PARTITIONS)),
        ("spark.driver.bindAddress", "127.0.0.1"),
        ("spark.driver.memory", "2g"),
    ):
        builder = builder.config(key, value)
    return builder.getOrCreate()


def match(bench: Bench, spark: SparkSession, decided: pa.Table) -> tuple[Ints, Ints]:
    """(component, customer) of every record, as `Bench.settle` gives them; fills table `pairs`."""
    with tempfile.TemporaryDirectory(prefix="matching-") as name, scoring.quiet():
        folder = Path(name)
        bench.connection.execute(f"copy clean to {literal(str(folder / 'clean.parquet'))} (format parquet)")
        clean = spark.read.parquet(str(folder / "clean.parquet")).cache()
        bench.compared = blocking.count_pairs(bench.connection, "clean", bench.model.blocks)
        weighed = _weighed(bench, spark, clean).cache()
        weighed.coalesce(1).write.parquet(str(folder / "scored"))
        scored = literal(str(folder / "scored/*.parquet"))
        bench.connection.execute(
            f"create or replace temp table scored as select * from read_parquet({scored})"
        )
        bench.add_rules("scored", "pairs")
        bench.add_vetoed("pairs")
        bench.connection.execute("drop table scored")
        result = _clustered(bench, spark, folder, decided)
        for table in (weighed, clean):
            table.unpersist()
    return result


def _api(spark: SparkSession) -> Any:
    from splink import SparkAPI

    api: Any = SparkAPI
    return api(spark_session=spark, break_lineage_method="persist", num_partitions_on_repartition=PARTITIONS)


def _weighed(bench: Bench, spark: SparkSession, clean: DataFrame) -> DataFrame:
    from pyspark.sql import functions as f
    from splink import Linker

    model = bench.model
    api = _api(spark)
    bare = clean.select(*[name for name in clean.columns if not name.startswith("tf_")])
    linker = Linker(api.register(bare), scoring.settings(model, dialect="spark"), log_level=None)
    for comparison in model.comparisons:
        if comparison.frequencies:
            field = comparison.field
            terms = clean.select(field, f"tf_{field}").where(f.col(field).isNotNull()).distinct()
            linker.table_management.register_term_frequency_lookup(api.register(terms), field)
    found: Any = linker.inference.predict(threshold_match_weight=bench.lowest, warning_mode="never")
    pairs: DataFrame = found.as_spark_dataframe().select(
        f.least("rid_l", "rid_r").alias("rid_l"),
        f.greatest("rid_l", "rid_r").alias("rid_r"),
        f.round(f.col("match_weight") * 1000).cast("int").alias("weight"),
    )
    return pairs


def _clustered(bench: Bench, spark: SparkSession, folder: Path, decided: pa.Table) -> tuple[Ints, Ints]:
    """Components on Spark; those not of one piece are settled on the driver."""
    import numpy as np
    from splink.clustering import cluster_pairwise_predictions_at_threshold

    run = bench.connection.execute
    bench.connection.register("words", decided)
    edges, nodes = literal(str(folder / "edges.parquet")), literal(str(folder / "nodes.parquet"))
    run(
        f"copy (select rid_l, rid_r, 1.0::double as match_probability from pairs where {bench.joins()} "
        "union all select l.rid, r.rid, 1.0 from words w join clean l on l.record = w.record_l "
        f"join clean r on r.record = w.record_r where w.kind = 'must') to {edges} (format parquet)"
    )
    run(f"copy (select rid from clean) to {nodes} (format parquet)")
    api = _api(spark)
    found: Any = cluster_pairwise_predictions_at_threshold(
        api.register(spark.read.parquet(str(folder / "nodes.parquet"))),
        api.register(spark.read.parquet(str(folder / "edges.parquet"))),
        api, "rid", "rid_l", "rid_r", threshold_match_probability=0.5,
    )  # fmt: skip
    found.as_spark_dataframe().select("rid", "cluster_id").coalesce(1).write.parquet(
        str(folder / "components")
    )
    components = literal(str(folder / "components/*.parquet"))
    run(
        "create or replace temp table parts as select rid, cast(cluster_id as bigint) as component "
        f"from read_parquet({components})"
    )
    tangled = run(
        f"with strong as (select p.component, count(*) as pairs from pairs join parts p on p.rid = rid_l "
        f"where weight >= {bench.bar} group by 1), "
        "sizes as (select component, count(*) as n from parts group by 1), "
        "said as (select distinct p.component from words w "
        "join clean c on c.record in (w.record_l, w.record_r) join parts p using (rid)) "
        "select rid from parts join sizes using (component) left join strong using (component) "
        "where n > 1 and (coalesce(pairs, 0) < n * (n - 1) / 2 or component in (select component from said)) "
        "order by rid"
    ).fetchnumpy()["rid"]
    whole = np.asarray(
        run("select component from parts order by rid").fetchnumpy()["component"], dtype=np.int64
    )
    customer = whole.copy()
    if len(tangled):
        rids = np.asarray(tangled, dtype=np.int64)
        _, settled = bench.settle(rids, decided)
        customer[rids] = settled
    bench.connection.unregister("words")
    return whole, customer
